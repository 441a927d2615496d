"""Who may draft, issue, return and archive a report, and what stands against it? Pure; acts and pages ask here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.reports.issue_rules import is_over
from motcua.reports.issue_terms import LEADS, REPORT_STATE_LABELS, Every, ReportAct, ReportState

DRAFTING = (Role.CONTROL, Role.LEAD)
ISSUING = (Role.LEAD,)
RECEIVING = (Role.CONTROL, Role.LEAD)
ARCHIVING = (Role.CONTROL, Role.LEAD)
SETTING = (Role.CONTROL, Role.LEAD)
READING = (Role.CONTROL, Role.LEAD, Role.INSPECT, Role.APPROVE)
MOST_TEXT, MOST_RECEIVERS, MOST_DAYS, MOST_DAYS_AFTER = 2000, 50, 3660, 366
_ROLES = {
    ReportAct.DRAFT: (DRAFTING, "“Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”"),
    ReportAct.ISSUE: (ISSUING, "“Lãnh đạo”"),
    ReportAct.CONFIRM: (RECEIVING, "“Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”"),
    ReportAct.RETURN: (RECEIVING, "“Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”"),
    ReportAct.ARCHIVE: (ARCHIVING, "“Kiểm soát thủ tục hành chính” hoặc “Lãnh đạo”"),
}
_OF_RECEIVER = frozenset({ReportAct.CONFIRM, ReportAct.RETURN})


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as the policies see it: its sender, the units it went to, where it stands, its last day."""

    unit_id: str
    receivers: frozenset[str]
    state: ReportState
    last: date
    confirmed_by: frozenset[str] = frozenset()


def why_not(
    act: ReportAct, actor: Actor, report: ReportFacts, at: datetime, *, reason: str = ""
) -> Refusal | None:
    """The first reason against an act on a report that is there."""
    return (
        why_no_role(act, actor)
        or _why_other_unit(act, actor, report)
        or _why_state(act, report)
        or _why_confirmed(act, actor, report)
        or (_why_not_over(report.last, at) if act is ReportAct.ISSUE else None)
        or (_why_no_reason(reason) if act is ReportAct.RETURN else None)
    )


def why_no_role(act: ReportAct, actor: Actor) -> Refusal | None:
    """Whether the roles of the person allow the act at all."""
    roles, words = _ROLES[act]
    if actor.has(*roles):
        return None
    return Refusal("no_role", f"Việc này cần vai trò {words}. Đề nghị người có vai trò đó làm.")


def why_not_period(first: date, last: date, at: datetime) -> Refusal | None:
    """A report is of days that have begun, and of a stretch that can be read (a period that runs is provisional)."""
    if last < first:
        return Refusal("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại kỳ báo cáo.", "last")
    if (last - first).days > MOST_DAYS:
        return Refusal("period_too_long", "Kỳ báo cáo dài quá mười năm. Hãy chia thành nhiều kỳ.", "last")
    if is_over(first - timedelta(days=1), at):
        return None
    return Refusal("period_not_begun", "Kỳ báo cáo chưa bắt đầu. Hãy lập báo cáo khi kỳ đã bắt đầu.", "first")


def why_not_receivers(
    unit_id: str, units: Collection[str], known: Collection[str], others: str
) -> Refusal | None:
    """Somebody must receive it: units that are there, not the sender itself, or bodies outside named in words."""
    if not units and not others.strip():
        return Refusal(
            "receiver_missing", "Chưa có nơi nhận. Hãy chọn ít nhất một cơ quan nhận.", "receivers"
        )
    if unit_id in units:
        return Refusal("receiver_self", "Cơ quan gửi không thể là nơi nhận. Hãy bỏ chọn cơ quan này.")
    if set(units) - set(known):
        return Refusal("unit_unknown", "Có nơi nhận không còn trong danh mục. Hãy chọn lại.", "receivers")
    if len(units) > MOST_RECEIVERS or len(others) > MOST_TEXT:
        return Refusal(
            "receivers_too_many", f"Nhiều nhất {MOST_RECEIVERS} nơi nhận. Hãy bỏ bớt.", "receivers"
        )
    return None


def why_not_set(
    actor: Actor,
    every: Every,
    period: tuple[date, date | None],
    due_on: date | None,
    days_after: int | None,
    source: str,
) -> Refusal | None:
    """The date of a report is set by who controls procedures or leads, after the period (R-279)."""
    if not actor.has(*SETTING):
        return Refusal(
            "no_role", "Đặt hạn báo cáo cần vai trò “Kiểm soát thủ tục hành chính”. Đề nghị người đó đặt."
        )
    if len(source) > MOST_TEXT:
        return Refusal("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", "source")
    if every is not Every.ONCE:
        if days_after is None or not 0 <= days_after <= MOST_DAYS_AFTER:
            return Refusal(
                "days_wrong", "Hãy ghi số ngày sau khi hết kỳ, từ 0 đến 366, rồi lưu lại.", "days_after"
            )
        return None
    first, last = period
    if last is None or last < first:
        return Refusal("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại kỳ báo cáo.", "last")
    if due_on is None or due_on < last:
        return Refusal(
            "due_before_end", "Hạn báo cáo phải từ ngày cuối kỳ trở đi. Hãy chọn lại ngày.", "due_on"
        )
    return None


def _why_other_unit(act: ReportAct, actor: Actor, report: ReportFacts) -> Refusal | None:
    if act in _OF_RECEIVER:
        if actor.unit_id in report.receivers:
            return None
        return Refusal(
            "not_receiver", "Báo cáo này không gửi đến cơ quan của bạn. Đề nghị cơ quan nhận làm việc này."
        )
    if actor.unit_id == report.unit_id:
        return None
    return Refusal(
        "other_unit", "Báo cáo này của cơ quan khác. Hãy chuyển sang cơ quan lập báo cáo rồi làm lại."
    )


def _why_state(act: ReportAct, report: ReportFacts) -> Refusal | None:
    if report.state in LEADS[act][0]:
        return None
    if act is ReportAct.ISSUE and report.state is ReportState.ISSUED:
        return Refusal("report_issued", "Báo cáo này đã phát hành. Hãy mở bản đã phát hành để xem.")
    label = REPORT_STATE_LABELS[report.state]
    return Refusal(
        "wrong_state", f"Báo cáo đang ở trạng thái “{label}”. Hãy tải lại trang rồi xem việc còn làm."
    )


def _why_confirmed(act: ReportAct, actor: Actor, report: ReportFacts) -> Refusal | None:
    if act is not ReportAct.CONFIRM or actor.unit_id not in report.confirmed_by:
        return None
    return Refusal("confirmed_already", "Cơ quan đã xác nhận nhận báo cáo này. Hãy mở báo cáo để xem.")


def _why_not_over(last: date, at: datetime) -> Refusal | None:
    if is_over(last, at):
        return None
    after = last + timedelta(days=1)
    return Refusal(
        "period_not_over",
        f"Kỳ báo cáo đến hết {last:%d/%m/%Y} chưa kết thúc, số liệu còn tạm tính nên chưa phát hành được. "
        f"Hãy phát hành từ ngày {after:%d/%m/%Y}.",
    )


def _why_no_reason(reason: str) -> Refusal | None:
    if not reason.strip():
        return Refusal("reason_missing", "Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa điều gì.", "reason")
    if len(reason) > MOST_TEXT:
        return Refusal("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", "reason")
    return None
