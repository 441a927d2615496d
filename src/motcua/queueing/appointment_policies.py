"""Who of the staff does what with appointments? The desk books and marks arrivals, the head decides the slots."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

# by phone through staff, at the counter.
BOOKING = (Role.RECEIVE, Role.RETURN, Role.LEAD)
PLANNING = (Role.LEAD,)


def why_not_book_for(actor: Actor, unit_id: str) -> Refusal | None:
    """Who serves at the desk of the unit books, changes, cancels and marks for people."""
    return _why_not(actor, unit_id, BOOKING, "Việc này")


def why_not_plan(actor: Actor, unit_id: str) -> Refusal | None:
    """The head of the unit decides when people come by appointment, and how many."""
    return _why_not(actor, unit_id, PLANNING, "Định khung giờ hẹn")


def _why_not(actor: Actor, unit_id: str, roles: tuple[Role, ...], what: str) -> Refusal | None:
    if actor.unit_id != unit_id:
        return Refusal("other_unit", "Lịch hẹn này của cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    if actor.has(*roles):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
    return Refusal("no_role", f"{what} cần vai trò {names}. Đề nghị chuyển người có vai trò.")
