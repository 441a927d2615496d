"""How is a ticket issued? The next number of its series, with its services, in one transaction (R-038).

The row of the series is held until the transaction ends, so numbers have no gap and no double. What a kiosk gave
without network carries the number that it printed: it must be the next; numbers before it whose data were lost are
written as given and left, so that nobody is turned away for another's loss.
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.statements import ask
from motcua.organisation.actors import Actor
from motcua.queueing.actions.admitting import Admitted, Offline, TicketWish, admitted
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.models import Ticket, TicketService
from motcua.queueing.terms import TicketAct, TicketState
from motcua.queueing.ticket_rules import MOST_OFFLINE, claim_of, code_of

__all__ = ["Offline", "TicketWish", "issue"]
_DRAW = """
    INSERT INTO queueing_ticketseries AS series (desk_id, day, series, last) VALUES ($1, $2::date, $3, $4)
    ON CONFLICT (desk_id, day, series) DO UPDATE SET last = series.last + $4 RETURNING last
"""


@transaction.atomic
def issue(*, wish: TicketWish, actor: Actor | None, at: datetime) -> Ticket:
    """Issue a ticket; `actor` None: the person themself at a kiosk, on the web, or by an appointment.

    Raises Refused: desk_unknown, group_missing, group_unknown, hall_closed, day_off, service_not_approved,
    kiosk_unknown, too_many_tickets, not_elderly, phone_wrong, phone_missing, phone_has_ticket, slot_wrong, no_role,
    not_posted; of offline tickets ticket_other_day, offline_number_taken, offline_gap.
    """
    let_in = admitted(wish, actor, at)
    # Looked up once the kiosk's row is held, so that of two that hand in the same the second finds it.
    if wish.offline and (known := _merged_before(wish.desk_id, wish.offline.key)):
        return known
    ticket = _ticket(wish, let_in, at)
    ticket.number = _numbered(ticket, wish.offline, at)
    ticket.code = code_of(ticket.series, ticket.number)
    ticket.save(force_insert=True)
    TicketService.objects.bulk_create(
        TicketService(ticket=ticket, group=group, position=place)
        for place, group in enumerate(let_in.groups, start=1)
    )
    data = {"recorded_at": at.isoformat()} if wish.offline else {}
    return write(ticket, Said(TicketAct.ISSUE, actor, let_in.came, data=data), TicketState.WAITING)


def _merged_before(desk_id: int, key: str) -> Ticket | None:
    return Ticket.objects.select_related("desk", "group").filter(desk_id=desk_id, offline_key=key).first()


def _ticket(wish: TicketWish, let_in: Admitted, at: datetime) -> Ticket:
    slot_from, slot_to = wish.slot or (None, None)
    claim = claim_of(wish.priority, wish.age, let_in.elderly_age)
    return Ticket(
        public_id=secrets.token_urlsafe(12),
        desk=let_in.desk,
        day=local_day(at),
        series=let_in.groups[0].letter + wish.kiosk,
        priority=claim.priority or "",
        priority_confirmed=claim.confirmed,
        channel=wish.channel.value,
        phone=let_in.phone,
        secret=secrets.token_hex(6),
        offline_key=wish.offline.key if wish.offline else "",
        state=TicketState.WAITING,
        issued_at=let_in.came,
        in_line_since=let_in.came,
        last_at=let_in.came,
        group=let_in.groups[0],
        slot_from=slot_from,
        slot_to=slot_to,
    )


def _numbered(ticket: Ticket, offline: Offline | None, at: datetime) -> int:
    """The next number of the series; of an offline ticket the one it carries."""
    series = [ticket.desk_id, ticket.day, ticket.series]
    if offline is None:
        return _drawn(series, 1)
    last = _drawn(series, 0)
    if offline.number <= last:
        raise refuse(
            "offline_number_taken",
            f"Số {code_of(ticket.series, offline.number)} đã phát cho người khác. Hãy mời người có phiếu lấy số mới.",
        )
    if offline.number > last + MOST_OFFLINE:
        raise refuse(
            "offline_gap", "Số trên phiếu cách quá xa số đã phát. Hãy mời người có phiếu lấy số mới tại quầy."
        )
    for number in range(last + 1, offline.number):
        _write_lost(ticket, number, at)
    return _drawn(series, offline.number - last)


def _drawn(series: list[Any], how_many: int) -> int:
    [(last,)] = ask(_DRAW, [*series, how_many])
    return int(last)


def _write_lost(like: Ticket, number: int, at: datetime) -> None:
    """A number that a kiosk printed and of which nothing else is known."""
    lost = Ticket(
        public_id=secrets.token_urlsafe(12),
        number=number,
        code=code_of(like.series, number),
        secret=secrets.token_hex(6),
        state=TicketState.LEFT,
        **{name: getattr(like, name) for name in _ALIKE},
    )
    lost.save(force_insert=True)
    data = {"lost": True, "recorded_at": at.isoformat()}
    write(lost, Said(TicketAct.ISSUE, None, like.issued_at, data=data), TicketState.LEFT)


_ALIKE = ("desk", "day", "series", "channel", "issued_at", "in_line_since", "last_at", "group")
