"""Which online forms are there, how far is each, what would people stumble over?"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.procedures.online_forms.actions import APPROVERS, WRITERS, approve_form, discard_form
from motcua.procedures.online_forms.checks import stumbles
from motcua.procedures.online_forms.editing import moved, without
from motcua.procedures.online_forms.queries import form_in_force, overview, versions_of_form
from motcua.procedures.online_forms.terms import KIND_LABELS
from motcua.procedures.queries import public_versions
from motcua.procedures.terms import FORM_STATE_LABELS
from motcua.web.online_forms.work import Work, keep, work_on
from motcua.web.staff.requests import StaffRequest


@require_GET
def form_list(request: StaffRequest) -> HttpResponse:
    """Every procedure with its form in force and the draft that waits."""
    day = local_day(clock.now())
    rows = overview(day)
    codes = {row.code for row in rows}
    lacking = [version for version in public_versions(day) if version.procedure_id not in codes]
    return render(
        request,
        "staff/online_forms.html",
        {"rows": rows, "lacking": lacking, "may_write": request.actor.has(*WRITERS)},
    )


@require_http_methods(["GET", "POST"])
def form(request: StaffRequest, code: str) -> HttpResponse:
    """One form part by part, with what was found and what may be done."""
    work = work_on(code)
    refusal = _done(request, work) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("online_forms:form", code)
    day = local_day(clock.now())
    draft = work.version if work.version and work.version.approved_at is None else None
    read = work.form
    context = {
        "work": work,
        "form": read,
        "confidence": read.confidence.replace("knowledge:", _("theo hiểu biết, cần đối chiếu:")),
        "kinds": {kind.value: label for kind, label in KIND_LABELS.items()},
        "stumbles": stumbles(read),
        "versions": [(one, FORM_STATE_LABELS[one.state]) for one in versions_of_form(code)],
        "standing": form_in_force(code, day),
        "draft": draft,
        "mine": draft is not None and draft.author_id == request.actor.person_id,
        "may_write": request.actor.has(*WRITERS),
        "may_approve": request.actor.has(*APPROVERS),
        "today": day,
        "refusal": refusal,
    }
    return render(request, "staff/online_form.html", context, status=409 if refusal else 200)


def _done(request: StaffRequest, work: Work) -> Refusal | None:
    """What the button asks: approve, discard, or move or remove a part."""
    asked, _colon, key = request.POST.get("do", "").partition(":")
    if asked in {"approve", "discard"}:
        return _decided(request, work, asked)
    changes = {
        "up": partial(moved, key=key, up=True),
        "down": partial(moved, key=key, up=False),
        "remove": partial(without, key=key),
    }
    if asked not in changes:
        return Refusal("act_unknown", "Không có việc này. Hãy mở lại mẫu.")
    if not request.actor.has(*WRITERS):
        raise PermissionDenied
    return keep(request, work, changes[asked], work.version.note if work.version else "")


def _decided(request: StaffRequest, work: Work, asked: str) -> Refusal | None:
    try:
        if asked == "discard":
            discard_form(code=work.code, actor=request.actor, at=clock.now())
            messages.success(request, _("Đã bỏ bản đang soạn."))
            return None
        day = parse_date(request.POST.get("valid_from", "")) or local_day(clock.now())
        approve_form(
            code=work.code,
            valid_from=day,
            seen=request.POST.get("seen", ""),
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Mẫu đã được duyệt."))
    except Refused as refused:
        return refused.refusal
    except ValueError:
        return Refusal("day_wrong", "Ngày áp dụng không có trong lịch. Hãy ghi lại.", "valid_from")
    return None
