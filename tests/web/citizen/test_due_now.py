"""“Nộp bây giờ thì khi nào có?”: the answer of the engine, big, with its reasons."""

import pytest
from django.test import Client

from tests.cast import (
    BINH_THOI,
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    Q11,
    THANH_SON,
    SetClock,
    at,
)
from tests.web.citizen.reading import Response, text_of

pytestmark = pytest.mark.usefixtures("seeded")
PAGE = "/nop-bay-gio/"


def ask(client: Client, procedure: str, unit: str, **more: str) -> Response:
    return client.get(PAGE, {"procedure": procedure, "unit": unit, "channel": "desk", "moment": "now"} | more)


@pytest.mark.requirement("R-300")
@pytest.mark.rule("104/KH-UBND Q11 II.1.1")
@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("14:59", "chậm nhất 17 giờ, hôm nay, thứ Hai, ngày 16/05/2022"),
        ("15:01", "ngày mai, thứ Ba, ngày 17/05/2022"),
    ],
)
def test_a_certified_copy_in_quan_11_before_and_after_the_cut_off(
    client: Client, office_clock: SetClock, clock: str, due: str
):
    office_clock(at(f"2022-05-16 {clock}"))
    said = text_of(ask(client, CERTIFIED_COPY, Q11))
    assert due in said
    assert "Vì sao hẹn như vậy?" in said
    assert "104/KH-UBND" in said


@pytest.mark.rule("promises 12")
def test_a_marital_status_certificate_on_friday_at_15h31_is_promised_before_9_on_monday(
    client: Client, office_clock: SetClock
):
    office_clock(at("2023-09-29 15:31"))
    said = text_of(ask(client, MARITAL_STATUS, THANH_SON))
    assert "trước 9 giờ, thứ Hai, ngày 02/10/2023" in said
    assert "Theo thời hạn của pháp luật thì: chậm nhất 17 giờ" in said


def test_another_moment_may_be_asked_about(client: Client, office_clock: SetClock):
    office_clock(at("2026-11-23 10:00"))
    then = {"moment": "then", "day_day": "24", "day_month": "11", "day_year": "2026", "clock": "10:00"}
    said = text_of(ask(client, MARITAL_STATUS, BINH_THOI, **then, channel="online"))
    assert "25/11/2026" in said


def test_the_ordinary_appointment_may_be_wished_for(client: Client, office_clock: SetClock):
    office_clock(at("2026-11-23 10:00"))
    early = text_of(ask(client, MARITAL_STATUS, BINH_THOI))
    wished = text_of(ask(client, MARITAL_STATUS, BINH_THOI, ordinary="on"))
    assert "chậm nhất 17 giờ, hôm nay" in early
    assert "chậm nhất 17 giờ, hôm nay" not in wished


@pytest.mark.parametrize(
    ("procedure", "unit", "more", "why"),
    [
        (HOUSEHOLD_BUSINESS, THANH_SON, {}, "không có thẩm quyền"),
        (
            MARITAL_STATUS,
            THANH_SON,
            {"moment": "then", "day_day": "1", "day_month": "1", "day_year": "2099", "clock": "10:00"},
            "lịch",
        ),
    ],
    ids=["not of this unit", "beyond the calendar"],
)
def test_a_no_is_readable_and_says_what_to_do(
    client: Client, office_clock: SetClock, procedure: str, unit: str, more: dict[str, str], why: str
):
    office_clock(at("2023-09-29 10:00"))
    page = ask(client, procedure, unit, **more)
    assert page.status_code == 409
    assert "Không làm được việc này" in text_of(page)
    assert "Hãy" in text_of(page)
    assert why in text_of(page)


def test_a_moment_that_is_none_is_asked_for_again_at_its_field(client: Client, office_clock: SetClock):
    office_clock(at("2026-11-23 10:00"))
    then = {"moment": "then", "day_day": "31", "day_month": "2", "day_year": "2026", "clock": "25:00"}
    said = text_of(ask(client, MARITAL_STATUS, BINH_THOI, **then))
    assert "Tháng 2 năm 2026 không có ngày 31" in said
    assert "Ghi giờ và phút, ví dụ 15:31" in said
    assert "Ghi ngày nộp" in text_of(ask(client, MARITAL_STATUS, BINH_THOI, moment="then"))


def test_a_procedure_chosen_on_its_page_is_chosen_in_the_form(client: Client, office_clock: SetClock):
    office_clock(at("2026-11-23 10:00"))
    page = client.get(PAGE, {"procedure": MARITAL_STATUS, "don-vi": BINH_THOI}).content.decode()
    assert f'<option value="{MARITAL_STATUS}" selected>' in page
    assert f'<option value="{BINH_THOI}" selected>' in page
