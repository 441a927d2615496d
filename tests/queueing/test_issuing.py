"""Numbers of tickets: in order, without gaps or doubles, at the hours of the hall, bounded."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.queueing.actions.issuing import Offline, issue
from motcua.queueing.models import HallApproval, Kiosk, Ticket, TicketEvent, TicketSeries
from motcua.queueing.terms import PriorityReason, TicketAct, TicketChannel, TicketState
from tests.cast import P5, Q11, THANH_SON, at, colleague
from tests.queueing.hall import MORNING, clerk, desk_of, take, wish_of

pytestmark = pytest.mark.usefixtures("seeded")
KIOSK, WEB, APPOINTMENT = TicketChannel.KIOSK, TicketChannel.WEB, TicketChannel.APPOINTMENT
SLOT = (at("2022-05-16 09:00"), at("2022-05-16 09:30"))


def refused(**more: Any) -> str:
    """The code of the no."""
    with pytest.raises(Refused) as no:
        take(**more)
    return no.value.refusal.code


def offline(number: int, key: str, printed: str = "2022-05-16 07:45") -> Offline:
    """A ticket that the kiosk printed while it had no network."""
    return Offline(key, number, at(printed))


def test_numbers_of_a_series_follow_each_other_and_are_printed_with_three_digits() -> None:
    assert [take("A").code, take("B").code, take("A").code] == ["A001", "B001", "A002"]


def test_each_kiosk_desk_and_day_has_its_own_series() -> None:
    tomorrow = MORNING + timedelta(days=1)
    codes = [
        take("A").code,
        take("A", channel=KIOSK, kiosk="K").code,
        take("A", channel=KIOSK, kiosk="L").code,
        take("A", channel=KIOSK, kiosk="K").code,
        take("A", unit_id=P5).code,
        take("A", tomorrow).code,
    ]
    assert codes == ["A001", "AK001", "AL001", "AK002", "A001", "A001"]


@pytest.mark.requirement("R-038")
def test_a_ticket_carries_when_it_was_issued_and_its_first_event_says_so() -> None:
    ticket = take("AB", priority=PriorityReason.INFANT)
    [event] = ticket.events.all()
    assert (ticket.issued_at, ticket.in_line_since, ticket.last_at) == (MORNING,) * 3
    assert (event.act, event.state, event.at, event.seq) == (TicketAct.ISSUE, TicketState.WAITING, MORNING, 1)
    assert event.actor_name == clerk().name
    assert [one.group.letter for one in ticket.services.all()] == ["A", "B"]
    told = OutboxMessage.objects.get(topic="queueing.ticket", key=ticket.public_id)
    assert told.payload == {"act": "issue", "seq": 1}


def test_a_number_that_was_not_written_is_given_again() -> None:
    with pytest.raises(Refused):
        take("A", phone="12")
    assert take("A").number == 1


def test_who_takes_a_number_outside_the_hours_or_on_a_day_off_is_told_when_to_come() -> None:
    assert refused(moment=at("2022-05-16 06:30")) == "hall_closed"
    assert refused(moment=at("2022-05-16 17:00")) == "hall_closed"
    assert refused(moment=at("2022-05-15 09:00")) == "day_off"  # a Sunday
    assert refused(moment=at("2022-09-02 09:00")) == "day_off"  # Quốc khánh
    assert take(moment=at("2022-05-16 16:59")).number == 1


def test_kiosk_web_and_appointments_are_off_until_a_decision_is_recorded() -> None:
    for channel, more in (
        (KIOSK, {"kiosk": "K"}),
        (WEB, {"phone": "0912345678"}),
        (APPOINTMENT, {"slot": SLOT}),
    ):
        assert refused(channel=channel, unit_id=THANH_SON, **more) == "service_not_approved"
    HallApproval.objects.filter(desk=desk_of(), what="kiosk").update(valid_to=MORNING.date())
    assert refused(channel=KIOSK, kiosk="K") == "service_not_approved"
    assert take(channel=WEB, phone="0912345678").channel == WEB


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"groups": ()}, "group_missing"),
        ({"groups": tuple(range(1, 20))}, "group_missing"),
        ({"groups": (10**12,)}, "group_unknown"),
        ({"desk_id": 10**12}, "desk_unknown"),
        ({"channel": KIOSK}, "kiosk_unknown"),
        ({"channel": KIOSK, "kiosk": "Z"}, "kiosk_unknown"),
        ({"channel": WEB}, "phone_missing"),
        ({"channel": WEB, "phone": "1"}, "phone_wrong"),
        ({"channel": APPOINTMENT}, "slot_wrong"),
        ({"slot": SLOT}, "slot_wrong"),
        ({"channel": APPOINTMENT, "slot": SLOT[::-1]}, "slot_wrong"),
        ({"channel": APPOINTMENT, "slot": (at("2022-05-17 09:00"), at("2022-05-17 09:30"))}, "slot_wrong"),
        ({"priority": PriorityReason.ELDERLY, "age": 59}, "not_elderly"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_a_reason(more: dict[str, Any], code: str) -> None:
    assert refused(**more) == code
    assert not Ticket.objects.exists()


def test_a_group_of_another_desk_is_none_of_this_one() -> None:
    other = wish_of(unit_id=P5).groups
    assert refused(groups=other) == "group_unknown"


def test_the_desk_hands_out_tickets_by_its_own_people_and_helpers_alone() -> None:
    for role, unit, code in (
        (Role.APPRAISE, Q11, "no_role"),
        (Role.RECEIVE, P5, "not_posted"),
        (Role.CONTROL, Q11, "no_role"),
    ):
        with pytest.raises(Refused) as no:
            issue(wish=wish_of(), actor=colleague(role, unit, MORNING), at=MORNING)
        assert no.value.refusal.code == code
    with pytest.raises(Refused, match="no_role"):
        issue(wish=wish_of(), actor=None, at=MORNING)
    helper = colleague(Role.ASSIST, Q11, MORNING)
    assert issue(wish=wish_of(), actor=helper, at=MORNING).code == "A001"


@pytest.mark.requirement("R-028")
def test_a_card_that_shows_sixty_years_gives_a_confirmed_priority_and_the_age_is_not_kept() -> None:
    ticket = take(age=60)
    assert (ticket.priority, ticket.priority_confirmed) == ("elderly", True)
    assert (take(age=59).priority, take(priority=PriorityReason.DISABLED).priority_confirmed) == ("", False)


def test_500_tickets_in_a_minute_from_one_kiosk_end_at_the_bound_and_the_next_minute_is_free() -> None:
    given = 0
    for n in range(500):
        moment = MORNING + timedelta(milliseconds=100 * n)
        try:
            take(moment=moment, channel=KIOSK, kiosk="K")
            given += 1
        except Refused as no:
            assert no.refusal.code == "too_many_tickets"  # noqa: PT017 - counted
    assert given == 20
    assert take(channel=KIOSK, kiosk="L").code == "AL001"
    assert take(moment=MORNING + timedelta(seconds=61), channel=KIOSK, kiosk="K").code == "AK021"


def test_what_the_desk_gives_of_a_group_with_the_letter_of_a_kiosk_takes_nothing_from_its_bound() -> None:
    Kiosk.objects.filter(desk=desk_of(), mark="K").update(mark="B")
    for _ in range(20):
        assert take("B").series == "B"
    assert [take(letters, channel=KIOSK, kiosk="B").series for letters in "AB" * 10] == ["AB", "BB"] * 10
    assert refused(channel=KIOSK, kiosk="B") == "too_many_tickets"


def test_a_telephone_holds_one_living_ticket_a_day() -> None:
    first = take(channel=WEB, phone="0912 345 678")
    assert refused(channel=WEB, phone="+84912345678") == "phone_has_ticket"
    Ticket.objects.filter(pk=first.pk).update(state=TicketState.LEFT)
    assert take(channel=WEB, phone="0912345678").number == 2


def test_30_offline_tickets_merge_without_doubles_at_the_time_they_were_printed() -> None:
    printed = [offline(n, f"key-{n}", f"2022-05-16 07:{n:02d}") for n in range(1, 31)]
    for _twice in range(2):
        for one in printed:
            take(channel=KIOSK, kiosk="K", offline=one)
    found = list(Ticket.objects.order_by("number").values_list("number", "issued_at", "in_line_since"))
    assert found == [(one.number, one.issued_at, one.issued_at) for one in printed]
    assert take(channel=KIOSK, kiosk="K").code == "AK031"


def test_a_number_that_the_kiosk_lost_is_written_as_lost_so_that_the_series_has_no_gap() -> None:
    take(channel=KIOSK, kiosk="K", offline=offline(3, "third"))
    rows = list(Ticket.objects.order_by("number").values_list("code", "state"))
    assert rows == [("AK001", "left"), ("AK002", "left"), ("AK003", "waiting")]
    assert TicketEvent.objects.filter(data__lost=True).count() == 2
    assert TicketSeries.objects.get(series="AK").last == 3


def test_an_offline_ticket_of_yesterday_or_with_a_number_of_somebody_else_is_refused() -> None:
    kiosk: dict[str, Any] = {"channel": KIOSK, "kiosk": "K"}
    take(**kiosk)
    assert refused(**kiosk, offline=offline(1, "a")) == "offline_number_taken"
    assert refused(**kiosk, offline=offline(2, "a", "2022-05-13 10:00")) == "ticket_other_day"
    assert refused(**kiosk, offline=offline(999_999, "a")) == "offline_gap"
    assert Ticket.objects.count() == 1


def test_an_offline_ticket_from_a_clock_that_goes_before_counts_from_now() -> None:
    ticket = take(channel=KIOSK, kiosk="K", offline=offline(1, "a", "2022-05-16 16:00"))
    assert ticket.issued_at == MORNING


def test_issuing_asks_the_database_few_questions() -> None:
    wish, actor = wish_of("AB"), clerk()
    issue(wish=wish, actor=actor, at=MORNING)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        issue(wish=wish, actor=actor, at=MORNING)
    work = [one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(work) == 8, [one["sql"][:90] for one in work]
