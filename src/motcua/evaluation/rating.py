"""How do agencies or officials do in some days, by which figures, who is ranked and who is not? (R-283, R-285, R-286)

Worked out from the dossiers each time, never stored. Beside every total stands the one without clean-ups, and what did
not count with the reason. A rating of people names no official (R-289), so officials are not judged by it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from motcua.evaluation.rules import Measure, Score, Total, for_days, ranks, score_of, total_of
from motcua.evaluation.tally import EXCLUSIONS, Figure, Marked, Tally, Window, by_unit, leave_out, tally_of
from motcua.evaluation.terms import Criterion, Rated
from motcua.feedback.rules import rating_rule
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
# What people said of the desks.
OF_DESKS = frozenset({Criterion.SATISFACTION, Criterion.CONDUCT})
# No figure of the system answers these. The registers of initiatives and of channel 1022 are written by the rated units
# themselves and say neither who recognised an initiative nor all that came in, so no points are given for them.
UNANSWERED = tuple(
    one
    for one in Criterion
    if one not in OF_DOSSIERS and one not in OF_DESKS and one is not Criterion.FINDINGS
)
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
    found = by_unit(marked_lines(ids, window))
    out = left_out_between(ids, window.first, window.last)
    said = said_of_units(ids, window.first, window.last)
    faults = Counter(one.unit_id for one in findings_between(ids, window.first, window.last))
    rows = [
        _judged(
            Subject(unit.pk, unit.name),
            criteria,
            window.days,
            leave_out(found.get(unit.pk, ()), out.get((unit.pk, None), frozenset())),
            said.get(unit.pk, Said()),
            faults[unit.pk],
        )
        for unit in units
    ]
    return Ranking(window, criteria, _ranked(rows))


def rate_persons(unit: Unit, window: Window, criteria: Criteria, *, only: int | None = None) -> Ranking:
    """Officials of an agency by the dossiers they had a part in there; those without any are named apart.

    `only`: one official, who then has no place among the others.
    """
    if only is None:
        return rate_officials([unit], window, {unit.pk: criteria})[0]
    counted = _counted([unit.pk], window)
    [person] = Person.objects.filter(pk=only)
    return Ranking(window, criteria, (_of_official(unit, person, criteria, counted),))


def rate_officials(
    units: Collection[Unit], window: Window, criteria: Mapping[str, Criteria]
) -> list[Ranking]:
    """The officials of each agency among themselves, each agency by its own criteria."""
    ids = [unit.pk for unit in units]
    counted, working = _counted(ids, window), _working(ids, window)
    people = Person.objects.in_bulk(
        {*(person for _unit, person in counted.lines), *(pair[1] for pair in working)}
    )
    found = []
    for unit in units:
        having = [people[person] for key, person in counted.lines if key == unit.pk]
        rows = [_of_official(unit, person, criteria[unit.pk], counted) for person in having]
        idle = {people[person].full_name for key, person in working - set(counted.lines) if key == unit.pk}
        found.append(Ranking(window, criteria[unit.pk], _ranked(rows), tuple(sorted(idle, key=sort_key))))
    return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """All that counts for officials, by agency and person."""

    days: int
    lines: Mapping[tuple[str, int], list[Marked]]
    out: Mapping[tuple[str, int | None], frozenset[str]]
    said: Mapping[str, Said]
    faults: Counter[tuple[str, int | None]]


def _counted(ids: Collection[str], window: Window) -> _Counted:
    lines = marked_lines(ids, window)
    parts = parts_in(one.line for one in lines)
    by_person: dict[tuple[str, int], list[Marked]] = {}
    for one in lines:
        for person in parts.get(one.line.id, ()):
            by_person.setdefault((one.line.unit, person), []).append(one)
    return _Counted(
        window.days,
        by_person,
        left_out_between(ids, window.first, window.last),
        said_of_units(ids, window.first, window.last),
        Counter((one.unit_id, one.person_id) for one in findings_between(ids, window.first, window.last)),
    )


def _of_official(unit: Unit, person: Person, criteria: Criteria, counted: _Counted) -> Judgement:
    key = (unit.pk, person.pk)
    return _judged(
        Subject(unit.pk, unit.name, person.pk, person.full_name, person.username),
        criteria,
        counted.days,
        leave_out(counted.lines.get(key, ()), counted.out.get(key, frozenset())),
        counted.said.get(unit.pk, Said()),
        counted.faults[key],
    )


def _working(ids: Collection[str], window: Window) -> set[tuple[str, int]]:
    """Who held a role of the desk in the days, by agency."""
    grants = RoleGrant.objects.filter(unit_id__in=ids, role__in=_WORKING, valid_from__lte=window.last)
    held = grants.exclude(valid_to__lte=window.first).order_by()
    return set(held.values_list("unit_id", "person_id"))


def _judged(
    subject: Subject, criteria: Criteria, days: int, lines: Sequence[Marked], said: Said, findings: int
) -> Judgement:
    tally, least = tally_of(lines), settings().least_weight
    scores, without = (
        tuple(
            score_of(
                for_days(weight, days),
                measure_of(weight.criterion, criteria.rated, tally, said, findings, clean_ups=clean_ups),
                small=small_for(weight.criterion, criteria),
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


def small_for(criterion: Criterion, criteria: Criteria) -> int:
    """From how many on it is judged: points of a handful of answers would say who gave them (`RatingRule.is_small`)."""
    return max(criteria.small, rating_rule().small) if criterion in OF_DESKS else criteria.small


def measure_of(
    criterion: Criterion, rated: Rated, tally: Tally, said: Said, findings: int, *, clean_ups: bool = True
) -> Measure:
    """What the figures say; a criterion that nothing answers is not kept, never nought."""
    if (pair := OF_DOSSIERS.get(criterion)) is not None:
        part, whole = (tally.of(one) if clean_ups else tally.without_clean_ups(one) for one in pair)
        return Measure(part, whole)
    if criterion is Criterion.FINDINGS:
        return Measure(findings)
    if criterion in OF_DESKS and rated is Rated.PERSONS:
        return Measure(kept=False, why_not=NAMES_NOBODY)
    if criterion is Criterion.SATISFACTION:
        return Measure(said.satisfied, said.answers)
    if criterion is Criterion.CONDUCT:
        return Measure(said.good, said.marks, answers=said.marked)
    return Measure(kept=False, why_not=NOT_KEPT)


def _ranked(rows: Iterable[Judgement]) -> tuple[Judgement, ...]:
    some = list(rows)
    places = ranks([row.total.points for row in some])
    placed = [replace(row, rank=place) for row, place in zip(some, places, strict=True)]
    return tuple(sorted(placed, key=lambda row: (row.rank is None, row.rank or 0, *_by_name(row))))


def _by_name(row: Judgement) -> tuple[Any, ...]:
    return (sort_key(row.subject.name), row.subject.unit_id, row.subject.person_id or 0)
