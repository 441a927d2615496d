"""What the database derives of a visit is what adding up its events one by one gives, whatever happened."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from motcua.queueing.models import Ticket, TicketEvent
from motcua.queueing.terms import AT_COUNTER, TicketAct, TicketState
from motcua.queueing.ticket_rules import SOURCES
from motcua.queueing.visit_times import Visits
from tests.cast import Q11
from tests.queueing.hall_days import LEADS_TO, MONDAY, desk_of_unit, moment, visited

A, S = TicketAct, TicketState
MICROSECOND, NOTHING = timedelta(microseconds=1), timedelta(0)


def some_life(dice: random.Random) -> list[tuple[TicketAct, str]]:
    """Acts that may follow each other, each later than the one before."""
    at, state, lived = moment("07:30"), S.WAITING, [(A.ISSUE, "07:30:00.000000")]
    for _ in range(dice.randrange(12)):
        possible = sorted(act for act, sources in SOURCES.items() if state in sources and act in LEADS_TO)
        if not possible:
            break
        act = dice.choice(possible)
        at += timedelta(seconds=dice.uniform(0.001, 900))
        state = LEADS_TO[act]
        lived.append((act, f"{at:%H:%M:%S.%f}"))
    return lived


def added_up(events: Sequence[TicketEvent], slot: datetime | None) -> tuple[timedelta | None, timedelta, int]:
    """Wait (None: never called), time called or served, and calls; a stretch that lasts is not counted."""
    wait = in_line = at_counter = NOTHING
    came_early = slot is not None
    for one, after in pairwise(events):
        if one.state == S.WAITING:
            since = max(one.at, slot) if slot is not None and came_early else one.at
            in_line += max(after.at - since, NOTHING)
        elif one.state in AT_COUNTER:
            at_counter += after.at - one.at
        if after.state != S.WAITING:
            wait, in_line, came_early = wait + in_line, NOTHING, False
    calls = sum(one.act == A.CALL for one in events)
    return wait if calls else None, at_counter, calls


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-037")
def test_the_database_and_the_sum_of_the_events_agree_on_a_hundred_lives() -> None:
    dice, desk = random.Random(37), desk_of_unit(Q11)
    for _ in range(100):
        visited(desk, *some_life(dice), slot=dice.choice(["", "", "07:45"]))
    found = {one.ticket_id: one for one in Visits([Q11], MONDAY, MONDAY, MONDAY)}
    assert len(found) == 100
    for ticket in Ticket.objects.prefetch_related("events"):
        events, one = list(ticket.events.all()), found[ticket.pk]
        wait = one.wait_us * MICROSECOND if one.called else None
        expected = added_up(events, ticket.slot_from)
        assert (wait, one.handling_us * MICROSECOND, one.calls) == expected, [event.act for event in events]
