"""Which slots has a day, may one be booked now, who comes late, when is somebody reminded? Pure.

R-026: a free slot can be booked and cancelled; R-041: who booked becomes callable at the slot, who comes late falls
back to the ordinary order. It is organised where approved (004/KH phụ lục IV.03).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.core.moments import VN, at, local, local_day
from motcua.core.refusals import Refusal
from motcua.queueing.appointment_terms import (
    APPOINTMENT_ACT_LABELS,
    APPOINTMENT_STATE_LABELS,
    AppointmentAct,
    AppointmentState,
)
from motcua.workcalendar.wording import named_moment

# People are asked and told by day: an offer of the night is answered in the morning.
WAKES, RESTS = time(7), time(20)


@dataclass(frozen=True, slots=True)
class BookingRule:
    """How far ahead, how late, how many. As it stands here until the unit decides otherwise (BookingLimits)."""

    furthest_days: int = 30
    closes: timedelta = timedelta(minutes=30)  # no booking later than this before a slot
    offer: timedelta = timedelta(hours=2)  # to say yes to a freed slot
    most_open: int = 2  # bookings and wishes of one telephone or account
    most_of_address: int = 20  # bookings of one address on a day: many people share one


RULE = BookingRule()
# Then name and telephone go: how long people's data is kept is no decision of a desk.
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a weekday as it was decided; minutes of the day, half-open; dates half-open."""

    weekday: int
    starts: int
    ends: int
    minutes: int
    capacity: int
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day of the week."""
        in_term = self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        return in_term and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """From when to when, for how many people."""

    start: datetime
    end: datetime
    capacity: int


def slots_of_day(
    day: date, windows: Iterable[Window], sessions: Sequence[tuple[int, int]]
) -> tuple[Slot, ...]:
    """The slots of a day in order; `sessions` are the office's hours that day, none when it is closed.

    A slot lies wholly in one session: what the lunch break or a half day off cuts is not offered.
    """
    found = []
    for window in windows:
        if not window.holds(day):
            continue
        for minute in range(window.starts, window.ends - window.minutes + 1, window.minutes):
            end = minute + window.minutes
            if any(first <= minute and end <= last for first, last in sessions):
                found.append(Slot(_moment(day, minute), _moment(day, end), window.capacity))
    return tuple(sorted(found))


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(0), tzinfo=VN) + timedelta(minutes=minute)


def why_not_when(start: datetime, *, now: datetime, rule: BookingRule = RULE) -> Refusal | None:
    """Neither past, nor so near that nobody could come, nor further than bookings are taken."""
    if start <= now:
        return Refusal("slot_past", "Giờ hẹn này đã qua. Hãy chọn giờ khác.", "slot")
    if start - now < rule.closes:
        minutes = int(rule.closes.total_seconds()) // 60
        return Refusal(
            "slot_too_near",
            f"Chỉ đặt trước ít nhất {minutes} phút. Hãy chọn giờ khác, hoặc đến lấy số tại Bộ phận Một cửa.",
            "slot",
        )
    if local_day(start) > local_day(now) + timedelta(days=rule.furthest_days):
        return Refusal(
            "slot_too_far",
            f"Chỉ đặt trước nhiều nhất {rule.furthest_days} ngày. Hãy chọn ngày gần hơn.",
            "slot",
        )
    return None


def why_not_day(words: str, nearest: Sequence[Slot]) -> Refusal:
    """The office is closed then, for the reason said; with the nearest free slots."""
    return _another_time("day_off", f"Ngày này không tiếp: {words}.", nearest)


def why_not_offered(nearest: Sequence[Slot]) -> Refusal:
    """Nobody is served by appointment at that time."""
    return _another_time("slot_not_offered", "Bộ phận Một cửa không nhận hẹn giờ này.", nearest)


def full(nearest: Sequence[Slot]) -> Refusal:
    """Others were before."""
    return _another_time("slot_full", "Giờ này vừa hết chỗ.", nearest)


def _another_time(code: str, why: str, nearest: Sequence[Slot]) -> Refusal:
    free = {"free": [slot.start.isoformat() for slot in nearest]}
    return Refusal(code, f"{why} Hãy chọn giờ khác.{_nearest(nearest)}", "slot", free)


def _nearest(slots: Sequence[Slot]) -> str:
    if not slots:
        return " Chưa có giờ trống nào trong thời gian nhận hẹn. Hãy ghi tên chờ chỗ trống, hoặc gọi Bộ phận Một cửa."
    return f" Giờ còn trống gần nhất: {'; '.join(named_moment(slot.start) for slot in slots)}."


_FROM: dict[AppointmentAct, frozenset[AppointmentState]] = {
    AppointmentAct.CHANGE: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.MOVE: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.CANCEL: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.ARRIVE: frozenset({AppointmentState.BOOKED, AppointmentState.MISSED}),
    AppointmentAct.MISS: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.REMIND_DAY: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.REMIND_HOURS: frozenset({AppointmentState.BOOKED}),
    AppointmentAct.PHONED: frozenset({AppointmentState.BOOKED, AppointmentState.CANCELLED}),
}


def why_not_from_state(act: AppointmentAct, state: AppointmentState) -> Refusal | None:
    """The table of an appointment's life."""
    if state in _FROM.get(act, frozenset()):
        return None
    return Refusal(
        "wrong_order",
        f"Lịch hẹn đang ở trạng thái “{APPOINTMENT_STATE_LABELS[state]}” nên không "
        f"“{APPOINTMENT_ACT_LABELS[act]}” được. Hãy tải lại trang.",
    )


