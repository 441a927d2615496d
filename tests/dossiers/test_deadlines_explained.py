"""Does the promise say why, to the citizen and to the inspector? (R-119, R-120, R-122; promises, The answer)"""

import unicodedata

import pytest

from motcua.dossiers.deadlines import Promise
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
    THANH_SON,
    ask,
    when,
)


def says(answer: Promise, *parts: str) -> bool:
    """Whether one line of the explanation holds all the parts."""
    return any(all(part in line for part in parts) for line in answer.explanation)


@pytest.mark.requirement("R-122")
def test_the_explanation_names_moment_programme_clause_cut_off_and_days() -> None:
    answer = ask(MARITAL_STATUS, THANH_SON, "2023-09-29 15:31")
    assert says(answer, "nhận trực tiếp tại quầy lúc 15:31 Thứ Sáu 29/9/2023", "tính từ lúc này")
    assert says(
        answer,
        "Ngày Thứ sáu không chờ",
        "mục II.2",
        "mốc giờ nhận hồ sơ 15:30",
        "trước 09:00 Thứ Hai 2/10/2023",
    )
    assert says(
        answer,
        "Thời hạn theo quy định",
        "03 ngày làm việc",
        "ngày thứ nhất là Thứ Hai 2/10/2023",
        "17:00 Thứ Tư 4/10/2023",
    )
    assert says(answer, "Lấy hạn sớm nhất: trước 09:00 Thứ Hai 2/10/2023")
    assert says(answer, "Không tính ngày nghỉ", "Thứ Bảy 30/9/2023 nghỉ cuối tuần", "Chủ Nhật 1/10/2023")


@pytest.mark.requirement("R-122")
@pytest.mark.requirement("R-119")
def test_a_swapped_day_off_is_explained() -> None:
    answer = ask(CONTRACT, P5, "2024-04-26 09:00")
    assert says(
        answer, "Thứ Hai 29/4/2024 nghỉ hoán đổi (làm bù ngày 4/5/2024)", "nghỉ lễ (Ngày Chiến thắng)"
    )


@pytest.mark.requirement("R-119")
def test_a_make_up_saturday_in_between_is_explained() -> None:
    answer = ask(CONTRACT, P5, "2024-05-03 09:00")
    assert answer.due_at == when("2024-05-06 17:00")
    assert says(answer, "Thứ Bảy 4/5/2024 là ngày làm bù")


def test_a_moment_outside_working_time_says_from_when_it_counts() -> None:
    saturday = ask(BIRTH, P5, "2022-05-14 10:00", channel="online")
    assert says(
        saturday, "nộp trực tuyến lúc 10:00 Thứ Bảy 14/5/2022", "nghỉ cuối tuần", "07:30 Thứ Hai 16/5/2022"
    )
    evening = ask(BIRTH, P5, "2022-05-16 22:00", channel="kiosk")
    assert says(evening, "qua ki-ốt", "ngoài giờ làm việc", "07:30 Thứ Ba 17/5/2022")


def test_the_law_after_its_cut_off_and_settled_at_once_is_told_in_words() -> None:
    after = ask(CERTIFIED_COPY, P5, "2022-07-06 15:01")
    assert says(after, "nhận sau 15:00 mà không giải quyết được ngay", "17:00 Thứ Năm 7/7/2022")
    at_once = ask(CERTIFIED_COPY, P5, "2022-07-06 15:01", at_once=True)
    assert says(at_once, "giải quyết được ngay nên trả trong ngày")
    in_programme = ask(MARITAL_STATUS, P5, "2022-05-16 15:01", at_once=True)
    assert says(in_programme, "Tháng hành động", "giải quyết được ngay nên trả trong ngày")


def test_an_hour_that_the_source_does_not_print_is_marked_assumed() -> None:
    answer = ask(HOUSEHOLD_BUSINESS, "hcmc.tan-phu", "2022-05-16 09:00")
    assert answer.rule == "hcmc-same-day-2022"
    assert says(answer, "15:00 (tạm định, văn bản không ghi giờ)")


def test_hours_say_from_which_minute_and_a_late_start_says_why() -> None:
    assert says(
        ask(STAY, "hcmc.cong-an", "2022-07-06 16:30"), "1 giờ làm việc, tính từ 16:30 Thứ Tư 6/7/2022"
    )
    late = ask(INTERLINKED, P5, "2022-07-06 15:01")
    assert says(late, "nhận sau 15:00 nên tính từ Thứ Năm 7/7/2022, ngày thứ nhất là Thứ Sáu 8/7/2022")


def test_a_long_term_counts_its_weekends_and_still_names_each_holiday() -> None:
    answer = ask(ADOPTION, Q11, "2022-08-08 09:00")
    assert says(answer, "vẫn tính vào thời hạn theo ngày", "Thứ Năm 1/9/2022 nghỉ lễ (Quốc khánh)")
    assert says(answer, "8 ngày nghỉ cuối tuần")


def test_a_programme_that_replaced_its_parent_is_told_from_it() -> None:
    answer = ask(MARITAL_STATUS, P5, "2022-05-16 09:00")
    assert says(answer, "Không áp dụng", "đơn vị có kế hoạch riêng thay thế")


def test_a_weekday_that_was_missed_is_told() -> None:
    assert says(ask(MARITAL_STATUS, THANH_SON, "2023-09-28 09:00"), "chỉ thực hiện vào Thứ Sáu")


def test_the_explanation_is_nfc_and_every_line_is_a_sentence() -> None:
    for line in ask(CERTIFIED_COPY, P5, "2022-05-16 15:01").explanation:
        assert unicodedata.is_normalized("NFC", line)
        assert line.endswith(".")
        assert line[0].isupper()


def test_the_answer_carries_where_it_comes_from() -> None:
    answer = ask(CERTIFIED_COPY, P5, "2022-05-16 15:01")
    assert answer.provenance["procedure"] == CERTIFIED_COPY
    assert answer.provenance["unit"] == P5
    assert answer.provenance["also"] == f"{CERTIFIED_COPY}/1"
    assert "23/2015" in ask(CERTIFIED_COPY, P5, "2022-07-06 09:00").source
