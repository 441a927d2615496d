"""The head's board: who waits, the running mean beside the limit, each counter, who is there, what left the rule."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import OneStopUnit
from motcua.outreach.films import left_out
from motcua.queueing import board as seen
from motcua.queueing.models import TicketEvent
from motcua.queueing.queries import groups_without_counter, line
from motcua.queueing.report import Waits
from motcua.queueing.terms import TicketAct
from motcua.queueing.wait_rules import tenths_words
from motcua.web.staff.days import day_asked
from motcua.web.staff.hall.frame import desk_today, frame, groups_by_id
from motcua.web.staff.hall.showing import clock_of, minutes_words, rows_of
from motcua.web.staff.requests import StaffRequest

_DAYS_BACK = timedelta(days=365)  # so far back the days of what left the order may be chosen


@dataclass(frozen=True, slots=True)
class CounterRow:
    """One counter in words."""

    counter: Any
    official: str
    ticket: Any
    since: str
    finished: int
    mean: str


@require_GET
def board(request: StaffRequest) -> HttpResponse:
    """Everything of now, renewed by itself; and what left the order on the day of the address (`ngay`), else today."""
    now = clock.now()
    desk, today = desk_today(request, now), local_day(now)
    chosen = _within(day_asked(request), today)
    waits, waiting = seen.day_waits(desk, now), line(desk.pk, now)
    counters = seen.counters_now(desk, now)
    here = {one.duty.official_id for one in counters if one.duty}
    context = frame(request, desk, now) | {
        "over": waits.holds is False,
        "limit": waits.limit_minutes,
        "mean": tenths_words(waits.mean_tenths),
        "figures": _figures(desk, waits, len(waiting.waiting), now),
        "one_more": _one_more(desk, len(waiting.waiting), now),
        "unserved": [str(one) for one in groups_without_counter(desk.pk, now)],
        "counters": [_counter(one) for one in counters],
        "deviations": [_deviation(one) for one in seen.deviations(desk, chosen)],
        "days": {"chosen": chosen, "first": today - _DAYS_BACK, "last": today},
        "films_left_out": left_out(request.actor.unit_id),
        "waiting": rows_of(waiting, groups_by_id(desk, now), now),
    }
    context |= _present(desk, here, now)
    return render(request, "staff/hall/board.html", context)


def _within(day: date, today: date) -> date:
    """The nearest day that can be chosen: the last year, today in it."""
    return min(max(day, today - _DAYS_BACK), today)


def _figures(desk: OneStopUnit, waits: Waits, waiting: int, now: datetime) -> list[tuple[Any, str, str, str]]:
    tone = {True: "green", False: "red", None: ""}[waits.holds]
    return [
        (waiting, _("Đang chờ"), "", ""),
        (tenths_words(waits.mean_tenths), _("Chờ trung bình hôm nay (phút)"), tone, ""),
        (tenths_words(waits.highest_tenths), _("Lâu nhất hôm nay (phút)"), "", ""),
        (minutes_words(seen.longest_now(desk, now)), _("Người chờ lâu nhất lúc này"), "", ""),
        (waits.called, _("Lượt đã gọi"), "", ""),
    ]


def _one_more(desk: OneStopUnit, waiting: int, now: datetime) -> str:
    found = seen.one_more(desk, waiting, now)
    if found is None:
        return ""
    as_now, better = found
    words = _("Nếu mở thêm một quầy, người cuối hàng được gọi sau %(better)s, thay vì %(now)s.")
    return words % {"better": better.words, "now": as_now.words}


def _counter(one: seen.CounterNow) -> CounterRow:
    since = _("từ %(at)s") % {"at": clock_of(one.ticket.last_at)} if one.ticket else ""
    return CounterRow(
        counter=one.counter,
        official=one.duty.official.full_name if one.duty else "",
        ticket=one.ticket,
        since=since,
        finished=one.finished,
        mean=minutes_words(one.mean) if one.mean is not None else "",
    )


def _present(desk: OneStopUnit, here: set[int], now: datetime) -> dict[str, Any]:
    """Who is posted to the desk today: at a counter, away, or neither; who is away is not counted."""
    at_counter, away, free = _("đang trực quầy"), _("vắng mặt"), _("chưa mở quầy")
    present = [
        (person.full_name, at_counter if person.pk in here else away if absent else free)
        for person, absent in seen.posted(desk, now)
    ]
    return {"present": present, "on_duty": sum(words != away for _name, words in present)}


def _deviation(event: TicketEvent) -> dict[str, Any]:
    words = {
        TicketAct.CALL: _("Gọi ngoài thứ tự"),
        TicketAct.REVOKE_PRIORITY: _("Bỏ diện ưu tiên"),
        TicketAct.CONFIRM_PRIORITY: _("Ghi thêm diện ưu tiên"),
    }
    return {"event": event, "what": words[TicketAct(event.act)]}
