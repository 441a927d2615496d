"""How is a service asked over HTTP whose every answer counts? One POST, a bounded answer, silence as OSError."""

import email.message
import email.utils
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

_ANSWER_LIMIT = 1_000_000  # bytes


class _Stays(urllib.request.HTTPRedirectHandler):
    """A service that leads elsewhere is not followed: our secret goes to the address that was set up."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stays)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a service said: its status, its JSON (None where it is none), how long it asks us to wait."""

    status: int
    said: Any
    wait: timedelta | None = None


def asked(url: str, said: Mapping[str, Any], headers: Mapping[str, str], *, timeout: float) -> Answered:
    """Post JSON; any status is an answer. Raises OSError for silence beyond `timeout` seconds or what is no HTTP."""
    body = json.dumps(said, ensure_ascii=False).encode()
    request = urllib.request.Request(
        url, data=body, headers={"Content-Type": "application/json; charset=utf-8"} | dict(headers)
    )
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            return Answered(answer.status, _json(answer.read(_ANSWER_LIMIT)), _wait(answer.headers))
    except urllib.error.HTTPError as fault:
        with fault:
            return Answered(fault.code, _json(fault.read(_ANSWER_LIMIT)), _wait(fault.headers))
    except http.client.HTTPException as broken:
        raise OSError(f"{url} did not speak HTTP") from broken


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _wait(headers: "email.message.Message[str, str]") -> timedelta | None:
    """`Retry-After` in seconds or as a date (RFC 9110 §10.2.3), against the service's own `Date`."""
    said = headers.get("Retry-After", "")
    if said.isdecimal() and len(said) < 7:
        return timedelta(seconds=int(said))
    until, now = _moment(said), _moment(headers.get("Date", ""))
    return max(until - now, timedelta(0)) if until and now else None


def _moment(text: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
