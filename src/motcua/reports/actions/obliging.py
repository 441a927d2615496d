"""Who owes which report by when: set, changed or ended by who receives it. (R-276, R-277, R-279)"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Level
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.reports.issue_policies import MOST_TEXT, why_not_set
from motcua.reports.issue_terms import Every, ReportKind
from motcua.reports.models import ReportObligation


@dataclass(frozen=True, slots=True)
class DueRule:
    """Units of `level` owe a report of a kind: once by `due_on`, or so many days after each month or quarter.

    `source` names the document and clause where the date is printed; empty: the user sets it.
    """

    kind: ReportKind
    programme: str
    level: str
    every: Every
    first: date
    last: date | None = None
    due_on: date | None = None
    days_after: int | None = None
    source: str = ""
    ended: bool = False


@transaction.atomic
def set_obligation(*, rule: DueRule, actor: Actor, at: datetime) -> ReportObligation:
    """Set it for the units below the actor's; the newest holds. Raises Refused: no_role, period_wrong, due_*."""
    refuse_if(
        why_not_set(actor, rule.every, (rule.first, rule.last), rule.due_on, rule.days_after, rule.source)
    )
    if not Level.objects.filter(pk=rule.level).exists():
        raise refuse("level_unknown", "Không có cấp này. Hãy chọn lại trong danh sách.", field="level")
    once = rule.every is Every.ONCE
    note(actor, at, "set_report_due", f"report_due:{rule.kind.value}:{rule.level}")
    return ReportObligation.objects.create(
        kind=rule.kind.value,
        programme=rule.programme,
        level=rule.level,
        every=rule.every.value,
        first=rule.first,
        last=rule.last if once else None,
        due_on=rule.due_on if once else None,
        days_after=None if once else rule.days_after,
        source=clean_line(rule.source, MOST_TEXT, field="source", what="Căn cứ"),
        ended=rule.ended,
        **said_by(actor, at),
    )
