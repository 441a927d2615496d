"""How many dossiers and results are digitised, at which desks? Counters of the national index, each with its list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.core.moments import end_of, start_of
from motcua.dossiers.digitisation.desk_rules import TARGETS, DeskRule, LevelShare, digitises
from motcua.dossiers.digitisation.lacking import SIGNED_RESULT
from motcua.dossiers.digitisation.terms import RESULT_KEY, Count
from motcua.dossiers.models import ComponentCopy, DigitisationRule, Dossier, ResultDocument
from motcua.dossiers.terms import CopyOrigin
from motcua.organisation.models import OneStopUnit, Unit


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """One desk in a period: every counter, and whether it digitises by the rule shown."""

    desk: OneStopUnit
    unit: Unit
    counts: Mapping[Count, int]
    rule: DeskRule

    @property
    def digitising(self) -> bool:
        return digitises(self.counts[Count.RECEIVED], self.counts[Count.WITH], self.rule)


@dataclass(frozen=True, slots=True)
class Digitisation:
    """The consolidated report of a unit and everything below it (R-090)."""

    desks: Sequence[DeskCounts]
    totals: Mapping[Count, int]
    shares: Sequence[LevelShare]
    rule: DeskRule


def digitisation_of(unit_ids: Collection[str], first: date, last: date, rule: DeskRule) -> Digitisation:
    """Desks of those units open in the days `first` to `last`, both in it, with their counters."""
    desks = OneStopUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=first), unit_id__in=unit_ids, valid_from__lte=last
    ).select_related("unit__level")
    counted = _counted(unit_ids, first, last)
    rows = [
        DeskCounts(desk, desk.unit, counted.get(desk.pk, dict.fromkeys(Count, 0)), rule)
        for desk in desks.order_by("unit__level__position", "unit__name_fold", "valid_from", "id")
    ]
    totals = {one: sum(row.counts[one] for row in rows) for one in Count}
    return Digitisation(rows, totals, _shares(rows), rule)


def dossiers_counted(
    unit_ids: Collection[str], first: date, last: date, count: Count, *, desk: int | None = None
) -> QuerySet[Dossier]:
    """The list behind a figure, in the order of reception."""
    side, condition = _sides(first, last)[count]
    rows = _marked(Dossier.objects.filter(side, condition, unit_id__in=unit_ids))
    rows = rows.filter(one_stop_unit_id=desk) if desk is not None else rows
    return rows.select_related("version", "unit").order_by("accepted_at", "id")


def rule_on(line: Sequence[str], day: date) -> DeskRule:
    """The rule for a unit that day: the newest stated by it, else by the nearest above (`line`: own first)."""
    stated = DigitisationRule.objects.filter(unit_id__in=line, valid_from__lte=day)
    newest = {row.unit_id: row for row in stated.order_by("valid_from", "id")}
    row = next((newest[one] for one in line if one in newest), None)
    if row is None:
        return DeskRule()
    return DeskRule(row.share, row.least, row.valid_from, row.stated_by_name, row.reason)


def rule_history(line: Sequence[str]) -> list[DigitisationRule]:
    """Every rule that was ever stated for the unit or above it, the newest first (R-083)."""
    return list(DigitisationRule.objects.filter(unit_id__in=line).select_related("unit").order_by("-id"))


def _shares(rows: Sequence[DeskCounts]) -> list[LevelShare]:
    """District and commune desks are never added together (R-082)."""
    return [
        LevelShare(
            level=level,
            desks=sum(row.unit.level_id == level for row in rows),
            digitising=sum(row.unit.level_id == level and row.digitising for row in rows),
            target=target,
        )
        for level, target in TARGETS.items()
    ]


def _sides(first: date, last: date) -> dict[Count, tuple[Q, Q]]:
    """Of which dossiers a counter counts (received or finished in those days), and on what condition."""
    days = start_of(first), end_of(last)
    received = Q(code__isnull=False, accepted_at__gte=days[0], accepted_at__lt=days[1])
    finished = Q(returned_at__gte=days[0], returned_at__lt=days[1])
    with_copy, reused, digital = (_HAS_COPY, _REUSES, _HAS_SIGNED | _HAS_RESULT)
    return {
        Count.RECEIVED: (received, Q()),
        Count.WITHOUT: (received, ~with_copy),
        Count.WITH: (received, with_copy),
        Count.REUSED: (received, reused),
        Count.REUSED_NATIONAL: (received, _FROM_NATIONAL),
        Count.FINISHED: (finished, Q()),
        Count.RESULT_DIGITAL: (finished, digital),
        Count.RESULT_PAPER: (finished, ~digital),
    }


_COPIES = ComponentCopy.objects.filter(dossier_id=OuterRef("pk"), dropped_seq__isnull=True)
_HAS_COPY = Q(Exists(_COPIES.exclude(component=RESULT_KEY)))
# A component is reused whether it came from an earlier dossier here, from the person's own store or from the
# national portal; the last is counted once more by itself (TT 01/2023/TT-VPCP).
_REUSES = Q(Exists(_COPIES.filter(origin__in=(CopyOrigin.REUSE, CopyOrigin.NATIONAL))))
_FROM_NATIONAL = Q(Exists(_COPIES.filter(origin=CopyOrigin.NATIONAL)))
_HAS_RESULT = Q(Exists(_COPIES.filter(component=RESULT_KEY)))
_HAS_SIGNED = Q(Exists(ResultDocument.objects.filter(SIGNED_RESULT, dossier_id=OuterRef("pk"))))


def _marked(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.annotate(
        has_copy=_HAS_COPY, reuses=_REUSES, from_national=_FROM_NATIONAL, has_result=_HAS_SIGNED | _HAS_RESULT
    )


def _counted(unit_ids: Collection[str], first: date, last: date) -> dict[int, dict[Count, int]]:
    """Every counter of every desk, in one question."""
    wanted: dict[str, Any] = {
        one.value: CountOf("id", filter=side & condition)
        for one, (side, condition) in _sides(first, last).items()
    }
    of_period = Q(_sides(first, last)[Count.RECEIVED][0] | _sides(first, last)[Count.FINISHED][0])
    rows = Dossier.objects.filter(of_period, unit_id__in=unit_ids).order_by().values("one_stop_unit_id")
    counted: Any = rows.annotate(**wanted)
    return {row["one_stop_unit_id"]: {one: row[one.value] for one in Count} for row in counted}
