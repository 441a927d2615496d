"""How does a programme do today, and what came of it so far? Sums only, from the same report as the office reads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.moments import local_day
from motcua.programmes.first_worked import works_on
from motcua.programmes.queries import ProgrammePage
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import APPLIED
from motcua.reports.campaign import Rate, campaign_total
from motcua.reports.terms import OPEN_OVERDUE, Measure


@dataclass(frozen=True, slots=True)
class Results:
    """Sums of some days, both in it: received, with a result the same day, late, overdue; shares in words."""

    first: date
    last: date
    received: int
    same_day: int
    same_day_share: str
    in_time_share: str
    late: int
    overdue: int


@dataclass(frozen=True, slots=True)
class StandingToday:
    """`runs`: today is a day of the programme; `results` so far, None before its first day."""

    runs: bool
    today: Results | None
    results: Results | None


def standing_today(page: ProgrammePage, now: datetime) -> StandingToday:
    """Of a programme that is applied; of others there is nothing to tell."""
    rule, today = page.rule, local_day(now)
    if rule.status not in APPLIED or today < rule.period_from:
        return StandingToday(runs=False, today=None, results=None)
    last = min(today, rule.period_to - timedelta(days=1)) if rule.period_to else today
    runs = (
        page.applied_on_day and _of_weekday(rule, today) and any(works_on(unit, today) for unit in page.units)
    )
    return StandingToday(
        runs=runs,
        today=_results(rule.id, today, today, now) if runs else None,
        results=_results(rule.id, rule.period_from, last, now),
    )


def _of_weekday(rule: ProgrammeRule, day: date) -> bool:
    return rule.weekdays is None or day.weekday() in rule.weekdays


def _results(programme: str, first: date, last: date, now: datetime) -> Results:
    total = campaign_total(programme, first, last, at=now)
    return Results(
        first=first,
        last=last,
        received=total.cells[Measure.RECEIVED].count,
        same_day=total.cells[Measure.SAME_DAY].count,
        same_day_share=_words(total.same_day_rate),
        in_time_share=_words(total.honest_rate),
        late=total.cells[Measure.LATE].count,
        overdue=total.cells[OPEN_OVERDUE].count,
    )


def _words(rate: Rate | None) -> str:
    return rate.words if rate is not None else "–"
