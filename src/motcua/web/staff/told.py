"""What people were told: of one dossier, by day, whom to phone because nothing else reached them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.refusals import Refused
from motcua.documents.wording import moment_text
from motcua.dossiers.moved_promises import OUTCOME_LABELS
from motcua.notices.actions.calling import note_call, send_again
from motcua.notices.policies import AGAIN
from motcua.notices.queries import Call, Entry, calls_waiting, counts_of, log_of, notices_of_dossier, to_call
from motcua.notices.terms import CHANNEL_LABELS, NOTICE_STATE_LABELS, NoticeChannel, NoticeState
from motcua.web.shared.navigation import opens
from motcua.web.staff.days import days_asked
from motcua.web.staff.doors import KEEPING
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view
from motcua.web.staff.watch_tabs import watch_tabs

HERE, CALLS = "thong-bao/", "thong-bao/goi/"
_COLOURS = {
    NoticeState.FAILED: "red",
    NoticeState.HELD: "yellow",
    NoticeState.DELIVERED: "green",
    NoticeState.SENT: "green",
}


@require_GET
def log(request: StaffRequest) -> HttpResponse:
    """The notices of a day or days by state and way; who keeps accounts alone sees no code and no words (R-297)."""
    first, last = sorted(days_asked(request))
    state, channel = _word(request, "xem", NoticeState), _word(request, "cach", NoticeChannel)
    entries = log_of(request.unit.pk, first, last, state=state, channel=channel)
    personal = request.actor.has(*KEEPING)
    if personal:
        _seen(request, "thong-bao", entries)
    context = {
        "tabs": watch_tabs(request.actor.roles, HERE),
        "figures": _figures(request, first.isoformat(), last.isoformat()),
        "rows": [(one, _COLOURS.get(NoticeState(one.state_code), "grey")) for one in entries],
        "personal": personal,
        "first": first,
        "last": last,
        "states": _choices(_("Mọi tình trạng"), NOTICE_STATE_LABELS),
        "channels": _choices(_("Mọi cách"), CHANNEL_LABELS),
        "state": state,
        "channel": channel,
        "may_again": request.actor.has(*AGAIN)
        and any(one.state_code == NoticeState.FAILED for one in entries),
    }
    return render(request, "staff/notices.html", context)


@require_GET
def of_dossier(request: StaffRequest, code: str) -> HttpResponse:
    """Everything told about one dossier, with its words."""
    dossier = dossier_meant(request, code)
    journal_view(request, str(dossier), what="notices")
    rows = [(one, _COLOURS.get(NoticeState(one.state_code), "grey")) for one in notices_of_dossier(dossier)]
    context = {"number": str(dossier), "dossier": dossier, "rows": rows}
    return render(request, "staff/dossier_notices.html", context)


@require_http_methods(["GET", "POST"])
def calls(request: StaffRequest) -> HttpResponse:
    """Whom to phone and what to say; a POST keeps what came of the call."""
    if request.method == "POST":
        return _called(request)
    found = to_call(request.unit.pk)
    if found:
        journal_view(request, "list:goi-bao-tin", codes=[one.code for one in found if one.code])
    context = {
        "tabs": watch_tabs(request.actor.roles, CALLS),
        "rows": [_call_row(one) for one in found],
        "outcomes": [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()],
    }
    return render(request, "staff/notice_calls.html", context)


@require_POST
def again(request: StaffRequest) -> HttpResponse:
    """What was given up goes out once more."""
    if not request.actor.has(*AGAIN):
        raise PermissionDenied
    count = send_again(actor=request.actor, at=clock.now())
    messages.success(request, _("Đang gửi lại %(n)d tin.") % {"n": count})
    return redirect("staff:notices")


def _called(request: StaffRequest) -> HttpResponse:
    number = request.POST.get("notice", "")
    notice_id = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    try:
        note_call(
            notice_id=notice_id, outcome=request.POST.get("outcome", ""), actor=request.actor, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    else:
        messages.success(request, _("Đã ghi cuộc gọi."))
    return redirect("staff:notice_calls")


def _call_row(one: Call) -> dict[str, Any]:
    tried = [_("Gọi không được: %(at)s") % {"at": moment_text(moment)} for moment in one.tried]
    return {"call": one, "tried": tried}


def _figures(request: StaffRequest, first: str, last: str) -> list[tuple[int, str, str, str]]:
    """Each figure opens its list."""
    days = f"tu={first}&den={last}"
    counts = counts_of(request.unit.pk, *sorted(days_asked(request)))
    figures = [
        (
            number,
            label,
            _COLOURS.get(NoticeState(word), "") if number else "",
            f"{request.path}?{days}&xem={word}",
        )
        for word, label, number in counts.by_state
    ]
    waiting = calls_waiting(request.unit.pk)
    whole = (counts.total, _("Tin trong các ngày này"), "", f"{request.path}?{days}")
    calls = f"/can-bo/theo-doi/{CALLS}"
    opened = calls if opens(calls, request.actor) else ""
    call = (waiting, _("Người cần gọi báo"), "yellow" if waiting else "", opened)
    return [whole, *figures, call]


def _choices(
    every: str, labels: Mapping[NoticeState, str] | Mapping[NoticeChannel, str]
) -> list[tuple[str, str]]:
    return [("", every), *((word.value, text) for word, text in labels.items())]


def _word(request: StaffRequest, name: str, words: type[NoticeState] | type[NoticeChannel]) -> str:
    """A closed word of the address; anything else is as if nothing was said."""
    said = request.GET.get(name, "")
    return said if said in {word.value for word in words} else ""


def _seen(request: StaffRequest, name: str, entries: Sequence[Entry]) -> None:
    codes = sorted({one.code for one in entries if one.code})
    if codes:
        journal_view(request, f"list:{name}", codes=codes)
