"""What is done to a report: drafted, issued (frozen under its hash), confirmed, returned, archived. (R-274, R-281)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.chain import canonical
from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_label
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit, in_force
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.reports.choosing import programme_named
from motcua.reports.issue_policies import (
    MOST_TEXT,
    why_no_role,
    why_not,
    why_not_period,
    why_not_receivers,
)
from motcua.reports.issue_terms import LEADS, ReportAct, ReportKind, ReportState
from motcua.reports.issued import digest_of, facts_of, said_when_issued
from motcua.reports.models import Report, ReportContent, ReportEvent, ReportReceiver
from motcua.reports.verification import DRAFTS, ISSUED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report is drafted; `replaces` is the id of one that came back for correction."""

    kind: ReportKind
    programme: str
    first: date
    last: date
    replaces: int | None = None


@transaction.atomic
def draft_report(*, wanted: Wanted, actor: Actor, at: datetime) -> Report:
    """Begin a report of the actor's unit. Raises Refused: no_role, period_*, programme_unknown, replaces_wrong."""
    refuse_if(why_no_role(ReportAct.DRAFT, actor) or why_not_period(wanted.first, wanted.last, at))
    programme_named(wanted.programme)
    replaced = _replaced(wanted, actor)
    year = local_day(at).year
    report = Report.objects.create(
        kind=wanted.kind.value,
        programme=wanted.programme,
        first=wanted.first,
        last=wanted.last,
        year=year,
        number=int(next_label(Label(f"{DRAFTS}|{actor.unit_id}|{year}", "", 1))),
        replaces=replaced,
        **said_by(actor, at),
    )
    _event(report, 1, ReportAct.DRAFT, ReportState.DRAFT, actor, at)
    return report


@transaction.atomic
def issue_report(
    *, report_id: int, receivers: Collection[str], others: str, actor: Actor, at: datetime
) -> ReportContent:
    """Freeze what the report says now under its number and send it. The number is the next of the unit in the year
    of issue (30/2020/NĐ-CP art. 15). Raises Refused (see policies), Report.DoesNotExist."""
    report = _locked(report_id)
    refuse_if(why_not(ReportAct.ISSUE, actor, facts_of(report), at))
    known = set(Unit.objects.filter(in_force(local_day(at)), pk__in=receivers).values_list("pk", flat=True))
    outside = clean_line(others, MOST_TEXT, field="others", what="Nơi nhận khác")
    refuse_if(why_not_receivers(report.unit.pk, receivers, known, outside))
    number = int(next_label(Label(f"{ISSUED}|{report.unit.pk}|{local_day(at).year}", "", 1)))
    text = canonical(said_when_issued(report, number, at)).decode()
    content = ReportContent.objects.create(
        report=report, canonical=text, sha256=digest_of(text), sender=actor.name, others=outside
    )
    ReportReceiver.objects.bulk_create(
        ReportReceiver(report=report, unit_id=unit_id) for unit_id in sorted(set(receivers))
    )
    _follow(report, ReportAct.ISSUE, actor, at, sha256=content.sha256)
    return content


@transaction.atomic
def confirm_report(*, report_id: int, actor: Actor, at: datetime) -> ReportEvent:
    """A unit it was sent to says that it has it. Raises Refused, Report.DoesNotExist."""
    return _act(report_id, ReportAct.CONFIRM, actor, at)


@transaction.atomic
def return_report(*, report_id: int, reason: str, actor: Actor, at: datetime) -> ReportEvent:
    """A unit it was sent to asks for a correction, and says which (R-277). Raises Refused, Report.DoesNotExist."""
    said = clean_line(reason, MOST_TEXT, field="reason", what="Lý do trả lại")
    return _act(report_id, ReportAct.RETURN, actor, at, said)


@transaction.atomic
def archive_report(*, report_id: int, actor: Actor, at: datetime) -> ReportEvent:
    """The unit that wrote it puts it away (R-274). Raises Refused, Report.DoesNotExist."""
    return _act(report_id, ReportAct.ARCHIVE, actor, at)


def _act(report_id: int, act: ReportAct, actor: Actor, at: datetime, reason: str = "") -> ReportEvent:
    report = _locked(report_id)
    refuse_if(why_not(act, actor, facts_of(report), at, reason=reason))
    return _follow(report, act, actor, at, reason)


def _locked(report_id: int) -> Report:
    """The report, held until the act is over: of two at once the second finds what the first did."""
    return Report.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=report_id)


def _follow(
    report: Report, act: ReportAct, actor: Actor, at: datetime, reason: str = "", **detail: str
) -> ReportEvent:
    last = ReportEvent.objects.filter(report=report).order_by("-seq")[0]
    state = LEADS[act][1] or ReportState(last.state)
    return _event(report, last.seq + 1, act, state, actor, at, reason, **detail)


def _event(
    report: Report,
    seq: int,
    act: ReportAct,
    state: ReportState,
    actor: Actor,
    at: datetime,
    reason: str = "",
    **detail: str,
) -> ReportEvent:
    note(actor, at, f"report_{act.value}", f"report:{report.pk}", detail)
    return ReportEvent.objects.create(
        report=report, seq=seq, act=act.value, state=state.value, reason=reason, **said_by(actor, at)
    )


def _replaced(wanted: Wanted, actor: Actor) -> Report | None:
    """The returned report that the new one stands for: of the same unit, kind and days, not replaced yet."""
    if wanted.replaces is None:
        return None
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk=wanted.replaces, unit_id=actor.unit_id, kind=wanted.kind.value, replaced_by__isnull=True)
        .first()
    )
    same = report is not None and (report.first, report.last) == (wanted.first, wanted.last)
    if report is None or not same or facts_of(report).state is not ReportState.RETURNED:
        raise refuse(
            "replaces_wrong",
            "Chỉ lập lại báo cáo bị trả lại của cơ quan mình, cùng kỳ, chưa lập lại lần nào. Hãy mở lại danh sách.",
        )
    return report
