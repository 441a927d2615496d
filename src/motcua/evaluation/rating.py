"""How do agencies or officials do in some days, by which figures, who is ranked and who is not? (R-283, R-285, R-286)

Worked out from the dossiers each time, never stored. Beside every total stands the one without clean-ups, and what did
not count with the reason. A rating of people names no official (R-289), so officials are not judged by it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.core.vntext import sort_key
from motcua.evaluation.criteria import Criteria
from motcua.evaluation.figures import (
    Said,
    findings_between,
    left_out_between,
    marked_lines,
    parts_in,
    said_of_units,
)
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import Measure, Score, Total, ranks, score_of, total_of
from motcua.evaluation.tally import EXCLUSIONS, Figure, Marked, Tally, Window, grouped, leave_out, tally_of
from motcua.evaluation.terms import Criterion, Rated
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.terms import Role

# Part and whole of the criteria that dossiers answer; the marks open the lists behind them.
OF_DOSSIERS: dict[Criterion, tuple[Figure, Figure]] = {
    Criterion.ON_TIME: (Figure.KEPT, Figure.JUDGED),
    Criterion.EARLY: (Figure.EARLY, Figure.JUDGED),
    Criterion.SAME_DAY: (Figure.SAME_DAY, Figure.SETTLED),
    Criterion.SETTLED: (Figure.SETTLED, Figure.SETTLED),
    Criterion.BACKLOG: (Figure.CLEARED, Figure.BACKLOG),
    Criterion.PLAN: (Figure.PLAN_KEPT, Figure.PLAN),
    Criterion.ONLINE: (Figure.ONLINE, Figure.ACCEPTED),
}
_OF_DESKS = frozenset({Criterion.SATISFACTION, Criterion.CONDUCT})
NAMES_NOBODY = "Phiếu đánh giá của người dân không ghi tên cán bộ, nên không tính cho từng người."
NOT_KEPT = "Hệ thống chưa giữ số liệu này; không tính là 0."
_WORKING = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is rated: an agency, or a person in an agency."""

    unit_id: str
    unit_name: str
    person_id: int | None = None
    person_name: str = ""
    username: str = ""

    @property
    def name(self) -> str:
        """As shown."""
        return self.person_name or self.unit_name


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rated: its criteria, total, the total without clean-ups, its place; `lines` are the dossiers behind."""

    subject: Subject
    scores: tuple[Score, ...]
    without: tuple[Score, ...]
    total: Total
    total_without: Total
    tally: Tally
    lines: tuple[Marked, ...]
    said: Said
    findings: int
    rank: int | None = None

    def exclusions(self) -> list[tuple[Figure, int]]:
        """What did not count, or counted by another rule, noughts left out."""
        return [(one, self.tally.of(one)) for one in EXCLUSIONS if self.tally.of(one)]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All rated side by side: the ranked first, then those with too few figures, by name."""

    window: Window
    criteria: Criteria
    rows: tuple[Judgement, ...]
    without_dossiers: tuple[str, ...] = ()


def rate_units(units: Collection[Unit], window: Window, criteria: Criteria) -> Ranking:
    """Agencies by one set of criteria."""
    ids = [unit.pk for unit in units]
    found = grouped(marked_lines(ids, window), lambda line: (line.unit,))
    out, said = (
        left_out_between(ids, window.first, window.last),
        said_of_units(ids, window.first, window.last),
    )
    faults = [one.unit_id for one in findings_between(ids, window.first, window.last)]
    rows = [
        _judged(
            Subject(unit.pk, unit.name),
            criteria,
            leave_out(found.get(unit.pk, ()), out.get((unit.pk, None), frozenset())),
            said.get(unit.pk, Said()),
            faults.count(unit.pk),
        )
        for unit in units
    ]
    return Ranking(window, criteria, _ranked(rows))


def rate_persons(unit: Unit, window: Window, criteria: Criteria, *, only: int | None = None) -> Ranking:
    """Officials of an agency by the dossiers they had a part in there; those without any are named apart.

    `only`: one official, who then has no place among the others.
    """
    lines = marked_lines([unit.pk], window)
    parts = parts_in(one.line for one in lines)
    found = grouped(lines, lambda line: (str(person) for person in parts.get(line.id, ())))
    out = left_out_between([unit.pk], window.first, window.last)
    said = said_of_units([unit.pk], window.first, window.last).get(unit.pk, Said())
    faults = [one.person_id for one in findings_between([unit.pk], window.first, window.last)]
    working = {person.pk: person for person in _working(unit, window.first, window.last)}
    people = Person.objects.in_bulk({*map(int, found), *working, *({only} if only else ())})
    wanted = [people[only]] if only else [one for one in people.values() if str(one.pk) in found]
    rows = [
        _judged(
            Subject(unit.pk, unit.name, one.pk, one.full_name, one.username),
            criteria,
            leave_out(found.get(str(one.pk), ()), out.get((unit.pk, one.pk), frozenset())),
            said,
            faults.count(one.pk),
        )
        for one in wanted
    ]
    idle = sorted(one.full_name for key, one in working.items() if str(key) not in found)
    return Ranking(window, criteria, _ranked(rows) if only is None else tuple(rows), tuple(idle))


def _working(unit: Unit, first: date, last: date) -> Iterable[Person]:
    """Who held a role of the desk in the days."""
    grants = RoleGrant.objects.filter(unit=unit, role__in=_WORKING, valid_from__lte=last)
    held = grants.exclude(valid_to__lte=first).values("person_id")
    return Person.objects.filter(pk__in=held)


def _judged(
    subject: Subject, criteria: Criteria, lines: Sequence[Marked], said: Said, findings: int
) -> Judgement:
    tally, least = tally_of(lines), settings().least_weight
    scores, without = (
        tuple(
            score_of(
                weight,
                measure_of(weight.criterion, criteria.rated, tally, said, findings, clean_ups=clean_ups),
                small=criteria.small,
            )
            for weight in criteria.weights
        )
        for clean_ups in (True, False)
    )
    return Judgement(
        subject,
        scores,
        without,
        total_of(scores, least_weight=least),
        total_of(without, least_weight=least),
        tally,
        tuple(lines),
        said,
        findings,
    )


def measure_of(
    criterion: Criterion, rated: Rated, tally: Tally, said: Said, findings: int, *, clean_ups: bool = True
) -> Measure:
    """What the figures say; a criterion that nothing answers is not kept, never nought."""
    if (pair := OF_DOSSIERS.get(criterion)) is not None:
        part, whole = (tally.of(one) if clean_ups else tally.without_clean_ups(one) for one in pair)
        return Measure(part, whole)
    if criterion is Criterion.FINDINGS:
        return Measure(findings)
    if criterion in _OF_DESKS and rated is Rated.PERSONS:
        return Measure(kept=False, why_not=NAMES_NOBODY)
    if criterion is Criterion.SATISFACTION:
        return Measure(said.satisfied, said.answers)
    if criterion is Criterion.CONDUCT:
        return Measure(said.good, said.marks, answers=said.answers)
    return Measure(kept=False, why_not=NOT_KEPT)


def _ranked(rows: Iterable[Judgement]) -> tuple[Judgement, ...]:
    some = list(rows)
    places = ranks([row.total.points for row in some])
    placed = [replace(row, rank=place) for row, place in zip(some, places, strict=True)]
    return tuple(sorted(placed, key=lambda row: (row.rank is None, row.rank or 0, *_by_name(row))))


def _by_name(row: Judgement) -> tuple[Any, ...]:
    return (sort_key(row.subject.name), row.subject.unit_id, row.subject.person_id or 0)
