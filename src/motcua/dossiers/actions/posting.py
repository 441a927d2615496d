"""A result goes out by the public post, comes back or is lost; a parcel comes in with a dossier (R-133)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line, needed_line
from motcua.dossiers.actions.consigning import Carrier, keep_parcel, keep_told
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import amount_of, moment_of, needed, text_of
from motcua.dossiers.consignment_terms import ConsignmentState, Direction, Payer, ToldBy, ToldKind
from motcua.dossiers.consignments.reading import Delivery, delivery_of, road_of
from motcua.dossiers.consignments.rules import Told, parcel_number
from motcua.dossiers.models import Consignment, Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Channel, Place
from motcua.organisation.actors import Actor
from motcua.organisation.queries import postal_unit_named

_CAME_BACK, _LOST = "came_back", "lost"
_MOST_COST = 10_000_000


@transaction.atomic
def send_out(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Hand the result to the carrier: `consignment` (its number), `carrier`, `carrier_person`, who pays, `cost`.

    Both names stand in the step. Refused: channel_not_post, parcel_number_wrong, parcel_twice, address_missing.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.SEND_OUT, dossier, actor, at)
    to = _address(said, dossier)
    carrier = carrier_said(said)
    number = parcel_number(text_of(said, "consignment", "Số hiệu bưu gửi"))
    cost = _cost(said)
    parcel = keep_parcel(
        direction=Direction.OUT,
        number=number,
        dossier=dossier,
        carrier=carrier,
        to=to,
        cost=cost,
        handed_over_at=at,
        actor=actor,
        at=at,
    )
    data = {
        "parcel": {"number": number, "carrier": carrier.name, "carrier_person": carrier.person},
        "handed_over_by": actor.name,
        "to": {"receiver": to.receiver, "phone": to.phone, "address": to.address},
        "payer": parcel.payer,
        "note": text_of(said, "note", "Ghi chú"),
    } | ({"cost": cost} if cost is not None else {})
    return move(dossier, Said(Act.SEND_OUT, at, actor, Place.DESK, data), changes={"shelf_place": ""})


@transaction.atomic
def come_back(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The parcel is back at the office (`outcome` came_back, with the `shelf` it lies on) or lost; and why."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.COME_BACK, dossier, actor, at)
    outcome = text_of(said, "outcome", "Bưu gửi") or _CAME_BACK
    if outcome not in {_CAME_BACK, _LOST}:
        raise refuse("outcome_unknown", "Hãy chọn đã nhận lại hoặc thất lạc.", field="outcome")
    reason = needed(said, "reason", "Lý do")
    shelf = text_of(said, "shelf", "Chỗ để", limit=60) if outcome == _CAME_BACK else ""
    parcel = _parcel_away(dossier)
    kind = ToldKind.CAME_BACK if outcome == _CAME_BACK else ToldKind.LOST
    keep_told(parcel=parcel, told=Told(kind, at, words=reason), by=ToldBy.OFFICE, actor=actor, at=at)
    data = {
        "parcel": {"number": parcel.number, "carrier": parcel.carrier},
        "outcome": outcome,
        "reason": reason,
        "shelf": shelf,
    }
    return move(dossier, Said(Act.COME_BACK, at, actor, Place.DESK, data), changes={"shelf_place": shelf})


def _parcel_away(dossier: Dossier) -> Consignment:
    parcel = road_of(dossier)
    if parcel is None or parcel.state != ConsignmentState.ON_THE_ROAD:
        raise refuse(
            "nothing_sent",
            "Kết quả này không ở bưu chính. Hãy mở lại hồ sơ để xem kết quả đang ở đâu.",
        )
    return Consignment.objects.select_for_update().get(pk=parcel.pk)


@transaction.atomic
def take_parcel(*, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Consignment:
    """The carrier brought a parcel with papers: number, who sent it, both names, when (`handed_at`, else now)."""
    handed_at = moment_of(said, "handed_at", "Lúc bưu chính giao") or at
    if handed_at > at:
        raise refuse("moment_in_future", "Lúc bưu chính giao ở tương lai. Hãy xem lại.", field="handed_at")
    number = parcel_number(text_of(said, "consignment", "Số hiệu bưu gửi"))
    sender = needed_line(str(said.get("sender") or ""), 200, field="sender", what="Người gửi")
    parcel = keep_parcel(
        direction=Direction.IN,
        number=number,
        dossier=None,
        carrier=carrier_said(said),
        to=Delivery(receiver=sender, phone=text_of(said, "phone", "Điện thoại", limit=20), address=""),
        cost=None,
        handed_over_at=handed_at,
        actor=actor,
        at=at,
    )
    told = Told(ToldKind.DELIVERED, handed_at, receiver=actor.name)
    keep_told(parcel=parcel, told=told, by=ToldBy.OFFICE, actor=actor, at=at)
    return parcel


@transaction.atomic
def join_parcel(*, number: str, code: str, actor: Actor, at: datetime, carrier: str = "") -> Consignment:
    """The parcel brought this dossier, received by post; `carrier` where two carriers use one number.

    Refused: parcel_unknown, parcel_of_two, channel_not_post, parcel_joined.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    parcel = _parcel_in(
        parcel_number(number), clean_line(carrier, 200, field="carrier", what="Đơn vị"), actor
    )
    if dossier.channel != Channel.POST:
        raise refuse(
            "channel_not_post", "Hồ sơ này không nhận qua bưu chính. Hãy xem lại mã hồ sơ.", field="code"
        )
    if parcel.dossier_id is not None or dossier.consignments.filter(direction=Direction.IN).exists():
        raise refuse(
            "parcel_joined", "Bưu gửi hoặc hồ sơ này đã được ghép rồi. Hãy xem lại danh sách.", field="code"
        )
    parcel.dossier = dossier
    parcel.save(update_fields=["dossier"])
    return parcel


