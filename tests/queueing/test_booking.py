"""A slot is booked, changed, cancelled; nobody hoards; what cannot be booked says what can (R-026)."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.queueing.actions.booking import book, cancel, change
from motcua.queueing.actions.hall_settings import state_booking_limits
from motcua.queueing.appointment_rules import RULE
from motcua.queueing.appointments import free_slots, services
from motcua.queueing.models import (
    Appointment,
    AppointmentDayOff,
    AppointmentEvent,
    SlotPlace,
)
from tests.cast import P5, Q11, at, colleague
from tests.queueing.booking import (
    BIRTH,
    MARRIAGE,
    NOW,
    TUESDAY_NINE,
    bookable,
    booked,
    desk_at,
    refused,
    wish,
)

pytestmark = pytest.mark.usefixtures("seeded")


def free_of(group_id: int, day: str) -> dict[str, int]:
    when = date.fromisoformat(day)
    found = free_slots(desk_at(), group_id, when, when, NOW)
    return {f"{one.slot.start:%H:%M}": one.free for one in found}


@pytest.mark.requirement("R-026")
@pytest.mark.rule("004/KH phụ lục IV.03")
def test_a_free_slot_is_booked_and_cancelled_and_free_again() -> None:
    group = bookable(capacity=1)
    one = booked()
    assert (one.state, one.slot_from, one.procedure_id) == ("booked", TUESDAY_NINE, MARRIAGE)
    assert free_of(group.pk, "2022-05-17")["09:00"] == 0
    cancel(appointment_id=one.pk, actor=None, at=NOW)
    assert free_of(group.pk, "2022-05-17")["09:00"] == 1
    assert booked(phone="0903 111 333").state == "booked"


def test_a_full_slot_is_refused_and_the_next_free_ones_are_named() -> None:
    bookable(capacity=1)
    booked()
    with pytest.raises(Refused) as said:
        booked(phone="0903 111 333")
    assert said.value.refusal.code == "slot_full"
    assert "08:30 Thứ Hai 16/5/2022" in said.value.refusal.text
    assert Appointment.objects.count() == 1


def test_a_booking_that_is_refused_leaves_nothing_behind() -> None:
    bookable(capacity=1)
    booked()
    before = OutboxMessage.objects.count()
    assert refused(lambda: booked(phone="0903 111 333")) == "slot_full"
    assert (SlotPlace.objects.count(), AppointmentEvent.objects.count()) == (1, 1)
    assert OutboxMessage.objects.count() == before


def test_an_appointment_is_changed_to_another_slot_and_its_old_one_becomes_free() -> None:
    group = bookable(capacity=1)
    one = booked()
    change(appointment_id=one.pk, slot=at("2022-05-18 08:30"), actor=None, at=NOW)
    one.refresh_from_db()
    assert (one.slot_from, one.slot_to) == (at("2022-05-18 08:30"), at("2022-05-18 09:00"))
    assert free_of(group.pk, "2022-05-17")["09:00"] == 1
    assert free_of(group.pk, "2022-05-18")["08:30"] == 0
    assert [event.act for event in one.events.all()] == ["book", "change"]
    assert (
        refused(lambda: change(appointment_id=one.pk, slot=one.slot_from, actor=None, at=NOW)) == "slot_same"
    )


def test_a_change_to_a_full_slot_keeps_the_old_one() -> None:
    bookable(capacity=1)
    one = booked()
    booked(at("2022-05-18 08:30"), phone="0903 111 333")
    assert (
        refused(lambda: change(appointment_id=one.pk, slot=at("2022-05-18 08:30"), actor=None, at=NOW))
        == "slot_full"
    )
    one.refresh_from_db()
    assert one.slot_from == TUESDAY_NINE
    assert one.places.count() == 1


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ("2022-05-16 08:00", "slot_past"),
        ("2022-05-13 08:00", "slot_past"),
        ("2022-05-21 08:00", "day_off"),  # Saturday
        ("2022-06-20 08:00", "slot_too_far"),
        ("2022-05-17 08:10", "slot_not_offered"),
        ("2022-05-17 15:00", "slot_not_offered"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_a_reason(slot: str, code: str) -> None:
    bookable()
    assert refused(lambda: booked(at(slot))) == code


def test_a_booking_on_a_holiday_is_refused_with_its_name_and_the_next_free_slots() -> None:
    bookable()
    with pytest.raises(Refused) as said:
        booked(at("2022-09-02 08:00"), moment=at("2022-08-29 09:00"))
    refusal = said.value.refusal
    assert refusal.code == "day_off"
    assert "Thứ Sáu 2/9/2022 nghỉ lễ (Quốc khánh)" in refusal.text
    assert refusal.data["free"][0].startswith("2022-08-29T09:30")


def test_a_day_the_office_closed_suddenly_or_takes_no_bookings_is_refused() -> None:
    group = bookable()
    AppointmentDayOff.objects.create(desk=desk_at(), day=date(2022, 5, 17), reason="Tập huấn", stated_at=NOW)
    with pytest.raises(Refused) as said:
        booked()
    assert "Tập huấn" in said.value.refusal.text
    assert free_of(group.pk, "2022-05-17") == {}
    unit = Unit.objects.get(id=P5)
    unit.closures = [{"day": "2022-05-18", "part": "day", "reason": "bão"}]
    unit.save(update_fields=["closures"])
    assert refused(lambda: booked(at("2022-05-18 08:00"))) == "day_off"


def test_half_a_day_closed_takes_its_slots_only() -> None:
    bookable()
    unit = Unit.objects.get(id=P5)
    unit.closures = [{"day": "2022-05-18", "part": "morning", "reason": "mất điện"}]
    unit.save(update_fields=["closures"])
    assert refused(lambda: booked(at("2022-05-18 08:00"))) == "slot_not_offered"


def test_bookings_need_a_recorded_decision_in_force() -> None:
    bookable(approved=False)
    assert refused(booked) == "not_approved"


@pytest.mark.rule("004/KH phụ lục IV.03")
def test_people_book_only_what_needs_them_there_staff_any_group() -> None:
    group = bookable(procedures=(MARRIAGE, BIRTH))
    assert [one.version.procedure_id for one in services(desk_at(), date(2022, 5, 16))] == [MARRIAGE]
    assert refused(lambda: booked(procedure=BIRTH)) == "procedure_not_offered"
    assert refused(lambda: booked(procedure="", group_id=group.pk)) == "group_unknown"
    clerk = colleague(Role.RECEIVE, P5, NOW)
    assert booked(procedure="", group_id=group.pk, channel="phone", actor=clerk).group_id == group.pk


def test_one_telephone_holds_few_bookings_at_once_staff_may_book_more() -> None:
    bookable(capacity=9)
    slots = [at("2022-05-17 08:00"), at("2022-05-18 08:00"), at("2022-05-19 08:00")]
    for slot in slots[: RULE.most_open]:
        booked(slot)
    assert refused(lambda: booked(slots[2], phone="+84 903111222")) == "too_many_bookings"
    clerk = colleague(Role.RECEIVE, P5, NOW)
    assert booked(slots[2], actor=clerk, channel="phone").channel == "phone"
    later = at("2022-05-20 09:00")
    assert booked(at("2022-05-23 08:00"), moment=later).state == "booked"


def test_one_address_books_so_many_a_day() -> None:
    bookable(capacity=100)
    for n in range(RULE.most_of_address):
        booked(phone=f"09031112{n:02d}", name=f"Người thứ {n}", source="a" * 64)
    assert refused(lambda: booked(phone="0903999888", source="a" * 64)) == "too_many_from_here"
    assert booked(phone="0903999888", source="b" * 64).state == "booked"
    tomorrow = at("2022-05-17 08:00")
    assert booked(at("2022-05-18 08:00"), phone="0903999777", source="a" * 64, moment=tomorrow).pk


def decided(**numbers: int) -> None:
    """The desk's own limits from the day of the tests on; what is not said is the default."""
    said = {
        "furthest_days": 30,
        "closes_minutes": 30,
        "offer_minutes": 120,
        "most_open": RULE.most_open,
        "most_of_address": RULE.most_of_address,
    } | numbers
    head = colleague(Role.LEAD, P5, NOW)
    document = "Quyết định 15/QĐ-UBND"
    state_booking_limits(
        desk=desk_at(), numbers=said, document=document, valid_from=NOW.date(), actor=head, at=NOW
    )


