"""Who answers requests about personal data and keeps the register of leaks? Pure."""

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

ANSWERING = (Role.LEAD, Role.CONTROL)
# Who sees whom a leak concerns: the head who reports it, and inspection.
KEEPING_BREACHES = (Role.LEAD, Role.INSPECT)
MOST_TEXT = 3000


def why_not_ask(text: str, *, waiting: int) -> Refusal | None:
    """A request says what it is about; ten may wait at once."""
    if not text.strip():
        return Refusal("text_missing", "Chưa ghi yêu cầu. Hãy viết ngắn gọn ông/bà muốn gì.", "text")
    if len(text) > MOST_TEXT:
        return Refusal("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", "text")
    if waiting >= 10:
        return Refusal(
            "requests_waiting", "Đã có mười yêu cầu đang chờ trả lời. Hãy chờ câu trả lời rồi gửi tiếp."
        )
    return None


def why_not_answer(
    actor: Actor, *, unit_id: str, answered: bool, text: str, refused: bool, basis: str
) -> Refusal | None:
    """The head or control of the unit answers once; whoever refuses names the provision."""
    if not actor.has(*ANSWERING):
        return Refusal(
            "no_role",
            "Trả lời yêu cầu về dữ liệu cần vai trò “Lãnh đạo” hoặc “Kiểm soát thủ tục hành chính”. "
            "Đề nghị người có vai trò đó trả lời.",
        )
    if actor.unit_id != unit_id:
        return Refusal("other_unit", "Yêu cầu gửi cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    if answered:
        return Refusal("answered_already", "Yêu cầu này đã được trả lời. Hãy tải lại trang để xem.")
    if not text.strip():
        return Refusal("text_missing", "Chưa ghi câu trả lời. Hãy viết rõ đã làm gì.", "text")
    if len(text) > MOST_TEXT:
        return Refusal("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", "text")
    if refused and not basis.strip():
        return Refusal(
            "basis_missing", "Không làm theo yêu cầu thì phải có căn cứ pháp lý. Hãy ghi căn cứ.", "basis"
        )
    return None


def why_not_breach(actor: Actor) -> Refusal | None:
    """The register of leaks."""
    if actor.has(*KEEPING_BREACHES):
        return None
    return Refusal(
        "no_role", "Sổ sự cố dữ liệu cần vai trò “Lãnh đạo” hoặc “Kiểm tra”. Đề nghị quản trị phân quyền."
    )
