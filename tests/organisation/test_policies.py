"""Who may change units and people, between which days, how many: the rules alone."""

from datetime import date

import pytest

from motcua.organisation.actors import Actor, StoodFor
from motcua.organisation.policies import (
    ADMINISTERING,
    LEADING,
    Period,
    most_at_once,
    posting_warning,
    why_not_account,
    why_not_change,
    why_not_end,
    why_not_period,
    why_over_limit,
)
from motcua.organisation.terms import Role

HERE, BELOW = "hcmc.q11", "hcmc.q11.p5"


def acting(*roles: Role) -> Actor:
    return Actor(1, "Hoàng Đức Thịnh", HERE, frozenset(roles), frozenset())


def code_of(refusal: object) -> str:
    return getattr(refusal, "code", "")


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", Role)
def test_only_the_administrator_changes_units_and_accounts(role: Role):
    refusal = why_not_change(acting(role), HERE, scope=frozenset({HERE}), roles=ADMINISTERING)
    assert (refusal is None) == (role is Role.ADMIN)
    refusal = why_not_account(acting(role), person_id=2, units=[HERE], scope=frozenset({HERE}))
    assert (refusal is None) == (role is Role.ADMIN)


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", Role)
def test_rosters_and_postings_are_kept_by_administrator_and_head(role: Role):
    refusal = why_not_change(acting(role), HERE, scope=frozenset({HERE}), roles=LEADING)
    assert (refusal is None) == (role in {Role.ADMIN, Role.LEAD})


def test_a_unit_outside_the_scope_is_not_changed():
    assert code_of(why_not_change(acting(Role.ADMIN), "brvt", scope=frozenset({HERE, BELOW}))) == "other_unit"
    assert why_not_change(acting(Role.ADMIN), BELOW, scope=frozenset({HERE, BELOW})) is None


def test_nobody_changes_their_own_account_or_one_that_reaches_further_than_they_do():
    scope = frozenset({HERE, BELOW})
    assert code_of(why_not_account(acting(Role.ADMIN), person_id=1, units=[], scope=scope)) == "own_account"
    further = why_not_account(acting(Role.ADMIN), person_id=2, units=[HERE, "hcmc"], scope=scope)
    assert code_of(further) == "account_elsewhere"
    assert why_not_account(acting(Role.ADMIN), person_id=2, units=[HERE, BELOW], scope=scope) is None


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2026-01-01", None, ""),
        ("2026-01-01", "2026-01-02", ""),
        ("2026-01-01", "2026-01-01", "period_wrong"),
        ("2026-01-02", "2026-01-01", "period_wrong"),
        ("2025-06-30", None, "outside_life"),
        ("2027-01-01", None, "outside_life"),
    ],
)
def test_a_term_runs_forward_and_begins_within_the_life_of_the_unit(start, end, code):
    life = Period(date(2025, 7, 1), date(2027, 1, 1))
    period = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    assert code_of(why_not_period(period, inside=life)) == code


@pytest.mark.parametrize(
    ("end", "code"),
    [("2026-11-23", ""), ("2026-12-01", ""), ("2026-11-22", "end_in_past"), ("2026-10-31", "period_wrong")],
)
def test_what_held_on_past_days_is_not_ended_backwards(end, code):
    running = Period(date(2026, 11, 1))
    refusal = why_not_end(running, date.fromisoformat(end), today=date(2026, 11, 23))
    assert code_of(refusal) == code


def test_what_has_ended_is_not_ended_again():
    over = Period(date(2026, 1, 1), date(2026, 11, 23))
    assert code_of(why_not_end(over, date(2026, 11, 23), today=date(2026, 11, 23))) == "ended_already"


def test_the_busiest_day_counts_people_once():
    term = Period(date(2026, 1, 1), date(2026, 12, 31))
    held = [
        (1, Period(date(2025, 1, 1), date(2026, 3, 1))),
        (2, Period(date(2026, 2, 1), date(2026, 5, 1))),
        (2, Period(date(2026, 2, 15), None)),
        (3, Period(date(2026, 6, 1), None)),
        (4, Period(date(2027, 1, 1), None)),
    ]
    assert most_at_once(term, held) == 2
    assert most_at_once(term, []) == 0
    assert most_at_once(Period(date(2026, 2, 1)), held) == 3


@pytest.mark.parametrize(("most", "busiest", "refused"), [(None, 99, False), (2, 2, False), (2, 3, True)])
def test_a_limit_refuses_one_more_than_it_allows(most, busiest, refused):
    assert (why_over_limit(Role.APPROVE, most, busiest=busiest) is not None) == refused


@pytest.mark.requirement("R-146")
@pytest.mark.parametrize(
    ("end", "warned"),
    [
        ("2026-06-30", True),
        ("2026-07-01", False),
        ("2028-01-01", False),
        ("2028-01-02", True),
        (None, True),
    ],
)
def test_a_secondment_outside_six_to_twenty_four_months_is_warned_of(end, warned):
    period = Period(date(2026, 1, 1), date.fromisoformat(end) if end else None)
    assert bool(posting_warning(period, seconded=True)) == warned
    assert posting_warning(period, seconded=False) == ""


@pytest.mark.requirement("R-241")
def test_an_act_for_somebody_else_carries_both_names_and_an_own_act_one():
    lan = StoodFor("Lê Thị Bích Thủy", frozenset({Role.RECEIVE, Role.RETURN}))
    minh = Actor(
        7, "Vũ Quốc Cường", HERE, frozenset({Role.APPRAISE, Role.RECEIVE, Role.RETURN}), frozenset({1}),
        stands_for=(lan,), own_roles=frozenset({Role.APPRAISE}), own_desk=True,
    )  # fmt: skip
    assert minh.name_for(Role.RECEIVE, at_desk=True) == "Vũ Quốc Cường (làm thay Lê Thị Bích Thủy)"
    assert minh.name_for(Role.APPRAISE, at_desk=True) == "Vũ Quốc Cường"
    assert minh.name_for(Role.RECEIVE, Role.APPRAISE) == "Vũ Quốc Cường"
    assert acting(Role.RECEIVE).name_for(Role.RECEIVE) == "Hoàng Đức Thịnh"


@pytest.mark.requirement("R-241")
def test_a_seat_that_is_somebody_elses_is_named_where_the_act_is_done_at_the_desk():
    lan = StoodFor("Lê Thị Bích Thủy", frozenset({Role.RECEIVE}))
    clerk = Actor(
        7, "Vũ Quốc Cường", HERE, frozenset({Role.RECEIVE}), frozenset({1}),
        stands_for=(lan,), own_roles=frozenset({Role.RECEIVE}), own_desk=False,
    )  # fmt: skip
    assert clerk.name_for(Role.RECEIVE, at_desk=True) == "Vũ Quốc Cường (làm thay Lê Thị Bích Thủy)"
    assert clerk.name_for(Role.RECEIVE) == "Vũ Quốc Cường"
