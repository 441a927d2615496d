"""What the head of the hall sees of a day: how long each counter served its visitors."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from motcua.organisation.terms import Role
from motcua.queueing.actions import serving
from motcua.queueing.board import counters_now, deviations
from motcua.queueing.models import Ticket
from motcua.queueing.terms import PriorityReason
from tests.cast import Q11, colleague
from tests.queueing.hall import MORNING, call, clerk, desk_of, group, sit_down, take

pytestmark = pytest.mark.usefixtures("seeded")


def do(act: Callable[..., Ticket], ticket: Ticket, minutes: float, **said: Any) -> Ticket:
    """The clerk does it so many minutes after eight."""
    facts = {"public_id": ticket.public_id, "actor": clerk(), "at": MORNING + timedelta(minutes=minutes)}
    return act(**(facts | said))


def served_at(number: int) -> tuple[int, timedelta | None]:
    """How many the counter served today, and how long each."""
    shown = counters_now(desk_of(), MORNING + timedelta(hours=2))
    return next((one.finished, one.mean) for one in shown if one.counter.number == number)


def begun() -> Ticket:
    """Somebody whom counter 2 serves since eight."""
    take()
    ticket = call(sit_down(2))
    assert ticket is not None
    return do(serving.start, ticket, 0)


def test_a_visitor_who_fetched_a_paper_was_served_before_and_after_it_and_not_meanwhile() -> None:
    ticket = begun()
    do(serving.hold, ticket, 10)
    do(serving.resume, ticket, 30, counter_id=ticket.counter_id)
    do(serving.finish, ticket, 35)
    assert served_at(2) == (1, timedelta(minutes=15))


def test_who_is_sent_elsewhere_from_the_line_was_not_served_until_then() -> None:
    ticket = begun()
    do(serving.hold, ticket, 10)
    do(serving.reinsert, ticket, 20)
    head = colleague(Role.LEAD, Q11, MORNING)
    do(serving.transfer, ticket, 70, actor=head, group_id=group("B").pk, reason="Chọn nhầm")
    assert served_at(2) == (0, None)


@pytest.mark.requirement("R-293")
def test_a_priority_that_nobody_claimed_is_among_what_changed_the_order_and_a_claimed_one_is_not() -> None:
    claimed, given = take(priority=PriorityReason.INFANT), take()
    do(serving.confirm_priority, claimed, 1)
    do(serving.confirm_priority, given, 2, priority=PriorityReason.MERIT)
    do(serving.revoke_priority, given, 3, reason="Không thuộc diện")
    found = [
        (one.ticket.code, one.act, one.reason, one.actor_name) for one in deviations(desk_of(), given.day)
    ]
    assert found == [
        (given.code, "revoke_priority", "Không thuộc diện", clerk().name),
        (given.code, "confirm_priority", "", clerk().name),
    ]