@pytest.mark.requirement("R-026")
def test_what_the_unit_decided_holds_for_how_many_how_near_and_how_far() -> None:
    group = bookable(capacity=9)
    decided(furthest_days=7, closes_minutes=120, most_open=1, most_of_address=2)
    assert refused(lambda: booked(at("2022-05-16 09:30"))) == "slot_too_near"
    assert refused(lambda: booked(at("2022-05-24 08:00"))) == "slot_too_far"
    days = [one.slot.start.date() for one in free_slots(desk_at(), group.pk, NOW.date(), date.max, NOW)]
    assert (min(days), max(days)) == (date(2022, 5, 17), date(2022, 5, 23))
    first = booked(source="a" * 64)
    assert refused(lambda: booked(at("2022-05-18 08:00"))) == "too_many_bookings"
    assert refused(
        lambda: change(appointment_id=first.pk, slot=at("2022-05-24 08:00"), actor=None, at=NOW)
    ) == ("slot_too_far")
    assert booked(phone="0903999111", source="a" * 64).pk
    assert refused(lambda: booked(phone="0903999888", source="a" * 64)) == "too_many_from_here"


def test_a_stricter_decision_takes_nothing_from_who_has_booked() -> None:
    bookable(capacity=9)
    held = [booked(), booked(at("2022-05-31 08:00"))]
    decided(furthest_days=7, most_open=1)
    for one in held:
        one.refresh_from_db()
        assert one.state == "booked"
    assert refused(lambda: booked(at("2022-05-18 08:00"))) == "too_many_bookings"


