"""What was told of a parcel is kept: its row as it was read and the event, together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.core.refusals import refuse
from motcua.dossiers.consignment_terms import ConsignmentState, Direction, Payer, ToldBy, ToldKind
from motcua.dossiers.consignments.chains import consignment_content
from motcua.dossiers.consignments.reading import Delivery
from motcua.dossiers.consignments.rules import Judged, Told, judged
from motcua.dossiers.models import Consignment, ConsignmentEvent, Dossier
from motcua.organisation.actors import Actor

_ENDS = frozenset({ConsignmentState.DELIVERED, ConsignmentState.CAME_BACK, ConsignmentState.LOST})


@dataclass(frozen=True, slots=True)
class Carrier:
    """The postal unit that takes or brings, and its worker, by name; `unit_id` its key where it was written down."""

    name: str
    person: str
    unit_id: str | None


def keep_parcel(
    *,
    direction: Direction,
    number: str,
    dossier: Dossier | None,
    carrier: Carrier,
    to: Delivery,
    cost: int | None,
    handed_over_at: datetime,
    actor: Actor,
    at: datetime,
) -> Consignment:
    """A new parcel with its first event. In a transaction. Refused: parcel_twice."""
    _once(carrier.name, number, direction)
    parcel = Consignment(
        direction=direction,
        number=number,
        unit_id=actor.unit_id,
        dossier=dossier,
        carrier=carrier.name,
        carrier_person=carrier.person,
        postal_unit_id=carrier.unit_id,
        official_id=actor.person_id,
        official_name=actor.name,
        handed_over_at=handed_over_at,
        party=to.receiver,
        phone=to.phone,
        address=to.address,
        payer=to.payer or Payer.RECEIVER,
        cost=cost,
        state=ConsignmentState.ON_THE_ROAD,
    )
    parcel.save(force_insert=True)
    data = {"carrier_person": carrier.person, "official": actor.name, "party": to.receiver}
    told = Told(ToldKind.HANDED_OVER, handed_over_at)
    _write(parcel, told, Judged(ConsignmentState.ON_THE_ROAD, counts=True), ToldBy.OFFICE, actor, at, data)
    return parcel


def _once(carrier: str, number: str, direction: Direction) -> None:
    if Consignment.objects.filter(carrier=carrier, number=number, direction=direction).exists():
        raise refuse(
            "parcel_twice",
            f"Bưu gửi {number} đã ghi rồi. Hãy xem lại số in trên bưu gửi.",
            field="consignment",
        )


def keep_told(
    *,
    parcel: Consignment,
    told: Told,
    by: ToldBy,
    actor: Actor | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> Judged | None:
    """Keep what was told of a parcel that is locked; None where the carrier had told the same before."""
    if told.mark and parcel.events.filter(told_id=told.mark).exists():
        return None
    outcome = judged(ConsignmentState(parcel.state), parcel.handed_over_at, told, now=at)
    said = dict(data or {}) | {
        key: value
        for key, value in (("receiver", told.receiver), ("words", told.words), ("doubt", outcome.doubt))
        if value
    }
    _write(parcel, told, outcome, by, actor, at, said)
    return outcome


def _write(
    parcel: Consignment,
    told: Told,
    outcome: Judged,
    by: ToldBy,
    actor: Actor | None,
    at: datetime,
    data: Mapping[str, Any],
) -> None:
    event = ConsignmentEvent(
        consignment=parcel,
        seq=parcel.event_count + 1,
        kind=told.kind,
        by=by,
        at=told.at,
        told_at=at,
        told_id=told.mark,
        counts=outcome.counts,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "",
        data=dict(data),
        previous=parcel.head_hash or GENESIS,
    )
    event.hash = link(event.previous, consignment_content(event, parcel))
    changes: dict[str, Any] = {"event_count": event.seq, "head_hash": event.hash}
    if outcome.counts and outcome.state in _ENDS and parcel.state != outcome.state:
        changes |= {"state": outcome.state, "ended_at": at}
        if outcome.state is ConsignmentState.DELIVERED:
            changes |= {"delivered_at": told.at, "delivered_to": told.receiver or parcel.party}
    standing = Consignment.objects.filter(pk=parcel.pk, event_count=parcel.event_count)
    if not standing.update(**changes):
        raise refuse("already_moved", "Bưu gửi này vừa được người khác ghi. Hãy tải lại trang.")
    for name, value in changes.items():
        setattr(parcel, name, value)
    event.save(force_insert=True)
