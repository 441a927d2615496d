"""What the database derives of a visit is what the pure rule says of it, whatever happened."""

import random
from datetime import timedelta

import pytest

from motcua.queueing.models import Ticket
from motcua.queueing.terms import TicketAct, TicketState
from motcua.queueing.ticket_rules import SOURCES
from motcua.queueing.visit_times import visits
from motcua.queueing.waits import Happened, measured
from tests.cast import Q11
from tests.queueing.hall_days import LEADS_TO, MONDAY, desk_of_unit, moment, visited

A, S = TicketAct, TicketState
MICROSECOND = timedelta(microseconds=1)


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


@pytest.mark.usefixtures("seeded")
@pytest.mark.requirement("R-037")
def test_the_database_and_the_pure_rule_agree_on_a_hundred_lives() -> None:
    dice, desk = random.Random(37), desk_of_unit(Q11)
    for _ in range(100):
        visited(desk, *some_life(dice), slot=dice.choice(["", "", "07:45"]))
    found = {one.ticket_id: one for one in visits([Q11], MONDAY, MONDAY, MONDAY)}
    assert len(found) == 100
    for ticket in Ticket.objects.prefetch_related("events"):
        events = [Happened(A(one.act), S(one.state), one.at, one.counter_id) for one in ticket.events.all()]
        expected, one = measured(events, ticket.slot_from), found[ticket.pk]
        wait = one.wait_us * MICROSECOND if one.called else None
        assert (wait, one.calls) == (expected.wait, expected.calls), [event.act for event in events]
