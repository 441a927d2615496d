"""What radio and loudspeakers read out: whole sentences, numbers as they are spoken."""

from dataclasses import replace
from datetime import date, time

import pytest

from motcua.outreach.loudspeaker import (
    ModelFacts,
    OnlineFacts,
    model_text,
    online_text,
    spoken_hour,
    spoken_number,
    spoken_share,
)
from motcua.outreach.shares import share_of
from motcua.outreach.videos import spoken

FRIDAY = ModelFacts(
    name="Ngày Thứ sáu không chờ",
    office="Ủy ban nhân dân huyện Thanh Hà",
    issued="Kế hoạch của UBND huyện Thanh Hà",
    first=date(2023, 9, 29),
    last=None,
    weekdays=frozenset({4}),
    procedures=14,
    fields=4,
    cut_off=time(15, 30),
    next_by=time(9),
    next_before=True,
)
ONLINE = OnlineFacts(
    "Ủy ban nhân dân huyện Thanh Hà", date(2023, 6, 1), date(2023, 8, 31), 12345, 4629, 375, 3000
)


@pytest.mark.requirement("R-261")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.5")
def test_the_text_about_the_friday_model_says_day_hour_and_what_follows_after_it() -> None:
    text = model_text(FRIDAY)
    assert "mô hình “Ngày Thứ sáu không chờ” theo Kế hoạch của UBND huyện Thanh Hà" in text
    assert "vào thứ Sáu hằng tuần, từ ngày 29 tháng 9 năm 2023." in text
    assert "14 thủ tục thuộc 4 lĩnh vực" in text
    assert "nộp sau 15 giờ 30 phút thì nhận kết quả trước 9 giờ ngày làm việc tiếp theo" in text
    assert "nộp hồ sơ trực tuyến" in text


@pytest.mark.requirement("R-261")
def test_a_month_on_every_working_day_with_an_end_and_an_exception_is_read_so() -> None:
    month = replace(
        FRIDAY, weekdays=None, first=date(2022, 5, 15), last=date(2022, 6, 15), cut_off=time(15),
        next_by=None, next_before=False, unless_at_once=True,
    )  # fmt: skip
    text = model_text(month)
    assert "vào mọi ngày làm việc, từ ngày 15 tháng 5 năm 2022 đến hết ngày 15 tháng 6 năm 2022" in text
    assert "sau 15 giờ mà không giải quyết được ngay thì nhận kết quả ngày làm việc tiếp theo" in text
    assert "đến Bộ phận Một cửa, hồ sơ" in text
    assert "Một cửa vào thứ Sáu hằng tuần, hồ sơ" in model_text(FRIDAY)
    named = replace(month, name='Tháng hành động "Trong ngày"')
    assert 'thực hiện Tháng hành động "Trong ngày" theo' in model_text(named)
    assert "Hồ sơ nộp sau" not in model_text(replace(month, cut_off=None))


@pytest.mark.requirement("R-261", "R-265")
def test_the_text_about_filing_online_reads_the_figures_of_its_days() -> None:
    text = online_text(ONLINE)
    assert "tiếp nhận 12 nghìn 345 hồ sơ, trong đó 4 nghìn 629 hồ sơ nộp trực tuyến" in text
    assert "đạt 37 phẩy 5 phần trăm; 3 nghìn kết quả đã được số hóa" in text
    assert "phần trăm" not in online_text(replace(ONLINE, received=0, online=0, share=None))


@pytest.mark.parametrize("text", [model_text(FRIDAY), online_text(ONLINE)])
def test_nothing_stands_in_a_text_that_cannot_be_read_aloud(text: str) -> None:
    assert not set(text) & set("%/;*#") - {";"}
    assert all(line.endswith((".", "!")) for line in text.splitlines())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1 nghìn"), (1005, "1 nghìn 005"), (229_642, "229 nghìn 642"),
        (1_000_000, "1 triệu"), (2_030_000, "2 triệu 30 nghìn"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_its_groups(number: int, words: str) -> None:
    assert spoken_number(number) == words


def test_hours_and_shares_are_read_in_words() -> None:
    assert [spoken_hour(time(15, 30)), spoken_hour(time(9))] == ["15 giờ 30 phút", "9 giờ"]
    assert [spoken_share(400), spoken_share(375), spoken_share(0)] == [
        "40 phần trăm", "37 phẩy 5 phần trăm", "0 phần trăm",
    ]  # fmt: skip


@pytest.mark.requirement("R-234")
def test_a_share_counts_people_of_the_group_once_and_nobody_else() -> None:
    share = share_of(["lan", "tu", "tu", "hoa"], ["tu", "tu", "khách"])
    assert (share.trained, share.people, share.text) == (1, 3, "1/3 (33,3 %)")
    assert share_of([], ["tu"]).text == "–"


@pytest.mark.requirement("R-259")
def test_the_transcript_of_a_film_is_what_is_said_without_times_and_marks() -> None:
    words = (
        "WEBVTT - Đăng ký khai sinh\n\nNOTE bản 2\n\n1\n00:00:00.000 --> 00:00:02.000 align:start\n<v Lan>Xin chào\n"
        "quý vị.\n\n00:02.000 --> 00:04.000\nXin chào quý vị.\n\n00:04.000 --> 00:05.000\nHãy mang giấy chứng sinh.\n"
    )
    assert spoken(words) == ("Xin chào quý vị.", "Hãy mang giấy chứng sinh.")
    assert spoken(words.replace("\n", "\r\n")) == spoken(words)
    assert spoken("WEBVTT\n") == ()