def why_not_drop(start: datetime, *, now: datetime) -> Refusal | None:
    """A person changes or drops it until the slot begins; afterwards the desk says what became of it."""
    if now < start:
        return None
    return Refusal("slot_past", "Giờ hẹn đã đến hoặc đã qua. Hãy hỏi tại Bộ phận Một cửa.")


def why_not_arrive(start: datetime, *, now: datetime) -> Refusal | None:
    """On the day of the slot only."""
    if local_day(start) == local_day(now):
        return None
    return Refusal(
        "not_today",
        f"Lịch hẹn vào lúc {named_moment(start)}, không phải hôm nay. Hãy lấy số thường hoặc đổi giờ hẹn.",
    )


def why_not_miss(start: datetime, *, now: datetime, late_minutes: int) -> Refusal | None:
    """Not before it is late by the rule of the hall."""
    if not in_time(start, now=now, late_minutes=late_minutes):
        return None
    return Refusal("not_missed_yet", f"Chỉ ghi không đến sau giờ hẹn {late_minutes} phút. Hãy chờ thêm.")


def in_time(start: datetime, *, now: datetime, late_minutes: int) -> bool:
    """Whether who comes now keeps the slot: early, or no later than the hall's rule allows (R-041)."""
    return now <= start + timedelta(minutes=late_minutes)


def reminder_due(start: datetime, *, now: datetime, booked_at: datetime) -> AppointmentAct | None:
    """Which reminder is due: a day before, two hours before; none that was over when it was booked."""
    for act, ahead in (
        (AppointmentAct.REMIND_HOURS, timedelta(hours=2)),
        (AppointmentAct.REMIND_DAY, timedelta(days=1)),
    ):
        if start - ahead <= now < start:
            return act if booked_at < start - ahead else None
    return None


def offered_until(now: datetime, start: datetime, *, rule: BookingRule = RULE) -> datetime | None:
    """Until when a freed slot is held for who waits; None where there is no time left to ask anybody.

    The hours to answer count from seven in the morning to eight in the evening.
    """
    here = local(now)
    begins = here
    if here.time() < WAKES:
        begins = at(here.date(), WAKES)
    elif here.time() >= RESTS:
        begins = at(here.date() + timedelta(days=1), WAKES)
    until = min(begins + rule.offer, start - rule.closes)
    return until if until - now >= rule.closes else None
