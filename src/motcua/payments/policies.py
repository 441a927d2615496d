"""Who may take money, give it back, close a day, set amounts, or why not? Pure."""

from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

COLLECTORS = (Role.RECEIVE, Role.RETURN)
AMOUNT_SETTERS = (Role.CONTROL,)


def why_not_collect(actor: Actor) -> Refusal | None:
    """Money is taken at the desk, by who receives or returns there that day."""
    if not actor.has(*COLLECTORS):
        return Refusal(
            "no_role",
            "Thu phí cần vai trò “Tiếp nhận” hoặc “Trả kết quả”; ông/bà chưa được phân vai trò này hôm nay. "
            "Đề nghị quản trị phân quyền hoặc chuyển người có vai trò.",
        )
    if not actor.desks:
        return Refusal(
            "not_posted",
            "Thu phí phải do người được phân công tại Bộ phận Một cửa trong ngày. "
            "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
        )
    return None


def why_not_set_amounts(actor: Actor) -> Refusal | None:
    """Amounts of the province are entered by who controls procedures."""
    if actor.has(*AMOUNT_SETTERS):
        return None
    return Refusal(
        "no_role",
        "Nhập mức thu cần vai trò “Kiểm soát thủ tục hành chính”. Đề nghị quản trị phân quyền.",
    )


def why_not_on_day(
    day: date, *, closed: bool, earlier_open: date | None, today: date, closing: bool
) -> Refusal | None:
    """A closed day takes no more entries; days are closed one after the other, none before it comes."""
    if closed:
        return Refusal(
            "day_closed",
            f"Ngày {day:%d/%m/%Y} đã khóa sổ, không ghi thêm được. Hãy ghi vào ngày làm việc tiếp theo.",
        )
    if closing and day > today:
        return Refusal(
            "day_in_future", "Chưa đến ngày này nên chưa khóa sổ được. Hãy chọn lại ngày.", field="day"
        )
    if closing and earlier_open is not None:
        return Refusal(
            "earlier_day_open",
            f"Ngày {earlier_open:%d/%m/%Y} có thu, chi mà chưa khóa sổ. Hãy khóa sổ ngày đó trước.",
            field="day",
        )
    return None
