"""Times, terms and fees as a person hears them."""

from datetime import date, datetime, time

import pytest

from motcua.core.moments import VN
from motcua.procedures.models import Component, ProcedureVersion
from motcua.web.citizen import wording


@pytest.mark.parametrize(
    ("clock", "said"),
    [("15:30", "15 giờ 30"), (time(9), "9 giờ"), (datetime(2022, 5, 16, 7, 5, tzinfo=VN), "7 giờ 05")],
)
def test_an_hour_is_said_as_one_says_it_aloud(clock, said):
    assert wording.hour_words(clock) == said


def test_a_moment_stored_in_another_zone_is_said_in_the_offices_hour():
    moment = datetime.fromisoformat("2022-05-16T08:00:00+00:00")
    assert wording.hour_words(moment) == "15 giờ"


@pytest.mark.rule("promises 12")
@pytest.mark.parametrize(
    ("due", "strict", "today", "said"),
    [
        ("2022-05-16 17:00", False, "2022-05-16", "chậm nhất 17 giờ, hôm nay, thứ Hai, ngày 16/05/2022"),
        ("2023-10-02 09:00", True, "2023-09-29", "trước 9 giờ, thứ Hai, ngày 02/10/2023"),
        ("2022-05-17 17:00", False, "2022-05-16", "chậm nhất 17 giờ, ngày mai, thứ Ba, ngày 17/05/2022"),
    ],
    ids=["today", "before an hour", "tomorrow"],
)
def test_a_due_time_names_hour_weekday_and_date(due, strict, today, said):
    moment = datetime.fromisoformat(due).replace(tzinfo=VN)
    assert wording.due_words(moment, strict=strict, today=date.fromisoformat(today)) == said


def test_a_half_open_period_names_its_last_day():
    said = wording.period_words(date(2022, 5, 15), date(2022, 6, 16))
    assert said == "từ ngày 15/05/2022 đến hết ngày 15/06/2022"
    assert wording.period_words(date(2023, 9, 25), None) == "từ ngày 25/09/2023"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "same_day", "Trong ngày"),
        (3, "working_day", "3 ngày làm việc"),
        (1, "hour", "1 giờ làm việc"),
        (15, "calendar_day", "15 ngày"),
        (None, "working_day", "Chưa có thời hạn"),
    ],
)
def test_a_time_limit_is_said_in_a_few_words(value, unit, said):
    assert wording.limit_words(ProcedureVersion(limit_value=value, limit_unit=unit)) == said


def test_a_fee_that_the_province_sets_is_never_guessed():
    fee = {"items": [{"name": "Lệ phí hộ tịch", "amount": None, "unit": "lần", "note": "do HĐND cấp tỉnh"}]}
    (line,) = wording.fee_lines(fee)
    assert line.amount == "Theo mức của tỉnh, thành phố"


def test_a_fee_is_said_in_dong_with_its_unit_and_nothing_is_free_of_charge():
    fee = {
        "items": [
            {"name": "Bản sao", "amount": 8000, "unit": "bản"},
            {"name": "Kết hôn", "amount": 0, "unit": "lần"},
        ]
    }
    assert [line.amount for line in wording.fee_lines(fee)] == ["8.000 đồng / bản", "Miễn phí"]
    assert wording.fee_lines({"kind": "none", "items": []}) == []


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("phải xác minh (knowledge)", "phải xác minh"),
        ("03 ngày làm việc (mức thời 2021-2024, knowledge)", "03 ngày làm việc (mức thời 2021-2024)"),
        ("phải xác minh thì dài hơn (knowledge, trang không ghi số ngày)", "phải xác minh thì dài hơn"),
        ("05 ngày làm việc (nhánh 03 ngày: knowledge)", "05 ngày làm việc"),
        ("Trong ngày tiếp nhận", "Trong ngày tiếp nhận"),
    ],
)
def test_marks_of_confidence_are_for_staff_only(kept, shown):
    assert wording.public_text(kept) == shown


def test_a_paper_says_how_many_and_when_it_is_needed():
    always = Component(name="Tờ khai", mode="submit", originals=1, copies=0, mandatory=True)
    sometimes = Component(
        name="Văn bản ủy quyền",
        mode="submit",
        originals=1,
        copies=2,
        mandatory=False,
        condition="khi nộp thay",
    )
    shown = Component(name="Căn cước", mode="present", originals=1, copies=0, mandatory=True)
    said = [(paper.how, paper.when) for paper in wording.papers_of([always, sometimes, shown])]
    assert said == [
        ("Nộp 01 bản chính", ""),
        ("Nộp 01 bản chính, 02 bản sao", "khi nộp thay"),
        ("Xuất trình để đối chiếu", ""),
    ]
