"""What does this list look for? A name or an identity number, kept with the sign-in, never in an address."""

from functools import wraps
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from motcua.web.staff.doors import View
from motcua.web.staff.requests import StaffRequest

# Addresses land in logs of servers and on screens at a counter: they carry this key, the text stays here.
KEY = "tim"
_SESSION, _KEPT, _LONGEST = "sought", 20, 200
_NOT_CARRIED = {"q", "csrfmiddlewaretoken", "sau", KEY}


def searched(view: View) -> View:
    """The view of a list whose search form is posted: the answer is the same list, narrowed, by a bare key."""

    @wraps(view)
    def answered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or "q" not in request.POST:
            return view(request, *args, **kwargs)
        said = {name: str(value)[:100] for name, value in request.POST.items() if name not in _NOT_CARRIED}
        words = {name: value for name, value in said.items() if value}
        return redirect(address(request, request.path, request.POST["q"], **words))

    return answered


def sought(request: StaffRequest) -> str:
    """The text looked for: what is kept under the address's key; nothing for a key that nobody here was given."""
    return request.session.get(_SESSION, {}).get(request.GET.get(KEY, ""), "")  # type: ignore[no-any-return]


def address(request: StaffRequest, path: str, text: str, **words: str) -> str:
    """The address of a list that looks for a text; the text itself is kept with the sign-in, the last 20."""
    if text := clean(text):
        words[KEY] = token_urlsafe(6)
        kept = request.session.get(_SESSION, {}) | {words[KEY]: text}
        request.session[_SESSION] = dict(list(kept.items())[-_KEPT:])
    return f"{path}?{urlencode(words)}" if words else path


def clean(text: str) -> str:
    """A text as it may be looked for."""
    return text.replace("\x00", "").strip()[:_LONGEST]
