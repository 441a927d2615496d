"""Which act on a report did somebody press, and what came of it?"""

from typing import Any

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.reports.actions.issuing import (
    Wanted,
    archive_report,
    confirm_report,
    draft_report,
    issue_report,
    return_report,
)
from motcua.reports.issue_terms import ReportAct, ReportKind
from motcua.reports.models import Report
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest

UNKNOWN = Refusal("act_unknown", "Không có việc này. Hãy tải lại trang rồi chọn việc cần làm.")
UNSAID = Refusal("form_incomplete", "Còn mục chưa điền đúng. Hãy xem các mục báo lỗi rồi gửi lại.")


def done(request: StaffRequest, report: Report, forms: dict[str, Any]) -> Refusal | None:
    """Do it; the refusal where it was not done."""
    act = request.POST.get("act", "")
    try:
        if act == ReportAct.ISSUE:
            return _issued(request, report, forms["issue_form"])
        if act == ReportAct.RETURN:
            return _returned(request, report, forms["return_form"])
        if act == ReportAct.CONFIRM:
            confirm_report(report_id=report.pk, actor=request.actor, at=clock.now())
        elif act == ReportAct.ARCHIVE:
            archive_report(report_id=report.pk, actor=request.actor, at=clock.now())
        elif act == ReportAct.DRAFT:
            _drafted_again(request, report)
        else:
            return UNKNOWN
    except Refused as refused:
        return refused.refusal
    return None


def _issued(request: StaffRequest, report: Report, form: Any) -> Refusal | None:
    if not form.is_valid():
        return UNSAID
    said = form.cleaned_data
    try:
        issue_report(report_id=report.pk, actor=request.actor, at=clock.now(), **said)
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return refused.refusal
    return None


def _returned(request: StaffRequest, report: Report, form: Any) -> Refusal | None:
    if not form.is_valid():
        return UNSAID
    return_report(report_id=report.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    return None


def _drafted_again(request: StaffRequest, report: Report) -> None:
    """A returned report is written anew, over the same days."""
    wanted = Wanted(ReportKind(report.kind), report.programme, report.first, report.last, report.pk)
    draft_report(wanted=wanted, actor=request.actor, at=clock.now())
