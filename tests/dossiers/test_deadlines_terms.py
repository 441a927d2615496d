"""What does the law alone promise? (promises 5 to 7, 13, 14)"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from motcua.dossiers.deadlines import Extension, LegalCutoff, Prolongation, Term, due_date_only
from tests.dossiers.office import (
    ADOPTION,
    BIRTH,
    CERTIFIED_COPY,
    CONTRACT,
    HOUSEHOLD_BUSINESS,
    INTERLINKED,
    MARITAL_STATUS,
    P5,
    Q11,
    STAY,
    TAN_SON_NHI,
    THANH_HA,
    THANH_SON,
    ask,
    calendar,
    facts,
    refusal,
    term,
    told,
    when,
)

CITY_POLICE = "hcmc.cong-an"


@pytest.mark.rule("promises 5")
@pytest.mark.parametrize(
    ("code", "unit", "received", "changes", "due"),
    [
        (MARITAL_STATUS, THANH_SON, "2023-09-28 09:00", {}, "2023-10-03 17:00"),
        (MARITAL_STATUS, THANH_SON, "2023-09-23 09:00", {"channel": "online"}, "2023-09-28 17:00"),
        (CONTRACT, P5, "2022-04-28 09:00", {}, "2022-05-04 17:00"),
        (CONTRACT, P5, "2024-04-26 09:00", {}, "2024-05-03 17:00"),
        (CONTRACT, P5, "2024-05-03 09:00", {}, "2024-05-06 17:00"),
        (ADOPTION, Q11, "2022-03-31 09:00", {}, "2022-05-04 17:00"),
        (ADOPTION, Q11, "2022-05-04 09:00", {}, "2022-06-03 17:00"),
        (STAY, CITY_POLICE, "2022-07-06 16:30", {}, "2022-07-07 08:00"),
        (STAY, CITY_POLICE, "2022-07-06 16:00", {}, "2022-07-06 17:00"),
        (STAY, CITY_POLICE, "2022-07-08 20:00", {"channel": "online"}, "2022-07-11 08:30"),
    ],
    ids=[
        "3 working days over a weekend",
        "Saturday online counts from Monday: Thursday",
        "over the holidays of April and May",
        "over the swapped Monday 29/4/2024, before the make-up Saturday",
        "the make-up Saturday counts as a working day",
        "30 calendar days end on a Saturday before holidays",
        "30 calendar days",
        "1 hour at 16:30",
        "1 hour at 16:00 ends at the close",
        "1 hour, filed online in the evening",
    ],
)
def test_a_term_ends_as_the_decided_cases_say(
    code: str, unit: str, received: str, changes: dict[str, Any], due: str
) -> None:
    assert told(ask(code, unit, received, **changes)) == (due, "ordinary")


@pytest.mark.rule("promises 6")
@pytest.mark.parametrize(
    ("received", "changes", "expected"),
    [
        ("2022-07-06 15:00", {}, ("2022-07-06 17:00", "statutory_same_day")),
        ("2022-07-06 15:01", {}, ("2022-07-07 17:00", "statutory_after_cutoff")),
        ("2022-07-08 16:00", {}, ("2022-07-11 17:00", "statutory_after_cutoff")),
        ("2022-07-06 15:01", {"at_once": True}, ("2022-07-06 17:00", "statutory_same_day")),
    ],
)
def test_same_day_by_law_until_15_hours_then_the_next_working_day(
    received: str, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert told(ask(CERTIFIED_COPY, P5, received, **changes)) == expected


@pytest.mark.rule("promises 6")
def test_a_same_day_term_that_prints_no_hour_has_the_15_hours_of_the_one_stop_decree() -> None:
    bare = Term(1, "same_day")
    assert told(ask(CERTIFIED_COPY, P5, "2022-07-06 15:00", term=bare))[0] == "2022-07-06 17:00"
    assert told(ask(CERTIFIED_COPY, P5, "2022-07-06 15:01", term=bare))[0] == "2022-07-07 17:00"


@pytest.mark.rule("promises 6")
def test_a_cut_off_after_closing_does_not_promise_a_time_that_is_past() -> None:
    late = Term(1, "same_day", LegalCutoff(time(18)))
    assert told(ask(CERTIFIED_COPY, P5, "2022-07-06 17:30", term=late)) == (
        "2022-07-07 17:00",
        "statutory_after_cutoff",
    )


@pytest.mark.rule("promises 6")
@pytest.mark.parametrize(
    ("received", "due"),
    [("2022-07-06 15:00", "2022-07-11 17:00"), ("2022-07-06 15:01", "2022-07-12 17:00")],
)
def test_a_term_that_starts_the_next_working_day_after_15_hours_counts_from_there(
    received: str, due: str
) -> None:
    assert told(ask(INTERLINKED, P5, received)) == (due, "ordinary")


@pytest.mark.rule("promises 6")
def test_a_cut_off_that_only_delays_a_same_day_result_does_not_move_a_term_in_days() -> None:
    days = Term(3, "working_day", LegalCutoff(time(15)))
    assert told(ask(INTERLINKED, P5, "2022-07-06 15:01", term=days))[0] == "2022-07-11 17:00"


@pytest.mark.rule("promises 13")
def test_settled_while_the_person_waits_after_closing_is_due_at_the_moment_of_reception() -> None:
    answer = ask(CERTIFIED_COPY, P5, "2022-07-06 17:30:40", at_once=True)
    assert answer.due_at == when("2022-07-06 17:30:40")
    assert answer.reason == "statutory_same_day"
    in_programme = ask(MARITAL_STATUS, P5, "2022-05-18 17:30", at_once=True)
    assert told(in_programme) == ("2022-05-18 17:30", "programme_same_day")


@pytest.mark.rule("promises 13")
@pytest.mark.requirement("R-093")
def test_settled_at_once_after_the_cut_off_is_returned_the_same_day_only_where_the_rule_says_so() -> None:
    assert told(ask(MARITAL_STATUS, P5, "2022-05-16 15:01", at_once=True))[0] == "2022-05-16 17:00"
    assert told(ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:31", at_once=True))[0] == "<2023-10-02 09:00"


@pytest.mark.rule("promises 14")
@pytest.mark.requirement("R-110")
def test_the_person_may_ask_for_the_ordinary_appointment_and_it_is_recorded_as_their_wish() -> None:
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 09:00", ordinary=True)
    assert told(answer) == ("2023-10-04 17:00", "by_wish")
    assert answer.rule == f"{MARITAL_STATUS}/1"
    assert any("đề nghị hẹn" in line for line in answer.explanation)


@pytest.mark.rule("promises 7")
@pytest.mark.parametrize(
    ("code", "unit", "received", "ground", "due"),
    [
        (MARITAL_STATUS, P5, "2022-05-16 09:00", "verification", "2022-06-16 17:00"),
        ("1.000689", P5, "2022-05-16 09:00", "verification", "2022-05-26 17:00"),
        ("1.001022", P5, "2022-05-16 09:00", "verification", "2022-05-26 17:00"),
        (CERTIFIED_COPY, P5, "2022-05-16 09:00", "volume", "2022-05-18 17:00"),
        (CERTIFIED_COPY, P5, "2022-05-16 15:01", "volume", "2022-05-19 17:00"),
        (INTERLINKED, P5, "2022-05-16 15:01", "verification", "2022-05-24 17:00"),
        ("1.013225", Q11, "2022-05-16 09:00", "other", "2022-06-10 17:00"),
    ],
    ids=[
        "total 23 working days replaces",
        "total 8 working days replaces",
        "5 working days added to 3",
        "2 working days added to the same day",
        "2 working days added to the next working day",
        "total from the day the term starts",
        "10 calendar days added to 15",
    ],
)
def test_a_lawful_prolongation_replaces_or_is_added(
    code: str, unit: str, received: str, ground: str, due: str
) -> None:
    answer = ask(code, unit, received, prolong=Prolongation(ground))
    assert told(answer) == (due, "prolonged")
    assert answer.ordinary_due_at == ask(code, unit, received, ordinary=True).due_at
    assert any("Kéo dài" in line for line in answer.explanation)


@pytest.mark.rule("promises 7")
@pytest.mark.parametrize("ground", ["volume", "agreement"])
def test_an_agreement_takes_the_agreed_time(ground: str) -> None:
    until = when("2022-05-20 10:00:30")
    answer = ask("2.000992", Q11, "2022-05-16 09:00", prolong=Prolongation(ground, until))
    assert told(answer) == ("2022-05-20 10:00", "prolonged")


@pytest.mark.rule("promises 7")
@pytest.mark.parametrize(
    ("code", "prolong", "refused"),
    [
        (CONTRACT, Prolongation("verification"), "prolong_not_allowed"),
        (CERTIFIED_COPY, Prolongation("verification"), "prolong_not_allowed"),
        (CERTIFIED_COPY, Prolongation("volume", when("2022-05-20 10:00")), "until_not_offered"),
        ("2.000992", Prolongation("volume"), "until_missing"),
        ("2.000992", Prolongation("volume", when("2022-05-16 09:00")), "until_invalid"),
        ("2.000992", Prolongation("volume", when("2022-05-21 09:00")), "until_invalid"),
    ],
)
def test_a_prolongation_the_law_does_not_give_is_refused(
    code: str, prolong: Prolongation, refused: str
) -> None:
    no = refusal(code, Q11, "2022-05-16 09:00", prolong=prolong)
    assert no.code == refused
    assert "hãy" in no.text


@pytest.mark.rule("promises 7")
def test_an_extension_without_length_is_refused_not_guessed() -> None:
    unclear = replace(
        term(CONTRACT, date(2022, 5, 16)), extension=Extension(None, "working_day", "added", "volume")
    )
    no = refusal(CONTRACT, P5, "2022-05-16 09:00", term=unclear, prolong=Prolongation("volume"))
    assert no.code == "until_not_offered"


@pytest.mark.rule("promises 7")
def test_a_prolonged_dossier_gets_no_same_day_promise() -> None:
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 09:00", prolong=Prolongation("verification"))
    assert answer.reason == "prolonged"
    assert not any("không chờ" in line for line in answer.explanation)


def test_a_term_in_an_unknown_measure_is_an_error_of_the_data() -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        ask(CONTRACT, P5, "2022-07-06 09:00", term=Term(1, "month"))


@pytest.mark.parametrize(
    ("unit", "value", "due"),
    [
        ("working_day", 3, "2022-05-19"),
        ("calendar_day", 5, "2022-05-23"),
        ("hour", 1, "2022-05-17"),
        ("same_day", 1, "2022-05-16"),
    ],
)
def test_the_bare_date_is_that_of_the_full_promise(unit: str, value: int, due: str) -> None:
    assert due_date_only(calendar(), unit, value, date(2022, 5, 16), 16 * 60 + 30) == date.fromisoformat(due)


def test_every_term_of_the_catalogue_can_be_promised_wherever_it_has_one() -> None:
    for code in (HOUSEHOLD_BUSINESS, BIRTH, STAY, ADOPTION, INTERLINKED, CONTRACT):
        for unit in (Q11, P5, TAN_SON_NHI, THANH_HA):
            answer = ask(code, unit, "2022-05-17 09:00")
            assert (
                facts(code, unit, "2022-05-17 09:00").received_at <= answer.due_at <= answer.ordinary_due_at
            )
