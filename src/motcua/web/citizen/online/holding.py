"""Whose filing in preparation does this browser go on with, and how far is it? Shared by every page of the flow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from config import clock
from motcua.applicants.actors import Citizen
from motcua.core.moments import local_day
from motcua.dossiers.models import Draft
from motcua.dossiers.online.drafts import Holder, draft_for
from motcua.dossiers.online.readiness import Preparing, preparing
from motcua.dossiers.online.settings import online_rules
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import version_on
from motcua.web.citizen.session import citizen_of
from motcua.web.shared.errors import session_ended

_GUEST = "guest_drafts"


@dataclass(frozen=True, slots=True)
class Filing:
    """A request of the flow: when, who, what; `one` is the draft with the versions it is judged by."""

    now: datetime
    holder: Holder
    citizen: Citizen | None
    one: Preparing

    @property
    def draft(self) -> Draft:
        return self.one.draft

    def saved(self, draft: Draft) -> "Filing":
        """The same request with the draft as it was just saved."""
        return replace(self, one=replace(self.one, draft=draft))

    @property
    def number(self) -> str:
        return self.one.draft.number

    @property
    def code(self) -> str:
        return self.one.draft.procedure_id


View = Callable[Concatenate[HttpRequest, Filing, ...], HttpResponseBase]


def holder_of(request: HttpRequest, procedure: str) -> Holder | None:
    """The account that is signed in, else the guest of this browser, else nobody."""
    citizen = citizen_of(request)
    if citizen is not None:
        return Holder(account_id=citizen.account_id)
    number, secret = request.session.get(_GUEST, {}).get(procedure, ("", ""))
    return Holder(number=number, secret=secret) if number else None


def remember_guest(request: HttpRequest, procedure: str, number: str, secret: str) -> None:
    """This browser goes on with the guest's draft until it is closed."""
    request.session[_GUEST] = request.session.get(_GUEST, {}) | {procedure: (number, secret)}


def guest_drafts(request: HttpRequest) -> list[tuple[str, str]]:
    """(number, secret) of every draft that a guest began in this browser."""
    return [(number, secret) for number, secret in request.session.get(_GUEST, {}).values()]


def version_or_404(code: str, now: datetime) -> ProcedureVersion:
    """The version in force; 404 where there is none."""
    version = version_on(code, local_day(now))
    if version is None:
        raise Http404
    return version


def guests_allowed(code: str) -> bool:
    """Whether the procedure may be filed without an account."""
    return code in online_rules().guests


def filing_page(view: View) -> Callable[..., HttpResponseBase]:
    """A page of the flow: finds the draft by who is here; without one the flow begins at its start."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, *args: object, **kwargs: object) -> HttpResponseBase:
        now = clock.now()
        version_or_404(code, now)
        holder = holder_of(request, code)
        if holder is None and request.method == "POST":
            return session_ended(request)
        draft = draft_for(holder, code) if holder else None
        one = preparing(draft, local_day(now)) if draft else None
        if holder is None or one is None:
            return redirect("file_start", code)
        response = view(request, Filing(now, holder, citizen_of(request), one), *args, **kwargs)
        if isinstance(response, HttpResponse):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return opened
