"""How does the hall stand on a page of the staff? Tickets, lines and waits in words; no names of visitors anywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.core.moments import local
from motcua.dossiers.hall import Tie, ties_of
from motcua.queueing.models import ServiceGroup, Ticket
from motcua.queueing.panel import Panel
from motcua.queueing.queries import Line, LineTicket
from motcua.queueing.terms import (
    CHANNEL_LABELS,
    REASON_LABELS,
    STATE_LABELS,
    PriorityReason,
    TicketChannel,
    TicketState,
)

COLOURS: dict[TicketState, str] = {
    TicketState.WAITING: "yellow",
    TicketState.CALLED: "blue",
    TicketState.SERVING: "green",
    TicketState.ON_HOLD: "grey",
    TicketState.MISSED: "red",
    TicketState.FINISHED: "grey",
    TicketState.LEFT: "grey",
}


@dataclass(frozen=True, slots=True)
class Now:
    """The number at the counter, in words; `ticket` None: the counter is free."""

    ticket: Ticket | None = None
    state: str = ""
    colour: str = ""
    called: bool = False
    priority: str = ""
    claimed: str = ""
    unconfirmed: bool = False
    booked: str = ""
    services: tuple[dict[str, Any], ...] = ()
    waited: str = ""
    ties: tuple[tuple[Tie, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LineRow:
    """One who waits, in words."""

    public_id: str
    code: str
    group: str
    kind: str
    waited: str


@dataclass(frozen=True, slots=True)
class AwayRow:
    """One on hold or missed, with the act that brings them back."""

    public_id: str
    code: str
    words: str
    act: str
    label: str


def now_of(panel: Panel, now: datetime) -> Now:
    """The number at the counter."""
    ticket = panel.ticket
    if ticket is None:
        return Now()
    state = TicketState(ticket.state)
    return Now(
        ticket=ticket,
        state=STATE_LABELS[state],
        colour=COLOURS[state],
        called=state is TicketState.CALLED,
        priority=priority_words(ticket),
        claimed=REASON_LABELS[PriorityReason(ticket.priority)] if ticket.priority else "",
        unconfirmed=bool(ticket.priority) and not ticket.priority_confirmed,
        booked=booked_words(ticket),
        services=services_of(ticket),
        waited=_("Đến lúc %(came)s; từ %(since)s ở quầy này")
        % {"came": clock_of(ticket.issued_at), "since": clock_of(ticket.last_at)},
        ties=tied(ticket),
    )


def tied(ticket: Ticket) -> tuple[tuple[Tie, str], ...]:
    """What was received and opened during the ticket, each with its page."""
    return tuple((tie, _address(tie)) for tie in ties_of(ticket.pk))


def _address(tie: Tie) -> str:
    return reverse(f"staff:{tie.kind}", args=[tie.key if tie.kind == "visit" else tie.number])


def services_of(ticket: Ticket) -> tuple[dict[str, Any], ...]:
    """What the person came for, in the order asked."""
    rows = ticket.services.select_related("group")
    return tuple({"name": row.group.name, "done": row.done_at is not None} for row in rows)


def priority_words(ticket: Ticket) -> str:
    """Why the person comes before others; empty where they do not."""
    if not ticket.priority:
        return ""
    label = REASON_LABELS[PriorityReason(ticket.priority)]
    return label if ticket.priority_confirmed else _("%(label)s (chưa xác nhận)") % {"label": label}


def booked_words(ticket: Ticket) -> str:
    """The slot of an appointment."""
    return _("Hẹn %(at)s") % {"at": clock_of(ticket.slot_from)} if ticket.slot_from else ""


def channel_words(ticket: Ticket) -> str:
    """Where the ticket was taken."""
    return CHANNEL_LABELS[TicketChannel(ticket.channel)]


def rows_of(line: Line, groups: Mapping[int, ServiceGroup], now: datetime) -> list[LineRow]:
    """Who waits, in the published order."""
    return [_row(one, groups, now) for one in line.waiting]


def _row(one: LineTicket, groups: Mapping[int, ServiceGroup], now: datetime) -> LineRow:
    group = groups.get(one.group)
    kinds = [REASON_LABELS[one.priority]] if one.priority else []
    if one.callable_from is not None:
        kinds.append(_("Hẹn %(at)s") % {"at": clock_of(one.callable_from)})
    since = max(one.since, one.callable_from or one.since)
    return LineRow(
        public_id=one.public_id,
        code=one.code,
        group=group.name if group else one.letter,
        kind=", ".join(kinds) or _("Thường"),
        waited=minutes_words(now - since),
    )


def away_rows(tickets: Iterable[Ticket]) -> list[AwayRow]:
    """Who is to come back."""
    return [_away(one) for one in tickets]


def _away(ticket: Ticket) -> AwayRow:
    at = clock_of(ticket.last_at)
    if ticket.state == TicketState.ON_HOLD:
        return AwayRow(
            ticket.public_id, ticket.code, _("Tạm dừng từ %(at)s") % {"at": at}, "resume", _("Phục vụ tiếp")
        )
    words = _("Không thấy người lúc %(at)s") % {"at": at}
    return AwayRow(ticket.public_id, ticket.code, words, "reinsert", _("Đưa lại vào hàng"))


def minutes_words(spell: timedelta | None) -> str:
    """`12 phút`; less than one is so said, of what is to come nothing."""
    if spell is None or spell < timedelta(0):
        return "–"
    minutes = int(spell.total_seconds() // 60)
    return _("%(n)d phút") % {"n": minutes} if minutes else _("dưới 1 phút")


def clock_of(moment: datetime) -> str:
    """The office's clock."""
    return f"{local(moment):%H:%M}"
