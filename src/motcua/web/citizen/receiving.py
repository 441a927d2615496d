"""How do I get my result? Chosen with the slip or in one's account until it is handed over; received is confirmed."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.changing import choose_return
from motcua.dossiers.actions.delivering import person_confirms
from motcua.dossiers.consignment_terms import PAYER_LABELS, ConsignmentState, Payer
from motcua.dossiers.consignments.reading import delivery_of, parcel_out
from motcua.dossiers.models import Dossier
from motcua.dossiers.own import own_dossier
from motcua.dossiers.policies import why_not_choose
from motcua.dossiers.queries import policy_facts
from motcua.dossiers.return_choices import returning
from motcua.web.citizen.forms import TrackForm
from motcua.web.citizen.session import citizen_needed, here
from motcua.web.citizen.tracking import found_by_secret
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios

_PAYERS = [(payer.value, _(PAYER_LABELS[payer])) for payer in (Payer.RECEIVER, Payer.SENDER)]


class ChoiceForm(OfficeForm):
    """The way, with what each costs and takes; an address where one is needed."""

    channel = forms.ChoiceField(label=_("Ông/bà muốn nhận kết quả bằng cách nào?"), widget=RevealRadios)
    receiver = forms.CharField(label=_("Người nhận"), max_length=200, required=False)
    phone = forms.CharField(
        label=_("Số điện thoại"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    address = forms.CharField(
        label=_("Địa chỉ nhận"),
        max_length=300,
        required=False,
        help_text=_(
            "Số nhà, đường, khu phố, phường hoặc xã, tỉnh hoặc thành phố. Chỉ khi nhận qua bưu chính, tại nhà."
        ),
    )
    payer = forms.ChoiceField(
        label=_("Ai trả cước bưu chính?"), choices=_PAYERS, required=False, widget=RevealRadios
    )

    def __init__(self, data: Any, dossier: Dossier) -> None:
        known = delivery_of(dossier)
        first = {"receiver": known.receiver, "phone": known.phone, "address": known.address}
        paying = {"payer": known.payer or Payer.RECEIVER.value, "channel": dossier.return_channel}
        super().__init__(data, label_suffix="", initial=first | paying)
        choices = returning().choices
        field: Any = self.fields["channel"]
        field.choices = [(one.channel.value, one.label) for one in choices]
        field.widget.hints = {one.channel.value: f"{one.cost}. {one.time}." for one in choices}


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """What was chosen and where the result is; `do=choose` writes a choice, `do=received` confirms the parcel.

    Whoever opens the address without the two codes is asked for them on the tracking page.
    """
    if request.method != "POST":
        return redirect("track")
    track = TrackForm(request.POST, label_suffix="")
    record = found_by_secret(request, track)
    if isinstance(record, HttpResponse):
        return record
    if not isinstance(record, Dossier):
        return render(request, "404.html", status=404)
    return _answer(request, record, track)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_needed()
def my_receive(request: HttpRequest, number: str) -> HttpResponse:
    """The same for one's own dossier, signed in; anybody else's is not there."""
    record = own_dossier(here(request), number)
    if record is None:
        raise Http404
    return _answer(request, record, None)


def _answer(request: HttpRequest, record: Dossier, track: TrackForm | None) -> HttpResponse:
    act = request.POST.get("do", "")
    form = ChoiceForm(request.POST if act == "choose" else None, record)
    done, refusal = _done(act, form, record)
    if done:
        record = Dossier.objects.select_related("version", "unit", "one_stop_unit").get(pk=record.pk)
        form = ChoiceForm(None, record)
    shown = _shown(record, form, track) | {"done": done, "refusal": refusal}
    return render(
        request, "citizen/receive.html", shown, status=409 if refusal else 422 if form.errors else 200
    )


def _done(act: str, form: ChoiceForm, dossier: Dossier) -> tuple[str, Refusal | None]:
    try:
        if act == "choose" and form.is_valid():
            choose_return(dossier=dossier, actor=None, at=clock.now(), said=form.cleaned_data)
            return act, None
        if act == "received":
            person_confirms(dossier=dossier, actor=None, at=clock.now())
            return act, None
    except Refused as refused:
        if refused.refusal.field in form.fields and form.is_bound:
            form.add_error(refused.refusal.field, refused.refusal.text)
            return "", None
        return "", refused.refusal
    return "", None


def _shown(dossier: Dossier, form: ChoiceForm, track: TrackForm | None) -> dict[str, Any]:
    parcel = parcel_out(dossier)
    return {
        "dossier": dossier,
        "form": form,
        "track": track,
        "closed": why_not_choose(policy_facts(dossier)),
        "now": returning().choice(form.initial["channel"]),
        "to": delivery_of(dossier),
        "parcel": parcel,
        "on_road": parcel is not None and parcel.state == ConsignmentState.ON_THE_ROAD,
    }
