"""The waiting report by figures reckoned by hand: what is a wait, whose, and when it holds (004 annex I.13)."""

from datetime import date, timedelta

import pytest

from motcua.organisation.models import Unit
from motcua.queueing.models import HallRule
from motcua.queueing.report import Waits, total_of, waiting_report
from motcua.queueing.terms import TicketAct
from motcua.queueing.visit_times import Kind, Visits
from motcua.queueing.wait_rules import holds, least_above, tenths, tenths_words
from tests.cast import P5, Q11
from tests.queueing.hall_days import MONDAY, desk_of_unit, served, visited

A = TicketAct
MINUTE = 60_000_000
TODAY = date(2022, 7, 1)


def of_q11(first: date = MONDAY, last: date = MONDAY, today: date = TODAY) -> Waits:
    return waiting_report(Unit.objects.get(pk=Q11), first, last, today).total


def listed(kind: Kind, today: date = TODAY) -> list[str]:
    return [one.code for one in Visits([Q11], MONDAY, MONDAY, today, kind=kind)]


# How a wait is rounded and judged -------------------------------------------------------------------------


@pytest.mark.requirement("R-036")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL I.13")
@pytest.mark.parametrize(
    ("seconds", "shown", "held"),
    [
        (1800.0, "30,0", True),
        (1802.0, "30,0", True),
        (1802.999999, "30,0", True),
        (1803.0, "30,1", False),
        (1806.0, "30,1", False),
        (0.0, "0,0", True),
        (2.999999, "0,0", True),
        (3.0, "0,1", True),
    ],
)
def test_a_mean_of_thirty_minutes_holds_and_the_next_tenth_does_not(
    seconds: float, shown: str, held: bool
) -> None:
    found = tenths(round(seconds * 1_000_000))
    assert tenths_words(found) == shown
    assert holds(found, 30) is held


@pytest.mark.requirement("R-036")
def test_a_visit_is_above_the_limit_exactly_when_it_is_shown_as_more() -> None:
    for limit in (1, 30, 45):
        assert tenths(least_above(limit)) == limit * 10 + 1
        assert tenths(least_above(limit) - 1) == limit * 10


def test_the_mean_is_rounded_once_from_the_exact_sum() -> None:
    # 3 visits of 1802.9 s, each shown as 30.0; a mean of rounded ones could not become 30.1 by a fourth of 1803.5 s.
    assert tenths(3 * 1_802_900_000 + 1_803_500_000, 4) == 301
    assert tenths(4 * 1_802_900_000, 4) == 300


# What is a wait -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-036")
def test_mean_highest_and_share_of_a_day_are_those_reckoned_by_hand() -> None:
    desk = desk_of_unit(Q11)
    served(desk, "08:00", "08:10", "08:20")  # 10 min
    served(desk, "08:00:30", "08:45:30", "08:50")  # 45 min
    served(desk, "09:00", "09:30", "09:40")  # 30 min: not above
    served(desk, "09:00", "09:30:03", "09:40")  # 30.05 min: above
    found = of_q11()
    assert (found.visits, found.called, found.never_called, found.still_waiting) == (4, 4, 0, 0)
    assert found.wait_us == (10 + 45 + 30 + 30) * MINUTE + 3_000_000
    assert found.mean_tenths == 288  # 115.05 / 4 = 28.7625
    assert found.highest_tenths == 450
    assert (found.above, found.above_share) == (2, 500)
    assert found.holds is True
    assert listed(Kind.ABOVE) == ["Z002", "Z004"]


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-037")
def test_two_visits_give_two_waits_and_each_is_the_sum_of_its_spells() -> None:
    desk = desk_of_unit(Q11)
    visited(
        desk,
        (A.ISSUE, "08:00"), (A.CALL, "08:12"), (A.START, "08:13"),
        (A.TRANSFER, "08:20"), (A.CALL, "08:25"), (A.START, "08:25"), (A.FINISH, "08:30"),
    )  # fmt: skip
    served(desk, "14:00", "14:04", "14:10")  # the same person comes back in the afternoon
    first, second = Visits([Q11], MONDAY, MONDAY, TODAY)
    assert (first.wait_us, second.wait_us) == (17 * MINUTE, 4 * MINUTE)
    assert (first.handling_us, first.calls) == (13 * MINUTE, 2)
    assert of_q11().mean_tenths == 105


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-037")
def test_who_was_never_called_is_counted_apart_and_not_as_nought() -> None:
    desk = desk_of_unit(Q11)
    served(desk, "08:00", "08:40", "08:50")
    visited(desk, (A.ISSUE, "08:00"), (A.LEAVE, "09:30"))
    visited(desk, (A.ISSUE, "16:50"))  # the office closed; nobody said that they left
    found = of_q11()
    assert (found.visits, found.called, found.never_called, found.still_waiting) == (3, 1, 2, 0)
    assert found.mean_tenths == found.highest_tenths == 400
    assert found.above_share == 1000
    assert listed(Kind.NEVER) == ["Z002", "Z003"]
    assert [one.wait_tenths for one in Visits([Q11], MONDAY, MONDAY, TODAY)] == [400, None, None]


