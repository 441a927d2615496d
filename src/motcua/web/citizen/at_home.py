"""Please come to my home: which units do, asking for it, seeing how it stands (R-025)."""

from datetime import time
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config import clock
from config.client_address import client_address
from motcua.core.moments import at, local_day
from motcua.core.refusals import Refused
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.dossiers.actions.home_visits import ask_home, drop_home
from motcua.dossiers.home.reading import request_of, units_that_come
from motcua.dossiers.home_terms import HOME_KIND_LABELS, HOME_OPEN, HOME_STATE_LABELS, HomeKind, HomeState
from motcua.dossiers.models import HomeApproval, HomeRequest
from motcua.organisation.models import Unit
from motcua.procedures.queries import receivable_by
from motcua.web.citizen.session import citizen_of
from motcua.web.shared.errors import too_many
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealRadios

_HOURS = [(f"{hour:02d}:00", f"{hour} giờ") for hour in range(7, 22)]


class AskForm(OfficeForm):
    """For what, where, on which day between which hours."""

    kind = forms.ChoiceField(label=_("Ông/bà cần làm gì tại nhà?"), widget=RevealRadios)
    procedure = forms.ChoiceField(label=_("Thủ tục"))
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=40,
        widget=forms.TextInput({"type": "tel"}),
        help_text=_("Cán bộ gọi số này để hẹn"),
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=300)
    day = DatePartsField(label=_("Ngày ông/bà có nhà"))
    starts = forms.ChoiceField(label=_("Từ"), choices=_HOURS, initial="08:00")
    ends = forms.ChoiceField(label=_("Đến"), choices=_HOURS, initial="17:00")
    note = forms.CharField(
        label=_("Điều cán bộ cần biết"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, approvals: list[HomeApproval], procedures: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        offered = {kind for one in approvals for kind in one.kinds}
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, HOME_KIND_LABELS[kind]) for kind in HomeKind if kind in offered]
        listed: Any = self.fields["procedure"]
        listed.choices = procedures

    def said(self) -> dict[str, Any]:
        """What was said, for `ask_home`: the day with its hours as moments."""
        said = dict(self.cleaned_data)
        day = said.pop("day")
        for name in ("starts", "ends"):
            said[name] = at(day, time.fromisoformat(said[name]))
        return said


@require_http_methods(["GET", "HEAD", "POST"])
def home_units(request: HttpRequest) -> HttpResponse:
    """Which units come home, and the form to see a request by number and secret."""
    if request.method == "POST":
        return _standing(request)
    found = [(unit, _words(approvals)) for unit, approvals in units_that_come(local_day(clock.now()))]
    return render(request, "citizen/home_units.html", {"units": found})


def _words(approvals: list[HomeApproval]) -> list[str]:
    kinds = {kind for one in approvals for kind in one.kinds}
    areas = [one.area for one in approvals if one.area]
    return [HOME_KIND_LABELS[kind] for kind in HomeKind if kind in kinds] + areas


@never_cache
@require_http_methods(["GET", "POST"])
def ask_unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The request itself; asked, its number and secret are shown once."""
    unit, approvals = _coming(unit_id)
    citizen = citizen_of(request)
    known = {"name": citizen.name, "phone": citizen.phone} if citizen else {}
    form = AskForm(
        request.POST or None, approvals=approvals, procedures=_procedures(unit, approvals), initial=known
    )
    if request.method == "POST" and form.is_valid():
        if wait := count_try(limits=_limits(request, "tai-nha"), now=clock.real_now()):
            return too_many(request, retry_after=wait)
        try:
            account_id = citizen.account_id if citizen else None
            asked = ask_home(unit=unit, said=form.said(), actor=None, at=clock.now(), account_id=account_id)
            return render(request, "citizen/home_asked.html", {"asked": asked, "unit": unit})
        except Refused as refused:
            known_field = refused.refusal.field in form.fields
            form.add_error(refused.refusal.field if known_field else None, refused.refusal.text)
    shown = {"form": form, "unit": unit, "approvals": approvals}
    return render(request, "citizen/home_ask.html", shown, status=422 if form.errors else 200)


def _coming(unit_id: str) -> tuple[Unit, list[HomeApproval]]:
    for unit, approvals in units_that_come(local_day(clock.now())):
        if unit.id == unit_id:
            return unit, approvals
    raise Http404


def _procedures(unit: Unit, approvals: list[HomeApproval]) -> list[tuple[str, str]]:
    """What the unit receives and comes home for, by name."""
    named = {code for one in approvals for code in one.procedures}
    everything = any(not one.procedures for one in approvals)
    found = receivable_by(unit, local_day(clock.now())).order_by("name")
    return [
        (version.procedure_id, version.name)
        for version in found
        if everything or version.procedure_id in named
    ]


@never_cache
@sensitive_post_parameters("secret")
def _standing(request: HttpRequest) -> HttpResponse:
    number, secret = request.POST.get("number", "")[:60], request.POST.get("secret", "")[:20]
    limits = _limits(request, number.strip().upper())
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    found = request_of(number, secret)
    if found is None:
        units = [(unit, _words(approvals)) for unit, approvals in units_that_come(local_day(clock.now()))]
        return render(request, "citizen/home_units.html", {"units": units, "not_found": True}, status=404)
    give_back(keys=limits)
    if request.POST.get("do") == "drop" and found.state in HOME_OPEN:
        drop_home(request_id=found.pk, actor=None, at=clock.now())
        found.refresh_from_db()
    return render(request, "citizen/home_standing.html", _shown(found))


def _limits(request: HttpRequest, code: str) -> Any:
    return tracking_limits(address=client_address(request), code=code)


def _shown(found: HomeRequest) -> dict[str, Any]:
    return {
        "one": found,
        "kind": HOME_KIND_LABELS[HomeKind(found.kind)],
        "state": HOME_STATE_LABELS[HomeState(found.state)],
        "open": found.state in HOME_OPEN,
    }
