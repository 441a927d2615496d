"""Anybody finds a procedure, reads what it asks, and sees only what is public."""

import unicodedata
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import public_versions
from tests.cast import BINH_THOI, CERTIFIED_COPY, MARITAL_STATUS, Q11, VUNG_TAU, SetClock, at
from tests.web.citizen.reading import html_of, links_of, procedures_on, text_of

pytestmark = pytest.mark.usefixtures("seeded")
BIRTH, REPEALED = "1.001193", "1.005092"
TODAY, MAY_2022 = at("2026-11-23 10:00"), at("2022-05-16 10:00")


@pytest.fixture
def today(office_clock: SetClock) -> None:
    office_clock(TODAY)


@pytest.fixture
def in_2022(office_clock: SetClock) -> None:
    office_clock(MAY_2022)


@pytest.mark.requirement("R-017")
def test_a_procedure_is_found_in_three_steps_by_its_field(client: Client, today: None):
    start = client.get("/")
    field = client.get(links_of(start)["Hộ tịch"])
    procedure = client.get(links_of(field)["Đăng ký khai sinh"])
    assert "Tờ khai đăng ký khai sinh" in text_of(procedure)


@pytest.mark.requirement("R-017")
@pytest.mark.requirement("R-303")
@pytest.mark.parametrize(
    "words", ["khai sinh", "KHAI SINH", "khai%20sinh%20%C4%91%C4%83ng%20k%C3%BD", "1.001193"]
)
def test_a_procedure_is_found_by_words_without_accents_or_by_code(client: Client, today: None, words: str):
    assert BIRTH in procedures_on(client, f"/thu-tuc/?q={words}")


@pytest.mark.requirement("R-303")
def test_words_typed_in_decomposed_letters_find_the_same(client: Client, today: None):
    composed = client.get("/thu-tuc/", {"q": "chứng thực"})
    decomposed = client.get("/thu-tuc/", {"q": unicodedata.normalize("NFD", "chứng thực")})
    assert "12 thủ tục" in text_of(composed)
    assert text_of(composed) == text_of(decomposed)


@pytest.mark.requirement("R-002")
@pytest.mark.parametrize("level", ["commune", "district", "department", "vertical"])
def test_the_filter_by_authority_level_gives_exactly_the_procedures_of_that_level(
    client: Client, in_2022: None, level: str
):
    expected = {
        version.procedure_id
        for version in ProcedureVersion.objects.filter(status="public", level=level)
        if version.in_force_on(MAY_2022.date())
    }
    assert expected
    assert set(procedures_on(client, f"/thu-tuc/?cap={level}")) == expected


@pytest.mark.parametrize(("moment", "held"), [(MAY_2022, 59), (TODAY, 55)], ids=["2022", "2026"])
def test_as_many_procedures_are_public_as_the_catalogue_says(
    client: Client, office_clock: SetClock, moment: datetime, held: int
):
    office_clock(moment)
    assert f"{held} thủ tục đang áp dụng" in text_of(client.get("/thu-tuc/"))
    assert len(procedures_on(client, "/thu-tuc/")) == held


def test_nothing_found_says_what_to_do_next(client: Client, today: None):
    page = client.get("/thu-tuc/", {"q": "xin phép bay lên sao Hỏa"})
    assert "Không có thủ tục nào như vậy" in text_of(page)
    assert "/thu-tuc/" in links_of(page).values()


def test_a_search_text_of_a_million_letters_is_refused_not_run(client: Client, today: None):
    page = client.get("/thu-tuc/", {"q": "ă" * 100_000})
    assert page.status_code == 409
    assert "dài quá" in text_of(page)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9999999999999"])
def test_a_page_of_the_list_that_is_not_there_is_not_found(client: Client, today: None, page: str):
    assert client.get("/thu-tuc/", {"trang": page}).status_code == 404


def test_a_page_shows_all_that_a_person_must_know(client: Client, today: None):
    said = text_of(client.get(f"/thu-tuc/{BIRTH}/"))
    for part in (
        "Giấy tờ cần có",
        "chỉ cần khi: khi nộp thay",
        "Theo mức của tỉnh, thành phố",
        "Thời hạn giải quyết",
        "Cách nộp",
        "Giấy khai sinh (bản chính)",
        "123/2015/NĐ-CP",
        "Quyết định công bố",
        "từ ngày 01/07/2025",
        "Ủy ban nhân dân phường Bình Thới",
    ):
        assert part in said


@pytest.mark.requirement("R-300")
def test_the_promise_and_the_cut_off_of_the_day_stand_on_the_page(client: Client, today: None):
    said = text_of(client.get(f"/thu-tuc/{BIRTH}/", {"don-vi": BINH_THOI}))
    assert "Nộp đủ hồ sơ chậm nhất 15 giờ 30 nhận kết quả trong ngày, chậm nhất 17 giờ" in said
    # 24/11/2026 is the new national holiday: the next working day is Wednesday.
    assert "Nộp sau 15 giờ 30 nhận kết quả trước 9 giờ, thứ Tư, ngày 25/11/2026" in said


