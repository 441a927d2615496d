"""Who may plan, report, answer and ask in outreach, and what is possible? Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import KEEPERS, Role
from motcua.outreach.standings import DayFacts
from motcua.outreach.terms import DayStanding, EventKind

# The office controls procedures and its head keep what the unit holds (104/KH-UBND II.2).
KEEPING = (Role.CONTROL, Role.LEAD)
ANSWERING = (Role.CONTROL, Role.LEAD, Role.APPRAISE)
READING = KEEPERS
# Anybody who works here may propose an initiative (004 phụ lục IX.03).
PROPOSING = tuple(sorted(frozenset(Role) - {Role.ADMIN}))
_NO_ROLE = "Việc này cần vai trò “Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”. Đề nghị quản trị phân quyền."
_OTHER_UNIT = "Việc này thuộc cơ quan khác. Hãy chuyển sang cơ quan đó rồi làm lại."


def why_not_keep(actor: Actor, *, within: bool) -> Refusal | None:
    """Whoever keeps outreach, for the own unit or one below it."""
    if not actor.has(*KEEPING):
        return Refusal("no_role", _NO_ROLE)
    return None if within else Refusal("other_unit", _OTHER_UNIT)


def why_not_answer(actor: Actor, *, responsible: str) -> Refusal | None:
    """The unit that was asked answers (104/KH-UBND II.2.3, R-245)."""
    if not actor.has(*ANSWERING):
        return Refusal(
            "no_role",
            "Trả lời câu hỏi cần vai trò “Lãnh đạo”, “Kiểm soát” hoặc “Thẩm định”. Đề nghị quản trị phân quyền.",
        )
    return None if actor.unit_id == responsible else Refusal("other_unit", _OTHER_UNIT)


def why_not_propose(actor: Actor) -> Refusal | None:
    """Who works in the unit proposes."""
    if actor.has(*PROPOSING):
        return None
    return Refusal("no_role", "Đề xuất sáng kiến dành cho người làm việc tại cơ quan. Hãy nhờ lãnh đạo ghi.")


def why_not_planned(days: Sequence[DayFacts], now: datetime, *, result: str) -> Refusal | None:
    """What is over is recorded with its result, what is to come has none yet."""
    over = [one.day for one in days if now >= one.over_at]
    if over and not result:
        return Refusal(
            "event_in_past",
            "Ngày tổ chức đã qua. Hãy ghi kết quả để lưu là đã tổ chức, hoặc chọn ngày sắp tới.",
            "result",
        )
    if result and all(now < one.begins_at for one in days):
        return Refusal(
            "result_too_early", "Sự kiện chưa diễn ra nên chưa có kết quả. Hãy để trống ô kết quả.", "result"
        )
    return None


def why_not_told(*, result: str, more: bool) -> Refusal | None:
    """Numbers and evidence belong to a result: without one they could not be kept."""
    if result or not more:
        return None
    return Refusal(
        "result_missing",
        "Chưa có kết quả nên chưa ghi được số liệu, minh chứng. Hãy ghi kết quả, hoặc để trống các ô này.",
        "result",
    )


def why_not_outcome(
    facts: DayFacts, standing: DayStanding, now: datetime, *, reason: str, result: str
) -> Refusal | None:
    """Held once it has begun, with its result; postponed or cancelled with a reason (R-244); a later word of a
    day that was held needs a reason too.
    """
    waits = facts.said is DayStanding.POSTPONED and not facts.moved and standing is DayStanding.CANCELLED
    if facts.said in {DayStanding.CANCELLED, DayStanding.POSTPONED} and not waits:
        return Refusal(
            "day_settled", "Ngày này đã hoãn hoặc hủy. Hãy tải lại trang và ghi ở ngày tổ chức khác."
        )
    if standing is not DayStanding.HELD:
        if facts.said is DayStanding.HELD:
            return Refusal("day_held", "Ngày này đã ghi là đã tổ chức. Hãy sửa kết quả nếu ghi nhầm.")
        return None if reason else Refusal("reason_missing", "Chưa ghi lý do. Hãy ghi lý do.", "reason")
    if now < facts.begins_at:
        return Refusal("result_too_early", "Sự kiện chưa diễn ra. Hãy ghi kết quả sau khi tổ chức.", "result")
    if not result:
        return Refusal("result_missing", "Chưa ghi kết quả. Hãy ghi kết quả đạt được.", "result")
    if facts.said is DayStanding.HELD and not reason:
        return Refusal("reason_missing", "Kết quả đã ghi trước đó. Hãy ghi lý do sửa rồi lưu lại.", "reason")
    return None


def why_not_new_day(new: date, *, today: date, taken: bool) -> Refusal | None:
    """The new day of what was postponed lies ahead and is no day of the event yet."""
    if new < today:
        return Refusal("day_past", "Ngày mới đã qua. Hãy chọn ngày sắp tới.", "new_day")
    if taken:
        return Refusal("day_taken", "Sự kiện đã có ngày này. Hãy chọn ngày khác.", "new_day")
    return None


def why_not_counted(kind: EventKind, advised: int | None, settled: int | None) -> Refusal | None:
    """Requests are advised and settled at a festival day (104/KH-UBND II.2.5)."""
    if kind is not EventKind.FESTIVAL and (advised is not None or settled is not None):
        return Refusal(
            "counts_of_festival",
            "Số yêu cầu tư vấn, giải quyết chỉ ghi cho ngày hội. Hãy để trống hai ô này.",
            "advised",
        )
    return None


def why_not_opening(kind: EventKind, *, opens: bool) -> Refusal | None:
    """A ceremony opens a programme or its variant; nothing else does (R-254)."""
    if opens and kind is not EventKind.CEREMONY:
        return Refusal("opens_wrong", "Chỉ lễ phát động mở chương trình. Hãy để trống ô này.", "opens")
    return None


def why_not_due(due_on: date, today: date) -> Refusal | None:
    """A question is to be answered on a day that has not passed."""
    if due_on < today:
        return Refusal("due_past", "Hạn trả lời đã qua. Hãy chọn ngày từ hôm nay.", "due_on")
    return None


def why_not_adopt(actor: Actor, *, owner: str, model: bool, since: date, today: date) -> Refusal | None:
    """Another unit takes over what is marked as a model (nhân rộng, R-242)."""
    if not actor.has(*KEEPING):
        return Refusal("no_role", _NO_ROLE)
    if actor.unit_id == owner:
        return Refusal(
            "own_initiative", "Đây là sáng kiến của cơ quan mình. Hãy ghi tiến độ thay vì nhân rộng."
        )
    if not model:
        return Refusal(
            "not_model", "Sáng kiến chưa được đề nghị nhân rộng. Đề nghị cơ quan có sáng kiến đánh dấu trước."
        )
    if since > today:
        return Refusal("day_in_future", "Ngày áp dụng chưa đến. Hãy ghi khi đã áp dụng.", "since")
    return None
