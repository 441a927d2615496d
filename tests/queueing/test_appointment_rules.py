"""Which slots has a day, may one be booked now, who is late, when is somebody reminded or asked?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.presence import NOT_ONLINE, SIGNED_IN_FRONT, why_present
from motcua.queueing.appointment_rules import (
    RULE,
    Window,
    full,
    in_time,
    offered_until,
    reminder_due,
    slots_of_day,
    why_not_arrive,
    why_not_from_state,
    why_not_miss,
    why_not_when,
)
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState
from tests.cast import at

MONDAY = date(2022, 5, 16)
OFFICE = ((450, 690), (780, 1020))  # 7:30–11:30, 13:00–17:00
MORNING = Window(weekday=0, starts=480, ends=720, minutes=30, capacity=2, valid_from=date(2022, 1, 1))


def starts(day: date, *windows: Window, sessions: tuple[tuple[int, int], ...] = OFFICE) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in slots_of_day(day, windows, sessions)]


def test_a_window_is_cut_into_slots_within_the_office_hours() -> None:
    assert starts(MONDAY, MORNING) == ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"]


def test_a_slot_that_the_lunch_break_would_cut_is_not_offered() -> None:
    late = Window(weekday=0, starts=670, ends=850, minutes=35, capacity=1, valid_from=date(2022, 1, 1))
    assert starts(MONDAY, late) == ["13:30"]


def test_a_day_off_and_a_half_day_off_offer_less() -> None:
    assert starts(MONDAY, MORNING, sessions=()) == []
    assert starts(MONDAY, MORNING, sessions=((780, 1020),)) == []


def test_a_window_holds_on_its_weekday_and_in_its_term_only() -> None:
    ended = Window(
        weekday=0, starts=480, ends=540, minutes=30, capacity=1, valid_from=date(2022, 1, 1), valid_to=MONDAY
    )
    assert starts(MONDAY, ended) == []
    assert starts(MONDAY - timedelta(days=7), ended) == ["08:00", "08:30"]
    assert starts(MONDAY + timedelta(days=1), MORNING) == []


@given(
    starts_at=st.integers(0, 1439),
    length=st.integers(1, 720),
    minutes=st.integers(5, 240),
    n=st.integers(1, 9),
)
def test_slots_never_overlap_nor_leave_window_or_session(
    starts_at: int, length: int, minutes: int, n: int
) -> None:
    ends = min(starts_at + length, 1440)
    window = Window(0, starts_at, ends, minutes, n, date(2022, 1, 1))
    slots = slots_of_day(MONDAY, [window], OFFICE)
    assert all(a.end <= b.start for a, b in pairwise(slots))
    for slot in slots:
        first = slot.start.hour * 60 + slot.start.minute
        last = first + minutes
        assert starts_at <= first
        assert last <= ends
        assert any(a <= first and last <= b for a, b in OFFICE)
        assert slot.capacity == n


@pytest.mark.parametrize(
    ("now", "start", "code"),
    [
        ("2022-05-16 08:00", "2022-05-16 07:30", "slot_past"),
        ("2022-05-16 08:00", "2022-05-16 08:00", "slot_past"),
        ("2022-05-16 08:00", "2022-05-16 08:29", "slot_too_near"),
        ("2022-05-16 08:00", "2022-05-16 08:30", None),
        ("2022-05-16 08:00", "2022-06-15 16:30", None),
        ("2022-05-16 08:00", "2022-06-16 07:30", "slot_too_far"),
    ],
)
def test_a_slot_is_booked_neither_past_nor_too_near_nor_too_far(
    now: str, start: str, code: str | None
) -> None:
    refusal = why_not_when(at(start), now=at(now))
    assert (refusal.code if refusal else None) == code


def test_who_finds_a_slot_full_is_told_the_next_free_ones() -> None:
    slots = slots_of_day(MONDAY, [MORNING], OFFICE)[:2]
    assert "8:00 Thứ Hai 16/5/2022; 08:30 Thứ Hai 16/5/2022" in full(slots).text
    assert full(slots).data["free"][0].startswith("2022-05-16T08:00")
    assert "chờ chỗ trống" in full([]).text


@pytest.mark.parametrize(
    ("now", "kept"),
    [("2022-05-16 07:40", True), ("2022-05-16 08:15", True), ("2022-05-16 08:16", False)],
)
def test_who_comes_early_or_within_the_grace_keeps_the_slot(now: str, kept: bool) -> None:
    assert in_time(at("2022-05-16 08:00"), now=at(now), late_minutes=15) is kept


def test_an_arrival_is_marked_on_the_day_only_and_a_missing_one_after_the_grace_only() -> None:
    start = at("2022-05-16 08:00")
    assert why_not_arrive(start, now=at("2022-05-16 16:00")) is None
    wrong_day = why_not_arrive(start, now=at("2022-05-17 08:00"))
    assert wrong_day is not None
    assert wrong_day.code == "not_today"
    early = why_not_miss(start, now=at("2022-05-16 08:15"), late_minutes=15)
    assert early is not None
    assert early.code == "not_missed_yet"
    assert why_not_miss(start, now=at("2022-05-16 08:16"), late_minutes=15) is None


@pytest.mark.parametrize(
    ("act", "state", "goes"),
    [
        (AppointmentAct.CHANGE, AppointmentState.BOOKED, True),
        (AppointmentAct.CHANGE, AppointmentState.ARRIVED, False),
        (AppointmentAct.CANCEL, AppointmentState.CANCELLED, False),
        (AppointmentAct.ARRIVE, AppointmentState.MISSED, True),
        (AppointmentAct.ARRIVE, AppointmentState.ARRIVED, False),
        (AppointmentAct.MISS, AppointmentState.CANCELLED, False),
    ],
)
def test_what_may_follow_on_an_appointment(act: AppointmentAct, state: AppointmentState, goes: bool) -> None:
    assert (why_not_from_state(act, state) is None) is goes


def due(now: str, booked: str) -> AppointmentAct | None:
    return reminder_due(at("2022-05-16 08:00"), now=at(now), booked_at=at(booked))


def test_reminders_come_a_day_and_two_hours_before_and_none_that_was_over_when_it_was_booked() -> None:
    assert due("2022-05-15 07:59", "2022-05-10 08:00") is None
    assert due("2022-05-15 08:00", "2022-05-10 08:00") is AppointmentAct.REMIND_DAY
    assert due("2022-05-15 20:00", "2022-05-15 19:00") is None
    assert due("2022-05-16 06:00", "2022-05-15 19:00") is AppointmentAct.REMIND_HOURS
    assert due("2022-05-16 07:00", "2022-05-16 06:30") is None
    assert due("2022-05-16 08:00", "2022-05-10 08:00") is None


@pytest.mark.parametrize(
    ("now", "start", "until"),
    [
        ("2022-05-16 09:00", "2022-05-18 08:00", "2022-05-16 11:00"),
        ("2022-05-16 22:00", "2022-05-18 08:00", "2022-05-17 09:00"),
        ("2022-05-16 05:00", "2022-05-18 08:00", "2022-05-16 09:00"),
        ("2022-05-16 07:00", "2022-05-16 09:00", "2022-05-16 08:30"),
    ],
)
def test_a_freed_slot_is_held_two_hours_of_the_day_for_who_waits(now: str, start: str, until: str) -> None:
    assert offered_until(at(now), at(start)) == at(until)


def test_nobody_is_asked_when_there_is_no_time_left_to_answer() -> None:
    assert offered_until(at("2022-05-16 08:10"), at("2022-05-16 09:00")) is None


@given(st.integers(0, 60 * 24 * 30), st.integers(0, 60 * 24 * 10))
def test_an_offer_always_ends_before_bookings_of_the_slot_close(passed: int, ahead: int) -> None:
    here = at("2022-05-01 00:00") + timedelta(minutes=passed)
    start = here + timedelta(minutes=ahead)
    until = offered_until(here, start)
    assert until is None or here + RULE.closes <= until <= start - RULE.closes


@pytest.mark.parametrize(
    ("facts", "level", "why"),
    [
        ({"presence": "Hai bên phải có mặt"}, "toàn trình", "Hai bên phải có mặt"),
        ({"certification": {"signed_in_front": True}}, "một phần", SIGNED_IN_FRONT),
        ({"certification": {"book": "SCT/BS"}}, "2", NOT_ONLINE),
        ({}, "một phần", ""),
        ({}, "4", ""),
    ],
)
def test_a_procedure_says_why_somebody_must_come(facts: dict[str, object], level: str, why: str) -> None:
    assert why_present(facts, level) == why
