"""May the actor keep these registers, and can what they say be? Pure: no question to the database."""

from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.outreach.communication_terms import Stance

# The control office and the head keep them (10/KH-UBND Hải Phòng phụ lục VIII, X); who inspects reads.
KEEPING = (Role.CONTROL, Role.LEAD)
READING = (Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT)
MOST_COPIES = 10_000_000
MOST_REACHED = 100_000_000
_YEARS = range(2005, 2100)


def why_not_keep(actor: Actor) -> Refusal | None:
    """Only these two roles write here, each for their own unit."""
    if actor.has(*KEEPING):
        return None
    return Refusal(
        "no_role",
        "Việc này cần vai trò “Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”. Đề nghị quản trị phân quyền.",
    )


def why_not_own(actor: Actor, unit_id: str) -> Refusal | None:
    """An entry is carried on by the unit that wrote it."""
    refusal = why_not_keep(actor)
    if refusal is None and actor.unit_id != unit_id:
        return Refusal("other_unit", "Mục này của cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    return refusal


def why_not_mark(actor: Actor, unit_id: str, *, superior: bool) -> Refusal | None:
    """Whoever has a `superior` does not mark itself; the top of the system has nobody else to do it."""
    if unit_id != actor.unit_id or not superior:
        return None
    return Refusal(
        "own_unit", "Cơ quan không tự đánh dấu mình làm tốt. Đề nghị cơ quan cấp trên đánh dấu.", "unit_id"
    )


def why_not_happened(day: date, today: date, *, field: str = "day") -> Refusal | None:
    """What is recorded as done has a day that has come."""
    if day <= today:
        return None
    return Refusal("day_in_future", "Ngày này chưa đến. Hãy ghi ngày đã thực hiện.", field)


def why_not_between(first: date, last: date) -> Refusal | None:
    """A stretch of days ends when it begins, or later."""
    if first <= last:
        return None
    return Refusal("period_wrong", "Ngày cuối trước ngày đầu. Hãy sửa lại ngày.", "last")


def why_not_number(value: int, most: int, *, field: str, least: int = 1) -> Refusal | None:
    """A count that can be."""
    if least <= value <= most:
        return None
    return Refusal(
        "number_wrong", f"Con số phải từ {least} đến {most:,}. Hãy ghi lại.".replace(",", "."), field
    )


def why_not_link(link: str) -> Refusal | None:
    """A link leads to a page; nothing or http(s)."""
    if not link or link.lower().partition("://")[0] in {"https", "http"}:
        return None
    return Refusal("link_wrong", "Đường dẫn phải bắt đầu bằng “https”. Hãy sao lại từ trang đã đăng.", "link")


def why_not_check(actor: Actor, *, unit_id: str, written_by: int | None, checked: bool) -> Refusal | None:
    """A second person looks at the source, once (10/KH-UBND Hải Phòng II.1.h)."""
    refusal = why_not_own(actor, unit_id)
    if refusal is not None:
        return refusal
    if checked:
        return Refusal("checked_already", "Nguồn của mục này đã được kiểm tra. Hãy tải lại trang.")
    if written_by == actor.person_id:
        return Refusal(
            "same_person", "Người soạn không tự kiểm tra nguồn. Hãy nhờ một người khác của cơ quan kiểm tra."
        )
    return None


def why_not_publish(
    actor: Actor, *, unit_id: str, stance: Stance, checked: bool, published: bool
) -> Refusal | None:
    """Criticism only from a checked source (10/KH-UBND Hải Phòng II.1.h, R-263)."""
    refusal = why_not_own(actor, unit_id)
    if refusal is not None:
        return refusal
    if published:
        return Refusal("published_already", "Mục này đã ghi là đã đăng. Hãy tải lại trang.")
    if stance is Stance.CRITICISM and not checked:
        return Refusal(
            "source_not_checked",
            "Tin phê phán chỉ đăng khi nguồn đã được kiểm tra. Hãy nhờ một người khác kiểm tra nguồn trước.",
        )
    return None


def why_not_year(year: int) -> Refusal | None:
    """The year an index is of."""
    if year in _YEARS:
        return None
    return Refusal("year_wrong", "Năm của chỉ số phải từ 2005 đến 2099. Hãy ghi lại.", "year")


def why_not_rank(rank: int | None, of: int | None) -> Refusal | None:
    """A rank among so many, or none told."""
    if rank is None or (rank >= 1 and (of is None or rank <= of)):
        return None
    return Refusal("rank_wrong", "Thứ hạng phải từ 1 và không quá số đơn vị xếp hạng. Hãy ghi lại.", "rank")
