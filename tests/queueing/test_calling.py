"""Who is called: the next by the published order, at an open counter, by who sits there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.core.refusals import Refused
from motcua.organisation.models import Posting
from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_next, call_this
from motcua.queueing.actions.counters import close_counter, open_counter
from motcua.queueing.actions.serving import finish, miss, start
from motcua.queueing.lines import next_at, open_duties
from motcua.queueing.models import Ticket
from motcua.queueing.queries import ahead_of, groups_without_counter, last_calls, line
from motcua.queueing.terms import PriorityReason, TicketChannel, TicketState
from tests.cast import P5, Q11, at, colleague
from tests.queueing.hall import MORNING, call, clerk, counter, desk_of, group, sit_down, take

pytestmark = pytest.mark.usefixtures("seeded")
LATER = MORNING + timedelta(minutes=30)
OLD = PriorityReason.ELDERLY


def code_of_no(act, **said) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as no:
        act(**said)
    return no.value.refusal.code


def served(ticket: Ticket | None) -> str:
    """Serve to the end whoever was called; the code."""
    assert ticket is not None
    start(public_id=ticket.public_id, actor=clerk(), at=ticket.last_at)
    finish(public_id=ticket.public_id, actor=clerk(), at=ticket.last_at)
    return ticket.code


@pytest.mark.requirement("R-040")
@pytest.mark.requirement("R-293")
def test_a_mixed_line_is_called_priority_first_then_by_arrival_and_each_call_says_why() -> None:
    for minute, more in ((0, {}), (1, {"priority": OLD}), (2, {}), (3, {"priority": PriorityReason.INFANT})):
        take(moment=MORNING + timedelta(minutes=minute), **more)
    there = sit_down(2)
    order = []
    while (ticket := call(there, LATER)) is not None:
        why = ticket.events.latest("seq").data["why"]
        order.append((served(ticket), why))
    assert order == [("A002", "priority"), ("A004", "priority"), ("A001", "ordinary"), ("A003", "ordinary")]


@pytest.mark.requirement("R-028")
def test_a_special_counter_calls_its_classes_before_ordinary_ones() -> None:
    take(moment=MORNING)
    take(moment=MORNING + timedelta(minutes=50), priority=OLD)
    special = sit_down(1)
    called = call(special, MORNING + timedelta(minutes=55))
    assert called is not None
    assert called.code == "A002"


@pytest.mark.requirement("R-041")
def test_a_booked_ticket_is_called_at_its_slot() -> None:
    slot = (at("2022-05-16 08:20"), at("2022-05-16 08:40"))
    booked = take(channel=TicketChannel.APPOINTMENT, slot=slot)
    there = sit_down(2)
    assert call(there, at("2022-05-16 08:19")) is None
    take(moment=at("2022-05-16 08:05"))
    called = call(there, at("2022-05-16 08:20"))
    assert called is not None
    assert (called.pk, called.events.latest("seq").data["why"]) == (booked.pk, "booked")


def test_a_counter_calls_for_the_groups_that_it_declared() -> None:
    take("A")
    take("B")
    called = call(sit_down(2, "B"))
    assert called is not None
    assert called.code == "B001"
    assert [one.letter for one in groups_without_counter(desk_of().pk, MORNING)] == ["A"]


def test_a_ticket_taken_before_closing_is_called_after_it() -> None:
    take(moment=at("2022-05-16 16:59"))
    there = sit_down(2, moment=at("2022-05-16 16:00"))
    assert call(there, at("2022-05-16 17:40")) is not None


def test_yesterdays_ticket_is_called_no_more() -> None:
    old = take()
    tomorrow = MORNING + timedelta(days=1)
    there = sit_down(2, moment=tomorrow)
    assert call(there, tomorrow) is None
    old.refresh_from_db()
    assert old.state == TicketState.LEFT
    assert old.events.latest("seq").data["forgotten"] is True
    assert (
        code_of_no(
            call_this, public_id=old.public_id, counter_id=there.pk, reason="quen", actor=clerk(), at=tomorrow
        )
        == "ticket_other_day"
    )


def test_nobody_is_called_to_a_counter_that_is_busy_closed_or_somebody_elses() -> None:
    take()
    take()
    there = counter(2)
    assert code_of_no(call_next, counter_id=there.pk, actor=clerk(), at=MORNING) == "counter_not_open"
    sit_down(2)
    call(there)
    assert code_of_no(call_next, counter_id=there.pk, actor=clerk(), at=MORNING) == "counter_busy"
    head = colleague(Role.LEAD, Q11, MORNING)
    assert code_of_no(call_next, counter_id=there.pk, actor=head, at=MORNING) == "no_role"
    assert code_of_no(call_next, counter_id=10**9, actor=clerk(), at=MORNING) == "counter_unknown"
    stranger = colleague(Role.RECEIVE, P5, MORNING)
    assert code_of_no(call_next, counter_id=there.pk, actor=stranger, at=MORNING) == "counter_unknown"


def test_a_counter_left_open_yesterday_is_not_open_today() -> None:
    there = sit_down(2)
    tomorrow = MORNING + timedelta(days=1)
    take(moment=tomorrow)
    assert code_of_no(call_next, counter_id=there.pk, actor=clerk(), at=tomorrow) == "counter_not_open"
    duty = open_counter(counter_id=there.pk, actor=clerk(), at=tomorrow)
    assert call(there, tomorrow) is not None
    assert duty.counter.duties.filter(closed_at=at("2022-05-17 00:00"), reason="Quên đóng quầy").count() == 1


@pytest.mark.requirement("R-293")
def test_calling_out_of_order_needs_a_reason_and_is_logged() -> None:
    first, second = take(), take()
    there = sit_down(2)
    said: dict[str, Any] = {"counter_id": there.pk, "actor": clerk(), "at": MORNING}
    assert code_of_no(call_this, public_id=second.public_id, reason="  ", **said) == "reason_missing"
    ticket = call_this(public_id=second.public_id, reason="Có lịch ra viện lúc 9 giờ", **said)
    event = ticket.events.latest("seq")
    assert (event.reason, event.data["why"]) == ("Có lịch ra viện lúc 9 giờ", "out_of_order")
    miss(public_id=second.public_id, actor=clerk(), at=MORNING)
    own_turn = call_this(public_id=first.public_id, reason="", **said)
    assert own_turn.events.latest("seq").data["why"] == "ordinary"


def test_one_who_was_missed_may_be_called_by_name() -> None:
    take()
    there = sit_down(2)
    ticket = call(there)
    assert ticket is not None
    miss(public_id=ticket.public_id, actor=clerk(), at=MORNING)
    again = call_this(
        public_id=ticket.public_id, counter_id=there.pk, reason="Vừa quay lại", actor=clerk(), at=LATER
    )
    assert again.state == TicketState.CALLED


@pytest.mark.requirement("R-038")
def test_a_clock_put_back_writes_the_call_at_the_last_time_and_keeps_what_it_showed() -> None:
    there = sit_down(2)
    take()
    back = MORNING - timedelta(minutes=20)
    ticket = call(there, back)
    assert ticket is not None
    event = ticket.events.latest("seq")
    assert (event.at, event.data["said_at"]) == (MORNING, back.isoformat())


def test_the_line_shows_the_published_order_and_who_is_ahead() -> None:
    take("A")
    take("B")
    last = take("A", priority=OLD)
    sit_down(2)
    shown = line(desk_of().pk, LATER)
    assert [(one.code, one.ahead) for one in shown.waiting] == [("A002", 0), ("A001", 1), ("B001", 2)]
    assert (ahead_of(last, LATER), ahead_of(take("B"), LATER)) == (0, 3)
    [duty] = open_duties(desk_of().pk, LATER)
    turn = next_at(duty, LATER)
    assert turn is not None
    assert (duty.counter.number, turn.ticket) == (2, shown.waiting[0].id)


def test_the_line_asks_the_same_few_questions_however_long_it_is() -> None:
    desk_id = desk_of().pk
    for _ in range(3):
        take()
    with CaptureQueriesContext(connection) as short:
        line(desk_id, LATER)
    for _ in range(20):
        take()
    with CaptureQueriesContext(connection) as long:
        line(desk_id, LATER)
    assert len(short) == len(long) == 3


def test_a_call_asks_seven_questions() -> None:
    for _ in range(30):
        take()
    there, actor = sit_down(2), clerk()
    with CaptureQueriesContext(connection) as asked:
        call_next(counter_id=there.pk, actor=actor, at=LATER)
    work = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(work) == 7, [sql[:90] for sql in work]


def test_the_last_calls_are_shown_newest_first_each_ticket_once() -> None:
    for _ in range(3):
        take()
    there = sit_down(2)
    codes = [served(call(there, MORNING + timedelta(minutes=n))) for n in range(3)]
    shown = last_calls(desk_of().pk, LATER, 2)
    assert [(one.code, one.counter) for one in shown] == [(codes[2], 2), (codes[1], 2)]
    assert shown[0].event > shown[1].event
    assert last_calls(desk_of(P5).pk, LATER) == []


def test_a_counter_is_opened_once_by_one_official_posted_there() -> None:
    there = sit_down(2)
    other = counter(3)
    assert code_of_no(open_counter, counter_id=there.pk, actor=clerk(), at=MORNING) == "already_at_counter"
    assert code_of_no(open_counter, counter_id=other.pk, actor=clerk(), at=MORNING) == "already_at_counter"
    helper = colleague(Role.ASSIST, Q11, MORNING)
    assert code_of_no(open_counter, counter_id=other.pk, actor=helper, at=MORNING) == "no_role"
    Posting.objects.filter(person_id=clerk().person_id).delete()
    assert code_of_no(open_counter, counter_id=other.pk, actor=clerk(), at=MORNING) == "not_posted"


def test_a_counter_takes_over_the_classes_that_it_is_marked_with_unless_told_otherwise() -> None:
    duty = open_counter(counter_id=counter(1).pk, actor=clerk(), at=MORNING)
    assert duty.classes == ["disabled", "elderly", "pregnant"]
    close_counter(counter_id=counter(1).pk, actor=clerk(), at=LATER)
    plain = open_counter(
        counter_id=counter(1).pk, classes=(), groups=[group("B").pk], actor=clerk(), at=LATER
    )
    assert (plain.classes, plain.groups) == ([], [group("B").pk])
    assert (
        code_of_no(open_counter, counter_id=counter(2).pk, groups=[10**9], actor=clerk(), at=LATER)
        == "group_unknown"
    )


def test_a_counter_closed_while_serving_asks_why_and_puts_the_person_back_in_their_place() -> None:
    first = take(moment=MORNING)
    take(moment=MORNING + timedelta(minutes=1))
    there = sit_down(2)
    ticket = call(there, LATER)
    assert ticket is not None
    start(public_id=ticket.public_id, actor=clerk(), at=LATER)
    assert code_of_no(close_counter, counter_id=there.pk, actor=clerk(), at=LATER) == "counter_busy"
    head = colleague(Role.LEAD, Q11, MORNING)
    close_counter(counter_id=there.pk, reason="Cán bộ bị ốm", actor=head, at=LATER)
    first.refresh_from_db()
    assert (first.state, first.in_line_since) == (TicketState.WAITING, MORNING)
    sit_down(3, moment=LATER)
    again = call(counter(3), LATER)
    assert again is not None
    assert again.pk == first.pk


def test_somebody_elses_counter_is_closed_by_the_head_alone() -> None:
    there = sit_down(2)
    helper = colleague(Role.ASSIST, Q11, MORNING)
    assert code_of_no(close_counter, counter_id=there.pk, actor=helper, at=LATER) == "no_role"
    stranger = colleague(Role.LEAD, P5, MORNING)
    assert code_of_no(close_counter, counter_id=there.pk, actor=stranger, at=LATER) == "counter_not_open"
    closed = close_counter(counter_id=there.pk, actor=clerk(), at=LATER)
    assert closed.closed_at == LATER
    assert code_of_no(close_counter, counter_id=there.pk, actor=clerk(), at=LATER) == "counter_not_open"
