"""Who speaks to people for the office, and who lets messages go out again? Pure."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role

CALLING = (Role.RECEIVE, Role.RETURN, Role.LEAD)
AGAIN = (Role.LEAD, Role.ADMIN)


def why_not_call(actor: Actor) -> Refusal | None:
    """The desk and its head phone people."""
    return _why_not(actor, CALLING, "Gọi báo người nộp", "người trực quầy gọi và ghi lại")


def why_not_again(actor: Actor) -> Refusal | None:
    """Whoever answers for the desk or for the machine sends failed messages once more."""
    return _why_not(actor, AGAIN, "Gửi lại tin", "lãnh đạo hoặc quản trị gửi lại")


def _why_not(actor: Actor, roles: tuple[Role, ...], what: str, instead: str) -> Refusal | None:
    if actor.has(*roles):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in roles)
    return Refusal("no_role", f"{what} cần vai trò {names}. Đề nghị {instead}.")
