"""Tickets at the reception: issued for whoever comes, printed, looked at, called out of order with a reason (R-293)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.queueing.actions import calling, serving
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.lines import waiting_at
from motcua.queueing.models import Ticket, TicketEvent
from motcua.queueing.panel import duty_of
from motcua.queueing.policies import why_not_act_on
from motcua.queueing.queries import ticket_by_public_id
from motcua.queueing.terms import (
    ACT_LABELS,
    STATE_LABELS,
    WHY_LABELS,
    TicketAct,
    TicketChannel,
    TicketState,
    Why,
)
from motcua.queueing.ticket_rules import why_not_act
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.ticket_slip import slip_of
from motcua.web.staff.hall.forms import IssueForm, OutForm, TransferForm
from motcua.web.staff.hall.frame import counters_of, desk_today, frame, groups_by_id
from motcua.web.staff.hall.showing import COLOURS, channel_words, clock_of, priority_words, services_of, tied
from motcua.web.staff.requests import StaffRequest
from motcua.web.staff.showing import Line

# One press, with the words it is kept with.
_PRESSED: dict[TicketAct, Callable[..., object]] = {
    TicketAct.REINSERT: partial(serving.reinsert, reason="Người đã quay lại"),
    TicketAct.LEAVE: partial(serving.leave, reason="Người báo không chờ nữa"),
    TicketAct.CONFIRM_PRIORITY: serving.confirm_priority,
    TicketAct.REVOKE_PRIORITY: partial(
        serving.revoke_priority, reason="Không có căn cứ ưu tiên khi xem tại quầy"
    ),
}
_OF_PRIORITY = (TicketAct.CONFIRM_PRIORITY, TicketAct.REVOKE_PRIORITY)


@require_http_methods(["GET", "POST"])
def issue_here(request: StaffRequest) -> HttpResponse:
    """A ticket for whoever stands at the reception, with one or several services; then its slip."""
    now = clock.now()
    desk = desk_today(request, now)
    data = request.POST if request.method == "POST" else None
    form = IssueForm(data, groups=groups_by_id(desk, now).values())
    if request.method == "POST" and form.is_valid():
        wish = TicketWish(
            desk_id=desk.pk,
            groups=tuple(form.cleaned_data["groups"]),
            channel=TicketChannel.DESK,
            priority=form.priority_said(),
        )
        try:
            ticket = issue(wish=wish, actor=request.actor, at=now)
            return redirect("hall:slip", ticket.public_id)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    shown = frame(request, desk, now) | {"form": form, "waiting": len(waiting_at(desk.pk, local_day(now)))}
    return render(request, "staff/hall/issue.html", shown, status=422 if form.errors else 200)


@require_GET
def slip(request: StaffRequest, public_id: str) -> HttpResponse:
    """The slip on a roll 80 mm wide; printed again it says who is before now."""
    ticket = _meant(request, public_id)
    address = request.build_absolute_uri(reverse("my_number", args=[ticket.public_id]))
    printed = slip_of(ticket, address=address, now=clock.now())
    return render(request, "staff/hall/slip.html", {"ticket": ticket, "slip": printed})


@require_http_methods(["GET", "POST"])
def ticket(request: StaffRequest, public_id: str) -> HttpResponse:
    """What happened to one ticket, and what may be done with it away from its counter."""
    found = _meant(request, public_id)
    out, transfer = OutForm(None), _transfer_form(request, found, bound=False)
    refusal: Refusal | None = None
    if request.method == "POST":
        said = request.POST.get("do", "")
        out = OutForm(request.POST if said == TicketAct.CALL else None)
        transfer = _transfer_form(request, found, bound=said == TicketAct.TRANSFER)
        form = {TicketAct.CALL.value: out, TicketAct.TRANSFER.value: transfer}.get(said)
        try:
            if form is None or form.is_valid():
                return _done(request, found, said, out, transfer)
        except Refused as refused:
            refusal = _stays(form, refused.refusal)
        found = _meant(request, public_id)
    status = 409 if refusal else 422 if out.errors or transfer.errors else 200
    shown = _page(request, found) | {"out": out, "transfer": transfer, "refusal": refusal}
    return render(request, "staff/hall/ticket.html", shown, status=status)


def _stays(form: OfficeForm | None, refusal: Refusal) -> Refusal | None:
    """At its field where the form has it, else over the page."""
    if form is None or refusal.field not in form.fields:
        return refusal
    add_refusal(form, refusal)
    return None


def _done(
    request: StaffRequest, found: Ticket, said: str, out: OutForm, transfer: TransferForm
) -> HttpResponse:
    now = clock.now()
    who: dict[str, Any] = {"public_id": found.public_id, "actor": request.actor, "at": now}
    if said == TicketAct.CALL:
        duty = duty_of(request.actor.person_id, found.desk, now)
        counter_id = duty.counter_id if duty else 0
        calling.call_this(counter_id=counter_id, reason=out.cleaned_data["reason"], **who)
        return redirect("hall:counter")
    if said == TicketAct.TRANSFER:
        serving.transfer(**who, **transfer.target())
    elif said in _PRESSED:
        _PRESSED[TicketAct(said)](**who)
    else:
        return redirect("hall:ticket", found.public_id)  # nothing was said, nothing is told
    messages.success(request, _("Đã ghi cho số %(code)s.") % {"code": found.code})
    return redirect("hall:ticket", found.public_id)


def _meant(request: StaffRequest, public_id: str) -> Ticket:
    """A ticket of the unit; 404 else."""
    found = ticket_by_public_id(public_id)
    if found is None or found.desk.unit_id != request.unit.id:
        raise Http404
    return found


def _transfer_form(request: StaffRequest, found: Ticket, *, bound: bool) -> TransferForm:
    now = clock.now()
    return TransferForm(
        request.POST if bound else None,
        groups=groups_by_id(found.desk, now).values(),
        counters=counters_of(found.desk, now),
        but=(found.group_id, None),
    )


def _page(request: StaffRequest, found: Ticket) -> dict[str, Any]:
    now, state = clock.now(), TicketState(found.state)
    sits = duty_of(request.actor.person_id, found.desk, now) is not None
    return {
        "ticket": found,
        "state": STATE_LABELS[state],
        "colour": COLOURS[state],
        "channel": channel_words(found),
        "priority": priority_words(found),
        "facts": _facts(found),
        "ties": tied(found),
        "lines": [_line(event) for event in found.events.select_related("counter", "group")],
        "calls": sits and _open(request, found, TicketAct.CALL, now),
        "transfers": state is TicketState.WAITING and _open(request, found, TicketAct.TRANSFER, now),
        "open_acts": [
            (act.value, ACT_LABELS[act])
            for act in _PRESSED
            if _pressable(found, act) and _open(request, found, act, now)
        ],
    }


def _pressable(found: Ticket, act: TicketAct) -> bool:
    if act in _OF_PRIORITY:
        return bool(found.priority) and (
            act is not TicketAct.CONFIRM_PRIORITY or not found.priority_confirmed
        )
    return True


def _open(request: StaffRequest, found: Ticket, act: TicketAct, now: datetime) -> bool:
    """Whether the rule, the day and this person's role allow the act."""
    today = found.day == local_day(now)
    if not today or why_not_act(found.code, TicketState(found.state), act) is not None:
        return False
    return why_not_act_on(act, found.desk_id, request.actor) is None


def _facts(found: Ticket) -> list[tuple[str, str]]:
    names = [f"{row['name']} ({_('đã xong')})" if row["done"] else row["name"] for row in services_of(found)]
    facts = [(_("Việc"), "; ".join(names)), (_("Phát lúc"), clock_of(found.issued_at))]
    if found.slot_from and found.slot_to:
        facts.append((_("Giờ hẹn"), f"{clock_of(found.slot_from)}–{clock_of(found.slot_to)}"))
    if found.counter and found.state != TicketState.WAITING:
        facts.append((_("Quầy"), str(found.counter)))
    if found.wanted_counter:
        facts.append((_("Chuyển đến"), str(found.wanted_counter)))
    return facts


def _line(event: TicketEvent) -> Line:
    """One step in words: where, why, the reason."""
    parts = [str(event.counter) if event.counter else "", _why(event), event.reason]
    by = event.actor_name or _("người dân, máy")
    return Line(ACT_LABELS[TicketAct(event.act)], by, event.at, ". ".join(part for part in parts if part))


def _why(event: TicketEvent) -> str:
    why = event.data.get("why", "")
    return WHY_LABELS[Why(why)] if why in {one.value for one in Why} else ""
