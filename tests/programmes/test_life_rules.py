"""Where is a programme in its life, and why may a step not be taken? Pure rules."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.programmes.life_rules import (
    evaluation_periods,
    phase_on,
    why_not_announce,
    why_not_decided,
    why_not_end,
    why_not_extend,
    why_not_from,
    why_not_from_tomorrow,
    why_not_period,
)
from motcua.programmes.life_terms import Frequency, Phase
from motcua.programmes.model_day_rules import Rostered, is_model_day, missing_of, model_days
from tests.dossiers.office import programme

START, END = date(2022, 5, 15), date(2022, 6, 16)
BOTH = (Frequency.MONTHLY, Frequency.QUARTERLY)


@pytest.mark.parametrize(
    ("status", "day", "phase"),
    [
        ("draft", date(2022, 5, 20), Phase.DRAFTED),
        ("proposed", date(2022, 5, 20), Phase.PROPOSED),
        ("proposed", date(2030, 1, 1), Phase.PROPOSED),
        ("approved", date(2022, 5, 14), Phase.ANNOUNCED),
        ("approved", START, Phase.RUNNING),
        ("launched", date(2022, 6, 15), Phase.RUNNING),
        ("approved", END, Phase.ENDED),
        ("ended", date(2022, 5, 20), Phase.ENDED),
    ],
)
def test_a_phase_follows_the_status_and_the_period(status: str, day: date, phase: Phase) -> None:
    assert phase_on(status, START, END, day) is phase


def test_a_programme_without_an_end_goes_on_running() -> None:
    assert phase_on("approved", START, None, date(2099, 1, 1)) is Phase.RUNNING


@pytest.mark.rule("KH Thanh Hà 9/2023 II.3")
def test_months_and_quarters_are_evaluated_once_they_are_over() -> None:
    friday = date(2023, 9, 25)
    found = evaluation_periods(BOTH, friday, None, date(2024, 1, 1))
    assert [one.name for one in found] == [
        "tháng 9/2023",
        "quý III/2023",
        "tháng 10/2023",
        "tháng 11/2023",
        "tháng 12/2023",
        "quý IV/2023",
    ]
    assert (found[0].first, found[0].last) == (friday, date(2023, 9, 30))
    assert (found[-1].first, found[-1].last) == (date(2023, 10, 1), date(2023, 12, 31))
    assert len(evaluation_periods(BOTH, friday, None, date(2023, 12, 31))) == 4
    assert evaluation_periods(BOTH, friday, None, date(2023, 9, 30)) == ()


def test_the_last_month_is_cut_where_the_programme_ends() -> None:
    found = evaluation_periods([Frequency.MONTHLY], START, END, date(2022, 6, 20))
    assert [(one.first, one.last) for one in found] == [
        (START, date(2022, 5, 31)),
        (date(2022, 6, 1), date(2022, 6, 15)),
    ]
    assert len(evaluation_periods([Frequency.MONTHLY], START, END, date(2022, 6, 10))) == 1


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (START, None, None),
        (START, END, None),
        (START, START, "period_wrong"),
        (START, date(2022, 5, 1), "period_wrong"),
        (START, date(2099, 1, 1), "period_too_long"),
    ],
)
def test_a_period_ends_after_it_starts(start: date, end: date | None, code: str | None) -> None:
    refusal = why_not_period(start, end)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("number", "issued", "code"),
    [
        ("1800/QĐ-UBND", date(2022, 6, 10), None),
        ("", date(2022, 6, 10), "decision_missing"),
        ("1800/QĐ-UBND", None, "decision_missing"),
        ("1800/QĐ-UBND", date(2022, 6, 11), "day_in_future"),
    ],
)
def test_what_changes_a_promise_rests_on_a_document_with_number_and_day(
    number: str, issued: date | None, code: str | None
) -> None:
    refusal = why_not_decided(number, issued, date(2022, 6, 10), what="Gia hạn")
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("phase", "today", "code"),
    [
        (Phase.DRAFTED, date(2022, 5, 13), None),
        (Phase.PROPOSED, START, None),
        (Phase.DRAFTED, date(2022, 5, 16), "start_in_past"),
        (Phase.DRAFTED, date(2022, 7, 1), "period_over"),
        (Phase.RUNNING, date(2022, 5, 13), "announced_already"),
        (Phase.ENDED, date(2022, 5, 13), "announced_already"),
    ],
)
def test_only_a_draft_is_announced_and_before_its_first_day(
    phase: Phase, today: date, code: str | None
) -> None:
    refusal = why_not_announce(phase, START, END, today)
    assert (refusal.code if refusal else None) == code


def test_what_replaces_another_programme_is_announced_before_its_first_day() -> None:
    refusal = why_not_announce(Phase.DRAFTED, START, END, START, replaces=True)
    assert refusal is not None
    assert refusal.code == "start_today"
    assert why_not_announce(Phase.DRAFTED, START, END, date(2022, 5, 14), replaces=True) is None


@pytest.mark.requirement("R-113")
@pytest.mark.parametrize(
    ("phase", "new_to", "code"),
    [
        (Phase.RUNNING, date(2023, 1, 1), None),
        (Phase.ANNOUNCED, date(2023, 1, 1), None),
        (Phase.DRAFTED, date(2023, 1, 1), "not_announced"),
        (Phase.ENDED, date(2023, 1, 1), "already_over"),
        (Phase.RUNNING, END, "not_later"),
        (Phase.RUNNING, date(2022, 6, 1), "day_in_past"),
        (Phase.RUNNING, date(2099, 1, 1), "period_too_long"),
    ],
)
def test_an_extension_leads_to_a_later_day_of_what_runs(phase: Phase, new_to: date, code: str | None) -> None:
    rule = programme("q11-same-day-2022")
    refusal = why_not_extend(rule, phase, new_to, date(2022, 6, 10))
    assert (refusal.code if refusal else None) == code


def test_what_has_no_end_is_not_extended() -> None:
    rule = programme("thanh-ha-no-wait-friday")
    refusal = why_not_extend(rule, Phase.RUNNING, date(2025, 1, 1), date(2024, 1, 1))
    assert refusal is not None
    assert refusal.code == "no_end"


def test_a_programme_ends_today_at_the_earliest_and_lists_change_from_today_on() -> None:
    today = date(2022, 5, 20)
    assert why_not_end(Phase.RUNNING, today, today) is None
    assert why_not_end(Phase.RUNNING, date(2022, 5, 19), today) is not None
    assert why_not_end(Phase.DRAFTED, today, today) is not None
    assert why_not_from(today, today, field="valid_from") is None
    assert why_not_from(date(2022, 5, 19), today, field="valid_from") is not None
    assert why_not_from_tomorrow(today, today, field="valid_from") is not None
    assert why_not_from_tomorrow(date(2022, 5, 21), today, field="valid_from") is None


@pytest.mark.requirement("R-111")
@pytest.mark.rule("KH Thanh Hà 9/2023 II.3")
def test_the_next_model_days_are_fridays_that_are_worked() -> None:
    rule = programme("thanh-ha-no-wait-friday")
    off = date(2023, 10, 6)
    found = model_days(rule, rule.period_from, 3, lambda day: day != off)
    assert found == (date(2023, 9, 29), date(2023, 10, 13), date(2023, 10, 20))
    assert not is_model_day(rule, off, works=False)
    assert not is_model_day(rule, date(2023, 9, 28), works=True)
    assert not is_model_day(replace(rule, status="proposed"), date(2023, 9, 29), works=True)


@pytest.mark.requirement("R-230")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.3")
def test_a_roster_is_whole_with_signer_officials_and_a_deputy_who_may_sign() -> None:
    whole = Rostered("Nguyễn Văn An", ("Trần Thị Bé",), ("Lê Văn Cư",), 1)
    assert missing_of(whole) == ()
    assert missing_of(None) == ("lịch trực",)
    assert missing_of(replace(whole, signer="")) == ("người ký",)
    assert missing_of(replace(whole, deputies=(), able_deputies=0)) == ("người thay",)
    assert missing_of(replace(whole, able_deputies=0)) == ("người thay có quyền ký",)
    assert missing_of(replace(whole, officials=())) == ("cán bộ trực",)
