"""When is an after-hours certification due, and when is it refused? (promises 16; 001 §2.2)"""

from dataclasses import replace

import pytest

from tests.dossiers.office import (
    CERTIFIED_COPY,
    CONTRACT,
    MARITAL_STATUS,
    P5,
    TAN_SON_NHI,
    ask,
    refusal,
    told,
    unit,
)

OWN_COPY = "2.000908"


@pytest.mark.rule("promises 16")
@pytest.mark.requirement("R-116")
@pytest.mark.parametrize(
    ("received", "signer", "due"),
    [
        ("2022-05-17 18:00", True, "2022-05-17 19:00"),
        ("2022-05-17 17:00", True, "2022-05-17 19:00"),
        ("2022-05-19 18:59:59", True, "2022-05-19 19:00"),
        ("2022-05-17 18:00", False, "2022-05-18 17:00"),
    ],
)
@pytest.mark.parametrize("code", [CERTIFIED_COPY, CONTRACT])
def test_an_after_hours_certification_is_due_at_the_end_of_the_session_or_the_next_working_day(
    code: str, received: str, signer: bool, due: str
) -> None:
    answer = ask(code, TAN_SON_NHI, received, signer_rostered=signer)
    assert told(answer) == (due, "extra_session")
    assert any("Phiên ngoài giờ" in line for line in answer.explanation)


@pytest.mark.rule("promises 16")
@pytest.mark.requirement("R-116")
@pytest.mark.parametrize(
    "received",
    ["2022-05-18 18:00", "2022-05-17 19:00", "2022-05-17 06:00", "2022-05-20 18:00"],
    ids=["Wednesday evening", "session over", "Tuesday before opening", "Friday evening"],
)
def test_outside_office_hours_and_sessions_certification_is_refused_at_that_ward(received: str) -> None:
    assert refusal(CERTIFIED_COPY, TAN_SON_NHI, received).code == "outside_sessions"


@pytest.mark.rule("promises 16")
@pytest.mark.parametrize(
    ("code", "unit", "received"),
    [
        (CERTIFIED_COPY, TAN_SON_NHI, "2022-05-17 12:00"),
        (CERTIFIED_COPY, TAN_SON_NHI, "2022-05-18 17:00"),
        (MARITAL_STATUS, TAN_SON_NHI, "2022-05-18 18:00"),
        (CERTIFIED_COPY, P5, "2022-05-18 18:00"),
        (CERTIFIED_COPY, TAN_SON_NHI, "2023-02-01 18:00"),
    ],
    ids=["lunch", "the closing minute", "another field", "a ward without sessions", "sessions ended"],
)
def test_only_the_fields_of_running_sessions_are_refused(code: str, unit: str, received: str) -> None:
    assert ask(code, unit, received).reason != "extra_session"


@pytest.mark.rule("promises 16")
def test_no_session_is_held_on_a_holiday() -> None:
    assert refusal(CERTIFIED_COPY, TAN_SON_NHI, "2022-09-01 18:00").code == "day_off"


@pytest.mark.rule("promises 16")
@pytest.mark.parametrize(
    ("signer", "due"), [(True, "2022-07-09 10:00"), (False, "2022-07-11 17:00")], ids=["signer", "no signer"]
)
def test_a_saturday_session_receives_what_the_closed_desk_would_refuse(signer: bool, due: str) -> None:
    ward = unit(TAN_SON_NHI)
    extra = replace(ward.extra_sessions[0], days=frozenset({5}), sessions=((480, 600),))
    answer = ask(
        CERTIFIED_COPY,
        TAN_SON_NHI,
        "2022-07-09 08:30",
        unit=replace(ward, extra_sessions=(extra,)),
        signer_rostered=signer,
        rules=(),
    )
    assert told(answer) == (due, "extra_session")


@pytest.mark.rule("promises 13")
@pytest.mark.rule("promises 16")
def test_settled_at_once_in_a_session_is_due_by_its_end() -> None:
    answer = ask(CERTIFIED_COPY, TAN_SON_NHI, "2022-05-17 18:00", at_once=True, rules=())
    assert told(answer) == ("2022-05-17 19:00", "statutory_same_day")


@pytest.mark.rule("promises 16")
def test_online_in_the_evening_waits_for_the_opening_and_is_no_matter_of_the_session() -> None:
    answer = ask(OWN_COPY, TAN_SON_NHI, "2022-05-18 18:00", channel="online", online_level=4)
    assert told(answer) == ("2022-05-19 17:00", "programme_same_day")
