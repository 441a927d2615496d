"""Who may propose, decide and do a disposal of dossiers, and carry dossiers out of the office? Pure."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

PROPOSING = frozenset({Role.LEAD, Role.CONTROL})
DECIDING = frozenset({Role.APPROVE, Role.LEAD})
DOING = frozenset({Role.LEAD, Role.CONTROL})
EXPORTING = frozenset({Role.LEAD, Role.CONTROL})
READING = frozenset({Role.LEAD, Role.CONTROL, Role.APPROVE, Role.INSPECT})


def why_not_propose(actor: Actor) -> Refusal | None:
    """The lead or the control officer."""
    return _why_not(
        actor, PROPOSING, "Đề nghị tiêu hủy hồ sơ cần vai trò Lãnh đạo hoặc Kiểm soát thủ tục hành chính."
    )


def why_not_decide(actor: Actor, unit_id: str, proposed_by: int) -> Refusal | None:
    """A leader of the unit who did not propose it."""
    refusal = _why_not(actor, DECIDING, "Ghi quyết định tiêu hủy cần vai trò Phê duyệt hoặc Lãnh đạo.")
    if refusal is None and actor.unit_id == unit_id and actor.person_id == proposed_by:
        return Refusal(
            "same_person",
            "Người đề nghị không tự quyết định tiêu hủy. Đề nghị một lãnh đạo khác ghi quyết định.",
        )
    return refusal


def why_not_do(actor: Actor) -> Refusal | None:
    """The lead or the control officer carries a decision out."""
    return _why_not(
        actor, DOING, "Thực hiện tiêu hủy cần vai trò Lãnh đạo hoặc Kiểm soát thủ tục hành chính."
    )


def why_not_export(actor: Actor) -> Refusal | None:
    """Whole dossiers leave the office by its lead or its control officer only."""
    return _why_not(actor, EXPORTING, "Xuất hồ sơ cần vai trò Lãnh đạo hoặc Kiểm soát thủ tục hành chính.")


def _why_not(actor: Actor, roles: frozenset[Role], words: str) -> Refusal | None:
    if actor.has(*roles):
        return None
    return Refusal("no_role", f"{words} Đề nghị quản trị phân quyền hoặc chuyển người có vai trò.")