def _parcel_in(number: str, carrier: str, actor: Actor) -> Consignment:
    found = Consignment.objects.select_for_update().filter(
        unit_id=actor.unit_id, number=number, direction=Direction.IN
    )
    if carrier:
        known = postal_unit_named(carrier)
        found = found.filter(postal_unit=known) if known else found.filter(carrier__iexact=carrier)
    both = list(found[:2])
    if not both:
        raise refuse(
            "parcel_unknown",
            f"Chưa ghi bưu gửi {number} đến cơ quan. Hãy ghi bưu gửi đến trước.",
            field="consignment",
        )
    if len(both) > 1:
        names = " và ".join(parcel.carrier for parcel in both)
        raise refuse(
            "parcel_of_two",
            f"Có hai bưu gửi cùng số {number}, của {names}. Hãy ghi thêm đơn vị bưu chính đã giao.",
            field="carrier",
        )
    return both[0]


def carrier_said(said: Mapping[str, Any]) -> Carrier:
    """The postal unit and its worker: an act of the post names both (R-132). A unit written down is named as there."""
    name = needed_line(str(said.get("carrier") or ""), 200, field="carrier", what="Đơn vị bưu chính")
    person = needed_line(
        str(said.get("carrier_person") or ""), 200, field="carrier_person", what="Nhân viên bưu chính"
    )
    known = postal_unit_named(name)
    return Carrier(known.name, person, known.pk) if known else Carrier(name, person, None)


def _address(said: Mapping[str, Any], dossier: Dossier) -> Delivery:
    known = delivery_of(dossier)
    payer = text_of(said, "payer", "Ai trả cước") or known.payer or Payer.RECEIVER.value
    if payer not in {one.value for one in Payer}:
        raise refuse("payer_unknown", "Hãy chọn ai trả cước bưu chính.", field="payer")
    to = Delivery(
        receiver=text_of(said, "receiver", "Người nhận", limit=200) or known.receiver,
        phone=text_of(said, "phone", "Điện thoại", limit=20) or known.phone,
        address=text_of(said, "address", "Địa chỉ", limit=300) or known.address,
        payer=payer,
    )
    if not to.address:
        raise refuse(
            "address_missing", "Chưa có địa chỉ nhận. Hãy hỏi người nộp và ghi địa chỉ.", field="address"
        )
    return to


def _cost(said: Mapping[str, Any]) -> int | None:
    cost = amount_of(said, "cost", "Cước")
    if cost is not None and cost > _MOST_COST:
        raise refuse("amount_wrong", "Cước quá lớn. Hãy xem lại số đồng.", field="cost")
    return cost
