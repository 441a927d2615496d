"""Who may take money, give it back, close a day, set amounts, or why not? Pure."""

from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

COLLECTORS = (Role.RECEIVE, Role.RETURN)
AMOUNT_SETTERS = (Role.CONTROL,)
# Who asks for an online payment; who compares statements and asks for refunds; who decides on money given back.
ORDERING = (Role.RECEIVE, Role.RETURN, Role.APPRAISE)
RECONCILING = (Role.RETURN, Role.LEAD)
DECIDING = (Role.LEAD,)


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


def why_not_order(actor: Actor | None) -> Refusal | None:
    """A person asks for their own order; of the office who receives, appraises or returns."""
    if actor is None or actor.has(*ORDERING):
        return None
    return Refusal(
        "no_role",
        "Mở lệnh thanh toán cần vai trò “Tiếp nhận”, “Thẩm định” hoặc “Trả kết quả”. Đề nghị quản trị phân quyền.",
    )


def why_not_reconcile(actor: Actor) -> Refusal | None:
    """Bank statements name people: who accounts for the money sees them."""
    if actor.has(*RECONCILING):
        return None
    return Refusal(
        "no_role",
        "Đối soát sao kê cần vai trò “Trả kết quả” hoặc “Lãnh đạo”. Đề nghị quản trị phân quyền.",
    )


def why_not_ask_refund(actor: Actor) -> Refusal | None:
    """Who takes money at the desk or compares statements asks that money goes back."""
    if actor.has(*COLLECTORS, *RECONCILING):
        return None
    return Refusal(
        "no_role",
        "Đề nghị hoàn tiền cần vai trò “Tiếp nhận”, “Trả kết quả” hoặc “Lãnh đạo”. Đề nghị quản trị phân quyền.",
    )


def why_not_decide_refund(actor: Actor, *, asked_by: int | None) -> Refusal | None:
    """The head decides, and never on their own request."""
    if not actor.has(*DECIDING):
        return Refusal("no_role", "Duyệt hoàn tiền cần vai trò “Lãnh đạo”. Đề nghị lãnh đạo cơ quan duyệt.")
    if asked_by == actor.person_id:
        return Refusal(
            "own_request",
            "Người đề nghị hoàn không tự duyệt. Đề nghị lãnh đạo khác của cơ quan duyệt.",
        )
    return None
