"""May the actor judge, plan or report for "4 tại chỗ" here, and is what they say possible? Pure."""

from collections.abc import Sequence
from datetime import date

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# The office controls procedures, the head of the desk follows the plan (144/KH-UBND IV.1.d).
KEEPING_THE_PLAN = (Role.CONTROL, Role.LEAD)
# 144/KH-UBND III.1: the process starts in the fourth quarter of 2020 at the latest.
LATEST_START = date(2020, 12, 31)
_YEARS = range(2020, 2100)


def why_not_keep(actor: Actor, unit_id: str) -> Refusal | None:
    """Whoever controls procedures or leads the desk, for their own unit."""
    if not actor.has(*KEEPING_THE_PLAN):
        return Refusal(
            "no_role",
            "Việc này cần vai trò “Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”. Đề nghị quản trị phân quyền.",
        )
    if actor.unit_id != unit_id:
        return Refusal("other_unit", "Việc này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại.")
    return None


def why_not_stated(text: str, *, field: str, what: str) -> Refusal | None:
    """Something must be said."""
    if text:
        return None
    return Refusal("text_missing", f"Thiếu {what}. Hãy ghi rồi lưu lại.", field)


def why_in_future(day: date, today: date, *, field: str) -> Refusal | None:
    """What was judged, issued or reached has a day that has come."""
    if day <= today:
        return None
    return Refusal("day_in_future", "Ngày này chưa đến. Hãy ghi ngày đã thực hiện.", field)


def why_not_roadmap(year: int, starts_on: date) -> Refusal | None:
    """A roadmap is for a year of the plan, and starts no later than the end of that year."""
    if year not in _YEARS:
        return Refusal("year_wrong", "Lộ trình tính từ năm 2020. Hãy ghi lại năm.", "year")
    if starts_on.year > year:
        return Refusal("start_wrong", "Ngày bắt đầu ở sau năm của lộ trình. Hãy ghi lại ngày.", "starts_on")
    return None


def is_late_start(starts_on: date) -> bool:
    """A start after 31/12/2020 is late (144/KH-UBND III.1, R-058)."""
    return starts_on > LATEST_START


def missing_parts(solutions: Sequence[str], staff: str, roadmap: str, equipment: str) -> tuple[str, ...]:
    """Which parts of the concrete solutions lack (144/KH-UBND II.1, R-057)."""
    parts = (
        (solutions, "giải pháp"),
        (staff, "nhân sự"),
        (roadmap, "lộ trình"),
        (equipment, "trang thiết bị"),
    )
    return tuple(words for said, words in parts if not said)
