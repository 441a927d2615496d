"""Thirty people press at the same moment: a slot for n takes n, whoever waits is asked one by one (R-026)."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from motcua.queueing.actions.arriving import arrive, arrive_by_secret
from motcua.queueing.actions.booking import cancel, change
from motcua.queueing.models import Appointment, AppointmentEvent, SlotPlace, Ticket
from tests.cast import at
from tests.queueing.booking import NOW, TUESDAY_NINE, bookable, booked, refused

pytestmark = pytest.mark.usefixtures("seeded_alone")


def together(works: Sequence[Callable[[], object]]) -> list[str]:
    """Run all at the same moment, each on its own connection; the code of each refusal, or “done”."""
    gate = Barrier(len(works))

    def one(work: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=30)
            return refused(work)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


@pytest.mark.requirement("R-026")
def test_of_thirty_who_book_one_slot_at_once_exactly_as_many_get_it_as_it_holds() -> None:
    group = bookable(capacity=7)
    answers = together([partial(booked, phone=f"09031112{n:02d}") for n in range(30)])
    assert sorted(set(answers)) == ["done", "slot_full"]
    assert answers.count("done") == 7
    places = SlotPlace.objects.filter(group=group, slot_from=TUESDAY_NINE)
    assert sorted(places.values_list("place", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert Appointment.objects.count() == 7


def test_ten_bookings_of_one_telephone_at_once_count_as_ten() -> None:
    bookable(capacity=30)
    slots = [at(f"2022-05-{day} 08:00") for day in (17, 18, 19, 20, 23, 24, 25, 26, 27, 30)]
    answers = together([partial(booked, slot) for slot in slots])
    assert answers.count("done") == 2
    assert set(answers) == {"done", "too_many_bookings"}


def test_two_who_change_into_each_others_full_slot_keep_their_own_and_nobody_waits_for_ever() -> None:
    bookable(capacity=1)
    one, other = booked(), booked(at("2022-05-18 08:00"), phone="0903111333")
    answers = together(
        [
            lambda: change(appointment_id=one.pk, slot=at("2022-05-18 08:00"), actor=None, at=NOW),
            lambda: change(appointment_id=other.pk, slot=TUESDAY_NINE, actor=None, at=NOW),
        ]
        * 5
    )
    assert set(answers) <= {"done", "slot_full", "slot_same"}
    assert SlotPlace.objects.count() == 2


def test_cancelled_and_changed_at_once_one_of_them_happens_and_no_place_is_lost() -> None:
    bookable(capacity=1)
    one = booked()
    together(
        [
            lambda: cancel(appointment_id=one.pk, actor=None, at=NOW),
            lambda: change(appointment_id=one.pk, slot=at("2022-05-18 08:00"), actor=None, at=NOW),
        ]
    )
    one.refresh_from_db()
    assert one.state == "cancelled" or one.slot_from == at("2022-05-18 08:00")
    assert SlotPlace.objects.count() == (0 if one.state == "cancelled" else 1)


def test_who_arrives_at_two_desks_at_once_gets_one_ticket() -> None:
    bookable()
    one = booked()
    moment = at("2022-05-17 08:50")
    answers = together([lambda: arrive(appointment_id=one.pk, actor=None, at=moment)] * 6)
    assert answers.count("done") == 1
    assert set(answers) == {"done", "wrong_order"}
    assert Ticket.objects.filter(channel="appointment").count() == 1
    assert AppointmentEvent.objects.filter(appointment=one, act="arrive").count() == 1


@pytest.mark.requirement("R-041")
def test_one_who_presses_four_times_at_once_at_the_kiosk_gets_one_number() -> None:
    bookable()
    one = booked()
    now = at("2022-05-17 08:50")
    press = partial(arrive_by_secret, desk_id=one.desk_id, secret=one.secret, actor=None, at=now)
    assert together([press] * 4) == ["done"] * 4
    assert Ticket.objects.count() == 1
