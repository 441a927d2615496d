"""Which unit sent which report in time, late, not at all, and which came back? (R-276, R-277, R-279)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.organisation.stated import newest
from motcua.reports.issue_rules import Obligation, Owed, Sent, owed_until, standing
from motcua.reports.issue_terms import Every, ReportAct, Standing
from motcua.reports.models import Report, ReportEvent, ReportObligation
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.days import OutOfCalendar
from motcua.workcalendar.queries import calendar_of

MOST_PERIODS = 24
_SENT = frozenset({Standing.ON_TIME, Standing.LATE})


@dataclass(frozen=True, slots=True)
class UnitDue:
    """One unit with one report owed: when it was first sent, why it came back, how that stands."""

    unit: Unit
    owed: Owed
    sent_at: datetime | None
    returned: str
    standing: Standing
    report: Report | None


@dataclass(frozen=True, slots=True)
class DueTable:
    """A date that was set, by whom, and how every unit stands with the reports it asks for, the newest first."""

    rule: ReportObligation
    rows: tuple[UnitDue, ...]

    @property
    def set_by_user(self) -> bool:
        """No document prints the date (R-279)."""
        return not self.rule.source

    def count(self, *standings: Standing) -> int:
        """How many units and periods stand so."""
        return sum(row.standing in standings for row in self.rows)


def obligations_of(unit_id: str) -> list[ReportObligation]:
    """What the unit asks of those below it: the newest statement about each thing, where it is not ended."""
    rows = newest(
        ReportObligation.objects.filter(unit_id=unit_id),
        lambda row: (
            row.kind,
            row.programme,
            row.level,
            row.every,
            row.first if row.every == Every.ONCE else None,
        ),
    )
    return [row for row in rows.values() if not row.ended]


def due_tables(unit: Unit, at: datetime) -> list[DueTable]:
    """Every date the unit set, with how the units below it keep it."""
    below = units_under([unit.pk]) - {unit.pk}
    return [_table(rule, below, at) for rule in obligations_of(unit.pk)]


def own_duties(unit: Unit, above: Iterable[str], at: datetime) -> list[tuple[ReportObligation, UnitDue]]:
    """What the unit itself owes those above it: what is still to be sent before what was sent, each the first due
    first."""
    found = [
        (rule, row)
        for owner in above
        for rule in obligations_of(owner)
        if rule.level == unit.level.pk
        for row in _table(rule, frozenset({unit.pk}), at).rows
    ]
    return sorted(found, key=lambda one: (one[1].standing in _SENT, one[1].owed.due))


def _table(rule: ReportObligation, unit_ids: frozenset[str], at: datetime) -> DueTable:
    today = local_day(at)
    asked = Obligation(Every(rule.every), rule.first, rule.last, rule.due_on, rule.days_after)
    owed = list(islice(owed_until(asked, today, partial(_term_end, calendar_of(rule.unit))), MOST_PERIODS))
    units = list(Unit.objects.filter(pk__in=unit_ids, level_id=rule.level).order_by("name_fold"))
    sent = _sent(rule, units, owed)
    rows = [
        _row(unit, one, sent.get((unit.pk, one.first, one.last), []), today)
        for one in owed
        for unit in units
        if unit.exists_on(one.last)
    ]
    return DueTable(rule, tuple(rows))


def _term_end(calendar: WorkCalendar, day: date, days_after: int) -> date:
    """On a day off the next working day (Bộ luật Dân sự 2015, điều 148.5); where the calendar does not hold the
    days, the bare day."""
    end = day + timedelta(days=days_after)
    try:
        return calendar.working_day_from(end)
    except OutOfCalendar:
        return end


def _sent(
    rule: ReportObligation, units: list[Unit], owed: list[Owed]
) -> dict[tuple[str, date, date], list[tuple[Report, list[ReportEvent]]]]:
    """Reports of that kind, programme and those days, sent to the unit that asks, with their events."""
    reports = Report.objects.filter(
        unit__in=units,
        kind=rule.kind,
        receivers__unit_id=rule.unit.pk,
        first__in={one.first for one in owed},
        events__act=ReportAct.ISSUE.value,
    )
    if rule.programme:
        reports = reports.filter(programme=rule.programme)
    found: dict[tuple[str, date, date], list[tuple[Report, list[ReportEvent]]]] = {}
    for report in reports.select_related("unit").prefetch_related("events").order_by("id"):
        key = (report.unit.pk, report.first, report.last)
        found.setdefault(key, []).append((report, list(report.events.all())))
    return found


def _row(unit: Unit, owed: Owed, reports: list[tuple[Report, list[ReportEvent]]], today: date) -> UnitDue:
    sent = tuple(_as_sent(events) for _report, events in reports)
    reasons = [one.reason for _report, events in reports for one in events if one.act == ReportAct.RETURN]
    return UnitDue(
        unit=unit,
        owed=owed,
        sent_at=min((one.at for one in sent), default=None),
        returned="; ".join(reasons),
        standing=standing(owed, sent, today),
        report=reports[-1][0] if reports else None,
    )


def _as_sent(events: list[ReportEvent]) -> Sent:
    issued = next(one for one in events if one.act == ReportAct.ISSUE)
    return Sent(issued.stated_at, any(one.act == ReportAct.RETURN for one in events))
