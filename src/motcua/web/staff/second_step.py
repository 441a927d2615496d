"""The second step of the staff's sign-in: the app's code, a passkey or a recovery code; trusted devices pass."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from config import clock
from config.client_address import client_address
from motcua.core.refusals import Refusal, Refused, refuse
from motcua.core.tries import count_try, give_back, try_key
from motcua.organisation.actions.factors import check_app, passkey_used, trust_device, use_recovery_code
from motcua.organisation.factor_rules import FactorKind
from motcua.organisation.factors import factors_of, kinds_needed, trusts
from motcua.organisation.models import Person, SecondFactor
from motcua.web.shared.errors import too_many
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.middleware import MUST_ENROL
from motcua.web.shared.passkeys import asked_to_sign, challenge_of, keys, site_of

HALF_IN, DEVICE = "half_in", "mc_thiet_bi"
# In a quarter of an hour: wrong second factors of one person, and from one address.
TRIES_A_PERSON, TRIES_AN_ADDRESS = 5, 60
_GOOD_FOR = timedelta(minutes=10)


class SecondStepForm(OfficeForm):
    """A code of the app, or a recovery code."""

    digits = forms.CharField(
        label=gettext_lazy("Mã xác thực"),
        help_text=gettext_lazy("Sáu chữ số trên ứng dụng, hoặc một mã dự phòng."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
    )
    trust = forms.BooleanField(
        label=gettext_lazy("Tin máy này trong 30 ngày"),
        required=False,
        help_text=gettext_lazy("Không chọn ở máy dùng chung."),
    )


def asks_second_step(request: HttpRequest, person: Person, following: str) -> HttpResponse | None:
    """The way to the second step where this person must go it; None where the password lets in.

    Who must show a factor and has none yet is let in to make one, and to nothing else.
    """
    now = clock.now()
    needed = kinds_needed(person, now)
    if not needed:
        return None
    if not any(factor.kind in needed for factor in factors_of(person)):
        request.session[MUST_ENROL] = True
        return None
    if trusts(person, request.COOKIES.get(DEVICE, ""), clock.real_now()):
        return None
    request.session[HALF_IN] = {
        "person": person.pk,
        "kinds": sorted(needed),
        "at": clock.real_now().isoformat(),
        "next": following,
    }
    return redirect("staff:second_step")


def half_in(request: HttpRequest) -> tuple[Person, dict[str, str]] | None:
    """Who has shown their password here within ten minutes and not yet the second factor."""
    kept = request.session.get(HALF_IN)
    if not kept or clock.real_now() - datetime.fromisoformat(kept["at"]) >= _GOOD_FOR:
        return None
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    return (person, kept) if person else None


def shown(
    request: HttpRequest, person: Person, form: SecondStepForm, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of the second step; a passkey is offered where the person has one."""
    serving = _serving(request, person)
    credentials = [one.credential for one in serving if one.kind == FactorKind.PASSKEY]
    facts = {
        "form": form,
        "refusal": refusal,
        "options": asked_to_sign(request, known=credentials) if credentials else "",
        "by_app": any(one.kind == FactorKind.TOTP for one in serving),
    }
    status = 422 if form.errors else 409 if refusal else 200
    return render(request, "staff/second_step.html", facts, status=status)


def _serving(request: HttpRequest, person: Person) -> list[SecondFactor]:
    kinds = request.session[HALF_IN]["kinds"]
    return [one for one in factors_of(person) if one.kind in kinds]


def proven(request: HttpRequest, person: Person, form: SecondStepForm) -> HttpResponse | None:
    """None where the second factor was right; else the page that says why not. Tries are counted before."""
    limits = {
        try_key("second-step", str(person.pk)): TRIES_A_PERSON,
        try_key("second-step-address", client_address(request)): TRIES_AN_ADDRESS,
    }
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    try:
        if request.POST.get("answer"):
            _prove_passkey(request, person)
        elif not form.is_valid():
            return shown(request, person, form)
        else:
            _prove_code(request, person, form.cleaned_data["digits"])
    except Refused as refused:
        if not form.is_bound:
            return shown(request, person, form, refused.refusal)
        add_refusal(form, refused.refusal)
        return shown(request, person, form)
    give_back(keys=limits)
    return None


def _prove_code(request: HttpRequest, person: Person, said: str) -> None:
    typed = "".join(said.split())
    if typed.isdigit() and len(typed) == 6:
        if FactorKind.TOTP not in request.session[HALF_IN]["kinds"]:
            raise refuse(
                "factor_not_enough", "Vai trò của ông/bà cần khóa đăng nhập. Hãy dùng khóa.", field="digits"
            )
        check_app(person=person, digits=typed, actor=None, at=clock.real_now())
    else:
        use_recovery_code(person=person, code=typed, actor=None, at=clock.real_now())


def _prove_passkey(request: HttpRequest, person: Person) -> None:
    challenge, answer = challenge_of(request), request.POST["answer"]
    credential = keys().credential_in(answer)
    factor = next((one for one in factors_of(person) if one.credential == credential), None)
    if factor is None:
        raise refuse("passkey_unknown", "Khóa này không phải của ông/bà. Hãy dùng khóa khác.", field="digits")
    held = keys().Registered(factor.credential, factor.public_key, factor.counter)
    count = keys().signed(site_of(request), challenge, answer, held)
    passkey_used(factor=factor, sign_count=count, actor=None, at=clock.real_now())


def remember_device(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Trust this browser for 30 days, if the person asked for it."""
    if request.POST.get("trust"):
        token = trust_device(
            person=person,
            browser=request.headers.get("User-Agent", ""),
            address=client_address(request),
            actor=None,
            at=clock.real_now(),
        )
        response.set_cookie(
            DEVICE, token, max_age=30 * 86400, path="/can-bo/", httponly=True, samesite="Lax",
            secure=settings.PRODUCTION,
        )  # fmt: skip
