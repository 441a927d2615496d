"""Who are you, and in which unit do you work now? Sign in, one-click people of the demonstration, sign out."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.tries import count_try, give_back, try_key
from motcua.organisation.actions.sign_ins import record_sign_in
from motcua.organisation.models import Person, RoleGrant, Unit, in_force
from motcua.organisation.queries import units_of
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.middleware import MUST_ENROL, UNIT_SESSION_KEY
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.second_step import (
    HALF_IN,
    SecondStepForm,
    asks_second_step,
    half_in,
    proven,
    remember_device,
)
from motcua.web.staff.second_step import shown as second_step_page

TRIES_A_NAME, TRIES_AN_ADDRESS = 10, 60


class SignInForm(OfficeForm):
    """Name and password."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; in the demonstration also one-click people per unit and role."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = _count(request, form.cleaned_data["username"])
        if wait:
            return _too_many(request, wait)
        person = authenticate(request, **form.cleaned_data)
        if isinstance(person, Person):
            give_back(keys=_keys(request, form.cleaned_data["username"]))
            return _enter(request, person)
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy thử lại hoặc hỏi quản trị."))
    today = local_day(clock.now())
    offices = demonstration_people(today) if settings.DEMONSTRATION else []
    status = 422 if form.errors else 200
    return render(
        request,
        "staff/sign_in.html",
        {"form": form, "offices": offices, "next": _next(request)},
        status=status,
    )


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click: become a person of the demonstration. Not there in production."""
    if not settings.DEMONSTRATION:
        raise Http404
    person = Person.objects.filter(demo=True, is_active=True, username=request.POST.get("person", "")).first()
    if person is None:
        raise Http404
    person.backend = "django.contrib.auth.backends.ModelBackend"
    return _enter(request, person, unit_id=request.POST.get("unit", ""))


def _enter(request: HttpRequest, person: Person, *, unit_id: str = "") -> HttpResponse:
    """Into the unit asked for where they work there, else into their first."""
    now = clock.now()
    units = units_of(person=person, on=local_day(now))
    if not units:
        messages.error(
            request, _("Hôm nay ông/bà chưa được phân vai trò ở cơ quan nào. Đề nghị quản trị phân quyền.")
        )
        return redirect("staff:sign_in")
    if why := why_not_enter(person, now):
        messages.error(request, why)
        return redirect("staff:sign_in")
    following = _next(request) or "/can-bo/"
    if way := asks_second_step(request, person, following):
        return way
    unit = next((one for one in units if one.id == unit_id), units[0])
    return _enter_unit(request, person, unit.id, following)


def _enter_unit(request: HttpRequest, person: Person, unit_id: str, following: str) -> HttpResponse:
    must_enrol = request.session.pop(MUST_ENROL, False)
    login(request, person)
    request.session[UNIT_SESSION_KEY] = unit_id
    if must_enrol:
        request.session[MUST_ENROL] = True
    record_sign_in(
        person=person,
        unit_id=unit_id,
        session_key=request.session.session_key or "",
        address=client_address(request),
        browser=request.headers.get("User-Agent", ""),
        actor=None,
        at=clock.now(),
    )
    return redirect(following)


@never_cache
@sensitive_post_parameters("digits")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Who has shown the password shows the second factor here; then they are in."""
    found = half_in(request)
    if found is None:
        request.session.pop(HALF_IN, None)
        messages.error(request, _("Bước xác thực đã hết hạn. Hãy đăng nhập lại."))
        return redirect("staff:sign_in")
    person, kept = found
    by_key = bool(request.POST.get("answer"))
    form = SecondStepForm(request.POST if request.method == "POST" and not by_key else None)
    if request.method != "POST":
        return second_step_page(request, person, form)
    if answer := proven(request, person, form):
        return answer
    units = units_of(person=person, on=local_day(clock.now()))
    del request.session[HALF_IN]
    person.backend = "django.contrib.auth.backends.ModelBackend"
    response = _enter_unit(request, person, units[0].id, kept["next"]) if units else redirect("staff:sign_in")
    remember_device(request, response, person)
    return response


def why_not_enter(person: Person, now: datetime) -> str:
    """What still stands between a right password and the work: a one-time password that is too old."""
    if person.one_time_until is not None and now >= person.one_time_until:
        return _("Mật khẩu một lần đã hết hạn. Đề nghị quản trị cấp mật khẩu mới.")
    return ""


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the next person signs in as themselves."""
    logout(request)
    return redirect("staff:sign_in")


@require_http_methods(["GET", "POST"])
def choose_unit(request: StaffRequest) -> HttpResponse:
    """Somebody with roles in several units says where they work now."""
    assert isinstance(request.user, Person)
    units = units_of(person=request.user, on=local_day(clock.now()))
    if request.method == "POST":
        chosen = next((unit for unit in units if unit.id == request.POST.get("unit")), None)
        if chosen is None:
            raise Http404
        request.session[UNIT_SESSION_KEY] = chosen.id
        return redirect("/can-bo/")
    return render(request, "staff/choose_unit.html", {"units": units})


def demonstration_people(on: date) -> list[tuple[Unit, list[tuple[Person, str]]]]:
    """The demonstration's people of that day, by unit, each with the names of their roles."""
    grants = (
        RoleGrant.objects.filter(in_force(on), person__demo=True, person__is_active=True)
        .filter(unit__valid_from__lte=on)
        .select_related("person", "unit")
        .order_by("unit_id", "person_id")
    )
    offices = []
    for _unit_id, of_unit in groupby(grants, key=lambda grant: grant.unit_id):
        of_this = list(of_unit)
        people = groupby(of_this, key=lambda grant: grant.person_id)
        offices.append((of_this[0].unit, [_with_roles(theirs) for _person_id, theirs in people]))
    return offices


def _with_roles(grants: Iterable[RoleGrant]) -> tuple[Person, str]:
    theirs = list(grants)
    return theirs[0].person, ", ".join(ROLE_LABELS[Role(grant.role)] for grant in theirs)


def _next(request: HttpRequest) -> str:
    given = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()})
    return given if safe and given.startswith("/can-bo/") else ""


def _keys(request: HttpRequest, username: str) -> dict[str, int]:
    return {
        try_key("sign-in-name", username.lower()): TRIES_A_NAME,
        try_key("sign-in-address", client_address(request)): TRIES_AN_ADDRESS,
    }


def _count(request: HttpRequest, username: str) -> int:
    return count_try(limits=_keys(request, username), now=clock.real_now())


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(wait)
    return response
