"""Which programme gives which due time? (promises 9 to 12, 15, 16)"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from motcua.programmes.rules import AfterCutOff, ProcedureCutOff, ProgrammeRule
from tests.dossiers.office import (
    BINH_THOI,
    BIRTH,
    CERTIFIED_COPY,
    CONTRACT,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    STAY,
    TAN_SON_NHI,
    THANH_HA,
    THANH_SON,
    ask,
    calendar,
    programme,
    programmes,
    refusal,
    told,
)

HEPZA, INSURANCE, CITY_POLICE = "hcmc.hepza", "hcmc.bhxh", "hcmc.cong-an"
VUNG_TAU = "brvt.vung-tau"
OWN_COPY, INSURANCE_CARD = "2.000908", "1.002759"


def changed(id_: str, **changes: Any) -> tuple[ProgrammeRule, ...]:
    return tuple(replace(rule, **changes) if rule.id == id_ else rule for rule in programmes())


Q11_PLAN = pytest.mark.rule("104/KH-UBND Q11 II.1.1")
FRIDAY_PLAN = pytest.mark.rule("KH Thanh Hà 9/2023 II.2")


@Q11_PLAN
@pytest.mark.requirement("R-092")
@pytest.mark.requirement("R-093")
@pytest.mark.requirement("R-095")
@pytest.mark.parametrize(
    ("received", "changes", "expected"),
    [
        ("2022-05-16 14:59", {}, ("2022-05-16 17:00", "programme_same_day")),
        ("2022-05-16 15:00", {}, ("2022-05-16 17:00", "programme_same_day")),
        ("2022-05-16 15:01", {}, ("2022-05-17 17:00", "programme_after_cutoff")),
        ("2022-05-16 15:01", {"at_once": True}, ("2022-05-16 17:00", "programme_same_day")),
        ("2022-05-20 16:00", {}, ("2022-05-23 17:00", "programme_after_cutoff")),
    ],
)
@pytest.mark.parametrize("code", [CERTIFIED_COPY, MARITAL_STATUS, CONTRACT])
def test_the_action_month_of_district_11(
    code: str, received: str, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    answer = ask(code, P5, received, **changes)
    assert told(answer) == expected
    assert answer.rule == "q11-same-day-2022"
    assert answer.source == "Kế hoạch số 104/KH-UBND ngày 13/5/2022, mục II.1.1"


@pytest.mark.rule("104/KH-UBND Q11 III.1")
@pytest.mark.requirement("R-098")
@pytest.mark.parametrize(
    ("received", "channel", "reason"),
    [
        ("2022-05-13 09:00", "desk", "ordinary"),
        ("2022-05-14 10:00", "online", "programme_same_day"),
        ("2022-05-16 09:00", "desk", "programme_same_day"),
        ("2022-06-15 09:00", "desk", "programme_same_day"),
        ("2022-06-15 18:00", "online", "ordinary"),
        ("2022-06-16 09:00", "desk", "ordinary"),
    ],
)
def test_the_action_month_lasts_from_15_may_to_the_end_of_15_june(
    received: str, channel: str, reason: str
) -> None:
    assert ask(HOUSEHOLD_BUSINESS, Q11, received, channel=channel).reason == reason


@Q11_PLAN
@pytest.mark.requirement("R-096")
@pytest.mark.requirement("R-097")
def test_an_online_dossier_of_friday_evening_is_due_by_the_rule_for_monday() -> None:
    answer = ask(MARITAL_STATUS, P5, "2022-05-20 22:00", channel="online")
    assert told(answer) == ("2022-05-23 17:00", "programme_same_day")


@pytest.mark.rule("104/KH-UBND Q11 II.1.3")
@pytest.mark.rule("promises 11")
@pytest.mark.requirement("R-094")
def test_a_procedure_cut_off_of_10_hours_moves_a_dossier_of_1030_and_no_other() -> None:
    own = (ProcedureCutOff(Q11, HOUSEHOLD_BUSINESS, time(10), date(2022, 5, 15), date(2022, 6, 1)),)
    rules = changed("q11-same-day-2022", procedure_cut_offs=own)

    def due(code: str, received: str) -> str:
        return told(ask(code, Q11, received, rules=rules))[0]

    assert due(HOUSEHOLD_BUSINESS, "2022-05-16 10:00") == "2022-05-16 17:00"
    assert due(HOUSEHOLD_BUSINESS, "2022-05-16 10:30") == "2022-05-17 17:00"
    assert due("2.000575", "2022-05-16 10:30") == "2022-05-16 17:00"
    assert due(HOUSEHOLD_BUSINESS, "2022-06-01 10:30") == "2022-06-01 17:00"


@pytest.mark.rule("promises 11")
def test_a_procedure_same_day_by_law_is_never_later_than_the_law_whatever_its_own_cut_off() -> None:
    rules = changed(
        "q11-same-day-2022", procedure_cut_offs=(ProcedureCutOff(None, CERTIFIED_COPY, time(10)),)
    )
    answer = ask(CERTIFIED_COPY, P5, "2022-05-16 10:30", rules=rules)
    assert told(answer) == ("2022-05-16 17:00", "statutory_same_day")
    assert any("mốc giờ nhận hồ sơ riêng của thủ tục 10:00" in line for line in answer.explanation)


@pytest.mark.rule("promises 11")
def test_a_procedure_cut_off_may_be_later_than_the_programmes() -> None:
    rules = changed("q11-same-day-2022", procedure_cut_offs=(ProcedureCutOff(P5, MARITAL_STATUS, time(16)),))
    assert told(ask(MARITAL_STATUS, P5, "2022-05-16 16:00", rules=rules))[0] == "2022-05-16 17:00"
    assert told(ask(MARITAL_STATUS, P5, "2022-05-16 16:01", rules=rules))[0] == "2022-05-17 17:00"


@FRIDAY_PLAN
@pytest.mark.requirement("R-106")
@pytest.mark.requirement("R-107")
@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2023-09-22 09:00", ("2023-09-27 17:00", "ordinary")),
        ("2023-09-25 09:00", ("2023-09-28 17:00", "ordinary")),
        ("2023-09-26 09:00", ("2023-09-29 17:00", "ordinary")),
        ("2023-09-27 09:00", ("2023-10-02 17:00", "ordinary")),
        ("2023-09-28 09:00", ("2023-10-03 17:00", "ordinary")),
        ("2023-09-29 09:00", ("2023-09-29 17:00", "programme_same_day")),
        ("2023-10-06 09:00", ("2023-10-06 17:00", "programme_same_day")),
    ],
)
def test_no_wait_friday_holds_on_fridays_from_25_september_2023(
    received: str, expected: tuple[str, str]
) -> None:
    assert told(ask(MARITAL_STATUS, THANH_SON, received)) == expected


@FRIDAY_PLAN
@pytest.mark.rule("promises 12")
@pytest.mark.requirement("R-108")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2023-09-29 15:30", "2023-09-29 17:00"),
        ("2023-09-29 15:30:59", "2023-09-29 17:00"),
        ("2023-09-29 15:31", "<2023-10-02 09:00"),
        ("2024-04-26 15:31", "<2024-05-02 09:00"),
        ("2025-04-25 15:31", "<2025-04-26 09:00"),
    ],
    ids=[
        "15:30",
        "15:30:59",
        "15:31",
        "before the holidays of 2024",
        "the make-up Saturday is the next working day",
    ],
)
def test_friday_after_1530_is_promised_before_9_hours_of_the_next_working_day(
    received: str, due: str
) -> None:
    assert told(ask(MARITAL_STATUS, THANH_SON, received))[0] == due


@pytest.mark.requirement("R-108")
@pytest.mark.requirement("R-119")
def test_with_monday_as_a_holiday_the_next_working_day_is_tuesday() -> None:
    monday_off = calendar(frozenset({date(2023, 10, 2)}))
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:31", calendar=monday_off)
    assert told(answer)[0] == "<2023-10-03 09:00"


@FRIDAY_PLAN
def test_a_same_day_procedure_of_friday_1510_has_the_programmes_cut_off_not_the_laws() -> None:
    answer = ask(CERTIFIED_COPY, THANH_SON, "2023-09-29 15:10")
    assert told(answer) == ("2023-09-29 17:00", "programme_same_day")
    assert told(ask(CERTIFIED_COPY, THANH_SON, "2023-09-28 15:10"))[1] == "statutory_after_cutoff"


@pytest.mark.rule("promises 12")
def test_before_nine_is_earlier_than_by_nine() -> None:
    friday = programme("thanh-ha-no-wait-friday")
    by_nine = replace(
        friday, id="by-nine", name="Trả lúc chín giờ", after_cut_off=AfterCutOff(False, time(9), strict=False)
    )
    for rules in ((friday, by_nine), (by_nine, friday)):
        answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:31", rules=rules)
        assert (answer.rule, answer.due_strict) == ("thanh-ha-no-wait-friday", True)


@FRIDAY_PLAN
@pytest.mark.parametrize("channel", ["online", "kiosk", "post", "home"])
def test_no_wait_friday_is_promised_to_those_who_come_to_the_desk(channel: str) -> None:
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 09:00", channel=channel)
    assert answer.reason == "ordinary"
    assert any("Không áp dụng “Ngày Thứ sáu không chờ”" in line for line in answer.explanation)


@pytest.mark.rule("promises 9")
def test_a_friday_worked_on_another_day_is_no_model_friday_and_a_friday_off_has_no_service() -> None:
    assert ask(MARITAL_STATUS, THANH_SON, "2025-04-26 09:00").reason == "ordinary"
    assert refusal(MARITAL_STATUS, THANH_SON, "2025-05-02 09:00").code == "day_off"


@pytest.mark.rule("promises 9")
@pytest.mark.parametrize(
    ("code", "unit", "received"),
    [
        ("1.004884", P5, "2022-05-16 09:00"),
        (HOUSEHOLD_BUSINESS, P5, "2022-05-16 09:00"),
        (MARITAL_STATUS, VUNG_TAU, "2022-05-16 09:00"),
        (MARITAL_STATUS, "hcmc", "2022-05-16 09:00"),
        (MARITAL_STATUS, P5, "2022-06-20 09:00"),
    ],
    ids=["not on the list", "list of another level", "another province", "level not in scope", "period over"],
)
def test_outside_list_level_scope_or_period_the_law_alone_holds(code: str, unit: str, received: str) -> None:
    assert ask(code, unit, received).reason == "ordinary"


@pytest.mark.rule("promises 9")
@pytest.mark.requirement("R-113")
def test_the_proposed_extension_is_applied_only_once_approved() -> None:
    before = ask(HOUSEHOLD_BUSINESS, Q11, "2022-07-20 09:00")
    approved = changed("hcmc-extension-2022", status="approved")
    after = ask(HOUSEHOLD_BUSINESS, Q11, "2022-07-20 09:00", rules=approved)
    assert before.reason == "ordinary"
    assert (after.reason, after.rule) == ("programme_same_day", "hcmc-extension-2022")
    assert ask(HOUSEHOLD_BUSINESS, Q11, "2023-01-03 09:00", rules=approved).reason == "ordinary"


@pytest.mark.requirement("R-114")
@pytest.mark.parametrize(
    ("unit", "received", "reason"),
    [
        (HEPZA, "2022-06-10 09:00", "programme_same_day"),
        (HEPZA, "2022-07-15 09:00", "programme_same_day"),
        (HEPZA, "2022-07-18 09:00", "statutory_same_day"),
        ("hcmc.so-tu-phap", "2022-06-15 09:00", "programme_same_day"),
        ("hcmc.so-tu-phap", "2022-07-15 09:00", "statutory_same_day"),
    ],
)
def test_the_industrial_zone_board_keeps_the_promise_one_month_longer(
    unit: str, received: str, reason: str
) -> None:
    assert ask(OWN_COPY, unit, received).reason == reason


@pytest.mark.requirement("R-115")
@pytest.mark.parametrize(
    ("unit", "received", "reason"),
    [
        (TAN_SON_NHI, "2022-12-30 09:00", "programme_same_day"),
        (P5, "2022-12-30 09:00", "ordinary"),
        (TAN_SON_NHI, "2023-01-03 09:00", "ordinary"),
    ],
)
def test_the_ward_continues_to_the_end_of_the_year_alone(unit: str, received: str, reason: str) -> None:
    assert ask(MARITAL_STATUS, unit, received).reason == reason


@pytest.mark.rule("promises 10")
def test_a_child_that_replaces_its_parent_stands_alone_even_for_what_it_does_not_list() -> None:
    assert ask("2.000635", HEPZA, "2022-05-16 15:01", at_once=False).rule == "2.000635/1"
    only_parent = tuple(rule for rule in programmes() if rule.id == "hcmc-same-day-2022")
    assert ask("2.000635", HEPZA, "2022-05-16 09:00", rules=only_parent).rule == "hcmc-same-day-2022"


@pytest.mark.rule("promises 10")
@pytest.mark.requirement("R-120")
def test_of_two_programmes_the_narrower_is_named_and_the_explanation_names_both() -> None:
    answer = ask(MARITAL_STATUS, TAN_SON_NHI, "2022-06-15 09:00")
    assert told(answer) == ("2022-06-15 17:00", "programme_same_day")
    assert answer.rule == "tan-son-nhi-continuation-2022"
    text = "\n".join(answer.explanation)
    assert "Tiếp tục thực hiện Tháng hành động - phường Tân Sơn Nhì" in text
    assert 'Tháng hành động "Tiếp nhận và giải quyết thủ tục hành chính ngay trong ngày"”' in text


@pytest.mark.rule("promises 10")
@pytest.mark.requirement("R-120")
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_programmes_the_earlier_wins_in_whatever_order_they_stand(turned: bool) -> None:
    later = replace(
        programme("thanh-ha-no-wait-friday"), id="all-day", name="Cả tuần", weekdays=None, cut_off=time(16)
    )
    rules = (*programmes(), later)
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:45", rules=rules[::-1] if turned else rules)
    assert (told(answer)[0], answer.rule) == ("2023-09-29 17:00", "all-day")
    assert any("Không lấy vì muộn hơn" in line and "Thứ sáu không chờ" in line for line in answer.explanation)


@pytest.mark.rule("promises 10")
def test_on_a_tie_with_the_law_the_programme_is_named() -> None:
    answer = ask(CERTIFIED_COPY, P5, "2022-05-16 09:00")
    assert (answer.reason, answer.rule) == ("programme_same_day", "q11-same-day-2022")
    assert answer.ordinary_due_at == answer.due_at
    assert any("Cùng thời điểm đó: thời hạn theo quy định" in line for line in answer.explanation)


@pytest.mark.rule("promises 10")
@pytest.mark.requirement("R-121")
def test_a_term_of_one_hour_stays_earlier_than_the_programme() -> None:
    answer = ask(STAY, CITY_POLICE, "2022-05-16 09:00")
    assert told(answer) == ("2022-05-16 10:00", "ordinary")
    assert any("Không lấy vì muộn hơn: chương trình" in line for line in answer.explanation)


@pytest.mark.rule("promises 9")
def test_a_procedure_the_unit_registered_itself_has_the_promise_there_from_its_day() -> None:
    assert ask(INSURANCE_CARD, INSURANCE, "2022-05-16 09:00").reason == "programme_same_day"
    assert ask(INSURANCE_CARD, CITY_POLICE, "2022-05-16 09:00").reason == "ordinary"


def test_a_programme_without_cut_off_promises_the_same_day_until_closing() -> None:
    rules = changed("q11-same-day-2022", cut_off=None)
    assert told(ask(MARITAL_STATUS, P5, "2022-05-16 16:59", rules=rules))[0] == "2022-05-16 17:00"
    after_closing = ask(MARITAL_STATUS, P5, "2022-05-16 17:01", rules=rules)
    assert told(after_closing) == ("2022-05-17 17:00", "programme_after_cutoff")
    in_time = ask(MARITAL_STATUS, P5, "2022-05-16 09:00", rules=rules)
    assert any("không đặt mốc giờ" in line for line in in_time.explanation)


def test_the_demonstration_office_of_today_promises_the_same_day_until_1530() -> None:
    assert told(ask(BIRTH, BINH_THOI, "2026-11-23 15:30"))[0] == "2026-11-23 17:00"
    assert told(ask(MARITAL_STATUS, BINH_THOI, "2026-11-23 15:31")) == (
        "<2026-11-25 09:00",
        "programme_after_cutoff",
    )


def test_the_district_office_itself_takes_part_with_its_own_list() -> None:
    assert ask(HOUSEHOLD_BUSINESS, THANH_HA, "2023-09-29 09:00").reason == "programme_same_day"
