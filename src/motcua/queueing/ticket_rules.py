"""What may follow on a ticket, and in which order of times? Pure (R-038)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.refusals import Refusal
from motcua.queueing.terms import ACT_LABELS, STATE_LABELS, PriorityReason
from motcua.queueing.terms import TicketAct as A
from motcua.queueing.terms import TicketState as S

# Act: from which states; the ticket is then in TARGETS[act].
SOURCES: dict[A, frozenset[S]] = {
    A.CALL: frozenset({S.WAITING, S.MISSED}),  # a missed one only by name (call_this)
    A.RECALL: frozenset({S.CALLED}),
    A.START: frozenset({S.CALLED}),
    A.HOLD: frozenset({S.SERVING}),
    A.RESUME: frozenset({S.ON_HOLD}),
    A.MISS: frozenset({S.CALLED}),
    A.REINSERT: frozenset({S.MISSED, S.CALLED, S.ON_HOLD, S.LEFT}),
    A.TRANSFER: frozenset({S.CALLED, S.SERVING, S.WAITING}),
    A.FINISH: frozenset({S.SERVING}),
    A.LEAVE: frozenset({S.WAITING, S.CALLED, S.ON_HOLD, S.MISSED}),
    A.CONFIRM_PRIORITY: frozenset({S.WAITING, S.CALLED, S.SERVING}),
    A.REVOKE_PRIORITY: frozenset({S.WAITING, S.CALLED, S.SERVING}),
}
# Acts that leave the state as it is are not listed.
TARGETS: dict[A, S] = {
    A.ISSUE: S.WAITING,
    A.CALL: S.CALLED,
    A.START: S.SERVING,
    A.HOLD: S.ON_HOLD,
    A.RESUME: S.SERVING,
    A.MISS: S.MISSED,
    A.REINSERT: S.WAITING,
    A.TRANSFER: S.WAITING,
    A.FINISH: S.FINISHED,
    A.LEAVE: S.LEFT,
}
# Put back from these, the person was away: the place counts from now on. From others it stays.
PLACE_LOST = frozenset({S.MISSED, S.LEFT})
MOST_OFFLINE = 300
MOST_GROUPS = 8


def why_not_act(code: str, state: S, act: A) -> Refusal | None:
    """Whether the act may follow on that state."""
    if state in SOURCES[act]:
        return None
    return Refusal(
        "ticket_wrong_order",
        f"Số {code} đang ở trạng thái “{STATE_LABELS[state]}” nên chưa thể “{ACT_LABELS[act]}”. "
        "Hãy tải lại trang để xem việc làm được lúc này.",
        data={"state": state.value},
    )


def why_not_today(code: str, day: date, today: date) -> Refusal | None:
    """A ticket is of one day: yesterday's is worth nothing today."""
    if day == today:
        return None
    return Refusal(
        "ticket_other_day",
        f"Số {code} là số của ngày {day:%d/%m/%Y}, không dùng được hôm nay. Hãy lấy số mới.",
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event is written: never before the one before it. `said`: what the clock showed, where it was back."""

    at: datetime
    said: datetime | None = None


def in_order(at: datetime, last: datetime) -> Moment:
    """Times only follow in order: a clock put back is written as the last time, with what it showed (R-038)."""
    return Moment(last, said=at) if at < last else Moment(at)


def code_of(series: str, number: int) -> str:
    """As printed and called: the series, then at least three digits ("A042", kiosk B: "AB042")."""
    return f"{series}{number:03d}"


@dataclass(frozen=True, slots=True)
class Claim:
    """With which priority a ticket goes into line, and whether it needs no more confirming."""

    priority: PriorityReason | None
    confirmed: bool = False


def why_not_elderly(claimed: PriorityReason | None, age: int | None, elderly_age: int) -> Refusal | None:
    """Who claims to be elderly beside a card that says otherwise."""
    if claimed is not PriorityReason.ELDERLY or age is None or age >= elderly_age:
        return None
    return Refusal(
        "not_elderly",
        f"Diện người già là từ {elderly_age} tuổi trở lên. Hãy lấy số thường, hoặc chọn diện ưu tiên khác nếu có.",
        field="priority",
    )


def claim_of(claimed: PriorityReason | None, age: int | None, elderly_age: int) -> Claim:
    """A card that shows the age gives the priority of itself, confirmed; any other reason is seen at the counter."""
    old = age is not None and age >= elderly_age
    if claimed is None:
        return Claim(PriorityReason.ELDERLY if old else None, confirmed=old)
    return Claim(claimed, confirmed=old and claimed is PriorityReason.ELDERLY)


def why_not_hour(
    at: datetime, sessions: list[tuple[datetime, datetime]], opens_before: timedelta
) -> Refusal | None:
    """Tickets are issued from a little before a session until its end; none on a day off (`sessions` empty).

    A ticket taken in time is served, also after closing: calling asks no hour.
    """
    if not sessions:
        return Refusal(
            "day_off", "Hôm nay Bộ phận Một cửa không làm việc. Xin hãy đến vào ngày làm việc tới."
        )
    if any(start - opens_before <= at < end for start, end in sessions):
        return None
    coming = [start - opens_before for start, _end in sessions if start - opens_before > at]
    again = f"Phát số lại từ {coming[0]:%H:%M}." if coming else "Xin hãy đến vào ngày làm việc tới."
    return Refusal("hall_closed", f"Ngoài giờ phát số, hãy đến sau. {again}")
