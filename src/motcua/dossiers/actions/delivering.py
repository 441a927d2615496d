"""A result was delivered by post: told by the carrier, the person or the office; the dossier then closes (R-134)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.actions.closing import close_if_possible
from motcua.dossiers.actions.consigning import keep_told
from motcua.dossiers.actions.sayings import moment_of, text_of
from motcua.dossiers.consignment_terms import ConsignmentState, ToldBy, ToldKind
from motcua.dossiers.consignments.reading import parcel_out, road_of, to_ask
from motcua.dossiers.consignments.rules import CARRIER_SAYS, Judged, Told
from motcua.dossiers.models import Consignment, Dossier
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import RETURN_LABELS, Place, ReturnChannel, TakerKind
from motcua.organisation.actors import Actor

# Asks the carrier: number and when it was handed over; everything that was ever told of it. OSError: no answer.
Tracking = Callable[[str, datetime], Sequence[Told]]


def track_parcels(*, tracking: Tracking, at: datetime) -> int:
    """Ask the carrier for every parcel on the road; how many things were new. Silence is asked again later."""
    new = 0
    for parcel in list(to_ask(at)):
        try:
            told = tracking(parcel.number, parcel.handed_over_at)
        except OSError:
            continue
        Consignment.objects.filter(pk=parcel.pk).update(asked_at=at)
        new += carrier_told(parcel_id=parcel.pk, told=told, at=at)
    return new


def carrier_told(*, parcel_id: int, told: Sequence[Told], at: datetime) -> int:
    """Keep what the carrier tells, in the order it happened; how many were new. A delivery closes the dossier."""
    with transaction.atomic():
        parcel = Consignment.objects.select_for_update().get(pk=parcel_id)
        new = 0
        for one in sorted(told, key=lambda each: each.at):
            allowed = one if one.kind in CARRIER_SAYS else _not_understood(one)
            outcome = keep_told(parcel=parcel, told=allowed, by=ToldBy.CARRIER, actor=None, at=at)
            new += outcome is not None
    if new and parcel.state == ConsignmentState.DELIVERED and parcel.dossier is not None:
        _close_if_possible(parcel.dossier, at)
    return new


def _not_understood(told: Told) -> Told:
    return Told(ToldKind.UNKNOWN, told.at, told.receiver, told.mark, told.words or told.kind.value)


@transaction.atomic
def person_confirms(*, dossier: Dossier, actor: None, at: datetime) -> Judged:
    """The person says (with the code of the slip, or signed in) that the result is in their hands.

    No official acts: the page has seen whose dossier it is.

    Refused: nothing_sent, where no parcel is on the road.
    """
    dossier = dossier_of(str(dossier), dossier.unit_id, lock=True)
    parcel = parcel_out(dossier)
    if parcel is None or parcel.state not in {ConsignmentState.ON_THE_ROAD, ConsignmentState.DELIVERED}:
        raise refuse("nothing_sent", "Kết quả chưa được giao cho bưu chính. Hãy xem lại trạng thái hồ sơ.")
    parcel = Consignment.objects.select_for_update().get(pk=parcel.pk)
    told = Told(ToldKind.DELIVERED, at, receiver=parcel.party, mark="person")
    outcome = keep_told(parcel=parcel, told=told, by=ToldBy.PERSON, actor=None, at=at)
    _close_if_possible(dossier, at)
    return outcome or Judged(ConsignmentState(parcel.state), counts=False)


def _close_if_possible(dossier: Dossier, at: datetime) -> None:
    close_if_possible(
        dossier, ReturnChannel.POST, Place.DESK, lambda held: delivered_words(road_of(held)), at
    )


def told_at_desk(parcel: Consignment, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Consignment:
    """The worker of the post, or the desk by the carrier's paper, says when and to whom it was delivered.

    Refused: delivery_not_confirmed where no moment is said, delivered_at_wrong for one that cannot be,
    parcel_of_another to a worker of another postal unit than the one that carries it (R-132).
    """
    if actor.postal_unit_id and (parcel.postal_unit_id or actor.postal_unit_id) != actor.postal_unit_id:
        raise refuse(
            "parcel_of_another",
            f"Bưu gửi này do {parcel.carrier} phát. Đề nghị đơn vị đó xác nhận, hoặc quầy ghi theo giấy báo phát.",
        )
    delivered_at = moment_of(said, "delivered_at", "Lúc phát")
    if delivered_at is None:
        raise not_delivered()
    receiver = text_of(said, "receiver", "Người nhận", limit=200) or parcel.party
    shown = text_of(said, "identity", "Giấy báo phát")
    by = ToldBy.CARRIER if actor.postal_unit else ToldBy.OFFICE
    held = Consignment.objects.select_for_update().get(pk=parcel.pk)
    told = Told(ToldKind.DELIVERED, delivered_at, receiver=receiver)
    outcome = keep_told(
        parcel=held, told=told, by=by, actor=actor, at=at, data={"shown": shown} if shown else {}
    )
    if outcome is None or not outcome.counts:
        raise refuse(
            "delivered_at_wrong",
            "Lúc phát phải sau lúc giao bưu chính và không ở tương lai. Hãy xem lại giấy báo phát.",
            field="delivered_at",
        )
    return held


def delivered_words(parcel: Consignment | None) -> dict[str, Any]:
    """What the closing step says of the delivery. Refused: delivery_not_confirmed."""
    if parcel is None or parcel.state != ConsignmentState.DELIVERED or parcel.delivered_at is None:
        raise not_delivered()
    last = parcel.events.filter(kind=ToldKind.DELIVERED, counts=True).order_by("seq").first()
    return {
        "receiver": parcel.delivered_to,
        "receiver_kind": TakerKind.APPLICANT.value,
        "identity": RETURN_LABELS[ReturnChannel.POST],
        "parcel": {"number": parcel.number, "carrier": parcel.carrier},
        "handed_over_at": local(parcel.handed_over_at).isoformat(),
        "delivered_at": local(parcel.delivered_at).isoformat(),
        "confirmed_by": last.by if last else ToldBy.OFFICE.value,
    }


def not_delivered() -> Refused:
    """A dossier that went by post closes with a confirmed delivery."""
    return refuse(
        "delivery_not_confirmed",
        "Kết quả gửi bưu chính chỉ đóng hồ sơ khi đã xác nhận phát. Hãy làm “Giao bưu chính”, chờ bưu chính hoặc "
        "người nhận xác nhận, hoặc ghi lúc phát và người nhận theo giấy báo phát.",
        field="delivered_at",
    )
