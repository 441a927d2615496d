"""May this person do this with this seal, may it be set here? Pure: facts in, a reason or None out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from motcua.authority.seal_terms import (
    ACT_LABELS,
    OPEN_ACTS,
    STATE_LABELS,
    SealAct,
    SealingKind,
    SealState,
)
from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

SHEETS_A_JOIN = 5  # 30/2020/NĐ-CP điều 33: a giáp lai goes over at most five sheets
MOST_STAMPS = 10_000
# The head of the agency or desk answers for the seals; who holds one passes it on and says that it is lost.
RULING = frozenset({SealAct.REQUEST, SealAct.REGISTER, SealAct.WITHDRAW})


@dataclass(frozen=True, slots=True)
class SealFacts:
    """A seal as the rules see it."""

    id: int
    label: str
    unit_id: str
    desk_id: int | None
    state: SealState
    holder_id: int | None = None
    holder_name: str = ""
    offered_to_id: int | None = None


def joins_of(pages: int) -> int:
    """How many giáp lai so many pages need: none for a single one, else one for every five (điều 33)."""
    return ceil(pages / SHEETS_A_JOIN) if pages > 1 else 0


def kind_on(rules: Sequence[tuple[date, str]], otherwise: str, day: date) -> SealingKind:
    """How results are sealed that day: the latest decision (`valid_from`, kind; oldest first), else `otherwise`."""
    held = [kind for since, kind in rules if since <= day]
    return SealingKind(held[-1] if held else otherwise or SealingKind.PHYSICAL)


def why_not_do(act: SealAct, seal: SealFacts, actor: Actor, *, units: Collection[str]) -> Refusal | None:
    """`units`: the agency in which the actor works and all below it."""
    return _why_not_in_reach(seal, units) or _why_not_open(act, seal) or _why_not_theirs(act, seal, actor)


def why_not_request(actor: Actor, unit_id: str, *, units: Collection[str]) -> Refusal | None:
    """The head asks for a seal for the agency or one below it (144/KH-UBND BR-VT IV.3)."""
    if not actor.has(Role.LEAD):
        return _only_lead(SealAct.REQUEST)
    if unit_id not in units:
        return Refusal(
            "other_unit",
            "Đơn vị này không thuộc cơ quan của ông/bà. Hãy chọn cơ quan hoặc đơn vị trực thuộc.",
            "unit",
        )
    return None


def _why_not_in_reach(seal: SealFacts, units: Collection[str]) -> Refusal | None:
    if seal.unit_id in units:
        return None
    return Refusal(
        "other_unit",
        "Con dấu thuộc cơ quan khác. Hãy chuyển sang cơ quan đó (nếu được phân quyền) rồi làm lại.",
    )


def _why_not_open(act: SealAct, seal: SealFacts) -> Refusal | None:
    if act not in OPEN_ACTS[seal.state]:
        return Refusal(
            "wrong_order",
            f"{seal.label}: “{STATE_LABELS[seal.state]}” nên chưa thể “{ACT_LABELS[act]}”. "
            "Hãy tải lại trang để xem bước tiếp theo.",
        )
    if act in {SealAct.TAKE, SealAct.CALL_BACK} and seal.offered_to_id is None:
        return Refusal("not_offered", f"{seal.label} không có lần bàn giao nào đang chờ. Hãy tải lại trang.")
    if act is SealAct.OFFER and seal.offered_to_id is not None:
        return Refusal(
            "offered_already",
            f"{seal.label} đang chờ người nhận xác nhận bàn giao. Hãy đợi hoặc hủy lần bàn giao đó.",
        )
    return None


def _why_not_theirs(act: SealAct, seal: SealFacts, actor: Actor) -> Refusal | None:
    if act is SealAct.TAKE:
        if seal.offered_to_id == actor.person_id:
            return None
        return Refusal(
            "not_receiver", "Chỉ người được bàn giao mới xác nhận nhận dấu. Hãy nhờ chính người đó xác nhận."
        )
    if actor.has(Role.LEAD):
        return None
    if act in RULING:
        return _only_lead(act)
    mine = {seal.holder_id, seal.offered_to_id if act is SealAct.CALL_BACK else None}
    if actor.person_id in mine:
        return None
    return _held_by(seal) or _only_lead(act)


def _only_lead(act: SealAct) -> Refusal:
    return Refusal(
        "no_role",
        f"{ACT_LABELS[act]} cần vai trò “{ROLE_LABELS[Role.LEAD]}”. Đề nghị lãnh đạo cơ quan thực hiện.",
    )


def _held_by(seal: SealFacts) -> Refusal | None:
    if seal.holder_id is None:
        return None
    return Refusal(
        "seal_held_by_other",
        f"{seal.label} đang do {seal.holder_name} giữ. Hãy nhờ người đó đóng dấu hoặc bàn giao con dấu.",
        "seal",
    )


def why_not_stamp_with(
    seal: SealFacts, person_id: int, *, units: Collection[str], desks: Collection[int] | None
) -> Refusal | None:
    """Only a seal in use, of the agency or one below it (`units`), in the hand of who stamps.

    `desks`: where a result of the desk is sealed (144/KH-UBND BR-VT IV.3); None where the place is free.
    """
    if seal.unit_id not in units:
        return Refusal(
            "seal_of_other_unit",
            f"{seal.label} không phải con dấu của cơ quan giải quyết hồ sơ này. Hãy chọn con dấu khác.",
            "seal",
        )
    if seal.state is not SealState.IN_USE:
        return Refusal(
            "seal_not_in_use",
            f"{seal.label}: “{STATE_LABELS[seal.state]}”, không dùng được. Hãy chọn con dấu đang sử dụng.",
            "seal",
        )
    if seal.holder_id != person_id:
        return _held_by(seal)
    if desks is not None and seal.desk_id not in desks:
        return Refusal(
            "seal_elsewhere",
            f"{seal.label} không đặt tại Bộ phận Một cửa này; kết quả được đóng dấu ngay tại quầy. "
            "Hãy dùng con dấu đặt tại quầy.",
            "seal",
        )
    return None
