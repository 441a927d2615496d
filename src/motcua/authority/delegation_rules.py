"""May this power be lent to this person, and who may do what to a delegation? Pure: facts in, a reason or None out.

30/2020/NĐ-CP art. 13.3: in writing, limited in time and content, never lent further. 144/KH-UBND II.2: the divisions of
internal affairs and of justice advise before it is decided.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.authority.capacity import CAPACITY_LABELS, Capacity
from motcua.authority.delegation_terms import (
    DELEGATION_ACT_LABELS,
    KIND_LABELS,
    DelegateKind,
    DelegationAct,
    Stage,
    Standing,
)
from motcua.core.refusals import Refusal
from motcua.core.yaml_files import read_yaml
from motcua.organisation.actors import Actor
from motcua.organisation.policies import Period
from motcua.organisation.terms import ROLE_LABELS, Role

SIGNING_FILE = Path(__file__).resolve().parents[3] / "data" / "signing.yaml"
MOST_PROCEDURES = 300
# Who proposes and keeps the opinions; the decision is registered by the lead, or by the delegator themself.
ROLES_OF: dict[DelegationAct, tuple[Role, ...]] = {
    DelegationAct.PROPOSE: (Role.LEAD, Role.CONTROL),
    DelegationAct.ADVISE: (Role.LEAD, Role.CONTROL),
    DelegationAct.DECIDE: (Role.LEAD,),
    DelegationAct.DECLINE: (Role.LEAD,),
    DelegationAct.WITHDRAW: (Role.LEAD,),
    DelegationAct.ATTACH: (Role.LEAD, Role.CONTROL),
}
BY_DELEGATOR = frozenset({DelegationAct.DECIDE, DelegationAct.DECLINE, DelegationAct.WITHDRAW})
_FROM: dict[DelegationAct, frozenset[Stage]] = {
    DelegationAct.ADVISE: frozenset({Stage.PROPOSED}),
    DelegationAct.DECIDE: frozenset({Stage.ADVISED}),
    DelegationAct.DECLINE: frozenset({Stage.PROPOSED, Stage.ADVISED}),
    DelegationAct.WITHDRAW: frozenset({Stage.DECIDED}),
    DelegationAct.ATTACH: frozenset(Stage),
}


@dataclass(frozen=True, slots=True)
class DelegateRule:
    """To which kinds of person a power may be lent in this capacity, for which fields (None: any), in which term."""

    kinds: frozenset[DelegateKind]
    capacity: Capacity
    fields: frozenset[str] | None
    term: Period
    basis: str


@dataclass(frozen=True, slots=True)
class Collective:
    """Procedures that a body decides, in which term."""

    procedures: frozenset[str]
    body: str
    term: Period


@dataclass(frozen=True, slots=True)
class DelegationFacts:
    """What the policy looks at."""

    stage: Stage
    unit_id: str
    delegator_unit_id: str
    delegator_id: int
    delegate_id: int


def why_not_do(act: DelegationAct, facts: DelegationFacts, actor: Actor) -> Refusal | None:
    """Of the unit, by its role, from this stage, and never the delegate for themself."""
    return (
        _why_not_here(facts, actor)
        or why_not_by_role(act, actor, is_delegator=actor.person_id == facts.delegator_id)
        or _why_not_own(facts, actor)
        or _why_not_from(act, facts.stage)
    )


def why_not_by_role(act: DelegationAct, actor: Actor, *, is_delegator: bool = False) -> Refusal | None:
    """The roles of the act; who delegates may sign for it themself."""
    if actor.has(*ROLES_OF[act]) or (is_delegator and act in BY_DELEGATOR):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in ROLES_OF[act])
    own = ", hoặc chính người ủy quyền" if act in BY_DELEGATOR else ""
    return Refusal(
        "no_role",
        f"“{DELEGATION_ACT_LABELS[act]}” cần vai trò {names}{own}. Đề nghị người có vai trò đó làm.",
    )


def _why_not_here(facts: DelegationFacts, actor: Actor) -> Refusal | None:
    if actor.unit_id in {facts.unit_id, facts.delegator_unit_id}:
        return None
    return Refusal(
        "other_unit",
        "Ủy quyền này của cơ quan khác. Hãy chuyển sang cơ quan đó (nếu được phân quyền) rồi làm lại.",
    )


def _why_not_own(facts: DelegationFacts, actor: Actor) -> Refusal | None:
    if actor.person_id != facts.delegate_id:
        return None
    return Refusal(
        "own_delegation",
        "Người được ủy quyền không tự xử lý ủy quyền cho chính mình. Hãy nhờ người khác làm.",
    )


def _why_not_from(act: DelegationAct, stage: Stage) -> Refusal | None:
    if stage in _FROM[act]:
        return None
    if act is DelegationAct.DECIDE and stage is Stage.PROPOSED:
        return Refusal(
            "opinions_missing",
            "Chưa đủ ý kiến của Phòng Nội vụ và Phòng Tư pháp (144/KH-UBND, mục II.2). "
            "Hãy ghi ý kiến, hoặc ghi rõ lý do không lấy ý kiến.",
        )
    return Refusal(
        "delegation_moved",
        "Ủy quyền này đã qua bước đó. Hãy tải lại trang để xem ai đã làm và bước tiếp theo.",
    )


def why_not_lend(kind: DelegateKind, capacity: Capacity, fields: Collection[str], on: date) -> Refusal | None:
    """Every field of the scope must be open to that kind of delegate on the day the power begins."""
    able = [rule for rule in delegate_rules() if rule.capacity is capacity and rule.term.holds_on(on)]
    for field in sorted(fields):
        if not any(kind in rule.kinds and (rule.fields is None or field in rule.fields) for rule in able):
            return Refusal(
                "delegate_not_allowed",
                f"{KIND_LABELS[kind]} không được nhận “{CAPACITY_LABELS[capacity]}” ở lĩnh vực {field} "
                f"từ ngày {on:%d/%m/%Y}. Hãy chọn người khác hoặc bỏ lĩnh vực đó.",
                "delegate_kind",
            )
    return None


def why_not_term(term: Period, *, today: date, life: Sequence[Period]) -> Refusal | None:
    """Limited in time, within the life of both units, not over already."""
    if term.valid_to is None or term.valid_to <= term.valid_from:
        return Refusal("period_wrong", "Ngày kết thúc phải sau ngày bắt đầu. Hãy sửa lại ngày.", "valid_to")
    if term.valid_to <= today:
        return Refusal(
            "term_over", "Thời hạn ủy quyền đã qua. Hãy chọn ngày kết thúc sau hôm nay.", "valid_to"
        )
    if not all(unit.holds_on(term.valid_from) for unit in life):
        return Refusal(
            "outside_life",
            "Ngày bắt đầu nằm ngoài thời gian tồn tại của cơ quan. Hãy chọn ngày khác.",
            "valid_from",
        )
    return None


def standing_on(day: date, *, stage: Stage, valid_from: date, ends: date) -> Standing:
    """How it stands that day; `ends` is the first day without it, the withdrawal counted."""
    if stage is Stage.DECLINED:
        return Standing.DECLINED
    if stage in {Stage.PROPOSED, Stage.ADVISED}:
        return Standing.WAITING
    if day >= ends or ends <= valid_from:
        return Standing.WITHDRAWN if stage is Stage.WITHDRAWN else Standing.EXPIRED
    return Standing.COMING if day < valid_from else Standing.IN_FORCE


def body_of(procedure: str, on: date) -> str:
    """The body that decides the procedure that day (TM.), or nothing: its head does."""
    found = (one.body for one in collectives() if procedure in one.procedures and one.term.holds_on(on))
    return next(found, "")


@lru_cache(maxsize=1)
def delegate_rules() -> tuple[DelegateRule, ...]:
    """Of `data/signing.yaml`."""
    return tuple(
        DelegateRule(
            kinds=frozenset(DelegateKind(kind) for kind in row["kinds"]),
            capacity=Capacity(row["capacity"]),
            fields=None if row["fields"] is None else frozenset(row["fields"]),
            term=_term(row),
            basis=row["basis"],
        )
        for row in read_yaml(SIGNING_FILE)["delegates"]
    )


@lru_cache(maxsize=1)
def collectives() -> tuple[Collective, ...]:
    """Of `data/signing.yaml`."""
    return tuple(
        Collective(frozenset(row["procedures"]), row["body"], _term(row))
        for row in read_yaml(SIGNING_FILE)["collective"]
    )


def _term(row: Mapping[str, Any]) -> Period:
    return Period(row["valid_from"], row["valid_to"])
