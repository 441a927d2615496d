"""Whoever has an appointment hears of it by SMS or mail; nothing of a person stands in a short message (R-026)."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings

from motcua.notices.actions.planning_appointments import plan_appointments
from motcua.notices.models import Notice
from motcua.organisation.terms import Role
from motcua.queueing.actions.appointment_plans import take_day_off
from motcua.queueing.actions.appointment_upkeep import remind
from motcua.queueing.actions.booking import cancel
from motcua.queueing.actions.waiting_list import WaitWish, wait_for_slot
from tests.cast import P5, at, colleague
from tests.queueing.booking import MARRIAGE, NOW, bookable, booked, desk_at

pytestmark = pytest.mark.usefixtures("seeded", "telephones")


@pytest.fixture
def telephones(monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that sends messages to telephones."""
    monkeypatch.setattr(settings, "MESSAGES", SimpleNamespace(ways=("sms",)))


def told() -> list[tuple[str, str]]:
    plan_appointments(at=NOW)
    return list(Notice.objects.order_by("id").values_list("event", "text"))


def test_a_booking_is_confirmed_with_its_number_and_time_and_without_a_name() -> None:
    bookable()
    one = booked()
    [(event, text)] = told()
    assert event == "appointment"
    assert one.number in text
    assert "09:00 ngày 17/5/2022" in text
    assert "Hoa" not in text
    assert one.secret not in text
    assert told() == [(event, text)]  # read twice, told once


def test_who_cancels_themself_hears_nothing_more() -> None:
    bookable()
    one = booked()
    told()
    cancel(appointment_id=one.pk, actor=None, at=NOW)
    assert [event for event, _text in told()] == ["appointment"]


def test_a_reminder_and_a_move_by_the_office_are_told() -> None:
    bookable()
    booked(moment=at("2022-05-15 08:00"))
    remind(at=at("2022-05-16 09:00"))
    take_day_off(
        desk_id=desk_at().pk,
        unit_id=P5,
        day=date(2022, 5, 17),
        reason="Tập huấn",
        actor=colleague(Role.LEAD, P5, NOW),
        at=NOW,
    )
    assert [event for event, _text in told()] == ["appointment", "appointment_soon", "appointment_move"]
    assert "08:30 ngày 16/5/2022" in told()[-1][1]


def test_who_waits_hears_of_a_freed_slot_and_until_when_it_is_held() -> None:
    bookable(capacity=1)
    slots = [
        booked(at(f"2022-05-17 {hour}"), phone=f"090311133{n}")
        for n, hour in enumerate(("08:00", "08:30", "09:00", "09:30"))
    ]
    day = date(2022, 5, 17)
    wish = WaitWish(
        desk_id=desk_at().pk, first=day, last=day, name="Mai", phone="0903555666", procedure=MARRIAGE
    )
    wait_for_slot(wish=wish, actor=None, at=NOW)
    cancel(appointment_id=slots[0].pk, actor=None, at=NOW)
    event, text = told()[-1]
    assert event == "slot_free"
    assert "giữ đến 10:00 ngày 16/5/2022" in text
