"""The wait of a visit is the sum of its waiting spells; never called is not zero."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.queueing.terms import TicketAct, TicketState
from motcua.queueing.ticket_rules import SOURCES, TARGETS
from motcua.queueing.waits import Happened, SpellKind, measured, spells
from tests.cast import at

EIGHT = at("2022-05-16 08:00")
A, S = TicketAct, TicketState


def when(minute: float, act: TicketAct, state: TicketState, counter: int | None = None) -> Happened:
    """An event so many minutes after eight."""
    return Happened(act, state, EIGHT + timedelta(minutes=minute), counter)


def minutes(span: timedelta | None) -> float | None:
    """In minutes, or None."""
    return None if span is None else span.total_seconds() / 60


SERVED = [
    when(0, A.ISSUE, S.WAITING),
    when(10, A.CALL, S.CALLED, 1),
    when(12, A.START, S.SERVING, 1),
]


@pytest.mark.requirement("R-036")
def test_a_visit_waits_from_the_ticket_to_the_call() -> None:
    found = measured([*SERVED, when(20, A.FINISH, S.FINISHED, 1)])
    assert (minutes(found.wait), minutes(found.service), found.calls) == (10, 8, 1)


@pytest.mark.requirement("R-037")
def test_waiting_after_a_transfer_is_added_and_the_service_before_it_is_not() -> None:
    events = [
        *SERVED,
        when(15, A.TRANSFER, S.WAITING),
        when(21, A.CALL, S.CALLED, 2),
        when(22, A.START, S.SERVING, 2),
        when(30, A.FINISH, S.FINISHED, 2),
    ]
    found = measured(events)
    assert (minutes(found.wait), minutes(found.service), found.calls) == (16, 11, 2)


@pytest.mark.requirement("R-037")
def test_who_was_never_called_has_no_wait_rather_than_one_of_zero() -> None:
    found = measured([when(0, A.ISSUE, S.WAITING), when(50, A.LEAVE, S.LEFT)])
    assert (found.wait, found.calls) == (None, 0)


def test_fetching_a_paper_and_being_absent_are_no_waiting() -> None:
    events = [
        when(0, A.ISSUE, S.WAITING),
        when(5, A.CALL, S.CALLED, 1),
        when(7, A.MISS, S.MISSED, 1),
        when(30, A.REINSERT, S.WAITING),
        when(33, A.CALL, S.CALLED, 1),
        when(34, A.START, S.SERVING, 1),
        when(36, A.HOLD, S.ON_HOLD, 1),
        when(56, A.RESUME, S.SERVING, 2),
        when(60, A.FINISH, S.FINISHED, 2),
    ]
    found = measured(events)
    assert (minutes(found.wait), minutes(found.service)) == (8, 6)


def test_who_was_booked_and_came_early_waits_from_the_slot_on() -> None:
    events = [when(0, A.ISSUE, S.WAITING), when(25, A.CALL, S.CALLED, 1)]
    slot = EIGHT + timedelta(minutes=20)
    assert [one.kind for one in spells(events, slot)] == [
        SpellKind.EARLY,
        SpellKind.WAITING,
        SpellKind.CALLED,
    ]
    assert minutes(measured(events, slot).wait) == 5
    assert minutes(measured(events, EIGHT - timedelta(minutes=5)).wait) == 25


def test_an_act_that_changes_no_state_cuts_no_spell() -> None:
    events = [
        when(0, A.ISSUE, S.WAITING),
        when(3, A.CONFIRM_PRIORITY, S.WAITING),
        when(5, A.CALL, S.CALLED, 1),
        when(6, A.RECALL, S.CALLED, 1),
        when(7, A.START, S.SERVING, 1),
    ]
    assert [(one.kind, minutes(one.length())) for one in spells(events)] == [
        (SpellKind.WAITING, 5),
        (SpellKind.CALLED, 2),
        (SpellKind.SERVING, 0),
    ]


def test_who_waits_still_is_counted_until_now() -> None:
    events = [*SERVED, when(15, A.TRANSFER, S.WAITING)]
    assert minutes(measured(events).wait) == 10
    assert minutes(measured(events, now=EIGHT + timedelta(minutes=20)).wait) == 15


def test_nothing_happened_nothing_is_measured() -> None:
    assert spells([]) == []
    assert measured([]).wait is None


walks = st.lists(st.tuples(st.sampled_from(list(A)), st.integers(0, 30)), max_size=15)


def _possible(steps: list[tuple[TicketAct, int]]) -> list[Happened]:
    events, minute = [when(0, A.ISSUE, S.WAITING)], 0
    for act, later in steps:
        state = events[-1].state
        if state in SOURCES.get(act, ()):
            minute += later
            events.append(when(minute, act, TARGETS.get(act, state)))
    return events


@given(walks)
def test_the_spells_of_a_visit_lie_side_by_side_and_none_is_counted_twice(
    steps: list[tuple[TicketAct, int]],
) -> None:
    events = _possible(steps)
    found = spells(events)
    assert all(first.end is not None and first.end <= second.start for first, second in pairwise(found))
    now = events[-1].at
    whole = sum((one.length(now) for one in found), timedelta(0))
    gone = sum(
        (later.at - left.at for left, later in pairwise(events) if left.state in {S.LEFT, S.FINISHED}),
        timedelta(0),
    )
    assert whole + gone == now - events[0].at


@given(walks)
def test_a_wait_is_known_exactly_where_somebody_was_called(steps: list[tuple[TicketAct, int]]) -> None:
    events = _possible(steps)
    assert (measured(events).wait is not None) == any(one.act is A.CALL for one in events)
