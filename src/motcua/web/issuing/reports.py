"""Reports of the unit and those sent to it: the list, a new draft, one report with its acts and files. (R-274)"""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.report_files import ReportFile
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_on
from motcua.programmes.touching import programme_choices
from motcua.reports.actions.issuing import draft_report
from motcua.reports.issue_policies import why_no_role, why_not
from motcua.reports.issue_terms import (
    REPORT_ACT_LABELS,
    REPORT_STATE_LABELS,
    ReportAct,
    ReportKind,
    ReportState,
)
from motcua.reports.issued import (
    ReportPage,
    changes_since,
    head_for,
    kind_label,
    numbers_of,
    report_for,
    report_page,
    reports_of,
    reports_received,
    state_of,
)
from motcua.reports.models import Report
from motcua.reports.obligations import own_duties
from motcua.web.issuing.acting import done
from motcua.web.issuing.forms import DraftForm, IssueForm, ReturnForm
from motcua.web.issuing.openings import opening_of
from motcua.web.issuing.showing import file_answer, tables_shown
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest

_MOST_SHOWN = 200
COLOURS = {
    ReportState.DRAFT: "yellow",
    ReportState.ISSUED: "green",
    ReportState.RETURNED: "red",
    ReportState.ARCHIVED: "grey",
}


@require_GET
def reports(request: StaffRequest) -> HttpResponse:
    """What the unit drafted and sent, what was sent to it, what it owes by when."""
    now = clock.now()
    context = {
        "own": _lines(reports_of(request.unit.pk)[:_MOST_SHOWN]),
        "received": _lines(reports_received(request.unit.pk)[:_MOST_SHOWN]),
        "duties": own_duties(request.unit, ancestors_of(request.unit), now)[:_MOST_SHOWN],
        "drafts": why_no_role(ReportAct.DRAFT, request.actor) is None,
        "now": now,
    }
    return render(request, "issuing/reports.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponse:
    """Begin a report; it follows the figures until it is issued."""
    said = request.POST if request.method == "POST" else None
    offered = programme_choices(request.unit)
    form = DraftForm(said, programmes=offered, initial={"kind": ReportKind.CAMPAIGN.value})
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_report(wanted=form.wanted(), actor=request.actor, at=clock.now())
            return redirect("issuing:report", made.pk)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    return render(request, "issuing/draft.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, report_id: int) -> HttpResponse:
    """One report as it was frozen, or as it stands while a draft; what may be done with it now."""
    found = _meant(request, report_id)
    forms = _forms(request, found)
    if request.method == "POST":
        refusal = done(request, found, forms)
        if refusal is None:
            messages.success(request, _("Đã ghi."))
            return redirect("issuing:report", report_id)
        status = 409
    else:
        refusal, status = None, 200
    now = clock.now()
    page = report_page(found, now)
    context = _shown(request, page) | forms | {"refusal": refusal}
    if "so-sanh" in request.GET and page.content:
        context |= {"compared": True, "changes": changes_since(page, now), "now": now}
    return render(request, "issuing/report.html", context, status=status)


@require_GET
def file(request: StaffRequest, report_id: int, kind: str) -> HttpResponse:
    """The report as CSV, XLSX, DOCX or PDF, of what was frozen."""
    if kind not in set(ReportFile):
        raise Http404
    page = report_page(_meant(request, report_id), clock.now())
    content, said = page.content, page.issued_as
    return file_answer(
        page.paper,
        ReportFile(kind),
        head_for(page),
        f"bao-cao-{said.number}-{said.year}" if said else f"du-thao-bao-cao-{report_id}",
        code=page.name,
        sha256=content.sha256 if content else "",
        sender=content.sender if content else "",
    )


def _meant(request: StaffRequest, report_id: int) -> Report:
    found = report_for(report_id, request.unit.pk)
    if found is None or (found.unit.pk != request.unit.pk and state_of(found) is ReportState.DRAFT):
        raise Http404
    return found


def _lines(found: QuerySet[Report]) -> list[tuple[Report, str, str, str, str]]:
    """Each report with its number (empty: a draft), what it is about, its state and the colour of that."""
    numbers = numbers_of(found)
    rows = [(one, state_of(one)) for one in found]
    return [
        (one, numbers.get(one.pk, ""), kind_label(one), REPORT_STATE_LABELS[state], COLOURS[state])
        for one, state in rows
    ]


def _forms(request: StaffRequest, found: Report) -> dict[str, Any]:
    said = request.POST if request.method == "POST" else None
    act = said.get("act") if said else None
    return {
        "issue_form": IssueForm(
            said if act == ReportAct.ISSUE else None,
            units=_may_receive(found.unit),
            initial={"receivers": [found.unit.parent.pk] if found.unit.parent else []},
        ),
        "return_form": ReturnForm(said if act == ReportAct.RETURN else None),
    }


def _may_receive(unit: Unit) -> list[Unit]:
    """Those above the unit and those beside it under the same agency."""
    day = local_day(clock.now())
    above = {*ancestors_of(unit)}
    beside = (
        units_on(day).filter(parent_id=unit.parent.pk) if unit.parent else units_on(day).filter(parent=unit)
    )
    near = [one for one in beside if one.pk != unit.pk]
    return [*units_on(day).filter(pk__in=above), *near][:50]


def _shown(request: StaffRequest, page: ReportPage) -> dict[str, Any]:
    now, facts = clock.now(), page.facts
    open_acts = {
        act.value: why_not(act, request.actor, facts, now, reason="?") is None
        for act in ReportAct
        if act is not ReportAct.DRAFT
    }
    again = page.state is ReportState.RETURNED and facts.unit_id == request.unit.pk
    return {
        "one": page,
        "kind": kind_label(page.report),
        "state": (REPORT_STATE_LABELS[page.state], COLOURS[page.state]),
        "tables": tables_shown(page.paper, opening_of(page.report, request.actor)),
        "events": [(one, REPORT_ACT_LABELS[ReportAct(one.act)]) for one in page.events],
        "may": open_acts,
        "again": again and why_no_role(ReportAct.DRAFT, request.actor) is None,
        "files": [one.value for one in ReportFile],
    }
