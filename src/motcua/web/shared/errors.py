"""What does a person see when a page cannot be shown? What happened and what to do next."""

import sys
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

# Never sent back to the browser: the stale token itself, and what a person keeps secret.
_NOT_KEPT = ("csrfmiddlewaretoken", "password", "secret")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read; 413 where it was too large."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, "400.html", status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not this person's task."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not this unit's."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest) -> HttpResponse:
    """409: someone else was first, or the page is stale."""
    return render(request, "409.html", status=409)


def too_many(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """429: too many tries; `retry_after` in seconds."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without database, session or context, since any of them may be what broke.

    503 where it was the database: sessions and people are looked up before any page is.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        return unavailable(request)
    return HttpResponseServerError(render_to_string("500.html"))


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; drawn without it, as 500."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "5"
    return response


def session_ended(request: HttpRequest) -> HttpResponse:
    """403 for a form sent after the session ended: sign in beside it, then send what was typed again."""
    kept = _typed(request) if _from_our_own_page(request) else []
    way_in = "/can-bo/dang-nhap/" if request.path.startswith("/can-bo/") else "/dang-nhap/"
    facts = {"kept": kept, "action": request.get_full_path(), "way_in": way_in}
    return render(request, "shared/session_ended.html", facts, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is stale; what was typed is offered again if it came from our own page."""
    kept = _typed(request) if _from_our_own_page(request) else []
    return render(
        request, "shared/csrf_failure.html", {"kept": kept, "action": request.get_full_path()}, status=403
    )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in _NOT_KEPT)
        for value in values
        if isinstance(value, str)
    ]


def _from_our_own_page(request: HttpRequest) -> bool:
    """A form of another site is never offered for sending again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()
