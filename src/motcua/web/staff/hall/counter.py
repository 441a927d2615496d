"""The panel of one's own counter: who is next and why, call, serve, put on hold, send on, finish (R-040, R-293)."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.organisation.models import OneStopUnit
from motcua.queueing.actions import calling, counters, serving
from motcua.queueing.lines import next_at
from motcua.queueing.models import CounterDuty
from motcua.queueing.panel import Panel, duty_of, free_counters, panel_of
from motcua.queueing.queries import Line, line
from motcua.queueing.terms import REASON_LABELS, WHY_LABELS, PriorityReason
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.hall.forms import OpenForm, TransferForm
from motcua.web.staff.hall.frame import counters_of, desk_today, frame, groups_by_id
from motcua.web.staff.hall.showing import away_rows, now_of, rows_of
from motcua.web.staff.requests import StaffRequest

_CLOSED = Refusal("counter_not_open", "Quầy của ông/bà chưa mở. Hãy chọn quầy và bấm “Mở quầy”.")


@require_http_methods(["GET", "POST"])
def counter(request: StaffRequest) -> HttpResponse:
    """Without a counter: which one to open. With one: its panel; a POST does one thing (`do`)."""
    now = clock.now()
    desk = desk_today(request, now)
    duty = duty_of(request.actor.person_id, desk, now)
    said = request.POST.get("do", "")
    if request.method == "GET":
        return _panel(request, desk, duty, now) if duty else _closed(request, desk, now)
    if said == "open":
        return _open(request, desk, now)
    if duty is None:
        return _closed(request, desk, now, refusal=_CLOSED, status=409)
    if said == "transfer":
        return _transfer(request, desk, duty, now)
    try:
        if told := _DO.get(said, _nothing)(request, duty, now):
            messages.info(request, told)
    except Refused as refused:
        return _panel(request, desk, duty, now, refusal=refused.refusal, status=409)
    return redirect("hall:counter")


def _nothing(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
    return ""


def _open(request: StaffRequest, desk: OneStopUnit, now: datetime) -> HttpResponse:
    form = _open_form(request, desk, now)
    if not form.is_valid():
        return _closed(request, desk, now, form=form, status=422)
    said = form.cleaned_data
    try:
        counters.open_counter(
            counter_id=said["counter"],
            groups=said["groups"],
            classes=form.marked(),
            actor=request.actor,
            at=now,
        )
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return _closed(request, desk, now, form=form, status=409)
    return redirect("hall:counter")


def _open_form(request: StaffRequest, desk: OneStopUnit, now: datetime) -> OpenForm:
    groups = list(groups_by_id(desk, now).values())
    return OpenForm(request.POST or None, counters=free_counters(desk, now), groups=groups)


def _transfer(request: StaffRequest, desk: OneStopUnit, duty: CounterDuty, now: datetime) -> HttpResponse:
    form = _transfer_form(request, desk, panel_of(duty, now), now, bound=True)
    if not form.is_valid():
        return _panel(request, desk, duty, now, transfer=form, status=422)
    try:
        serving.transfer(public_id=_meant(request), actor=request.actor, at=now, **form.target())
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return _panel(request, desk, duty, now, transfer=form, status=409)
    return redirect("hall:counter")


def _transfer_form(
    request: StaffRequest, desk: OneStopUnit, panel: Panel, now: datetime, *, bound: bool = False
) -> TransferForm:
    here = panel.ticket.group_id if panel.ticket else 0
    return TransferForm(
        request.POST if bound else None,
        groups=groups_by_id(desk, now).values(),
        counters=counters_of(desk, now),
        but=(here, panel.duty.counter_id),
    )


def _panel(
    request: StaffRequest,
    desk: OneStopUnit,
    duty: CounterDuty,
    now: datetime,
    *,
    refusal: Refusal | None = None,
    transfer: TransferForm | None = None,
    status: int = 200,
) -> HttpResponse:
    panel, groups, waiting = panel_of(duty, now), groups_by_id(desk, now), line(desk.pk, now)
    context = frame(request, desk, now) | {
        "duty": duty,
        "groups": panel.groups,
        "classes": [REASON_LABELS[PriorityReason(one)] for one in duty.classes],
        "now": now_of(panel, now),
        "away": away_rows(panel.away),
        "waiting": rows_of(waiting, groups, now),
        "next": _turn(duty, waiting, now),
        "transfer": transfer or _transfer_form(request, desk, panel, now),
        "refusal": refusal,
    }
    return render(request, "staff/hall/counter.html", context, status=status)


def _turn(duty: CounterDuty, waiting: Line, now: datetime) -> dict[str, str] | None:
    """Whose turn it is at this counter, and why."""
    turn = next_at(duty, now)
    codes = {one.id: one.code for one in waiting.waiting}
    if turn is None or turn.ticket not in codes:
        return None
    return {"code": codes[turn.ticket], "why": WHY_LABELS[turn.why]}


def _closed(
    request: StaffRequest,
    desk: OneStopUnit,
    now: datetime,
    *,
    form: OpenForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    if form is None:
        form = OpenForm(
            None, counters=free_counters(desk, now), groups=list(groups_by_id(desk, now).values())
        )
    context = frame(request, desk, now) | {"form": form, "refusal": refusal}
    return render(request, "staff/hall/counter.html", context, status=status)


def _meant(request: StaffRequest) -> str:
    return request.POST.get("ticket", "")[:16]


def _next(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
    called = calling.call_next(counter_id=duty.counter_id, actor=request.actor, at=now)
    return "" if called else _("Không có ai chờ nhóm việc của quầy này.")


def _finish_next(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
    serving.finish(public_id=_meant(request), actor=request.actor, at=now)
    return _next(request, duty, clock.now())


def _one(act: Callable[..., object], **said: str) -> Callable[[StaffRequest, CounterDuty, datetime], str]:
    """An act on the ticket meant that needs no more words."""

    def done(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
        act(public_id=_meant(request), actor=request.actor, at=now, **said)
        return ""

    return done


def _resume(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
    counter_id = duty.counter_id
    serving.resume(public_id=_meant(request), counter_id=counter_id, actor=request.actor, at=now)
    return ""


def _close(request: StaffRequest, duty: CounterDuty, now: datetime) -> str:
    reason = request.POST.get("reason", "")
    counters.close_counter(counter_id=duty.counter_id, reason=reason, actor=request.actor, at=now)
    return _("Đã đóng quầy.")


_DO: dict[str, Callable[[StaffRequest, CounterDuty, datetime], str]] = {
    "next": _next,
    "finish_next": _finish_next,
    "recall": _one(serving.recall),
    "start": _one(serving.start),
    "hold": _one(serving.hold, reason="Đi lấy giấy tờ"),
    "resume": _resume,
    "miss": _one(serving.miss),
    "reinsert": _one(serving.reinsert, reason="Người đã quay lại"),
    "back": _one(serving.reinsert, reason="Gọi nhầm"),
    "finish": _one(serving.finish),
    "confirm": _one(serving.confirm_priority),
    "revoke": _one(serving.revoke_priority, reason="Không có căn cứ ưu tiên khi xem tại quầy"),
    "close": _close,
}
