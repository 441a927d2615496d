"""How does a machine go on without network? It knows its own series beforehand, and hands in what it gave."""

import json
import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.queueing.actions.kiosk_tickets import AtKiosk, Merged, Printed, merge_printed
from motcua.queueing.kiosk_rules import MOST_AT_ONCE
from motcua.queueing.kiosks import KioskHere, last_numbers
from motcua.queueing.queries import groups_on, hall_rule_on
from motcua.queueing.terms import PriorityReason
from motcua.web.kiosk.opening import of_machine
from motcua.web.kiosk.tickets import MOST_KEY, TicketForm

_CODE = re.compile(r"^[A-Z]{2}\d{3,6}$")
_MOST_NUMBER, _MOST_GROUPS = 99_999, 20


@require_safe
@of_machine
def state(request: HttpRequest, kiosk: KioskHere) -> JsonResponse:
    """The clock, the groups, the last number of each series of this kiosk, the token to hand in with."""
    now = clock.now()
    day = local_day(now)
    groups = [{"id": one.pk, "letter": one.letter, "name": one.name} for one in groups_on(kiosk.desk_id, day)]
    return JsonResponse(
        {
            "now": now.isoformat(),
            "day": day.isoformat(),
            "mark": kiosk.mark,
            "last": dict(last_numbers(kiosk, now)),
            "per_minute": hall_rule_on(kiosk.desk_id, day).kiosk_per_minute,
            "groups": groups,
            "token": get_token(request),
        }
    )


@require_safe
@of_machine
def page(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """The page that stands in the machine while there is no network: tickets, nothing else."""
    offered = groups_on(kiosk.desk_id, local_day(clock.now()))
    form = TicketForm(None, offered=offered, initial={"reason": ""})
    return render(request, "kiosk/offline.html", {"kiosk": kiosk, "form": form, "first": True})


@require_safe
@of_machine
def worker(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """What keeps that page in the machine; no page of a visitor is ever put beside it."""
    answer = render(request, "kiosk/sw.js", {"kiosk": kiosk}, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_POST
@of_machine
def merge(request: HttpRequest, kiosk: KioskHere) -> JsonResponse:
    """Tickets given without network: each counts once however often it comes, each that does not is named."""
    try:
        rows = json.loads(request.body)["tickets"]
    except (ValueError, KeyError, TypeError):
        rows = None
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
        return JsonResponse(
            {"code": "unreadable", "text": _("Không đọc được danh sách số. Hãy tải lại trang ki-ốt.")},
            status=422,
        )
    read = [(row, _read(row)) for row in rows]
    done = merge_printed(kiosk=kiosk, printed=[one for _row, one in read if one], actor=None, at=clock.now())
    unread = [_unread(row) for row, one in read if one is None]
    taken = [_said(one) for one in done if one.ticket]
    refused = [_said(one) for one in done if one.refusal]
    return JsonResponse({"merged": taken, "refused": [*refused, *unread]})


def _said(one: Merged) -> dict[str, str]:
    said = {"key": one.printed.chosen.key, "code": one.printed.code}
    if one.refusal:
        return said | {"why": one.refusal.code, "text": one.refusal.text}
    return said | {"public_id": one.ticket.public_id if one.ticket else ""}


def _unread(row: Any) -> dict[str, str]:
    said = row if isinstance(row, dict) else {}
    text = _("Số này không đọc được. Hãy mời người có phiếu lấy số mới.")
    named = {name: str(said.get(name, ""))[:MOST_KEY] for name in ("key", "code")}
    return named | {"why": "unreadable", "text": text}


def _read(row: Any) -> Printed | None:
    """What one row says; None where it cannot be."""
    try:
        key, code, number = str(row["key"]), str(row["code"]), row["number"]
        issued_at = datetime.fromisoformat(str(row["issued_at"]))
        reason = PriorityReason(row["reason"]) if row.get("reason") else None
        groups = tuple(row["groups"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    right = (
        0 < len(key) <= MOST_KEY
        and "\x00" not in key
        and _CODE.match(code)
        and type(number) is int
        and 0 < number <= _MOST_NUMBER
        and issued_at.tzinfo is not None
        and 0 < len(groups) <= _MOST_GROUPS
        and all(type(one) is int and 0 < one < 2**62 for one in groups)
    )
    return Printed(AtKiosk(key, groups, reason), number, code, issued_at) if right else None
