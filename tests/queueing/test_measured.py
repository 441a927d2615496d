"""What somebody who waits is told, from what this desk measured before today."""

from datetime import date, datetime, timedelta

import pytest

from motcua.organisation.models import Counter
from motcua.organisation.terms import Role
from motcua.queueing.estimates import FEW, NO_COUNTER, Basis
from motcua.queueing.measured import estimated, handling_now
from motcua.queueing.models import CounterDuty
from tests.cast import Q11, at, colleague
from tests.queueing.hall_days import desk_of_unit, group_of, served

pytestmark = pytest.mark.usefixtures("seeded")
NOW = at("2022-05-24 08:30")


def served_before(many: int, minutes: int = 10, day: int = 23) -> None:
    desk = desk_of_unit(Q11)
    for number in range(many):
        served(desk, "08:00", f"08:{number:02d}", f"08:{number + minutes:02d}", day=date(2022, 5, day))


def told(ahead: int) -> str:
    desk = desk_of_unit(Q11)
    return estimated(desk_id=desk.pk, group_id=group_of(desk).pk, ahead=ahead, now=NOW).words


def open_a_counter(moment: datetime = NOW) -> None:
    counter = Counter.objects.create(one_stop_unit=desk_of_unit(Q11), number=91, valid_from=date(2022, 1, 1))
    clerk = colleague(Role.RECEIVE, Q11, NOW)
    CounterDuty.objects.create(counter=counter, official_id=clerk.person_id, opened_at=moment)


def test_few_measurements_are_said_to_be_few_and_no_counter_is_said_too() -> None:
    served_before(19)
    assert told(3) == FEW
    served_before(1, day=20)
    assert told(3) == NO_COUNTER


def test_a_counter_that_somebody_forgot_to_close_the_day_before_serves_nobody_today() -> None:
    served_before(20)
    open_a_counter(NOW - timedelta(days=1))
    assert told(3) == NO_COUNTER


def test_the_range_rests_on_what_this_desk_measured_before_today() -> None:
    open_a_counter()
    served_before(20)
    found = handling_now(desk_of_unit(Q11).pk, NOW)
    assert found is not None
    # 24 May is a Tuesday, 23 May a Monday: the same hour, another weekday.
    assert (found.basis, found.measured, found.mean, found.variance) == (Basis.HOUR, 20, 600.0, 0.0)
    assert told(0) == "Sắp đến lượt, xin ở gần quầy."  # the counter is free
    # Three before, the first goes at once: 2 turns after the one who then sits there for 5 minutes more on average.
    assert told(3) == "khoảng 25 phút"


def test_todays_visits_do_not_move_the_estimate_but_yesterdays_later_ones_do() -> None:
    open_a_counter()
    served_before(20)
    assert told(3) == "khoảng 25 phút"
    served_before(20, minutes=30, day=24)
    assert told(3) == "khoảng 25 phút"
    served_before(20, minutes=30, day=17)  # a Tuesday
    assert told(3) == "khoảng 75 phút"
