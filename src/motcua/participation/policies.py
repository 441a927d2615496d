"""May the actor send or take documents between agencies, and is an entitlement possible? Pure."""

from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

SENDING = (Role.RECEIVE, Role.APPRAISE)
TAKING = (Role.RECEIVE, Role.APPRAISE, Role.SEAL, Role.LEAD)
_MOST_MONEY = 1_000_000_000


def why_not_send(actor: Actor, *, unit_id: str, ended: bool, receiver_id: str, papers: int) -> Refusal | None:
    """Who works on an open dossier sends papers of it to another agency (144/KH-UBND II.6, R-060)."""
    if actor.unit_id != unit_id:
        return Refusal("other_unit", "Hồ sơ thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    if not actor.has(*SENDING):
        return Refusal(
            "no_role",
            "Gửi tài liệu cần vai trò “Tiếp nhận” hoặc “Thẩm định”. Đề nghị quản trị phân quyền.",
        )
    if ended:
        return Refusal("dossier_ended", "Hồ sơ đã kết thúc, không gửi thêm tài liệu. Hãy mở hồ sơ khác.")
    if receiver_id == unit_id:
        return Refusal("same_unit", "Cơ quan nhận phải là cơ quan khác. Hãy chọn lại.", "receiver")
    if not papers:
        return Refusal("papers_missing", "Chưa chọn tài liệu nào. Hãy chọn ít nhất một.", "papers")
    return None


def why_not_take(actor: Actor, *, receiver_id: str, taken: bool) -> Refusal | None:
    """The agency to which it was sent confirms once that it has it."""
    if actor.unit_id != receiver_id:
        return Refusal("other_unit", "Tài liệu này gửi cho cơ quan khác. Hãy chuyển sang cơ quan đó.")
    if not actor.has(*TAKING):
        return Refusal(
            "no_role", "Xác nhận đã nhận cần vai trò xử lý hồ sơ hoặc văn thư. Đề nghị quản trị phân quyền."
        )
    if taken:
        return Refusal("taken_already", "Tài liệu này đã được xác nhận nhận rồi. Hãy tải lại trang.")
    return None


def why_not_open_sent(actor: Actor) -> Refusal | None:
    """Copies that came along are opened by who may confirm that they came."""
    if actor.has(*TAKING):
        return None
    return Refusal(
        "no_role", "Mở tài liệu đến cần vai trò xử lý hồ sơ hoặc văn thư. Đề nghị quản trị phân quyền."
    )


def why_not_entitled(first: date, last: date, *, amount: int, pieces: int) -> Refusal | None:
    """A period that ends after it begins, and an amount or pieces that can be."""
    if last < first:
        return Refusal("period_wrong", "Ngày cuối trước ngày đầu. Hãy sửa lại ngày.", "last")
    if not amount and not pieces:
        return Refusal("amount_missing", "Hãy ghi số tiền hoặc số bộ.", "amount")
    if amount > _MOST_MONEY:
        return Refusal("amount_wrong", "Số tiền lớn quá một tỷ đồng. Hãy kiểm tra lại.", "amount")
    return None
