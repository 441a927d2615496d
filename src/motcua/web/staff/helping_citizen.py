"""A helper sits beside a citizen at the desk: open the citizen's stay on this machine, end it (R-029)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.applicants.actions.helping import end_help, write_down
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.web.citizen.session import HELPING, enter, leave
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.web.staff.requests import StaffRequest

BESIDE = frozenset({Role.ASSIST})


class CardForm(OfficeForm):
    """What stands on the citizen's card."""

    name = forms.CharField(label=gettext_lazy("Họ và tên trên thẻ căn cước"), max_length=400)
    id_number = forms.CharField(
        label=gettext_lazy("Số định danh (12 số)"),
        max_length=64,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "govuk-input--width-20", "autocomplete": "off"}
        ),
    )
    birth_date = DatePartsField(label=gettext_lazy("Ngày sinh"), required=False)


@require_http_methods(["GET", "POST"])
def open_help(request: StaffRequest) -> HttpResponse:
    """With the citizen's own telephone, or by their card; the stay ends with them or after ten idle minutes."""
    form = CardForm(request.POST if request.POST.get("how") == "card" else None)
    if request.POST.get("how") == "end":
        leave(request)
        end_help(actor=request.actor, at=clock.now())
        messages.success(request, _("Đã kết thúc phiên hỗ trợ."))
        return redirect("staff:open_help")
    if request.POST.get("how") == "code":
        leave(request)
        request.session[HELPING] = request.actor.unit_id
        return redirect("citizen_sign_in")
    if form.is_bound and form.is_valid():
        try:
            account = write_down(actor=request.actor, at=clock.now(), **form.cleaned_data)
            request.session[HELPING] = request.actor.unit_id
            enter(request, account, IdentityWay.DESK, Assurance.CONTACT)
            return redirect("procedures")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    return render(request, "staff/open_help.html", {"form": form}, status=422 if form.errors else 200)