@pytest.mark.requirement("R-300")
def test_the_promise_of_a_unit_of_2022_has_its_own_cut_off(client: Client, in_2022: None):
    said = text_of(client.get(f"/thu-tuc/{CERTIFIED_COPY}/", {"don-vi": Q11}))
    assert "Nộp đủ hồ sơ chậm nhất 15 giờ nhận kết quả trong ngày" in said
    assert "Nộp sau 15 giờ nhận kết quả chậm nhất 17 giờ, ngày mai, thứ Ba, ngày 17/05/2022" in said


@pytest.mark.requirement("R-014")
def test_a_4_tai_cho_procedure_shows_its_five_steps_with_place_and_time(client: Client, in_2022: None):
    said = html_of(client.get(f"/thu-tuc/{CERTIFIED_COPY}/", {"don-vi": VUNG_TAU}))
    assert "Năm bước tại quầy (4 tại chỗ)" in said
    assert said.count('class="mc-steps__item"') == 5
    assert said.count("tại Bộ phận Một cửa · ") == 5


@pytest.mark.requirement("R-008")
def test_an_old_version_stays_readable_with_its_dates(client: Client, today: None):
    page = client.get(links_of(client.get(f"/thu-tuc/{BIRTH}/"))["Phiên bản 1"])
    said = text_of(page)
    assert "từ ngày 21/06/2018 đến hết ngày 30/06/2025" in said
    assert "phiên bản khác với bản đang áp dụng" in said


@pytest.mark.requirement("R-008")
def test_the_new_version_stands_on_the_page_from_its_first_day(client: Client, office_clock: SetClock):
    office_clock(at("2025-06-30 23:59"))
    assert "Hiệu lực từ ngày 21/06/2018" in text_of(client.get(f"/thu-tuc/{BIRTH}/"))
    office_clock(at("2025-07-01 00:00"))
    assert "Hiệu lực từ ngày 01/07/2025" in text_of(client.get(f"/thu-tuc/{BIRTH}/"))


def test_a_draft_is_not_shown_and_says_so(client: Client, in_2022: None):
    drafts = [v for v in ProcedureVersion.objects.filter(status="draft") if v.in_force_on(MAY_2022.date())]
    assert drafts
    for version in drafts:
        page = client.get(f"/thu-tuc/{version.procedure_id}/")
        assert page.status_code == 404
        assert "dự thảo, chưa được công bố" in text_of(page)
        assert client.get(f"/thu-tuc/{version.procedure_id}/phien-ban/{version.number}/").status_code == 404


def test_a_procedure_that_ended_says_so_and_its_versions_stay_readable(client: Client, today: None):
    page = client.get(f"/thu-tuc/{REPEALED}/")
    assert page.status_code == 404
    assert "Không có phiên bản nào có hiệu lực ngày 23/11/2026" in text_of(page)
    assert client.get(links_of(page)["Phiên bản 1"]).status_code == 200


def test_an_unknown_code_or_version_is_not_found(client: Client, today: None):
    assert client.get("/thu-tuc/9.999999/").status_code == 404
    assert client.get(f"/thu-tuc/{BIRTH}/phien-ban/99/").status_code == 404


@pytest.mark.requirement("R-011")
@pytest.mark.parametrize(("level", "online"), [("2", False), ("4", True)])
def test_the_online_level_decides_which_channels_the_page_offers(
    client: Client, in_2022: None, level: str, online: bool
):
    ProcedureVersion.objects.filter(procedure_id=MARITAL_STATUS, number=1).update(online_level=level)
    said = text_of(client.get(f"/thu-tuc/{MARITAL_STATUS}/"))
    assert ("Trực tuyến, Qua ki-ốt" in said) is online
    assert ("Chưa đủ điều kiện nộp trực tuyến" in said) is not online


@pytest.mark.parametrize("moment", [MAY_2022, TODAY], ids=["2022", "2026"])
def test_no_public_page_of_a_procedure_carries_marks_meant_for_staff(
    client: Client, office_clock: SetClock, moment: datetime
):
    office_clock(moment)
    for version in public_versions(moment.date()):
        page = client.get(f"/thu-tuc/{version.procedure_id}/")
        assert page.status_code == 200
        assert "knowledge" not in page.content.decode(), version.procedure_id


def test_lists_ask_the_database_as_often_for_fifty_rows_as_for_one(
    client: Client, today: None, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for address in ("/thu-tuc/", "/thu-tuc/?q=1.001193"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_procedure_page_asks_the_database_a_bounded_number_of_times(
    client: Client, today: None, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.get(f"/thu-tuc/{BIRTH}/")
    with django_assert_max_num_queries(25):
        client.get(f"/thu-tuc/{BIRTH}/")


def test_a_unit_that_does_not_work_that_day_is_not_offered(client: Client, today: None):
    assert client.get(f"/thu-tuc/{BIRTH}/", {"don-vi": Q11}).status_code == 404
    assert client.get("/thu-tuc/", {"don-vi": Q11}).status_code == 404


def test_the_list_of_a_unit_holds_what_it_settles(client: Client, today: None):
    shown = procedures_on(client, f"/thu-tuc/?don-vi={BINH_THOI}")
    assert BIRTH in shown
    assert len(shown) < 55
