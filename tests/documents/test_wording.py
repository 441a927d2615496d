"""How the papers write days, times, due times and sums."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.moments import VN
from motcua.documents import wording
from motcua.documents.terms import CopyKind, ReturnChannel, Timeliness


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 5, 16), "16/5/2022"),
        (date(2023, 10, 2), "02/10/2023"),
        (date(2022, 1, 5), "05/01/2022"),
        (date(2022, 2, 28), "28/02/2022"),
        (date(2022, 12, 31), "31/12/2022"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_leading_zero(day: date, text: str) -> None:
    assert wording.day_text(day) == text


def test_the_head_is_dated_with_place_day_month_and_year() -> None:
    assert wording.place_and_day("Phường 5", date(2022, 5, 6)) == "Phường 5, ngày 06 tháng 5 năm 2022"


@pytest.mark.rule("promises 2")
def test_the_printed_minute_drops_seconds_and_never_rounds_up() -> None:
    last_second = datetime(2022, 5, 16, 15, 0, 59, 999_999, tzinfo=VN)
    assert wording.moment_text(last_second) == "15 giờ 00 phút, ngày 16/5/2022"


def test_a_moment_kept_in_another_zone_is_printed_on_the_clock_of_vietnam() -> None:
    assert wording.moment_text(datetime(2023, 10, 1, 17, 30, tzinfo=UTC)) == "00 giờ 30 phút, ngày 02/10/2023"


def test_a_moment_without_a_zone_is_refused_not_guessed() -> None:
    with pytest.raises(ValueError, match="zone"):
        wording.moment_text(datetime(2022, 5, 16, 15, 0))  # noqa: DTZ001 - the mistake itself


@pytest.mark.rule("promises 12")
def test_a_strict_due_time_is_printed_as_before_nine() -> None:
    due_at = datetime(2023, 10, 2, 9, 0, tzinfo=VN)
    assert wording.due_text(due_at, strict=True) == "trước 09 giờ 00 phút, Thứ Hai ngày 02/10/2023"
    assert wording.due_text(due_at, strict=False) == "09 giờ 00 phút, Thứ Hai ngày 02/10/2023"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - hypothesis adds the zone
def test_weekday_and_day_of_a_due_time_always_belong_together(naive: datetime) -> None:
    due_at = naive.replace(tzinfo=VN)
    weekday, _, day = wording.due_text(due_at, strict=False).partition(", ")[2].partition(" ngày ")
    monday = due_at.date() - timedelta(days=due_at.weekday())
    names = {
        wording.day_text(monday + timedelta(days=place)): name for place, name in enumerate(wording.WEEKDAYS)
    }
    assert names[day] == weekday


def test_sums_are_written_with_points_between_thousands() -> None:
    assert wording.money_text(1_250_000) == "1.250.000 đồng"


@pytest.mark.parametrize(
    ("fees", "text"),
    [
        (None, "Theo mức thu đã công khai của thủ tục"),
        ([], "Không thu"),
        ([("Lệ phí", 8_000)], "Lệ phí: 8.000 đồng"),
        (
            [("Phí", 10_000), ("Lệ phí", 2_000)],
            "Phí: 10.000 đồng; Lệ phí: 2.000 đồng; tổng cộng: 12.000 đồng",
        ),
    ],
    ids=["not settled yet", "no fee", "one fee", "several fees with their total"],
)
def test_fees_are_named_one_by_one(fees: list[tuple[str, int]] | None, text: str) -> None:
    assert wording.fees_text(fees) == text


@pytest.mark.parametrize("kind", CopyKind)
def test_every_kind_of_copy_has_its_word(kind: CopyKind) -> None:
    assert wording.copy_kind_text(kind).startswith("Bản ")


def test_a_step_that_is_open_has_no_result_yet() -> None:
    assert wording.timeliness_text(None) == ""
    assert [wording.timeliness_text(each) for each in Timeliness] == ["Trước hạn", "Đúng hạn", "Quá hạn"]


def test_each_way_of_return_says_where() -> None:
    desk = "Trung tâm Phục vụ hành chính công"
    said = {
        channel: wording.return_channel_text(channel, desk=desk, address="Số 1") for channel in ReturnChannel
    }
    assert said[ReturnChannel.DESK] == f"{desk} (trực tiếp)"
    assert said[ReturnChannel.POST] == "Qua dịch vụ bưu chính công ích, địa chỉ: Số 1"
    assert said[ReturnChannel.HOME] == "Tại nhà, địa chỉ: Số 1"
    assert said[ReturnChannel.ONLINE] == "Trực tuyến (bản điện tử)"


@pytest.mark.parametrize(
    ("typed", "printed"), [("Thiếu đơn", "Thiếu đơn."), ("Thiếu đơn. ", "Thiếu đơn."), ("", "")]
)
def test_a_reason_ends_with_one_full_stop(typed: str, printed: str) -> None:
    assert wording.ended(typed) == printed


@pytest.mark.rule("promises 8")
def test_a_provisional_due_time_names_the_year_whose_calendar_is_open() -> None:
    assert "năm 2027" in wording.provisional_text(datetime(2027, 1, 4, 17, 0, tzinfo=VN))
