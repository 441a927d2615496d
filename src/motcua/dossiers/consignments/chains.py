"""What does an event of a parcel hash over, and does each parcel say what its events and steps say?"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from motcua.core.chain import GENESIS, follows
from motcua.dossiers.consignment_terms import ConsignmentState, Direction, ToldKind
from motcua.dossiers.models import ArchiveRecord, Consignment, ConsignmentEvent, Step
from motcua.dossiers.terms import Act

CHUNK = 2000
Fault = tuple[str, int, str]
_STATE_AFTER = {
    ToldKind.HANDED_OVER.value: ConsignmentState.ON_THE_ROAD.value,
    ToldKind.DELIVERED.value: ConsignmentState.DELIVERED.value,
    ToldKind.CAME_BACK.value: ConsignmentState.CAME_BACK.value,
    ToldKind.LOST.value: ConsignmentState.LOST.value,
}


def consignment_content(event: ConsignmentEvent, consignment: Consignment) -> dict[str, Any]:
    """What is hashed of one event, with the parcel's own facts."""
    return {
        "parcel": [consignment.carrier, consignment.number, consignment.direction],
        "seq": event.seq,
        "kind": event.kind,
        "by": event.by,
        "at": event.at,
        "told_at": event.told_at,
        "told_id": event.told_id,
        "counts": event.counts,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "data": event.data,
    }


def consignment_faults() -> Iterator[Fault]:
    """The first broken link of each parcel's history; parcels and dossiers that disagree."""
    yield from _chains()
    yield from _closed_without_delivery()


def _chains() -> Iterator[Fault]:
    seen: set[int] = set()
    gone = set(ArchiveRecord.objects.filter(disposed_at__isnull=False).values_list("dossier_id", flat=True))
    events = ConsignmentEvent.objects.select_related("consignment").order_by("consignment_id", "seq")
    for key, rows in groupby(events.iterator(CHUNK), key=lambda event: event.consignment_id):
        seen.add(key)
        found = list(rows)
        if found[0].consignment.dossier_id not in gone:
            yield from _chain(found)
    for parcel in Consignment.objects.exclude(pk__in=seen):
        yield _name(parcel), 0, "bưu gửi không có lịch sử"


def _chain(events: list[ConsignmentEvent]) -> Iterator[Fault]:
    parcel, previous, state, delivered = events[0].consignment, GENESIS, "", None
    for place, event in enumerate(events, start=1):
        whole = event.seq == place and event.previous == previous
        if not whole or not follows(event.hash, previous, consignment_content(event, parcel)):
            yield _name(parcel), place, "lịch sử bưu gửi bị sửa hoặc thiếu"
            return
        previous = event.hash
        if event.counts:
            state = _STATE_AFTER.get(event.kind, state)
            delivered = event.at if event.kind == ToldKind.DELIVERED else delivered
    if parcel.event_count != len(events) or parcel.head_hash != previous:
        yield _name(parcel), len(events), "lịch sử bưu gửi thiếu dòng cuối"
    elif parcel.state != state or (parcel.delivered_at or None) != delivered:
        yield _name(parcel), len(events), "trạng thái bưu gửi khác lịch sử"


def _closed_without_delivery() -> Iterator[Fault]:
    """Every hand-over that names a parcel has that parcel, delivered, however the rows were touched (R-134)."""
    parcels = Consignment.objects.filter(
        dossier=OuterRef("dossier"),
        number=OuterRef("named"),
        direction=Direction.OUT,
        state=ConsignmentState.DELIVERED,
    )
    steps = Step.objects.filter(act=Act.RETURN_RESULT, data__has_key="parcel")
    steps = steps.annotate(named=KeyTextTransform("number", KeyTransform("parcel", "data")))
    for number, seq in steps.filter(~Exists(parcels)).values_list("named", "seq"):
        yield f"bưu gửi {number}", seq, "hồ sơ đã đóng qua bưu chính mà bưu gửi chưa phát"


def _name(parcel: Consignment) -> str:
    return f"bưu gửi {parcel.number}"
