"""For whom does the citizen act? Chosen in the header, organisations and other persons kept in the account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from motcua.applicants.actions.representing import (
    Principal,
    Said,
    ask_to_represent,
    end_mandate,
    end_representation,
    record_mandate,
)
from motcua.applicants.actors import Citizen
from motcua.applicants.models import Mandate, Representation
from motcua.applicants.queries import organisation_of
from motcua.applicants.terms import (
    EVIDENCE_LABELS,
    MANDATE_LABELS,
    REPRESENTATION_LABELS,
    Evidence,
    MandateKind,
    RepresentationState,
)
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.web.citizen.session import ACTING_FOR, citizen_needed, forget, here, next_address
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField

_NARROW = {"class": "govuk-input--width-20"}


class RepresentationForm(OfficeForm):
    """An organisation, and the paper that says the person may act for it."""

    prefix = "r"
    tax_code = forms.CharField(
        label=gettext_lazy("Mã số thuế"),
        max_length=64,
        widget=forms.TextInput({**_NARROW, "inputmode": "numeric"}),
    )
    name = forms.CharField(label=gettext_lazy("Tên tổ chức"), max_length=400)
    evidence = forms.ChoiceField(
        label=gettext_lazy("Căn cứ đại diện"),
        choices=[(kind.value, EVIDENCE_LABELS[kind]) for kind in (Evidence.LEGAL, Evidence.AUTHORISED)],
        widget=forms.RadioSelect,
    )
    evidence_text = forms.CharField(
        label=gettext_lazy("Số, ngày và nơi cấp giấy tờ"),
        help_text=gettext_lazy("Mang bản chính đến Bộ phận Một cửa để được xác nhận."),
        max_length=600,
    )
    valid_to = DatePartsField(label=gettext_lazy("Đại diện đến trước ngày"), required=False)


class MandateForm(OfficeForm):
    """Another person, and on what ground something is filed for them."""

    prefix = "m"
    kind = forms.ChoiceField(
        label=gettext_lazy("Căn cứ làm thay"),
        choices=[(kind.value, MANDATE_LABELS[kind]) for kind in MandateKind],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Họ và tên người đó"), max_length=400)
    id_number = forms.CharField(
        label=gettext_lazy("Số giấy tờ của người đó"),
        required=False,
        max_length=64,
        widget=forms.TextInput(_NARROW),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại của người đó"),
        help_text=gettext_lazy("Người ủy quyền được báo tin."),
        required=False,
        max_length=40,
        widget=forms.TextInput({**_NARROW, "inputmode": "tel"}),
    )
    document = forms.CharField(
        label=gettext_lazy("Số, ngày giấy ủy quyền và nơi chứng thực"), required=False, max_length=600
    )
    valid_to = DatePartsField(label=gettext_lazy("Có giá trị đến trước ngày"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed(alone=True)
def acting(request: HttpRequest) -> HttpResponse:
    """Organisations one acts for and persons one files for; both are asked, ended and listed here."""
    citizen, post = here(request), request.POST
    asking = RepresentationForm(post if "ask" in post else None)
    mandate_form = MandateForm(post if "mandate" in post else None)
    if request.method == "POST":
        try:
            if _done(citizen, post, asking, mandate_form):
                messages.success(request, _("Đã lưu."))
                return redirect("citizen_acting")
        except Refused as refused:
            if not (asking.is_bound or mandate_form.is_bound):
                raise
            add_refusal(asking if asking.is_bound else mandate_form, refused.refusal)
    facts = {"asking": asking, "mandate_form": mandate_form, **_shown(citizen)}
    wrong = asking.errors or mandate_form.errors
    return render(request, "citizen/acting.html", facts, status=422 if wrong else 200)


def _done(citizen: Citizen, post: Any, asking: RepresentationForm, mandate_form: MandateForm) -> bool:
    """Do the one thing the form asked; False where it says what to mend."""
    now = clock.now()
    if "end_representation" in post:
        end_representation(representation_id=_number(post["end_representation"]), actor=citizen, at=now)
        return True
    if "end_mandate" in post:
        end_mandate(mandate_id=_number(post["end_mandate"]), actor=citizen, at=now)
        return True
    form = asking if asking.is_bound else mandate_form
    if not form.is_valid():
        return False
    if form is asking:
        ask_to_represent(said=Said(valid_from=local_day(now), **form.cleaned_data), actor=citizen, at=now)
    else:
        principal = Principal(valid_from=local_day(now), **form.cleaned_data)
        record_mandate(principal=principal, actor=citizen, at=now)
    return True


def _shown(citizen: Citizen) -> dict[str, Any]:
    representations = Representation.objects.filter(account_id=citizen.account_id).order_by(
        "-asked_at", "-pk"
    )
    mandates = Mandate.objects.filter(account_id=citizen.account_id, ended_at__isnull=True).order_by(
        "name", "pk"
    )
    return {
        "representations": [
            (one, REPRESENTATION_LABELS[RepresentationState(one.state)]) for one in representations
        ],
        "mandates": [(one, MANDATE_LABELS[MandateKind(one.kind)]) for one in mandates],
    }


@require_POST
@citizen_needed()
def act_for(request: HttpRequest) -> HttpResponse:
    """From now on for this organisation, or for oneself again; it ends with the session and its period."""
    citizen = here(request)
    chosen = _number(request.POST.get("organisation", ""))
    request.session.pop(ACTING_FOR, None)
    organisation = organisation_of(citizen.account_id, chosen, local_day(clock.now()))
    if organisation is not None:
        request.session[ACTING_FOR] = chosen
        messages.success(request, _("Ông/bà đang làm việc thay cho %(name)s.") % {"name": organisation.name})
    elif chosen:
        messages.error(request, _("Tư cách đại diện này chưa được xác nhận hoặc đã hết hạn."))
    forget(request)
    return redirect(next_address(request))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
