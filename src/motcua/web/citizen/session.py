"""Which citizen is here? Kept in the browser's session as a number; the stay itself stands in a table (R-033)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from config import clock
from config.client_address import client_address
from motcua.applicants.actions.sessions import end_stay, keep_up, open_session
from motcua.applicants.actors import Citizen, Organisation
from motcua.applicants.models import Account
from motcua.applicants.policies import why_not_alone, why_not_help, why_not_sure_enough
from motcua.applicants.queries import citizen_from, organisation_of, organisations_of, session_going_on
from motcua.applicants.terms import IdentityWay
from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.queries import actor_of
from motcua.web.citizen.account_tabs import account_tabs
from motcua.web.shared.errors import session_ended

STAY, ACTING_FOR, HELPING = "citizen", "citizen_acting_for", "citizen_helped_in"
SIGN_IN, STEP_UP = "/dang-nhap/", "/dang-nhap/nang-muc/"
View = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]
Handler = Callable[[HttpRequest], HttpResponse]


def citizen_of(request: HttpRequest) -> Citizen | None:
    """Who is signed in at the public pages, asked once a request; None for a guest."""
    if not hasattr(request, "_citizen"):
        request._citizen = _citizen(request)  # type: ignore[attr-defined]
    found: Citizen | None = request._citizen  # type: ignore[attr-defined]
    return found


def here(request: HttpRequest) -> Citizen:
    """The citizen of a page that lets nobody else in (`citizen_needed`)."""
    citizen = citizen_of(request)
    assert citizen is not None
    return citizen


def _citizen(request: HttpRequest) -> Citizen | None:
    stay = request.session.get(STAY)
    if not isinstance(stay, int):
        return None
    now = clock.now()
    session = session_going_on(stay, now)
    if session is None:
        return None
    keep_up(session=session, actor=None, at=now)
    chosen = request.session.get(ACTING_FOR)
    acting_for = organisation_of(session.account_id, chosen, local_day(now)) if chosen else None
    return citizen_from(session, acting_for)


def citizen_needed(*, assurance: int = 1, alone: bool = False) -> Callable[[View], View]:
    """The view for somebody signed in this surely: others are led to sign in, or to a surer way, and back.

    With `alone` it is closed while a helper of the staff sits beside (409).
    """

    def wrapper(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            citizen = citizen_of(request)
            if citizen is None:
                return _sign_in_first(request)
            if why := why_not_sure_enough(citizen, assurance):
                if request.method == "POST":
                    refuse_if(why)
                return redirect(_back_to(STEP_UP, request, muc=assurance))
            if alone:
                refuse_if(why_not_alone(citizen))
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponse):
                patch_cache_control(response, private=True, no_store=True)
            return response

        return opened

    return wrapper


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return session_ended(request)
    return redirect(_back_to(SIGN_IN, request))


def _back_to(address: str, request: HttpRequest, **more: object) -> str:
    return f"{address}?{urlencode({'tiep': request.get_full_path(), **more})}"


def next_address(request: HttpRequest, otherwise: str = "/tai-khoan/") -> str:
    """Where the person wanted to go: an address of the public pages here, never another site or the staff's."""
    given = str(request.POST.get("tiep") or request.GET.get("tiep") or "")
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe and given.startswith("/") and not given.startswith("/can-bo") else otherwise


def helper_of(request: HttpRequest) -> Actor | None:
    """The staff member who said at their desk that the next person to sign in here is one they help (R-029)."""
    unit_id = request.session.get(HELPING)
    if not unit_id or not request.user.is_authenticated:
        return None
    actor = actor_of(person_id=request.user.pk, unit_id=unit_id, on=local_day(clock.now()))
    return actor if actor is not None and why_not_help(actor) is None else None


def enter(request: HttpRequest, account: Account, way: IdentityWay, assurance: int) -> None:
    """The person is in: a new key for the browser's session, so that nobody knew it before."""
    helper = helper_of(request)
    leave(request)
    stay = open_session(
        account=account,
        way=way,
        assurance=assurance,
        address=client_address(request),
        browser=request.headers.get("User-Agent", ""),
        actor=helper,
        at=clock.now(),
    )
    request.session.cycle_key()
    request.session[STAY] = stay.pk
    forget(request)


def leave(request: HttpRequest) -> None:
    """End this stay, if there is one; what a staff member does in the same browser goes on."""
    stay = request.session.pop(STAY, None)
    request.session.pop(ACTING_FOR, None)
    request.session.pop(HELPING, None)
    if isinstance(stay, int):
        end_stay(session_id=stay, actor=None, at=clock.now())
        request.session.cycle_key()
    forget(request)


def forget(request: HttpRequest) -> None:
    """Ask anew who is here: something about it was just changed."""
    if hasattr(request, "_citizen"):
        del request._citizen


def _organisations(request: HttpRequest) -> list[Organisation]:
    citizen = citizen_of(request)
    return organisations_of(citizen.account_id, local_day(clock.now())) if citizen else []


class CitizenMiddleware:
    """Lets the frame of every page ask who is here (`request.citizen`), and which tabs the account has."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.citizen = lambda: citizen_of(request)  # type: ignore[attr-defined]
        request.organisations = lambda: _organisations(request)  # type: ignore[attr-defined]
        request.account_tabs = lambda: account_tabs(request.path)  # type: ignore[attr-defined]
        return self.get_response(request)
