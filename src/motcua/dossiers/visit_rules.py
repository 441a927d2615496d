"""Who may open a visit, and until when may something more be asked for in it? Pure."""

from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role


def why_not_open(desk_id: int, actor: Actor) -> Refusal | None:
    """A visit is opened at the desk, by who receives there that day (144/KH-UBND IV.1.b)."""
    if not actor.has(Role.RECEIVE):
        return Refusal(
            "no_role",
            "Mở lượt giao dịch cần vai trò “Tiếp nhận”; ông/bà chưa được phân vai trò này hôm nay. "
            "Đề nghị quản trị phân quyền hoặc chuyển người có vai trò.",
        )
    if desk_id not in actor.desks:
        return Refusal(
            "not_posted",
            "Mở lượt giao dịch phải do người được phân công tại Bộ phận Một cửa này trong ngày. "
            "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
        )
    return None


def why_not_add(day: date, today: date) -> Refusal | None:
    """A visit is of one day: left and come back to, but not on another day."""
    if day == today:
        return None
    return Refusal(
        "visit_over",
        f"Lượt giao dịch này của ngày {day:%d/%m/%Y}, không thêm việc được nữa. "
        "Hãy mở lượt mới cho hôm nay rồi tiếp nhận.",
        field="visit",
    )
