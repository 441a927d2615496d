"""Whose ticket does the official's counter serve now? What is received meanwhile belongs to that visit to the hall."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import VN
from motcua.core.statements import ask
from motcua.dossiers.models import Dossier, Intake, TicketDossier, TicketVisit, Visit
from motcua.dossiers.terms import Act, Channel
from motcua.organisation.actors import Actor

# What is done with the person at the counter; the rest of a dossier's way needs nobody there.
_WITH_PERSON = frozenset(
    {
        Act.SUPPLEMENT,
        Act.RETURN_RESULT,
        Act.WITHDRAW,
        Act.KEEP_ORIGINALS,
        Act.GIVE_ORIGINALS,
        Act.CHANGE_RETURN,
    }
)


def served_at(official: str, moment: str, unit: str) -> str:
    """SQL: today's ticket of the unit that is being served where the official sits; at most one, by constraints."""
    return f"""
        queueing_counterduty duty
        JOIN queueing_ticket ticket ON ticket.counter_id = duty.counter_id AND ticket.state = 'serving'
        JOIN organisation_onestopunit desk ON desk.id = ticket.desk_id
        WHERE duty.official_id = {official} AND duty.closed_at IS NULL AND desk.unit_id = {unit}
            AND ticket.day = ({moment} AT TIME ZONE '{VN.key}')::date
    """


_SERVED = f"SELECT ticket.id FROM {served_at('$1::bigint', '$2::timestamptz', '$3::text')}"


def ticket_served(actor: Actor, at: datetime) -> int | None:
    """The id of the ticket in service at the actor's counter, or None."""
    rows = ask(_SERVED, [actor.person_id, at, actor.unit_id])
    return rows[0][0] if rows else None


def is_with_person(act: Act, said: Mapping[str, Any]) -> bool:
    """Whether the act is one done with the person at the counter."""
    elsewhere = act is Act.RETURN_RESULT and said.get("channel", Channel.DESK) != Channel.DESK
    return act in _WITH_PERSON and not elsewhere


def tied(source: str, *, act: str, official: str, moment: str, unit: str, only: str = "true") -> str:
    """SQL: the dossiers of `source` belong to the ticket the official serves, where `only` holds.

    A second act of the same visit adds nothing.
    """
    return f"""
        INSERT INTO dossiers_ticketdossier (ticket_id, dossier_id, act, at)
        SELECT ticket.id, {source}.id, {act}, {moment} FROM {source}, {served_at(official, moment, unit)}
            AND {only}
        ON CONFLICT DO NOTHING
    """


def tie(ticket: int | None, made: Dossier | Intake, act: Act, at: datetime) -> None:
    """The dossier or intake belongs to the ticket; a second act of the same visit adds nothing."""
    if ticket is None:
        return
    subject = {"dossier": made} if isinstance(made, Dossier) else {"intake": made}
    link = TicketDossier(ticket_id=ticket, act=act.value, at=at, **subject)
    TicketDossier.objects.bulk_create([link], ignore_conflicts=True)


def tie_visit(visit: Visit, actor: Actor, at: datetime) -> None:
    """The visit with many wishes belongs to the ticket that is being served."""
    ticket = ticket_served(actor, at)
    if ticket is not None:
        link = TicketVisit(ticket_id=ticket, visit=visit, at=at)
        TicketVisit.objects.bulk_create([link], ignore_conflicts=True)
