"""How does a demonstration get its seals? One for each keeper named, in use and in hand, with its whole history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from motcua.authority.seal_records import content_of
from motcua.authority.seal_tables import Seal, SealEvent
from motcua.authority.seal_terms import SealAct, SealKind, SealMake, SealState
from motcua.core.chain import GENESIS, link
from motcua.organisation.models import OneStopUnit, Person, Unit

_DEMO = "minh họa"


@dataclass(frozen=True, slots=True)
class KeeperData:
    """Who keeps a seal of which unit."""

    person: Person
    unit: Unit


def load_seals(keepers: Sequence[KeeperData], *, at: datetime) -> int:
    """A seal for each keeper, at the unit's desk where it has one; how many."""
    desks: dict[str, int] = {}
    for unit_id, desk_id in OneStopUnit.objects.order_by("-valid_from", "-pk").values_list("unit_id", "pk"):
        desks[unit_id] = desk_id
    last: dict[str, int] = dict(
        Seal.objects.order_by()
        .values_list("unit_id")
        .annotate(last=Max("number"))
        .values_list("unit_id", "last")
    )
    seals = []
    for keeper in keepers:
        last[keeper.unit.pk] = last.get(keeper.unit.pk, 0) + 1
        seals.append(_seal(keeper, last[keeper.unit.pk], desks.get(keeper.unit.pk), at))
    events = [event for seal in Seal.objects.bulk_create(seals) for event in _history(seal, at)]
    SealEvent.objects.bulk_create(events)
    Seal.objects.bulk_update(seals, ["event_count", "event_head"])
    return len(seals)


def _seal(keeper: KeeperData, number: int, desk_id: int | None, at: datetime) -> Seal:
    return Seal(
        unit=keeper.unit,
        number=number,
        name=f"Con dấu {keeper.unit.name}",
        kind=SealKind.EXTRA if desk_id else SealKind.ORGANISATION,
        make=SealMake.WET,
        desk_id=desk_id,
        state=SealState.IN_USE,
        certificate=f"{number:02d}/ĐKMCD ({_DEMO})",
        certificate_on=keeper.unit.valid_from,
        police=f"Công an cấp tỉnh ({_DEMO})",
        holder=keeper.person,
        holder_name=keeper.person.full_name,
        held_since=at,
        changed_at=at,
        demo=True,
    )


def _history(seal: Seal, at: datetime) -> list[SealEvent]:
    said: list[tuple[SealAct, SealState, dict[str, Any]]] = [
        (SealAct.REQUEST, SealState.REQUESTED, {"document": _DEMO, "name": seal.name, "kind": seal.kind}),
        (SealAct.REGISTER, SealState.REGISTERED, {"certificate": seal.certificate, "police": seal.police}),
        (SealAct.TAKE, SealState.IN_USE, {"from": "", "to": seal.holder_name, "to_id": seal.holder_id}),
    ]
    events = []
    for seq, (act, state, data) in enumerate(said, start=1):
        event = SealEvent(
            seal=seal,
            seq=seq,
            act=act,
            state=state,
            at=at,
            actor_name=_DEMO,
            data=data,
            previous=seal.event_head or GENESIS,
        )
        event.hash = link(event.previous, content_of(event))
        seal.event_count, seal.event_head = seq, event.hash
        events.append(event)
    return events
