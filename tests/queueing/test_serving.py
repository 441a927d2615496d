"""What happens to a ticket after the call: served, held, missed, put back, transferred, finished, given up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.queueing.actions import serving
from motcua.queueing.actions.calling import call_this
from motcua.queueing.actions.counters import close_counter
from motcua.queueing.actions.emergency import answer_call, call_for_help
from motcua.queueing.actions.tidying import end_forgotten
from motcua.queueing.models import CounterDuty, Ticket, TicketEvent
from motcua.queueing.terms import PriorityReason, TicketAct, TicketState
from motcua.queueing.visit_times import Visits
from tests.cast import P5, Q11, colleague
from tests.queueing.hall import MORNING, call, clerk, counter, group, sit_down, take

pytestmark = pytest.mark.usefixtures("seeded")
S = TicketState


def later(minutes: float) -> Any:
    """So many minutes after eight."""
    return MORNING + timedelta(minutes=minutes)


def called(letters: str = "A", *, number: int = 2, at_groups: str = "", **more: Any) -> Ticket:
    """Somebody who was just called to counter 2."""
    take(letters, **more)
    ticket = call(sit_down(number, at_groups))
    assert ticket is not None
    return ticket


def do(act: Callable[..., Ticket], ticket: Ticket, minutes: float = 1, **said: Any) -> Ticket:
    """The clerk does it so many minutes after eight."""
    facts = {"public_id": ticket.public_id, "actor": clerk(), "at": later(minutes)}
    return act(**(facts | said))


def no(act: Callable[..., Ticket], ticket: Ticket, minutes: float = 1, **said: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refused:
        do(act, ticket, minutes, **said)
    return refused.value.refusal.code


def states(ticket: Ticket) -> list[tuple[str, str]]:
    """Act and state of each event."""
    return list(ticket.events.order_by("seq").values_list("act", "state"))


def wait_of(ticket: Ticket) -> float | None:
    """The wait of the visit in minutes."""
    [one] = [one for one in Visits([Q11], ticket.day, ticket.day, ticket.day) if one.ticket_id == ticket.pk]
    return one.wait_us / 60_000_000 if one.called else None


@pytest.mark.requirement("R-038")
def test_a_visit_leaves_its_times_in_order() -> None:
    ticket = called()
    do(serving.recall, ticket, 1)
    do(serving.start, ticket, 2)
    do(serving.finish, ticket, 9)
    assert states(ticket) == [
        ("issue", "waiting"),
        ("call", "called"),
        ("recall", "called"),
        ("start", "serving"),
        ("finish", "finished"),
    ]
    times = list(ticket.events.order_by("seq").values_list("at", flat=True))
    assert times == [MORNING, MORNING, later(1), later(2), later(9)]
    assert {event.actor_name for event in ticket.events.all()} == {clerk().name}


@pytest.mark.requirement("R-038")
def test_an_act_before_the_last_one_is_written_with_it_and_keeps_what_the_clock_showed() -> None:
    ticket = called()
    do(serving.start, ticket, 10)
    do(serving.finish, ticket, 4)
    last = ticket.events.latest("seq")
    assert (last.at, last.data["said_at"]) == (later(10), later(4).isoformat())


@pytest.mark.requirement("R-037")
def test_a_transfer_makes_a_new_waiting_spell_at_the_place_of_when_the_person_came() -> None:
    ticket = called()
    take("B", later(1))
    do(serving.start, ticket, 2)
    moved = do(serving.transfer, ticket, 5, group_id=group("B").pk, reason="Thuộc hộ tịch")
    assert (moved.state, moved.in_line_since, moved.group.letter) == (S.WAITING, MORNING, "B")
    again = call(counter(2), later(12))
    assert again is not None
    assert again.pk == ticket.pk
    assert wait_of(ticket) == 7
    event = TicketEvent.objects.get(act=TicketAct.TRANSFER)
    assert (event.reason, event.data["from_group"]) == ("Thuộc hộ tịch", group("A").pk)


@pytest.mark.requirement("R-037")
def test_two_visits_for_one_matter_have_two_waits() -> None:
    sit_down(2)
    waits = []
    for begin, end in ((0, 10), (60, 65)):
        ticket = take(moment=later(begin))
        call(counter(2), later(end))
        do(serving.start, ticket, end)
        do(serving.finish, ticket, end + 1)
        waits.append(wait_of(ticket))
    assert waits == [10, 5]
    assert wait_of(take(moment=later(70))) is None


def test_a_ticket_sent_to_one_counter_is_called_there_alone_until_it_closes() -> None:
    ticket = called()
    there = counter(3)
    assert no(serving.transfer, ticket, counter_id=there.pk, reason="Chuyên môn") == "counter_not_open"
    Ticket.objects.filter(pk=ticket.pk).update(wanted_counter=counter(2))
    do(serving.reinsert, ticket, 2)
    other = take(moment=later(3))
    close_counter(counter_id=counter(2).pk, actor=clerk(), at=later(4))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.wanted_counter_id) == (S.WAITING, None)
    assert ticket.events.latest("seq").reason == "Quầy đóng"
    sit_down(3, moment=later(5))
    first = call(counter(3), later(6))
    assert first is not None
    assert (first.pk, other.state) == (ticket.pk, S.WAITING)


def test_nobody_is_sent_to_a_counter_left_open_the_day_before() -> None:
    ticket, there, head = called(), counter(3), colleague(Role.LEAD, Q11, MORNING)
    before = MORNING - timedelta(days=1)
    CounterDuty.objects.create(counter=there, official_id=head.person_id, opened_at=before)
    assert no(serving.transfer, ticket, counter_id=there.pk, reason="Chuyên môn") == "counter_not_open"


def test_a_call_for_help_names_the_counter_of_today_and_not_where_somebody_sat_before() -> None:
    before = MORNING - timedelta(days=1)
    CounterDuty.objects.create(counter=counter(3), official_id=clerk().person_id, opened_at=before)
    call_here = call_for_help(actor=clerk(), at=MORNING)
    assert call_here.counter_id is None
    answer_call(call_id=call_here.pk, actor=clerk(), at=MORNING)
    sit_down(2)
    assert call_for_help(actor=clerk(), at=later(1)).counter_id == counter(2).pk


def test_a_transfer_names_a_reason_and_another_place() -> None:
    ticket = called()
    assert no(serving.transfer, ticket, group_id=group("B").pk, reason=" ") == "reason_missing"
    assert no(serving.transfer, ticket, reason="x") == "transfer_nowhere"
    assert no(serving.transfer, ticket, group_id=group("A").pk, reason="x") == "transfer_nowhere"
    assert no(serving.transfer, ticket, group_id=group("A", P5).pk, reason="x") == "group_unknown"


def test_several_services_of_a_visit_are_served_at_one_turn_where_the_counter_serves_them() -> None:
    ticket = called("AB")
    do(serving.start, ticket, 1)
    assert do(serving.finish, ticket, 5).state == S.FINISHED
    assert all(one.done_at == later(5) for one in ticket.services.all())


def test_what_the_counter_does_not_serve_waits_again_with_the_place_of_when_the_person_came() -> None:
    ticket = called("AB", at_groups="A")
    do(serving.start, ticket, 1)
    onward = do(serving.finish, ticket, 5)
    assert (onward.state, onward.group.letter, onward.in_line_since) == (S.WAITING, "B", MORNING)
    assert [one.done_at for one in ticket.services.all()] == [later(5), None]
    assert states(ticket)[-1] == ("transfer", "waiting")
    close_counter(counter_id=counter(2).pk, actor=clerk(), at=later(6))
    call(sit_down(3, "B", later(7)), later(8))
    do(serving.start, ticket, 9)
    assert do(serving.finish, ticket, 12).state == S.FINISHED


def test_a_service_chosen_by_mistake_is_the_other_one_from_then_on() -> None:
    ticket = take("A")
    do(serving.transfer, ticket, group_id=group("B").pk, reason="Chọn nhầm")
    assert [one.group.letter for one in ticket.services.all()] == ["B"]


def test_who_fetches_a_paper_frees_the_counter_and_is_served_on_when_it_is_free_again() -> None:
    ticket, other = called(), take()
    do(serving.start, ticket, 1)
    held = do(serving.hold, ticket, 2, reason="Thiếu giấy khai sinh")
    assert (held.state, held.events.latest("seq").reason) == (S.ON_HOLD, "Thiếu giấy khai sinh")
    call(counter(2), later(3))
    assert no(serving.resume, ticket, 4, counter_id=counter(2).pk) == "counter_busy"
    do(serving.miss, other, 5)
    assert do(serving.resume, ticket, 6, counter_id=counter(2).pk).state == S.SERVING


def test_who_fetched_a_paper_may_also_wait_in_line_at_the_old_place() -> None:
    ticket = called()
    do(serving.start, ticket, 1)
    do(serving.hold, ticket, 2)
    back = do(serving.reinsert, ticket, 30)
    assert (back.state, back.in_line_since) == (S.WAITING, MORNING)


def test_who_was_absent_comes_back_into_line_from_then_on() -> None:
    ticket = called()
    do(serving.miss, ticket, 3)
    back = do(serving.reinsert, ticket, 20)
    assert (back.state, back.in_line_since, back.issued_at) == (S.WAITING, later(20), MORNING)


def test_who_was_called_by_mistake_goes_back_to_the_old_place() -> None:
    ticket = called()
    assert do(serving.reinsert, ticket, 2, reason="Gọi nhầm").in_line_since == MORNING


def test_a_claimed_priority_is_confirmed_or_revoked_at_the_counter() -> None:
    ticket = called(priority=PriorityReason.PREGNANT)
    assert do(serving.confirm_priority, ticket).priority_confirmed
    assert no(serving.revoke_priority, ticket, reason="") == "reason_missing"
    back = do(serving.revoke_priority, ticket, 2, reason="Không thuộc diện")
    assert (back.state, back.priority, back.in_line_since) == (S.WAITING, "", MORNING)
    assert ticket.events.latest("seq").data == {"before": "pregnant"}
    assert no(serving.revoke_priority, ticket, reason="x") == "priority_missing"
    assert no(serving.confirm_priority, ticket) == "priority_missing"
    given = do(serving.confirm_priority, ticket, 3, priority=PriorityReason.DISABLED)
    assert (given.priority, given.priority_confirmed) == ("disabled", True)


def test_who_gives_the_ticket_back_themself_leaves_and_may_come_back_the_same_day() -> None:
    ticket = take()
    gone = do(serving.leave, ticket, 5, actor=None)
    assert (gone.state, gone.events.latest("seq").actor_id) == (S.LEFT, None)
    assert do(serving.reinsert, ticket, 20).in_line_since == later(20)


@pytest.mark.parametrize("act", [serving.recall, serving.start, serving.miss, serving.finish, serving.hold])
def test_what_is_done_at_a_counter_is_done_by_who_sits_there(act: Callable[..., Ticket]) -> None:
    ticket = called()
    if act in {serving.finish, serving.hold}:
        do(serving.start, ticket, 0)
    for role, code in ((Role.LEAD, "no_role"), (Role.ASSIST, "no_role"), (Role.APPRAISE, "no_role")):
        assert no(act, ticket, actor=colleague(role, Q11, MORNING)) == code
    assert no(act, ticket, actor=colleague(Role.RECEIVE, P5, MORNING)) == "ticket_unknown"
    close_counter(counter_id=counter(2).pk, reason="hết ca", actor=clerk(), at=later(1))
    assert no(act, ticket, 2) == "ticket_wrong_order"


def test_a_ticket_at_another_counter_is_not_yours() -> None:
    ticket = called()
    Ticket.objects.filter(pk=ticket.pk).update(counter=counter(3))
    assert no(serving.start, ticket) == "not_your_counter"
    assert no(serving.transfer, ticket, group_id=group("B").pk, reason="x") == "not_your_counter"
    helper = colleague(Role.ASSIST, Q11, MORNING)
    assert no(serving.reinsert, ticket, actor=helper) == "not_your_counter"
    head = colleague(Role.LEAD, Q11, MORNING)
    moved = do(serving.transfer, ticket, actor=head, group_id=group("B").pk, reason="Quầy quá tải")
    assert moved.state == S.WAITING


def test_yesterdays_ticket_is_touched_no_more() -> None:
    ticket = called()
    assert no(serving.start, ticket, 24 * 60) == "ticket_other_day"
    assert no(serving.leave, ticket, 24 * 60) == "ticket_other_day"


def test_pressed_twice_the_second_is_told_where_the_ticket_is() -> None:
    ticket = called()
    do(serving.start, ticket, 1)
    assert no(serving.start, ticket, 1) == "ticket_wrong_order"
    do(serving.finish, ticket, 2)
    assert no(serving.finish, ticket, 2) == "ticket_wrong_order"


@pytest.mark.parametrize(
    ("reason", "code"),
    [("x" * 301, "text_too_long"), ("a" + "\u0301" * 40, "text_has_marks"), ("a\x00b", "text_has_marks")],
)
def test_a_reason_that_cannot_be_read_or_is_too_long_is_refused(reason: str, code: str) -> None:
    ticket = called()
    do(serving.start, ticket, 1)
    assert no(serving.hold, ticket, reason=reason) == code


def test_a_reason_is_kept_in_one_form_of_letters() -> None:
    ticket = called()
    do(serving.start, ticket, 1)
    do(serving.hold, ticket, 2, reason="Thie\u0302\u0301u  gia\u0302\u0301y")
    assert ticket.events.latest("seq").reason == "Thiếu giấy"


@pytest.mark.parametrize("public_id", ["", "khong-co", "x" * 4000])
def test_an_address_that_nobody_has_is_no_ticket(public_id: str) -> None:
    take()
    with pytest.raises(Refused, match="ticket_unknown"):
        serving.start(public_id=public_id, actor=clerk(), at=MORNING)


def test_what_nobody_ended_is_ended_in_the_night_without_a_minute_more() -> None:
    waiting, missed = take(), take()
    ticket = called()
    do(serving.start, ticket, 5)
    call_later = take(moment=later(30))
    assert missed.pk
    assert end_forgotten(at=later(60)) == 0
    assert end_forgotten(at=later(24 * 60)) == 4
    assert end_forgotten(at=later(24 * 60)) == 0
    found = {one.pk: one for one in Ticket.objects.all()}
    assert {found[waiting.pk].state, found[call_later.pk].state} <= {S.LEFT, S.FINISHED}
    served = next(one for one in found.values() if one.state == S.FINISHED)
    assert served.last_at == later(5)


def test_a_ticket_called_meanwhile_by_somebody_else_cannot_be_called_by_name() -> None:
    ticket = called()
    assert no(call_this, ticket, counter_id=counter(2).pk, reason="x") == "counter_busy"
    do(serving.start, ticket, 1)
    do(serving.finish, ticket, 2)
    assert no(call_this, ticket, counter_id=counter(2).pk, reason="x") == "ticket_wrong_order"
