"""From which moment does a promise run, and when is none given? (promises 1 to 4, 15)"""

from datetime import UTC, date

import pytest

from motcua.dossiers.counting import reception_moment
from motcua.dossiers.deadlines import online_answer_due
from motcua.procedures.online_levels.rules import level_number
from tests.dossiers.office import (
    ADOPTION,
    BINH_THOI,
    BIRTH,
    CERTIFIED_COPY,
    CONTRACT,
    MARITAL_STATUS,
    P5,
    Q11,
    THANH_SON,
    ask,
    calendar,
    facts,
    refusal,
    told,
    when,
)


@pytest.mark.rule("promises 1")
def test_the_promise_runs_from_the_complete_dossier_and_no_later_acceptance_is_even_asked() -> None:
    assert "accepted_at" not in type(facts(BIRTH, P5, "2022-05-16 14:59")).__dataclass_fields__
    filed = ask(BIRTH, P5, "2022-05-16 14:59", channel="online")
    assert told(filed) == ("2022-05-16 17:00", "programme_same_day")


@pytest.mark.rule("promises 1")
@pytest.mark.parametrize(
    ("filed", "answered"),
    [
        ("2022-05-16 09:00", "2022-05-17 09:00"),
        ("2022-05-13 22:00", "2022-05-16 17:00"),
        ("2022-05-16 12:00", "2022-05-17 11:30"),
    ],
)
def test_an_online_filing_is_answered_within_eight_working_hours(filed: str, answered: str) -> None:
    assert online_answer_due(when(filed), calendar()) == when(answered)


@pytest.mark.rule("promises 2")
def test_the_moment_is_when_the_reception_was_opened_unless_the_unit_set_otherwise() -> None:
    opened, pressed = when("2022-05-16 15:00"), when("2022-05-16 15:06")
    assert reception_moment("opened", opened, pressed) == opened
    assert reception_moment("confirmed", opened, pressed) == pressed


@pytest.mark.rule("promises 2")
@pytest.mark.requirement("R-093")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2022-05-16 15:00:00", "2022-05-16 17:00"),
        ("2022-05-16 15:00:59.999", "2022-05-16 17:00"),
        ("2022-05-16 15:01:00", "2022-05-17 17:00"),
    ],
)
def test_fifteen_hours_and_59_seconds_is_printed_1500_and_in_time(received: str, due: str) -> None:
    assert ask(CERTIFIED_COPY, P5, received).due_at == when(due)


@pytest.mark.rule("promises 3")
@pytest.mark.parametrize("channel", ["desk", "home", "post"])
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2022-05-16 06:10", "2022-05-16 17:00"),
        ("2022-05-16 12:15", "2022-05-16 17:00"),
        ("2022-05-16 18:40", "2022-05-17 17:00"),
    ],
    ids=["before opening", "at lunch", "after closing"],
)
def test_desk_home_and_post_count_at_their_true_moment_on_a_working_day(
    channel: str, received: str, due: str
) -> None:
    answer = ask(CERTIFIED_COPY, P5, received, channel=channel)
    assert answer.counted_from == when(received)
    assert answer.due_at == when(due)


@pytest.mark.rule("promises 3")
@pytest.mark.requirement("R-098")
@pytest.mark.parametrize("channel", ["desk", "home"])
def test_desk_and_home_refuse_on_a_day_off_and_name_the_next_working_day(channel: str) -> None:
    no = refusal(CERTIFIED_COPY, P5, "2022-05-15 09:00", channel=channel)
    assert no.code == "day_off"
    assert "Chủ Nhật 15/5/2022" in no.text
    assert "Thứ Hai 16/5/2022" in no.text
    assert no.data == {"next_working_day": "2022-05-16"}


@pytest.mark.rule("promises 3")
def test_a_swapped_monday_refuses_and_the_make_up_saturday_receives() -> None:
    assert "nghỉ hoán đổi" in refusal(CERTIFIED_COPY, P5, "2024-04-29 09:00").text
    assert told(ask(CERTIFIED_COPY, P5, "2024-05-04 09:00")) == ("2024-05-04 17:00", "statutory_same_day")


@pytest.mark.rule("promises 3")
@pytest.mark.requirement("R-097")
@pytest.mark.parametrize("channel", ["online", "kiosk"])
@pytest.mark.parametrize(
    ("received", "counted", "due"),
    [
        ("2022-05-16 06:00", "2022-05-16 07:30", "2022-05-16 17:00"),
        ("2022-05-16 12:15", "2022-05-16 12:15", "2022-05-16 17:00"),
        ("2022-05-16 17:00", "2022-05-16 17:00", "2022-05-17 17:00"),
        ("2022-05-16 17:01", "2022-05-17 07:30", "2022-05-17 17:00"),
        ("2022-05-20 22:00", "2022-05-23 07:30", "2022-05-23 17:00"),
        ("2022-05-21 10:00", "2022-05-23 07:30", "2022-05-23 17:00"),
    ],
    ids=["before opening", "at lunch", "at closing", "after closing", "Friday at 22:00", "Saturday"],
)
def test_online_and_kiosk_outside_the_working_day_count_from_the_next_opening(
    channel: str, received: str, counted: str, due: str
) -> None:
    answer = ask(BIRTH, P5, received, channel=channel)
    assert (answer.counted_from, answer.due_at) == (when(counted), when(due))


