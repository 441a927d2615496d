"""Small changes to an open dossier: how the result goes out, and its due time after the calendar changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.reception import promise_columns
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.as_issued import changed
from motcua.dossiers.consignment_terms import Payer
from motcua.dossiers.consignments.reading import delivery_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import PresentDue
from motcua.dossiers.policies import why_not_choose
from motcua.dossiers.queries import dossier_of, policy_facts, why_not_any_more
from motcua.dossiers.recalculation import MovedDue
from motcua.dossiers.recounting import move_of, offered, recounted_words
from motcua.dossiers.return_choices import returning
from motcua.dossiers.terms import Act, Path, Place, ReturnChannel
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.workcalendar.wording import named_moment


def change_return(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The person wants the result another way, or at another address (`receiver`, `phone`, `address`, `payer`)."""
    dossier = dossier_of(code, actor.unit_id)
    allowed(Act.CHANGE_RETURN, dossier, actor, at)
    return _changed_return(dossier, actor, at, said)


@transaction.atomic
def choose_return(*, dossier: Dossier, actor: None, at: datetime, said: Mapping[str, Any]) -> Step:
    """The person themself says it, with the secret of the slip or signed in; until it is handed over (R-134)."""
    held = dossier_of(str(dossier), dossier.unit_id, lock=True)
    refuse_if(why_not_choose(policy_facts(held)) or why_not_any_more(held.unit, local_day(at)))
    return _changed_return(held, actor, at, said)


def _changed_return(dossier: Dossier, actor: Actor | None, at: datetime, said: Mapping[str, Any]) -> Step:
    channel = text_of(said, "channel", "Cách nhận kết quả")
    if channel not in {word.value for word in ReturnChannel}:
        raise refuse(
            "channel_unknown", "Cách trả kết quả không có trong danh sách. Hãy chọn lại.", field="channel"
        )
    delivery = _delivery_said(said, ReturnChannel(channel), dossier)
    if channel == dossier.return_channel and not delivery:
        raise refuse("channel_same", "Hồ sơ đang trả theo cách này. Hãy chọn cách khác.", field="channel")
    columns = {"return_channel": channel}
    data = {"changed": changed(dossier, columns), "note": text_of(said, "note", "Ghi chú")}
    data |= {"delivery": delivery} if delivery else {}
    place = Place.DESK if actor else Place.ONLINE
    return move(dossier, Said(Act.CHANGE_RETURN, at, actor, place, data), changes=columns)


def _delivery_said(said: Mapping[str, Any], channel: ReturnChannel, dossier: Dossier) -> dict[str, str]:
    """Where it goes, where that differs from what is known; without any address nothing is sent."""
    if not returning().choice(channel).address:
        return {}
    told = {
        "receiver": text_of(said, "receiver", "Người nhận", limit=200),
        "phone": text_of(said, "phone", "Điện thoại", limit=40),
        "address": text_of(said, "address", "Địa chỉ", limit=300),
        "payer": text_of(said, "payer", "Ai trả cước", limit=8),
    }
    if told["payer"] and told["payer"] not in {one.value for one in Payer}:
        raise refuse("payer_unknown", "Hãy chọn ai trả cước bưu chính.", field="payer")
    told["phone"] = check_phone(told["phone"]).number if told["phone"] else ""
    known = delivery_of(dossier)
    if not (told["address"] or known.address):
        raise refuse("address_missing", "Hãy ghi địa chỉ nhận kết quả.", field="address")
    merged = {name: text or str(getattr(known, name)) for name, text in told.items()}
    return {} if all(merged[name] == getattr(known, name) for name in told) else merged


def move_due(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """After a change of the calendar or a sudden closure: moved to the new time, or kept as promised; `decision`
    is `move` or `keep` (promises 20). What was first promised stays."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.MOVE_DUE, dossier, actor, at)
    decision = text_of(said, "decision", "Quyết định")
    if decision not in {"move", "keep"}:
        raise refuse("decision_missing", "Hãy chọn dời hạn (move) hoặc giữ hạn (keep).", field="decision")
    moved = move_of(dossier)
    if moved is None:
        raise refuse(
            "due_does_not_move", "Lịch làm việc không làm thay đổi hạn của hồ sơ này. Hãy xem lại danh sách."
        )
    _refuse_unseen(said, code, moved)
    data = {
        "decision": decision,
        "reason": needed(said, "reason", "Lý do"),
        "offered": offered(moved),
        "recounted": recounted_words(moved),
        "due": {"from": moved.old.isoformat(), "to": offered(moved)},
    }
    columns = _moved_columns(dossier, moved) if decision == "move" else {}
    place = place_of(Path(dossier.path), Act.MOVE_DUE)
    return move(dossier, Said(Act.MOVE_DUE, at, actor, place, data), changes=columns)


def _refuse_unseen(said: Mapping[str, Any], code: str, moved: MovedDue) -> None:
    """`seen`, where said: {code: new time shown}; what nobody saw is not decided (the calendar changed again)."""
    seen = said.get("seen")
    if isinstance(seen, Mapping) and seen.get(code, offered(moved)) != offered(moved):
        raise refuse(
            "offer_changed",
            "Lịch làm việc vừa thay đổi lần nữa, giờ mới không còn như đã xem. Hãy xem lại danh sách rồi quyết định.",
        )


def _moved_columns(dossier: Dossier, moved: MovedDue) -> dict[str, Any]:
    if moved.new is None:
        why = moved.refusal.text if moved.refusal else ""
        raise refuse(
            "new_due_unknown",
            f"Theo lịch mới chưa tính được hạn: {why} Hãy giữ hạn đã hẹn, hoặc xin lỗi và hẹn lại.",
            field="decision",
        )
    says = (
        f"Lịch làm việc thay đổi: hạn dời từ {named_moment(moved.old)} sang {named_moment(moved.new.due_at)}."
    )
    return _present(dossier, moved.new) | {"explanation": [*moved.new.explanation, says]}


def _present(dossier: Dossier, present: PresentDue) -> dict[str, Any]:
    columns = promise_columns(present.promise) if present.promise is not None else {}
    return columns | {
        "due_at": present.due_at,
        "due_strict": present.due_strict,
        "provisional": present.provisional,
    }
