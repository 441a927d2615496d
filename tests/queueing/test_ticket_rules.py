"""What may follow on a ticket, at which hours it is issued, and that times only go forward."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.queueing.terms import ACT_LABELS, PriorityReason, TicketAct, TicketState
from motcua.queueing.ticket_rules import (
    SOURCES,
    TARGETS,
    claim_of,
    code_of,
    in_order,
    why_not_act,
    why_not_elderly,
    why_not_hour,
    why_not_today,
)
from tests.cast import at

NINE = at("2022-05-16 09:00")
SESSIONS = [
    (at("2022-05-16 07:30"), at("2022-05-16 11:30")),
    (at("2022-05-16 13:00"), at("2022-05-16 17:00")),
]
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize("act", [act for act in TicketAct if act is not TicketAct.ISSUE])
@pytest.mark.parametrize("state", TicketState)
def test_an_act_follows_on_its_states_alone_and_the_refusal_names_both(
    act: TicketAct, state: TicketState
) -> None:
    refusal = why_not_act("A001", state, act)
    assert (refusal is None) == (state in SOURCES[act])
    if refusal is not None:
        assert "A001" in refusal.text
        assert ACT_LABELS[act] in refusal.text


def test_what_ended_stays_ended_but_for_who_left_and_came_back() -> None:
    assert not any(TicketState.FINISHED in states for states in SOURCES.values())
    assert [act for act, states in SOURCES.items() if TicketState.LEFT in states] == [TicketAct.REINSERT]


def test_every_state_can_be_reached() -> None:
    assert set(TARGETS.values()) == set(TicketState)


@pytest.mark.requirement("R-038")
@given(st.integers(-100, 100))
def test_times_only_follow_in_order_and_what_a_clock_put_back_showed_is_kept(minutes: int) -> None:
    said = NINE + timedelta(minutes=minutes)
    written = in_order(said, NINE)
    assert written.at >= NINE
    assert written.said == (said if said < NINE else None)


def test_yesterdays_ticket_is_worth_nothing_today() -> None:
    refusal = why_not_today("A007", NINE.date(), (NINE + timedelta(days=1)).date())
    assert refusal is not None
    assert refusal.code == "ticket_other_day"
    assert "16/05/2022" in refusal.text
    assert why_not_today("A007", NINE.date(), NINE.date()) is None


@pytest.mark.parametrize(
    ("clock", "code"),
    [
        ("06:59", "hall_closed"),
        ("07:00", None),
        ("11:29", None),
        ("11:30", "hall_closed"),
        ("12:30", None),
        ("16:59", None),
        ("17:00", "hall_closed"),
    ],
)
def test_tickets_are_issued_from_half_an_hour_before_a_session_until_its_end(
    clock: str, code: str | None
) -> None:
    refusal = why_not_hour(at(f"2022-05-16 {clock}"), SESSIONS, HALF_AN_HOUR)
    assert (refusal.code if refusal else None) == code


def test_who_is_too_early_is_told_when_and_a_day_off_says_so() -> None:
    noon = why_not_hour(at("2022-05-16 12:00"), SESSIONS, HALF_AN_HOUR)
    assert noon is not None
    assert "12:30" in noon.text
    day_off = why_not_hour(NINE, [], HALF_AN_HOUR)
    assert day_off is not None
    assert day_off.code == "day_off"


def test_a_code_has_three_digits_until_it_needs_more() -> None:
    assert [code_of("A", 7), code_of("AK", 42), code_of("B", 1234)] == ["A007", "AK042", "B1234"]


@pytest.mark.requirement("R-028")
def test_a_card_that_shows_the_age_gives_the_priority_and_takes_a_wrong_claim_away() -> None:
    old = PriorityReason.ELDERLY
    assert claim_of(None, 60, 60).priority is old
    assert claim_of(None, 60, 60).confirmed
    assert claim_of(None, 59, 60).priority is None
    assert not claim_of(old, None, 60).confirmed
    assert why_not_elderly(old, 59, 60) is not None
    assert why_not_elderly(old, None, 60) is None
    assert why_not_elderly(PriorityReason.PREGNANT, 30, 60) is None
    assert claim_of(PriorityReason.PREGNANT, 61, 60).priority is PriorityReason.PREGNANT