@pytest.mark.requirement("R-097")
@pytest.mark.parametrize(
    ("received", "counted", "due"),
    [
        ("2022-05-20 22:00", "2022-05-20 22:00", "2022-05-23 17:00"),
        ("2022-05-20 06:00", "2022-05-20 06:00", "2022-05-20 17:00"),
        ("2022-05-21 10:00", "2022-05-23 07:30", "2022-05-23 17:00"),
    ],
)
def test_a_unit_may_count_online_dossiers_from_their_true_moment(
    received: str, counted: str, due: str
) -> None:
    answer = ask(BIRTH, P5, received, channel="online", from_afar="true_moment")
    assert (answer.counted_from, answer.due_at) == (when(counted), when(due))


@pytest.mark.rule("promises 3")
def test_post_on_a_day_off_counts_from_the_next_opening() -> None:
    answer = ask(CONTRACT, P5, "2022-07-09 10:00", channel="post")
    assert answer.counted_from == when("2022-07-11 07:30")
    assert told(answer) == ("2022-07-13 17:00", "ordinary")


@pytest.mark.rule("promises 4")
def test_an_incomplete_dossier_gets_no_promise_and_is_told_what_lacks() -> None:
    no = refusal(MARITAL_STATUS, THANH_SON, "2023-09-29 15:20", complete=False, missing=("Tờ khai",))
    assert (no.code, no.data) == ("incomplete", {"missing": ["Tờ khai"]})
    assert "Tờ khai" in no.text
    assert "còn thiếu" not in refusal(MARITAL_STATUS, THANH_SON, "2023-09-29 15:20", complete=False).text


@pytest.mark.rule("promises 4")
def test_completed_at_1540_on_a_friday_of_thanh_ha_is_due_before_9_on_monday() -> None:
    assert told(ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:40"))[0] == "<2023-10-02 09:00"


@pytest.mark.rule("promises 15")
@pytest.mark.requirement("R-096")
@pytest.mark.parametrize("channel", ["online", "kiosk"])
def test_below_level_3_online_and_kiosk_are_not_offered_but_the_desk_is(channel: str) -> None:
    assert refusal(CERTIFIED_COPY, P5, "2022-05-16 09:00", channel=channel).code == "channel_not_offered"
    assert told(ask(CERTIFIED_COPY, P5, "2022-05-16 09:00"))[1] == "programme_same_day"


@pytest.mark.rule("promises 15")
@pytest.mark.parametrize("code", [CONTRACT, BIRTH], ids=["một phần", "toàn trình"])
def test_since_the_reform_partial_and_full_both_open_online_and_kiosk(code: str) -> None:
    for channel in ("online", "kiosk"):
        assert ask(code, BINH_THOI, "2025-11-19 09:00", channel=channel).reason == "programme_same_day"


@pytest.mark.rule("promises 15")
def test_information_only_opens_nothing() -> None:
    no = refusal(
        BIRTH, BINH_THOI, "2025-11-19 09:00", channel="online", online_level="chỉ cung cấp thông tin"
    )
    assert no.code == "channel_not_offered"
    levels = [level_number(level) for level in (2, "3", 4, "Một phần", "toàn trình", "khác")]
    assert levels == [2, 3, 4, 3, 4, 0]


def test_a_channel_nobody_knows_is_refused() -> None:
    assert refusal(BIRTH, P5, "2022-05-16 09:00", channel="pigeon").code == "channel_unknown"


@pytest.mark.rule("promises 5")
def test_a_procedure_without_term_gets_no_promise() -> None:
    assert refusal("2.002481", Q11, "2022-05-16 09:00").code == "no_term"


@pytest.mark.rule("promises 8")
@pytest.mark.parametrize(
    ("received", "changes"),
    [("2027-12-20 09:00", {}), ("2019-12-31 09:00", {}), ("2030-01-02 09:00", {})],
)
def test_a_term_outside_the_calendar_is_refused_not_guessed(
    received: str, changes: dict[str, object]
) -> None:
    unit_of_all_years = facts(ADOPTION, BINH_THOI, "2026-05-04 09:00").unit
    open_unit = type(unit_of_all_years)(
        **{name: getattr(unit_of_all_years, name) for name in unit_of_all_years.__dataclass_fields__}
        | {"valid_from": date(2018, 1, 1)}
    )
    no = refusal(ADOPTION, BINH_THOI, received, unit=open_unit, **changes)
    assert no.code == "out_of_calendar"


@pytest.mark.rule("promises 8")
def test_a_promise_that_touches_a_calculated_year_is_provisional() -> None:
    late = ask(MARITAL_STATUS, BINH_THOI, "2026-12-31 09:00", ordinary=True)
    assert late.due_at == when("2027-01-06 17:00")
    assert late.provisional
    assert any("tạm tính" in line for line in late.explanation)
    assert not ask(MARITAL_STATUS, BINH_THOI, "2026-12-14 09:00", ordinary=True).provisional


@pytest.mark.parametrize("received", ["2025-07-01 09:00", "2018-06-20 09:00"])
def test_a_unit_that_does_not_exist_that_day_promises_nothing(received: str) -> None:
    no = refusal(CERTIFIED_COPY, Q11, received)
    assert no.code == "unit_not_in_force"
    assert "Quận 11" in no.text


def test_a_procedure_not_in_force_that_day_is_not_promised() -> None:
    assert refusal("2.001044", BINH_THOI, "2025-07-01 09:00").code == "procedure_not_in_force"
    early = refusal(BIRTH, P5, "2022-05-16 09:00", procedure_from=date(2022, 5, 17))
    assert early.code == "procedure_not_in_force"


def test_a_moment_without_its_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="zone"):
        ask(BIRTH, P5, when("2022-05-16 09:00").replace(tzinfo=None))


def test_a_moment_of_another_zone_is_read_on_the_offices_clock() -> None:
    from_utc = when("2022-05-16 15:01").astimezone(UTC)
    assert ask(BIRTH, P5, from_utc).due_at == when("2022-05-17 17:00")
