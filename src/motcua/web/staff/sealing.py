"""How are the results of a procedure sealed, since when, by whose decision? (R-080)"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.authority.actions.seals import set_sealing
from motcua.authority.seal_terms import SEALING_LABELS, SealingKind
from motcua.authority.seals import sealing_history, sealing_of
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.procedures.queries import version_on
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.seal_forms import SealingForm


@require_http_methods(["GET", "POST"])
def sealing(request: StaffRequest, code: str) -> HttpResponse:
    """What holds today, every decision, and for a control officer another one."""
    today = local_day(clock.now())
    version = version_on(code, today)
    if version is None:
        raise Http404
    now = sealing_of(version, today)
    form = SealingForm(request.POST or None, initial={"kind": now.value, "valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            set_sealing(procedure=code, actor=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("Đã ghi cách đóng dấu của thủ tục."))
            return redirect("staff:sealing", code)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    history = [(one, SEALING_LABELS[SealingKind(one.kind)]) for one in sealing_history(code)]
    context = {"code": code, "version": version, "now": SEALING_LABELS[now], "history": history, "form": form}
    context["decides"] = request.actor.has(Role.CONTROL)
    return render(request, "staff/sealing.html", context, status=422 if form.errors else 200)
