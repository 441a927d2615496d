"""What holds for every dossier, whatever procedure, unit, moment and programmes? (R-120, R-121, R-122)"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.core.moments import VN, printed_minute
from motcua.core.refusals import Refused
from motcua.dossiers.deadlines import Facts, Promise, promise
from motcua.programmes.rules import AfterCutOff, ProcedureCutOff, ProgrammeRule
from tests.dossiers.office import data, facts, programmes

CODES = [row["code"] for row in data("procedures")["procedures"]]
UNITS = [row["id"] for row in data("units")["units"]]
MINUTES = st.integers(0, 24 * 60 - 1)
clocks = st.builds(lambda minute: time(minute // 60, minute % 60), MINUTES)
moments = st.builds(
    lambda day, clock, second: datetime.combine(day, clock.replace(second=second), VN),
    st.dates(date(2021, 1, 1), date(2027, 9, 30)),
    clocks,
    st.integers(0, 59),
)


@st.composite
def rules(draw: st.DrawFn) -> tuple[ProgrammeRule, ...]:
    """The data's programmes, some of them with other hours, days, states and procedure cut-offs."""
    chosen = draw(st.lists(st.sampled_from(programmes()), unique_by=lambda rule: rule.id))
    return tuple(
        replace(
            rule,
            status=draw(st.sampled_from([rule.status, "approved"])),
            cut_off=draw(st.sampled_from([rule.cut_off, None]) | clocks),
            period_to=draw(st.sampled_from([rule.period_to, None])),
            after_cut_off=AfterCutOff(draw(st.booleans()), draw(st.none() | clocks), draw(st.booleans())),
            procedure_cut_offs=tuple(
                ProcedureCutOff(None, code, draw(clocks))
                for code in draw(st.lists(st.sampled_from(CODES), max_size=2))
            ),
        )
        for rule in chosen
    )


@st.composite
def cases(draw: st.DrawFn) -> Facts:
    return facts(
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from(UNITS)),
        draw(moments),
        channel=draw(st.sampled_from(["desk", "online", "post", "home", "kiosk"])),
        at_once=draw(st.booleans()),
        signer_rostered=draw(st.booleans()),
        rules=draw(st.just(programmes()) | rules()),
    )


def promised(case: Facts) -> Promise:
    try:
        return promise(case)
    except Refused:
        assume(False)
        raise AssertionError from None


many = settings(max_examples=60, deadline=None)


@pytest.mark.requirement("R-121")
@pytest.mark.rule("promises 10")
@many
@given(cases())
def test_no_programme_makes_the_due_time_later_than_the_law(case: Facts) -> None:
    with_programmes, by_law = promised(case), promised(replace(case, ordinary=True))
    assert with_programmes.due_at <= by_law.due_at
    assert with_programmes.ordinary_due_at == by_law.due_at == by_law.ordinary_due_at


@pytest.mark.requirement("R-120")
@many
@given(cases())
def test_the_earliest_of_all_rules_taken_one_by_one_wins(case: Facts) -> None:
    """Rules that do not replace one another give together what the earliest of them gives alone."""
    free = tuple(replace(rule, replaces_parent=False) for rule in case.rules)
    together = promised(replace(case, rules=free))
    alone = [promised(replace(case, rules=rules)) for rules in ((), *((rule,) for rule in free))]
    assert (together.due_at, not together.due_strict) == min(
        (one.due_at, not one.due_strict) for one in alone
    )


@pytest.mark.rule("promises 12")
@many
@given(cases())
def test_a_due_time_is_never_before_the_dossier_came_in(case: Facts) -> None:
    answer = promised(case)
    assert answer.due_at >= printed_minute(case.received_at)
    assert answer.due_at >= case.received_at
    assert answer.counted_from <= printed_minute(answer.due_at)
    if answer.due_strict:
        assert answer.due_at > case.received_at


@pytest.mark.requirement("R-122")
@many
@given(cases())
def test_every_promise_explains_itself_in_two_lines_or_more_and_the_same_way_twice(case: Facts) -> None:
    answer = promised(case)
    assert len(answer.explanation) >= 2
    assert answer.rule
    assert answer.source
    assert answer == promise(case)


@many
@given(cases())
def test_a_due_time_lies_on_a_working_day_unless_a_session_or_waiting_person_says_otherwise(
    case: Facts,
) -> None:
    answer = promised(case)
    if answer.reason != "extra_session" and answer.due_at != case.received_at:
        assert case.calendar.is_working_day(answer.due_at.date())


@many
@given(cases(), st.integers(1, 3 * 24 * 60))
def test_by_law_whoever_comes_later_is_never_promised_earlier(case: Facts, minutes: int) -> None:
    """Not so with programmes: a Friday model is earlier than Thursday's term, and the decided cases want it."""
    ordinary = replace(case, ordinary=True, at_once=False)
    later = replace(ordinary, received_at=case.received_at + timedelta(minutes=minutes))
    assert promised(ordinary).due_at <= promised(later).due_at


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CODES), st.sampled_from(["hcmc.q11", "hcmc.q11.p5", "hcmc.binh-thoi"]))
def test_on_one_day_of_a_daily_programme_a_later_minute_is_never_promised_earlier(
    code: str, unit: str
) -> None:
    day = "2026-11-23" if unit == "hcmc.binh-thoi" else "2022-05-17"
    answers: list[Any] = []
    for minute in range(450, 1080, 15):
        try:
            answers.append(promise(facts(code, unit, f"{day} {minute // 60:02}:{minute % 60:02}")).due_at)
        except Refused:
            return
    assert all(a <= b for a, b in pairwise(answers))


@many
@given(moments, st.sampled_from([code for code in CODES if code not in {"2.002913", "2.002481"}]))
def test_settled_at_once_is_never_promised_later(moment: datetime, code: str) -> None:
    case = facts(code, "hcmc.q11.p5", moment)
    assert promised(replace(case, at_once=True)).due_at <= max(promised(case).due_at, moment)
