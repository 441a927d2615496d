"""What a unit may register and must say of it, rule by rule, without a database."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.core.refusals import Refused
from motcua.participation.registration_rules import (
    Joining,
    Planned,
    pledge_warning,
    read_option,
    why_not_activity,
    why_not_backlog,
    why_not_cleared,
    why_not_pledged,
    why_not_recorded,
    why_not_register,
    why_not_said,
)
from motcua.participation.registration_terms import OPTION_NUMBERS, ActivityKind, Option
from tests.participation.registering import DIALOGUE, FESTIVAL

DAY = date(2022, 5, 16)
WITHOUT_LIST = Joining(
    applied=True,
    in_scope=True,
    period_from=date(2022, 5, 15),
    period_to=date(2022, 6, 16),
    listed=0,
    offered=frozenset(Option),
)
WITH_LIST = replace(WITHOUT_LIST, listed=14)
WITH_MAIN = replace(WITHOUT_LIST, standing=frozenset({Option.CLEAR_BACKLOG}), main=Option.CLEAR_BACKLOG)


def code(refusal: object) -> str:
    return getattr(refusal, "code", "")


@pytest.mark.requirement("R-099")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "option_missing"),
        ("  ", "option_missing"),
        ("2.7", "option_unknown"),
        ("khac", "option_unknown"),
    ],
)
def test_no_option_or_an_unknown_one_is_refused(said: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        read_option(said)
    assert refused.value.refusal.code == why


@pytest.mark.parametrize("option", Option)
def test_an_option_is_named_by_its_number_or_its_word(option: Option) -> None:
    assert read_option(OPTION_NUMBERS[option]) is read_option(f" {option.value} ") is option


@pytest.mark.requirement("R-163")
@pytest.mark.parametrize(
    ("joining", "main", "why"),
    [
        (WITHOUT_LIST, True, ""),
        (WITHOUT_LIST, False, "main_missing"),
        (WITH_MAIN, False, ""),
        (WITH_MAIN, True, "main_twice"),
        (WITH_LIST, False, ""),
        (WITH_LIST, True, "main_not_needed"),
    ],
)
def test_a_unit_without_listed_procedures_has_one_main_option_and_further_ones_are_voluntary(
    joining: Joining, main: bool, why: str
) -> None:
    assert code(why_not_register(joining, Option.FESTIVAL, main=main, day=DAY)) == why


@pytest.mark.parametrize(
    ("joining", "day", "why"),
    [
        (replace(WITHOUT_LIST, applied=False), DAY, "programme_not_applied"),
        (replace(WITHOUT_LIST, in_scope=False), DAY, "out_of_scope"),
        (WITHOUT_LIST, date(2022, 6, 16), "programme_over"),
        (WITHOUT_LIST, date(2022, 6, 15), ""),
        (WITHOUT_LIST, date(2022, 5, 1), ""),
        (replace(WITHOUT_LIST, period_to=None), date(2030, 1, 1), ""),
        (replace(WITHOUT_LIST, offered=frozenset({Option.FESTIVAL})), DAY, "option_not_offered"),
    ],
)
def test_a_programme_takes_registrations_of_its_units_until_it_is_over(
    joining: Joining, day: date, why: str
) -> None:
    assert code(why_not_register(joining, Option.INITIATIVE, main=True, day=day)) == why


def test_an_option_is_registered_once() -> None:
    assert code(why_not_register(WITH_MAIN, Option.CLEAR_BACKLOG, main=False, day=DAY)) == "option_registered"


@pytest.mark.requirement("R-101", "R-102", "R-104", "R-105")
@pytest.mark.parametrize(
    ("option", "said", "why"),
    [
        (Option.CLEAR_BACKLOG, {}, ""),
        (Option.NO_LATE_RESULT, {}, "procedure_missing"),
        (Option.NO_LATE_RESULT, {"procedures": ["2.000815"]}, ""),
        (Option.DIALOGUE, {}, "events_missing"),
        (Option.DIALOGUE, {"activities": [Planned(ActivityKind.SUPPORT, "x", DAY)]}, "events_missing"),
        (Option.DIALOGUE, {"activities": [DIALOGUE]}, ""),
        (Option.FEEDBACK_1022, {}, ""),
        (Option.FESTIVAL, {}, "festival_missing"),
        (Option.FESTIVAL, {"activities": [FESTIVAL]}, ""),
        (Option.INITIATIVE, {"owner": "Trưởng phòng"}, "description_missing"),
        (Option.INITIATIVE, {"description": "Chứng thực theo yêu cầu"}, "owner_missing"),
        (Option.INITIATIVE, {"description": "Chứng thực", "owner": "Trưởng phòng"}, ""),
    ],
)
def test_each_option_says_what_it_cannot_be_without(
    option: Option, said: dict[str, object], why: str
) -> None:
    nothing: dict[str, object] = {"procedures": [], "activities": [], "description": "", "owner": ""}
    assert code(why_not_said(option, **(nothing | said))) == why  # type: ignore[arg-type]


@pytest.mark.requirement("R-104")
@pytest.mark.parametrize(
    ("option", "planned", "why"),
    [
        (Option.FESTIVAL, FESTIVAL, ""),
        (Option.FESTIVAL, DIALOGUE, "activity_other_option"),
        (Option.DIALOGUE, FESTIVAL, "activity_other_option"),
        (Option.FESTIVAL, replace(FESTIVAL, place=""), "place_missing"),
        (Option.FESTIVAL, replace(FESTIVAL, partners=()), "partners_missing"),
        (Option.FESTIVAL, replace(FESTIVAL, day=None), "date_missing"),
        (Option.DIALOGUE, replace(DIALOGUE, name=""), "name_missing"),
        (Option.DIALOGUE, replace(DIALOGUE, day=date(2022, 5, 14)), "outside_period"),
        (Option.DIALOGUE, replace(DIALOGUE, day=date(2022, 6, 16)), "outside_period"),
        (Option.DIALOGUE, replace(DIALOGUE, day=date(2022, 5, 15)), "event_in_past"),
        (Option.DIALOGUE, replace(DIALOGUE, day=date(2022, 5, 15), result="60 doanh nghiệp"), ""),
        (Option.DIALOGUE, replace(DIALOGUE, day=DAY), ""),
        (Option.DIALOGUE, replace(DIALOGUE, result="Đã xong"), "result_too_early"),
        (Option.DIALOGUE, replace(DIALOGUE, kind=ActivityKind.SUPPORT, place=""), ""),
        (Option.CLEAR_BACKLOG, DIALOGUE, "activity_other_option"),
    ],
)
def test_an_activity_fits_its_option_and_its_day_the_programme(
    option: Option, planned: Planned, why: str
) -> None:
    assert code(why_not_activity(option, planned, WITHOUT_LIST, DAY)) == why


@pytest.mark.requirement("R-160")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"name": ""}, "name_missing"),
        ({"cause": ""}, "cause_missing"),
        ({"owner": ""}, "owner_missing"),
        ({"target": None}, "target_missing"),
        ({"target": date(2022, 5, 15)}, "target_past"),
        ({"target": DAY}, ""),
    ],
)
def test_a_backlog_item_has_name_cause_owner_and_a_day_to_come(change: dict[str, object], why: str) -> None:
    said: dict[str, object] = {"name": "Dự án A", "cause": "Thiếu vốn", "owner": "Ông B", "target": DAY}
    assert code(why_not_backlog(**(said | change), today=DAY)) == why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cleared_on", "settled_on", "of_system", "why"),
    [
        (date(2022, 5, 20), None, False, ""),
        (date(2022, 5, 31), None, False, "day_in_future"),
        (date(2022, 5, 15), None, False, "before_registration"),
        (date(2022, 5, 20), None, True, "dossier_still_open"),
        (date(2022, 5, 20), date(2022, 5, 21), True, "before_result"),
        (date(2022, 5, 20), date(2022, 5, 20), True, ""),
    ],
)
def test_what_is_cleared_is_settled_between_its_registration_and_today(
    cleared_on: date, settled_on: date | None, of_system: bool, why: str
) -> None:
    refusal = why_not_cleared(
        cleared_on, registered_on=DAY, settled_on=settled_on, today=date(2022, 5, 30), of_system=of_system
    )
    assert code(refusal) == why


@pytest.mark.parametrize(
    ("day", "why"), [(DAY, ""), (date(2022, 5, 15), "backdated"), (date(2022, 6, 16), "outside_period")]
)
def test_a_pledge_looks_ahead_and_lies_within_the_programme(day: date, why: str) -> None:
    assert code(why_not_pledged(day, WITHOUT_LIST, DAY)) == why


@pytest.mark.rule("104/KH-UBND Q11 II.2.2")
@pytest.mark.parametrize(
    ("due", "late", "warned"), [(0, 0, True), (24, 0, True), (24, 1, False), (1, 1, False)]
)
def test_a_pledge_on_what_is_never_late_is_warned_of(due: int, late: int, warned: bool) -> None:
    text = pledge_warning("2.000815", due, late)
    assert bool(text) is warned
    assert not warned or "2.000815" in text


@pytest.mark.parametrize(
    ("counted_on", "why"),
    [
        (DAY, ""),
        (date(2022, 5, 15), "before_registration"),
        (date(2022, 6, 15), ""),
        (date(2022, 6, 16), "outside_period"),
    ],
)
def test_an_item_of_1022_counts_from_the_registration_to_the_end(counted_on: date, why: str) -> None:
    assert code(why_not_recorded(counted_on, registered_on=DAY, joining=WITHOUT_LIST)) == why