@pytest.mark.usefixtures("seeded")
def test_who_waits_today_is_not_yet_never_called() -> None:
    visited(desk_of_unit(Q11), (A.ISSUE, "08:00"))
    found = of_q11(today=MONDAY)
    assert (found.never_called, found.still_waiting) == (0, 1)
    assert listed(Kind.STILL, today=MONDAY) == ["Z001"]
    assert of_q11(today=MONDAY + timedelta(days=1)).never_called == 1


@pytest.mark.usefixtures("seeded")
def test_hold_miss_and_recall_are_no_waiting_but_a_return_to_the_line_is() -> None:
    visited(
        desk_of_unit(Q11),
        (A.ISSUE, "08:00"), (A.CONFIRM_PRIORITY, "08:02"), (A.CALL, "08:05"), (A.RECALL, "08:06"), (A.MISS, "08:07"),
        (A.REINSERT, "08:30"), (A.CALL, "08:36"), (A.START, "08:36"), (A.HOLD, "08:40"), (A.RESUME, "09:10"),
        (A.FINISH, "09:15"),
    )  # fmt: skip
    (one,) = Visits([Q11], MONDAY, MONDAY, TODAY)
    assert one.wait_us == (5 + 6) * MINUTE
    assert one.handling_us == (2 + 4 + 5) * MINUTE


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-041")
def test_a_booking_waits_from_its_slot_and_after_a_transfer_from_the_transfer() -> None:
    desk = desk_of_unit(Q11)
    visited(
        desk, (A.ISSUE, "08:40"), (A.CALL, "09:04"), (A.START, "09:04"), (A.FINISH, "09:10"), slot="09:00"
    )
    visited(
        desk, (A.ISSUE, "08:40"), (A.CALL, "08:50"), (A.START, "08:50"), (A.FINISH, "08:55"), slot="09:00"
    )
    visited(
        desk, (A.ISSUE, "08:40"), (A.CALL, "08:50"), (A.TRANSFER, "08:52"), (A.CALL, "08:58"), (A.START, "08:58"),
        (A.FINISH, "09:00"), slot="09:00",
    )  # fmt: skip
    visited(
        desk, (A.ISSUE, "09:05"), (A.CALL, "09:15"), (A.START, "09:15"), (A.FINISH, "09:20"), slot="09:00"
    )
    assert [one.wait_us // MINUTE for one in Visits([Q11], MONDAY, MONDAY, TODAY)] == [4, 0, 6, 10]


@pytest.mark.usefixtures("seeded")
def test_a_ticket_over_midnight_belongs_to_the_day_on_which_it_was_given() -> None:
    served(desk_of_unit(Q11), "23:50", "+1 00:10", "+1 00:15", day=date(2022, 5, 31))
    made = waiting_report(Unit.objects.get(pk=Q11), date(2022, 5, 1), date(2022, 6, 30), TODAY)
    assert [(row.month, row.waits.mean_tenths) for row in made.rows] == [(date(2022, 5, 1), 200)]


@pytest.mark.usefixtures("seeded")
def test_a_clock_put_back_makes_no_wait_below_nought() -> None:
    # An event is never before the last one of its ticket: the moment is held, what the clock said stands in the event.
    served(desk_of_unit(Q11), "08:00", "08:00", "08:00")
    found = of_q11()
    assert (found.mean_tenths, found.highest_tenths, found.holds) == (0, 0, True)


# Who reports to whom --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-039")
def test_one_table_gives_desk_month_and_province_with_exact_sums() -> None:
    q11, ward = desk_of_unit(Q11), desk_of_unit(P5)
    served(q11, "08:00", "08:10", "08:20")
    served(q11, "08:00", "08:20", "08:30", day=date(2022, 6, 1))
    served(ward, "08:00", "09:00", "09:10")
    city = Unit.objects.get(pk="hcmc")
    made = waiting_report(city, date(2022, 5, 1), date(2022, 6, 30), TODAY)
    rows = [(row.desk.unit_id, row.month.month, row.waits.visits, row.waits.mean_tenths) for row in made.rows]
    assert sorted(rows) == [(Q11, 5, 1, 100), (Q11, 6, 1, 200), (P5, 5, 1, 600)]
    assert [(month.month, waits.visits, waits.mean_tenths) for month, waits in made.months] == [
        (6, 1, 200),
        (5, 2, 350),
    ]
    assert (made.total.visits, made.total.mean_tenths, made.total.highest_tenths) == (3, 300, 600)
    assert made.total.holds is True
    assert (made.total.above, made.total.above_share) == (1, 333)


@pytest.mark.usefixtures("seeded")
def test_a_month_without_visitors_has_no_row_and_no_mean() -> None:
    made = waiting_report(Unit.objects.get(pk=Q11), date(2022, 2, 1), date(2022, 2, 28), TODAY)
    assert (made.rows, made.months) == ((), ())
    assert (made.total.visits, made.total.mean_tenths, made.total.highest_tenths) == (0, None, None)
    assert (made.total.above_share, made.total.holds) == (None, None)


def test_a_sum_weighs_each_visit_once_and_keeps_the_strictest_limit() -> None:
    busy = Waits(visits=9, called=9, wait_us=9 * MINUTE, highest_us=MINUTE, limit_minutes=30)
    slow = Waits(
        visits=2,
        called=1,
        wait_us=41 * MINUTE,
        highest_us=41 * MINUTE,
        above=1,
        never_called=1,
        limit_minutes=20,
    )
    both = total_of([busy, slow])
    assert (both.mean_tenths, both.highest_tenths, both.limit_minutes) == (50, 410, 20)
    assert (both.visits, both.called, both.never_called, both.above_share) == (11, 10, 1, 100)
    assert total_of([]) == Waits()


@pytest.mark.usefixtures("seeded")
def test_the_limit_is_the_one_in_force_at_the_desk_on_the_day() -> None:
    desk = desk_of_unit(Q11)
    HallRule.objects.filter(desk=desk).delete()
    june = date(2022, 6, 1)
    HallRule.objects.create(desk=desk, wait_limit_minutes=15, valid_from=june, document="QĐ 1")
    served(desk, "08:00", "08:20", "08:30")
    served(desk, "08:00", "08:20", "08:30", day=june)
    may, after = of_q11(), of_q11(june, june)
    assert (may.limit_minutes, may.above, may.holds) == (30, 0, True)
    assert (after.limit_minutes, after.above, after.holds) == (15, 1, False)


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-038")
def test_the_moments_of_a_visit_follow_in_order() -> None:
    visited(
        desk_of_unit(Q11),
        (A.ISSUE, "08:00:01.25"),
        (A.CALL, "08:05"),
        (A.START, "08:06:30"),
        (A.FINISH, "08:20"),
    )
    (one,) = Visits([Q11], MONDAY, MONDAY, TODAY)
    moments = [one.issued_at, one.called_at, one.started_at, one.ended_at]
    assert all(moment is not None for moment in moments)
    assert moments == sorted(moments, key=lambda moment: str(moment))
    assert one.wait_us == 298_750_000
