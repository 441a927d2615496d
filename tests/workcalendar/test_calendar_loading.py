"""The national calendar as a file: checked against itself, counted, never half loaded."""

from datetime import date

import pytest

from motcua.organisation.models import Unit
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from motcua.workcalendar.queries import calendar_of
from tests.procedures.catalogue import data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")


def office() -> Unit:
    return Unit.objects.get(id="hcmc.binh-thoi")


def test_the_same_calendar_again_changes_nothing():
    before = CalendarVersion.objects.get()
    report = load_now(data_file("calendar"))
    assert (report.added, report.changed, report.unchanged) == ((), (), 8)
    assert CalendarVersion.objects.get() == before
    assert CalendarVersion.objects.get().number == before.number


def test_a_new_day_off_counts_a_version_and_is_seen_at_once():
    day = date(2026, 11, 30)
    assert calendar_of(office()).is_working_day(day)
    data = data_file("calendar")
    data["years"][2026]["days_off"].append(day)
    before = CalendarVersion.objects.get().number
    report = load_now(data)
    assert report.changed == ("lịch năm 2026: thêm ngày nghỉ 30/11/2026",)
    assert CalendarVersion.objects.get().number == before + 1
    assert not calendar_of(office()).is_working_day(day)


def test_taking_the_day_back_gives_the_old_calendar_again():
    data = data_file("calendar")
    data["years"][2026]["days_off"].append(date(2026, 11, 30))
    load_now(data)
    load_now(data_file("calendar"))
    assert calendar_of(office()).is_working_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("year", "key", "value", "words"),
    [
        (2026, "days_off", date(2026, 11, 28), "từ Thứ Hai đến Thứ Sáu"),
        (2026, "makeup_days", date(2026, 11, 27), "Thứ Bảy, Chủ Nhật"),
        (2026, "days_off", date(2025, 11, 27), "của năm khác"),
        (2026, "days_off", "mai", "phải là ngày"),
        (2026, "days_off", date(2026, 11, 25), "bảng next_working_day"),
    ],
)
def test_a_wrong_day_refuses_the_whole_file(year, key, value, words):
    data = data_file("calendar")
    data["years"][year][key].append(value)
    before = list(CalendarYear.objects.order_by("year").values())
    report = load_now(data)
    assert any(words in fault for fault in report.refused)
    assert list(CalendarYear.objects.order_by("year").values()) == before


def test_a_year_further_on_needs_the_years_between():
    year = {"status": "calculated", "days_off": [], "makeup_days": []}
    report = load_now({"kind": "calendar", "years": {2030: year}})
    assert "thiếu lịch năm 2028, 2029" in report.refused[0]


def test_one_year_may_be_added_alone():
    year = {"status": "decided", "days_off": [date(2028, 1, 3)], "makeup_days": []}
    report = load_now({"kind": "calendar", "years": {2028: year}})
    assert report.added == ("lịch năm 2028",)
    assert calendar_of(office()).next_working_day(date(2027, 12, 31)) == date(2028, 1, 4)


@pytest.mark.parametrize("years", ["năm nay", {2026: "nghỉ"}, {"hai nghìn": {}}, {2026: {"status": "chắc"}}])
def test_what_is_no_calendar_is_refused(years):
    assert load_now({"kind": "calendar", "years": years}).refused
