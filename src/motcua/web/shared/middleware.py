"""What happens around every page: a request id, refusals as pages, read-only GET, who is acting."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import DataError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from config import clock
from config.request_id import current_request_id
from motcua.core.database_refusals import DISK_FULL, refusal_of
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.organisation.actors import Actor
from motcua.organisation.queries import actor_and_stamp
from motcua.web.shared.errors import session_ended, unavailable

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
UNIT_SESSION_KEY = "unit"
SIGN_IN = "/can-bo/dang-nhap/"
SIGN_OUT, PASSWORD = "/can-bo/dang-xuat/", "/can-bo/tai-khoan/mat-khau/"
OPEN_TO_ALL = (
    SIGN_IN,
    "/can-bo/dang-nhap/buoc-hai/",
    "/can-bo/dang-nhap/minh-hoa/",
    "/can-bo/mau-giao-dien/",
)
# Set at sign-in of somebody who must have a second factor and has none: they make one before anything else.
MUST_ENROL, ENROL = "must_enrol", "/can-bo/tai-khoan/xac-thuc/"
# An identity provider sends the browser back by GET; that this browser began it is proven by what only its session
# knows, used once.
SIGNED_IN_ELSEWHERE = "/dang-nhap/dinh-danh/tro-ve/"
# What a GET may write: session renewal (citizens' in a table of their own), the journal of views, when a token was
# last used; no record of the office.
GET_MAY_WRITE = (
    "django_session",
    "core_journalentry",
    "core_journalchain",
    "core_trycount",
    "organisation_apitoken",
    "applicants_accountsession",
)
_WRITING = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE", "WITH MOVED")


# No form of ours sends it: a zero character, a number or day beyond all bounds.
_NO_SUCH_VALUE = Refusal(
    "value_impossible",
    "Nội dung gửi lên có ký tự hoặc số không ghi được; chưa có gì được ghi. Hãy mở lại trang và nhập lại.",
)


class RequestIdMiddleware:
    """Gives every request an id for logs and error pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current_request_id.set(uuid.uuid4().hex[:12])
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = current_request_id.get()
            return response
        finally:
            current_request_id.reset(token)


class RefusalMiddleware:
    """Shows an expected no (Refused) that a view let through as a page with status 409."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refused becomes a page, what no database takes, one that is full or gone; anything else stays an error."""
        if request.path.startswith("/api/"):
            return None
        if isinstance(exception, Refused):
            return render(request, "shared/refused.html", {"refusal": exception.refusal}, status=409)
        if isinstance(exception, DataError):
            logger.warning("the database takes no such value: %s", type(exception.__cause__).__name__)
            return render(request, "shared/refused.html", {"refusal": _NO_SUCH_VALUE}, status=400)
        if not isinstance(exception, OperationalError):
            return None
        refusal = refusal_of(exception)
        if refusal is None:
            logger.error("database did not answer: %s", type(exception.__cause__).__name__)
            return unavailable(request)
        status = 507 if refusal is DISK_FULL else 409
        return render(request, "shared/refused.html", {"refusal": refusal}, status=status)


class WroteOnGet(RuntimeError):
    """A GET tried to write: a fault of ours, never the person's."""


def _refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    head = sql.lstrip().upper()
    if head.startswith(_WRITING) and not any(table in sql for table in GET_MAY_WRITE):
        raise WroteOnGet(sql[:120])
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """GET writes nothing but the journal and how often somebody guessed (architecture, invariant 11)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path == SIGNED_IN_ELSEWHERE:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writing):
            return self.get_response(request)


def must_change_password(request: HttpRequest) -> bool:
    """With a one-time password nothing opens but the page that changes it, and the way out."""
    waits = getattr(request.user, "one_time_until", None) is not None
    return waits and request.path not in {PASSWORD, SIGN_OUT, *OPEN_TO_ALL}


def must_enrol(request: HttpRequest) -> bool:
    """Whether a second factor must be made first; the way out and the change of password stay open."""
    open_still = (PASSWORD, SIGN_OUT, *OPEN_TO_ALL)
    return (
        bool(request.session.get(MUST_ENROL))
        and not request.path.startswith(ENROL)
        and request.path not in open_still
    )


class StaffMiddleware:
    """Default deny under /can-bo/: sets `request.actor` (who acts, in which unit, with which roles today)
    and `request.stamp` (of the catalogue as it then was)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, stamp = self._actor(request)
        request.actor, request.stamp = actor, stamp  # type: ignore[attr-defined]
        if request.path.startswith("/can-bo/"):
            if actor is None and request.path not in OPEN_TO_ALL:
                if request.method == "POST":
                    return session_ended(request)
                return redirect_to_login(request.get_full_path(), SIGN_IN)
            if actor is not None and must_change_password(request):
                return redirect(PASSWORD)
            if actor is not None and must_enrol(request):
                return redirect(ENROL)
            response = self.get_response(request)
            patch_cache_control(response, private=True, no_store=True)
            return response
        return self.get_response(request)

    @staticmethod
    def _actor(request: HttpRequest) -> tuple[Actor | None, str | None]:
        if not request.path.startswith("/can-bo/") or not request.user.is_authenticated:
            return None, None
        unit_id = request.session.get(UNIT_SESSION_KEY, "")
        return actor_and_stamp(person_id=request.user.pk, unit_id=unit_id, on=local_day(clock.now()))