def test_pressing_the_button_twice_books_once() -> None:
    bookable()
    booked()
    assert refused(booked) == "booked_already"
    assert booked(name="Trần Văn Nam").pk  # two who come together with one telephone


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "  "}, "name_missing"),
        ({"phone": "1022"}, "phone_is_hotline"),
        ({"phone": "12"}, "phone_wrong"),
        ({"name": "H" * 5000}, "text_too_long"),
        ({"procedure": "9" * 4000}, "procedure_not_offered"),
        ({"desk_id": 0}, "not_approved"),
    ],
)
def test_what_is_missing_or_wrong_is_said(more: dict[str, Any], code: str) -> None:
    bookable()
    assert refused(lambda: booked(**more)) == code


def test_a_name_in_parts_is_kept_whole() -> None:
    bookable()
    assert booked(name="Lê Thị Hoa").name == "Lê Thị Hoa"


def test_another_office_and_other_roles_do_not_book_here() -> None:
    bookable()
    assert refused(lambda: booked(actor=colleague(Role.RECEIVE, Q11, NOW))) == "other_unit"
    assert refused(lambda: booked(actor=colleague(Role.APPRAISE, P5, NOW))) in {"no_role", "done"}


def test_a_person_changes_nothing_once_the_slot_has_begun() -> None:
    bookable()
    one = booked()
    late = TUESDAY_NINE + timedelta(minutes=1)
    assert refused(lambda: cancel(appointment_id=one.pk, actor=None, at=late)) == "slot_past"
    assert (
        refused(lambda: change(appointment_id=one.pk, slot=at("2022-05-18 08:00"), actor=None, at=late))
        == "slot_past"
    )


def test_what_was_cancelled_is_neither_cancelled_nor_changed_again() -> None:
    bookable()
    one = booked()
    cancel(appointment_id=one.pk, actor=None, at=NOW)
    assert refused(lambda: cancel(appointment_id=one.pk, actor=None, at=NOW)) == "wrong_order"
    assert (
        refused(lambda: change(appointment_id=one.pk, slot=at("2022-05-18 08:00"), actor=None, at=NOW))
        == "wrong_order"
    )


def test_the_office_drops_an_appointment_with_a_reason_only_and_somebody_phones() -> None:
    bookable()
    clerk = colleague(Role.RECEIVE, P5, NOW)
    one = booked()
    assert refused(lambda: cancel(appointment_id=one.pk, actor=clerk, at=NOW, by_office=True)) != "done"
    cancel(appointment_id=one.pk, actor=clerk, at=NOW, by_office=True, reason="Hệ thống hộ tịch bảo trì")
    one.refresh_from_db()
    assert (one.state, one.to_phone, one.reason) == ("cancelled", True, "Hệ thống hộ tịch bảo trì")
    assert [event.actor_name for event in one.events.all()][-1] == clerk.name


def test_what_happened_to_an_appointment_is_never_changed() -> None:
    bookable()
    event = booked().events.get()
    with pytest.raises(Exception, match="append-only"):
        AppointmentEvent.objects.filter(pk=event.pk).update(act="cancel")


def test_the_outbox_names_no_person() -> None:
    bookable()
    one = book(wish=wish(), actor=None, at=NOW)
    row = OutboxMessage.objects.get(topic="queueing.appointment", key=one.number)
    assert "Hoa" not in str(row.payload)
    assert "0903" not in str(row.payload)
