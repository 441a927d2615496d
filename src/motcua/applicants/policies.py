"""May this citizen do that? Pure: how long a session lasts, which assurance is enough."""

from datetime import datetime, timedelta

from motcua.applicants.actors import Citizen
from motcua.applicants.terms import ASSURANCE_LABELS, Assurance
from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# A helper's desk is public: the next person must not sit before the last one's data.
IDLE_HELPED = timedelta(minutes=10)
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=10)


def over(began: datetime, seen: datetime, now: datetime, *, helped: bool) -> bool:
    """Whether a session was left alone too long, or has lasted a whole day of work."""
    return now - seen >= (IDLE_HELPED if helped else IDLE) or now - began >= LONGEST


def why_not_sure_enough(citizen: Citizen, needed: int) -> Refusal | None:
    """None where this session is as sure as a procedure or page asks (R-033)."""
    return why_level_too_low(citizen.assurance, needed)


def why_level_too_low(held: int, needed: int) -> Refusal | None:
    """The same for the bare level; a guest holds 1 at most."""
    if held >= needed:
        return None
    return Refusal(
        "assurance_too_low",
        f"Việc này cần “{ASSURANCE_LABELS[Assurance(needed)]}”. "
        "Hãy đăng nhập lại bằng tài khoản định danh điện tử, hoặc mang giấy tờ đến Bộ phận Một cửa.",
        data={"needed": needed, "held": held},
    )


def why_not_alone(citizen: Citizen) -> Refusal | None:
    """None unless somebody of the staff helps: ways in and consents are the person's own affair (R-029)."""
    if citizen.assisted_by is None:
        return None
    return Refusal(
        "not_with_a_helper",
        "Việc này ông/bà tự làm, không qua người hỗ trợ. Hãy đăng nhập trên máy của mình rồi làm lại.",
    )


DECIDING = (Role.RECEIVE, Role.LEAD)


def why_not_decide(actor: Actor) -> Refusal | None:
    """None for who may look at the papers of a representative and confirm them (R-033)."""
    if actor.has(*DECIDING):
        return None
    return Refusal(
        "no_role",
        "Vai trò của ông/bà không xác nhận người đại diện. Đề nghị người tiếp nhận hoặc lãnh đạo làm.",
    )


def why_not_help(actor: Actor) -> Refusal | None:
    """None for a helper of the staff, who sits beside the citizen (R-029)."""
    if actor.has(Role.ASSIST):
        return None
    return Refusal("no_role", "Chỉ người hỗ trợ mở được phiên giúp người dân. Đề nghị quản trị phân quyền.")
