"""Who booked enters the line at their time, who comes late as anybody; who waits is asked; who is moved is phoned."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.core.models import OutboxMessage
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.queueing.actions.appointment_plans import PlanWish, end_plan, state_plan, take_day_off
from motcua.queueing.actions.appointment_upkeep import (
    end_days,
    end_offers,
    forget_people,
    move_closed,
    remind,
)
from motcua.queueing.actions.arriving import arrive, arrive_by_secret, miss, phoned
from motcua.queueing.actions.booking import cancel
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.actions.waiting_list import WaitWish, accept, wait_for_slot, withdraw
from motcua.queueing.appointments import in_line, standing_words, to_phone
from motcua.queueing.models import (
    Appointment,
    AppointmentPlan,
    HallApproval,
    ServiceGroup,
    SlotPlace,
    Ticket,
    TicketEvent,
    WaitingWish,
)
from motcua.queueing.queries import line
from motcua.queueing.terms import TicketChannel
from tests.cast import P5, Q11, at, colleague
from tests.queueing.booking import (
    MARRIAGE,
    NOW,
    TUESDAY_NINE,
    bookable,
    booked,
    desk_at,
    refused,
)

pytestmark = pytest.mark.usefixtures("seeded")


def walks_in(group: ServiceGroup, moment: str) -> str:
    wish = TicketWish(desk_id=group.desk_id, groups=(group.pk,), channel=TicketChannel.DESK)
    return issue(wish=wish, actor=colleague(Role.RECEIVE, P5, at(moment)), at=at(moment)).code


def in_order(moment: str) -> list[str]:
    return [one.code for one in line(desk_at().pk, at(moment)).waiting]


@pytest.mark.requirement("R-041")
def test_who_booked_becomes_callable_at_their_slot_before_who_came_about_then() -> None:
    group = bookable()
    one = booked()
    before, after = walks_in(group, "2022-05-17 07:45"), None
    ticket = arrive(appointment_id=one.pk, actor=None, at=at("2022-05-17 08:40")).ticket
    after = walks_in(group, "2022-05-17 08:45")
    assert ticket is not None
    assert (ticket.channel, ticket.slot_from) == ("appointment", TUESDAY_NINE)
    waiting = {one.code: one for one in line(desk_at().pk, at("2022-05-17 08:50")).waiting}
    assert waiting[ticket.code].callable_from == TUESDAY_NINE
    assert in_order("2022-05-17 09:00") == [before, ticket.code, after]


def test_who_booked_while_it_was_allowed_comes_after_the_decision_ended_too() -> None:
    bookable()
    one = booked()
    HallApproval.objects.filter(desk=desk_at()).update(valid_to=date(2022, 5, 17))
    assert arrive(appointment_id=one.pk, actor=None, at=at("2022-05-17 08:40")).ticket is not None


@pytest.mark.requirement("R-041")
def test_who_comes_late_falls_back_to_the_ordinary_order() -> None:
    group = bookable()
    one = booked()
    others = [walks_in(group, "2022-05-17 08:40"), walks_in(group, "2022-05-17 09:10")]
    late = arrive(appointment_id=one.pk, actor=None, at=at("2022-05-17 09:20")).ticket
    assert late is not None
    assert in_order("2022-05-17 09:21") == [*others, late.code]


def test_an_arrival_counts_on_its_day_only_and_with_its_own_secret() -> None:
    bookable()
    one = booked()
    wrong_day = at("2022-05-18 09:00")
    assert refused(lambda: arrive(appointment_id=one.pk, actor=None, at=wrong_day)) == "not_today"
    today = at("2022-05-17 08:50")
    elsewhere = desk_at(Q11).pk
    for desk_id, secret, moment in (
        (one.desk_id, "X", today),
        (elsewhere, one.secret, today),
        (one.desk_id, one.secret, wrong_day),
    ):
        no = refused(lambda: arrive_by_secret(desk_id=desk_id, secret=secret, actor=None, at=moment))  # noqa: B023
        assert no == "appointment_unknown"
    typed = f" {one.secret[:4].lower()} {one.secret[4:]} "
    came = arrive_by_secret(desk_id=one.desk_id, secret=typed, actor=None, at=today)
    assert came.state == "arrived"
    again = arrive_by_secret(desk_id=one.desk_id, secret=one.secret, actor=None, at=today)
    assert (again.ticket_id, Ticket.objects.count()) == (came.ticket_id, 1)


def test_the_clerk_marks_arrivals_of_the_own_office_only() -> None:
    bookable()
    one = booked()
    today = at("2022-05-17 08:50")
    other = colleague(Role.RECEIVE, Q11, today)
    assert refused(lambda: arrive(appointment_id=one.pk, actor=other, at=today)) == "other_unit"
    came = arrive(appointment_id=one.pk, actor=colleague(Role.RECEIVE, P5, today), at=today)
    assert standing_words(came) == "Đã đến"


def test_who_was_marked_as_missing_and_comes_after_all_waits_as_anybody() -> None:
    group = bookable()
    one = booked()
    clerk = colleague(Role.RECEIVE, P5, NOW)
    early = at("2022-05-17 09:10")
    assert refused(lambda: miss(appointment_id=one.pk, actor=clerk, at=early)) == "not_missed_yet"
    miss(appointment_id=one.pk, actor=clerk, at=at("2022-05-17 09:16"))
    assert SlotPlace.objects.count() == 0
    before = walks_in(group, "2022-05-17 09:30")
    came = arrive(appointment_id=one.pk, actor=clerk, at=at("2022-05-17 09:40"))
    assert came.ticket is not None
    assert in_order("2022-05-17 09:41") == [before, came.ticket.code]


def test_who_never_came_is_marked_at_the_end_of_the_day() -> None:
    bookable()
    one = booked()
    assert end_days(at=at("2022-05-17 17:30")) == 0
    assert end_days(at=at("2022-05-18 00:15")) == 1
    assert end_days(at=at("2022-05-18 00:20")) == 0
    one.refresh_from_db()
    assert one.state == "missed"


def waits(first: str = "2022-05-17", last: str = "2022-05-17", **more: Any) -> WaitingWish:
    facts: dict[str, Any] = {
        "desk_id": desk_at().pk,
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last),
        "name": "Phạm Thị Mai",
        "phone": "0903555666",
        "procedure": MARRIAGE,
    }
    return wait_for_slot(wish=WaitWish(**(facts | more)), actor=None, at=NOW)


def full_tuesday() -> list[Appointment]:
    bookable(capacity=1)
    return [
        booked(at(f"2022-05-17 {hour}"), phone=f"090311133{n}", name="Người Trước")
        for n, hour in enumerate(("08:00", "08:30", "09:00", "09:30"))
    ]


def test_a_freed_slot_goes_to_who_waits_first_who_says_yes_in_time() -> None:
    slots = full_tuesday()
    first, second = waits(), waits(phone="0903555777", name="Vũ Văn Ba")
    cancel(appointment_id=slots[2].pk, actor=None, at=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("offered", "waiting")
    assert first.slot_place.held_until == NOW + timedelta(hours=2)
    assert refused(lambda: booked(phone="0903999888")) == "slot_full"
    one = accept(wish_id=first.pk, actor=None, at=NOW + timedelta(hours=1))
    assert (one.slot_from, one.name, one.secret) == (TUESDAY_NINE, "Phạm Thị Mai", first.secret)
    assert refused(lambda: accept(wish_id=first.pk, actor=None, at=NOW + timedelta(hours=1))) == "no_offer"


def test_an_offer_nobody_answered_goes_to_the_next_and_then_to_anybody() -> None:
    slots = full_tuesday()
    first, second = waits(), waits(phone="0903555777", name="Vũ Văn Ba")
    cancel(appointment_id=slots[2].pk, actor=None, at=NOW)
    later = NOW + timedelta(hours=2)
    assert refused(lambda: accept(wish_id=first.pk, actor=None, at=later)) == "offer_over"
    assert end_offers(at=later) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("lapsed", "offered")
    withdraw(wish_id=second.pk, actor=None, at=later)
    assert booked(moment=later, phone="0903999888").slot_from == TUESDAY_NINE


def test_nobody_waits_while_slots_are_free_or_for_days_that_are_not_booked() -> None:
    bookable()
    assert refused(waits) == "slot_still_free"
    assert refused(lambda: waits("2022-05-15", "2022-05-17")) == "days_wrong"
    assert refused(lambda: waits("2022-05-18", "2022-05-17")) == "days_wrong"
    assert refused(lambda: waits("2022-05-17", "2022-09-17")) == "days_wrong"


def test_a_wish_ends_with_its_last_day() -> None:
    full_tuesday()
    wish = waits()
    end_offers(at=at("2022-05-18 00:05"))
    wish.refresh_from_db()
    assert wish.state == "lapsed"
    assert refused(lambda: withdraw(wish_id=wish.pk, actor=None, at=at("2022-05-18 08:00"))) == "wish_over"


def head() -> Actor:
    return colleague(Role.LEAD, P5, NOW)


def test_a_day_off_moves_who_had_booked_to_the_next_free_slot_and_somebody_phones() -> None:
    bookable(capacity=1)
    one = booked()
    waited = booked(at("2022-05-17 08:00"), phone="0903111333")
    moved = take_day_off(
        desk_id=desk_at().pk, unit_id=P5, day=date(2022, 5, 17), reason="Tập huấn", actor=head(), at=NOW
    )
    assert [found.pk for found in moved] == [waited.pk, one.pk]
    assert [found.slot_from for found in moved] == [at("2022-05-16 08:30"), at("2022-05-16 09:00")]
    assert set(to_phone(P5)) == {one, waited}
    assert SlotPlace.objects.filter(slot_from__date=date(2022, 5, 17)).count() == 0
    clerk = colleague(Role.RECEIVE, P5, NOW)
    phoned(appointment_id=one.pk, actor=clerk, at=NOW)
    assert set(to_phone(P5)) == {waited}
    assert refused(lambda: phoned(appointment_id=one.pk, actor=clerk, at=NOW)) == "nothing_to_tell"


def test_an_office_that_closes_suddenly_moves_its_bookings_once() -> None:
    bookable()
    one = booked()
    assert move_closed(at=NOW) == 0
    unit = Unit.objects.get(id=P5)
    unit.closures = [{"day": "2022-05-17", "part": "day", "reason": "bão"}]
    unit.save(update_fields=["closures"])
    assert move_closed(at=NOW) == 1
    assert move_closed(at=NOW) == 0
    one.refresh_from_db()
    assert (one.slot_from, one.to_phone) == (at("2022-05-16 08:30"), True)
    assert "bão" in one.events.get(act="move").data["why"]


def test_where_no_slot_is_left_the_office_drops_the_appointment_with_its_reason() -> None:
    bookable(capacity=1)
    one = booked()
    AppointmentPlan.objects.filter(desk=desk_at()).exclude(weekday=1).delete()
    AppointmentPlan.objects.filter(desk=desk_at()).update(valid_to=date(2022, 5, 18))
    moved = take_day_off(
        desk_id=desk_at().pk, unit_id=P5, day=date(2022, 5, 17), reason="Tập huấn", actor=head(), at=NOW
    )
    assert [found.state for found in moved] == ["cancelled"]
    one.refresh_from_db()
    assert one.to_phone
    assert "Tập huấn" in one.reason


def test_who_was_offered_a_slot_of_a_day_that_closes_waits_on() -> None:
    slots = full_tuesday()
    wish = waits()
    cancel(appointment_id=slots[0].pk, actor=None, at=NOW)
    take_day_off(
        desk_id=desk_at().pk, unit_id=P5, day=date(2022, 5, 17), reason="Tập huấn", actor=head(), at=NOW
    )
    wish.refresh_from_db()
    assert wish.state == "waiting"
    assert list(in_line(P5)) == [wish]


def plan(**more: Any) -> PlanWish:
    facts: dict[str, Any] = {
        "group_id": ServiceGroup.objects.get(letter="X").pk,
        "weekdays": (0, 2),
        "starts": 13 * 60,
        "ends": 15 * 60,
        "minutes": 20,
        "capacity": 3,
        "valid_from": date(2022, 5, 16),
        "document": "Quyết định 15/QĐ-UBND",
    }
    return PlanWish(**(facts | more))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "done"),
        ({"starts": 9 * 60, "ends": 11 * 60}, "plan_overlaps"),
        ({"ends": 12 * 60}, "plan_wrong"),
        ({"weekdays": ()}, "plan_wrong"),
        ({"weekdays": (9,)}, "plan_wrong"),
        ({"capacity": 0}, "plan_wrong"),
        ({"minutes": 1}, "plan_wrong"),
        ({"minutes": 180}, "plan_wrong"),
        ({"valid_from": date(2022, 5, 1)}, "plan_backdated"),
        ({"valid_to": date(2022, 5, 16)}, "plan_wrong"),
        ({"group_id": 0}, "group_unknown"),
    ],
)
def test_the_head_decides_when_people_come_by_appointment(more: dict[str, Any], code: str) -> None:
    bookable()
    assert refused(lambda: state_plan(wish=plan(**more), actor=head(), at=NOW)) == code


def test_only_the_head_decides_slots_and_by_a_document() -> None:
    bookable()
    clerk = colleague(Role.RECEIVE, P5, NOW)
    assert refused(lambda: state_plan(wish=plan(), actor=clerk, at=NOW)) == "no_role"
    other = colleague(Role.LEAD, Q11, NOW)
    assert refused(lambda: state_plan(wish=plan(), actor=other, at=NOW)) == "other_unit"
    assert refused(lambda: state_plan(wish=plan(document=" "), actor=head(), at=NOW)) != "done"


def test_a_window_that_ends_takes_no_more_bookings_and_keeps_those_it_has() -> None:
    bookable()
    one = booked()
    for each in AppointmentPlan.objects.filter(desk=desk_at()):
        end_plan(plan_id=each.pk, last_day=date(2022, 5, 16), actor=head(), at=NOW)
    assert refused(lambda: booked(phone="0903999888")) in {"slot_not_offered", "procedure_not_offered"}
    one.refresh_from_db()
    assert one.state == "booked"


def test_reminders_are_written_once_each() -> None:
    bookable()
    booked(at("2022-05-18 09:00"))
    sent = [
        remind(at=at(moment))
        for moment in (
            "2022-05-17 08:59",
            "2022-05-17 09:00",
            "2022-05-17 09:05",
            "2022-05-18 07:00",
            "2022-05-18 07:30",
        )
    ]
    assert sent == [0, 1, 0, 1, 0]
    assert OutboxMessage.objects.filter(payload__news="reminder").count() == 2


def test_months_later_name_and_telephone_are_gone_and_what_happened_stays() -> None:
    bookable()
    one = booked()
    cancel(appointment_id=one.pk, actor=None, at=NOW)
    assert forget_people(at=at("2022-08-15 00:15")) == 0
    assert forget_people(at=at("2022-08-16 00:15")) == 1
    one.refresh_from_db()
    assert (one.name, one.phone, one.secret, one.number != "") == ("", "", "", True)
    assert [event.act for event in one.events.all()] == ["book", "cancel", "forget"]


def test_an_arrival_leaves_its_ticket_a_whole_history() -> None:
    bookable()
    ticket = arrive(appointment_id=booked().pk, actor=None, at=at("2022-05-17 08:50")).ticket
    assert ticket is not None
    assert list(TicketEvent.objects.filter(ticket=ticket).values_list("act", flat=True)) == ["issue"]
