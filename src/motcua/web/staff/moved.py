"""Promises after the calendar changed: which would move, which were moved, and who has been told by phone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.phones import phone_text
from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_csv
from motcua.documents.typesetting import typeset
from motcua.documents.wording import due_text, moment_text
from motcua.dossiers.actions.phoning import tell_by_phone
from motcua.dossiers.moved_paper import HEADER, moved_cells, moved_list
from motcua.dossiers.moved_promises import OUTCOME_LABELS, MovedPromise, moved_promises, to_phone, what_to_say
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.recounting import Move, moves_of, offered
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.days import period_asked
from motcua.web.staff.requests import StaffRequest, journal_list, journal_view
from motcua.web.staff.trays import TRAY_LIMIT, done_for_many
from motcua.web.staff.watch_tabs import watch_tabs

HERE = "/can-bo/theo-doi/can-doi/"


class DecisionForm(OfficeForm):
    """Move or keep, and why (promises 20)."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định cho các hồ sơ đã chọn"),
        choices=[("move", gettext_lazy("Dời sang giờ mới")), ("keep", gettext_lazy("Giữ giờ đã hẹn"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        help_text=gettext_lazy("Người nộp sẽ nghe lý do này. Ví dụ: cơ quan mất điện chiều 17/5"),
    )


@require_http_methods(["GET", "POST"])
def moves(request: StaffRequest) -> HttpResponse:
    """Open dossiers that today's calendar moves, old and new time; the head decides for one or many."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not request.actor.has(Role.LEAD):
            raise PermissionDenied
        if form.is_valid():
            return _decided(request, form.cleaned_data)
    found = moves_of(request.unit.pk)
    shown, every = found[:TRAY_LIMIT], request.GET.get("chon") == "1"
    ticked = {str(one.dossier) for one in shown} if every else set(request.POST.getlist("code"))
    journal_list(request, "can-doi", [one.dossier for one in shown])
    context = {
        "tabs": watch_tabs(request.actor.roles, "can-doi/"),
        "rows": [_move_row(one) | {"ticked": str(one.dossier) in ticked} for one in shown],
        "count": len(found),
        "form": form if request.actor.has(Role.LEAD) else None,
        "every": every,
    }
    return render(request, "staff/moves.html", context, status=422 if form.errors else 200)


def _move_row(move: Move) -> dict[str, Any]:
    new, refusal = move.moved.new, move.moved.refusal
    return {
        "code": str(move.dossier),
        "applicant": move.dossier.applicant_name,
        "procedure": move.dossier.version.name,
        "old": due_text(move.moved.old, strict=move.dossier.due_strict),
        "new": due_text(new.due_at, strict=new.due_strict) if new else "",
        "why_none": refusal.text if refusal else "",
        "earlier": move.moved.earlier,
        "offered": offered(move.moved),
    }


def _decided(request: StaffRequest, said: dict[str, Any]) -> HttpResponse:
    codes = request.POST.getlist("code")
    seen = {code: request.POST.get(f"seen-{code}", "") for code in codes}
    label, words = _("Dời, giữ lời hẹn"), said | {"seen": seen}
    return done_for_many(request, Act.MOVE_DUE, codes, said=words, back=HERE, label=label)


@require_GET
def moved(request: StaffRequest) -> HttpResponse:
    """Lời hẹn đã dời: old and new time, by whom, whether told."""
    first, last = period_asked(request, clock.now())
    found = moved_promises(request.unit.pk, first, last)
    journal_list(request, "da-doi", [one.dossier for one in found])
    context = {
        "tabs": watch_tabs(request.actor.roles, "da-doi/"),
        "first": first,
        "last": last,
        "header": HEADER,
        "rows": [(one, list(zip(HEADER[1:], moved_cells(one)[1:], strict=True))) for one in found],
    }
    return render(request, "staff/moved.html", context)


@require_GET
def moved_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same list as PDF or CSV."""
    now = clock.now()
    first, last = period_asked(request, now)
    name = f"loi-hen-da-doi-{first.isoformat()}-{last.isoformat()}.{kind}"
    found = moved_promises(request.unit.pk, first, last)
    if kind not in {"pdf", "csv"}:
        raise Http404
    journal_view(request, "list:da-doi", codes=[str(one.dossier) for one in found], file=name)
    if kind == "pdf":
        paper = typeset(moved_list(request.unit, found, first, last, at=now))
        response = HttpResponse(paper, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response
    content = as_csv(HEADER, [moved_cells(one) for one in found])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def phone(request: StaffRequest) -> HttpResponse:
    """Whom to phone about a moved promise and what to say; a POST keeps what came of the call."""
    if request.method == "POST":
        return _called(request)
    found = to_phone(request.unit.pk)
    journal_list(request, "goi-bao", [one.dossier for one in found])
    context = {
        "tabs": watch_tabs(request.actor.roles, "goi-bao/"),
        "rows": [_phone_row(one) for one in found],
        "outcomes": [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()],
    }
    return render(request, "staff/phone.html", context)


def _phone_row(one: MovedPromise) -> dict[str, Any]:
    return {
        "code": str(one.dossier),
        "name": one.dossier.representative or one.dossier.applicant_name,
        "phone": phone_text(one.dossier.phone) if one.dossier.phone else "",
        "say": what_to_say(one),
        "calls": [f"{OUTCOME_LABELS[call.outcome]}: {call.by}, {moment_text(call.at)}" for call in one.calls],
    }


def _called(request: StaffRequest) -> HttpResponse:
    code, outcome = request.POST.get("code", ""), request.POST.get("outcome", "")
    try:
        tell_by_phone(code=code, outcome=outcome, actor=request.actor, at=clock.now())
    except DossierNotFound:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    else:
        messages.success(request, _("Đã ghi cuộc gọi."))
    return redirect("staff:phone")
