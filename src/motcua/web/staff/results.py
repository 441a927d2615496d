"""The result of a dossier: drafted from its template, looked at, printed at the desk, its history."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.results.drafting import draft_result
from motcua.dossiers.actions.results.printing import issue_result, print_result
from motcua.dossiers.models import Dossier, ResultDocument, ResultEvent
from motcua.dossiers.result_terms import (
    RESULT_EVENT_LABELS,
    RESULT_STATE_LABELS,
    NumberSource,
    ResultEventKind,
    ResultState,
)
from motcua.dossiers.results.enclosing import enclosed, why_not_enclose
from motcua.dossiers.results.filling import why_not_whole
from motcua.dossiers.results.paper import set_result
from motcua.dossiers.results.policies import why_not_draft, why_not_print
from motcua.dossiers.results.queries import (
    best_pdf,
    content_of,
    draft_of,
    events_of,
    label_of,
    result_of,
    results_of,
    templates_of,
)
from motcua.dossiers.results.values import Decided, known_values
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view, nowhere
from motcua.web.staff.result_forms import FieldsForm, ForeignForm, prefilled


@require_http_methods(["GET", "POST"])
def result(request: StaffRequest, code: str) -> HttpResponse:
    """Draft and decided results with what may be done; a POST writes the draft."""
    dossier = dossier_meant(request, code)
    forms = _forms(request, dossier)
    refusal: Refusal | None = None
    wanted = forms.get("foreign" if "foreign" in request.POST else "fields")
    if request.method == "POST" and wanted is not None and wanted.is_valid():
        try:
            return _drafted(request, dossier, wanted.said())
        except Refused as refused:
            refusal = refused.refusal
            add_refusal(wanted, refusal)
    journal_view(request, str(dossier), page="ket-qua")
    context = _context(request, dossier) | forms | {"refusal": refusal}
    faulty = any(form is not None and form.errors for form in (forms["fields"], forms["foreign"]))
    return render(request, "staff/result.html", context, status=409 if refusal else 422 if faulty else 200)


def _drafted(request: StaffRequest, dossier: Dossier, said: dict[str, Any]) -> HttpResponse:
    said["template"] = request.POST.get("template", "")
    draft = draft_result(code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    lacking = why_not_whole(content_of(draft.template), draft.fields) if draft.template else None
    if lacking:
        messages.info(
            request, _("Đã lưu dự thảo, chưa trình phê duyệt được. %(why)s") % {"why": lacking.text}
        )
    else:
        messages.success(request, _("Đã lưu dự thảo kết quả. Hãy xem thử trước khi trình phê duyệt."))
    return redirect("staff:result", str(dossier))


def _forms(request: StaffRequest, dossier: Dossier) -> dict[str, Any]:
    """The form of the template asked for (else of the draft, else the first), and that of a foreign number."""
    versions = list(templates_of(dossier.version, dossier.unit_id))
    draft = draft_of(dossier)
    drafted = draft.template.template.key if draft and draft.template else ""
    asked = request.POST.get("template") or request.GET.get("mau") or drafted
    version = next((one for one in versions if one.template.key == asked), versions[0] if versions else None)
    posted = request.POST if request.method == "POST" else None
    in_foreign = posted is not None and "foreign" in posted
    fields = None
    if version is not None:
        content = content_of(version)
        known = known_values(dossier, Decided(moment=clock.now()))
        typed = draft.fields if draft and drafted == version.template.key else {}
        initial = prefilled(content, typed, known)
        fields = FieldsForm(content, None if in_foreign else posted, initial=initial)
    number = draft.number if draft else ""
    foreign = ForeignForm(
        posted if in_foreign else None, initial={"foreign_number": number, "foreign_number_again": number}
    )
    return {"versions": versions, "version": version, "fields": fields, "foreign": foreign, "draft": draft}


def _context(request: StaffRequest, dossier: Dossier) -> dict[str, Any]:
    standing = result_of(dossier)
    why_not = why_not_draft(dossier.unit_id, dossier.state, request.actor, decided=standing is not None)
    known = known_values(dossier, Decided(moment=clock.now()))
    return {
        "dossier": dossier,
        "number": str(dossier),
        "system": str(dossier.version.facts.get("processed_in") or ""),
        "why_not": why_not,
        "standing": standing,
        "prints": standing is not None
        and why_not_print(dossier.unit_id, standing.state, request.actor) is None,
        "hands_out": standing is not None
        and standing.replaces_id is not None
        and standing.state != ResultState.ISSUED,
        "results": [_shown(one) for one in results_of(dossier)],
        "copied": [(label, known[name]) for label, name in _COPIED if known[name]],
    }


_COPIED = (
    ("Họ tên", "applicant.name"),
    ("Số giấy tờ tùy thân", "applicant.id_number"),
    ("Địa chỉ", "applicant.address"),
    ("Điện thoại", "applicant.phone"),
    ("Mã hồ sơ", "dossier.code"),
    ("Ngày tiếp nhận", "dossier.received"),
    ("Thủ tục", "dossier.request"),
)


def _shown(one: ResultDocument) -> dict[str, Any]:
    events = [
        (_event_label(event), event) for event in events_of(one) if event.kind != ResultEventKind.DRAFTED
    ]
    replaced_by = getattr(one, "replaced_by", None)
    return {
        "result": one,
        "state": RESULT_STATE_LABELS[ResultState(one.state)],
        "events": events,
        "replaced_by": replaced_by if replaced_by and replaced_by.number else None,
        "foreign": one.number_source == NumberSource.FOREIGN,
    }


def _event_label(event: ResultEvent) -> str:
    if event.kind == ResultEventKind.SEALED and event.data.get("sha256"):
        return _("Đóng dấu bằng chữ ký số")
    return RESULT_EVENT_LABELS[ResultEventKind(event.kind)]


@require_GET
def preview(request: StaffRequest, code: str) -> HttpResponse:
    """The draft as PDF, marked as a draft, with the data of the dossier."""
    dossier = dossier_meant(request, code)
    draft = draft_of(dossier)
    if draft is None or draft.template is None:
        raise nowhere(request, code)
    journal_view(request, str(dossier), result="draft")
    content, version = content_of(draft.template), draft.template
    now = clock.now()
    made = set_result(content, draft.fields, dossier, Decided(moment=now), label=label_of(version))
    if why_not_enclose(content, dossier) is None:
        made = enclosed(content, dossier, made, now)
    return _pdf(made.pdf, f"du-thao-{dossier}.pdf")


@require_GET
def pdf(request: StaffRequest, code: str, result_id: int) -> HttpResponse:
    """A decided result to read; printing it for the person is counted apart."""
    dossier = dossier_meant(request, code)
    found = next((one for one in results_of(dossier) if one.pk == result_id), None)
    if found is None:
        raise nowhere(request, code)
    journal_view(request, str(dossier), result=found.number)
    return _pdf(best_pdf(found), f"ket-qua-{dossier}.pdf")


@require_POST
def print_here(request: StaffRequest, code: str) -> HttpResponse:
    """Count the copy and give the file to print; again only with a reason."""
    dossier = dossier_meant(request, code)
    said = {"reason": request.POST.get("reason", "")}
    try:
        event = print_result(code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    except Refused as refused:
        return _again(request, dossier, refused.refusal)
    journal_view(request, str(dossier), result=event.result.number, printed=True)
    return _pdf(best_pdf(event.result), f"ket-qua-{dossier}.pdf")


@require_POST
def hand_out(request: StaffRequest, code: str) -> HttpResponse:
    """A replacement goes to the person."""
    dossier = dossier_meant(request, code)
    said = {"receiver": request.POST.get("receiver", "")}
    try:
        issue_result(code=str(dossier), actor=request.actor, at=clock.now(), said=said)
    except Refused as refused:
        return _again(request, dossier, refused.refusal)
    messages.success(request, _("Đã ghi nhận giao bản thay thế."))
    return redirect("staff:result", str(dossier))


def _again(request: StaffRequest, dossier: Dossier, refusal: Refusal) -> HttpResponse:
    journal_view(request, str(dossier), page="ket-qua")
    fresh = dossier_meant(request, str(dossier))
    forms: dict[str, Any] = {
        "versions": [],
        "version": None,
        "fields": None,
        "foreign": None,
        "draft": draft_of(fresh),
    }
    return render(
        request, "staff/result.html", _context(request, fresh) | forms | {"refusal": refusal}, status=409
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
