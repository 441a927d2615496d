"""The promise in force, its cut-off and its list stand where everybody can read them."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.organisation.models import Unit
from motcua.procedures.models import OnTheSpotList
from motcua.procedures.queries import public_versions
from motcua.programmes.models import Programme
from tests.cast import BINH_THOI, Q11, THANH_SON, SetClock, at
from tests.web.citizen.reading import html_of, links_of, text_of

pytestmark = pytest.mark.usefixtures("seeded")
TODAY, MAY_2022, FRIDAY_2023 = at("2026-11-23 10:00"), at("2022-05-16 10:00"), at("2023-09-29 10:00")
FRIDAY_MODEL, Q11_MONTH, PROPOSED = "thanh-ha-no-wait-friday", "q11-same-day-2022", "hcmc-extension-2022"
BEFORE = "Nộp đủ hồ sơ chậm nhất {}, nhận kết quả trong ngày."


@pytest.mark.requirement("R-300")
@pytest.mark.parametrize("address", ["/", "/man-hinh/", "/don-vi/{unit}/", "/man-hinh/{unit}/"])
@pytest.mark.parametrize(
    ("moment", "unit", "cut_off", "after"),
    [
        (TODAY, BINH_THOI, "15 giờ 30", "trước 9 giờ ngày làm việc tiếp theo (thứ Tư, ngày 25/11/2026)"),
        (MAY_2022, Q11, "15 giờ", "trong ngày làm việc tiếp theo (thứ Ba, ngày 17/05/2022)"),
        (
            FRIDAY_2023,
            THANH_SON,
            "15 giờ 30",
            "trước 9 giờ ngày làm việc tiếp theo (thứ Hai, ngày 02/10/2023)",
        ),
    ],
    ids=["Bình Thới today", "Quận 11 in May 2022", "Thanh Sơn on a Friday of 2023"],
)
def test_page_and_screen_state_the_promise_and_cut_off_in_force(
    client: Client,
    office_clock: SetClock,
    address: str,
    moment: datetime,
    unit: str,
    cut_off: str,
    after: str,
):
    office_clock(moment)
    asked = {} if "{unit}" in address or address == "/man-hinh/" else {"don-vi": unit}
    client.cookies["don_vi"] = unit
    said = text_of(client.get(address.format(unit=unit), asked))
    assert BEFORE.format(cut_off) in said
    assert f"Nộp sau {cut_off}: nhận kết quả {after}" in said


@pytest.mark.requirement("R-300")
def test_the_screen_names_the_procedures_of_the_promise(client: Client, office_clock: SetClock):
    office_clock(FRIDAY_2023)
    said = text_of(client.get(f"/man-hinh/{THANH_SON}/"))
    assert "Ngày Thứ sáu không chờ (21 thủ tục)" in said
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in said


@pytest.mark.requirement("R-106")
def test_on_another_day_than_friday_the_screen_promises_only_what_the_law_does(
    client: Client, office_clock: SetClock
):
    office_clock(at("2023-09-28 10:00"))
    said = text_of(client.get(f"/man-hinh/{THANH_SON}/"))
    assert "Ngày Thứ sáu không chờ" not in said
    assert "Theo quy định của pháp luật" in said
    assert "tình trạng hôn nhân" not in said


def test_on_a_day_off_the_next_working_day_is_named_and_why(client: Client, office_clock: SetClock):
    office_clock(at("2026-11-24 10:00"))
    said = text_of(client.get("/", {"don-vi": BINH_THOI}))
    assert "Hôm nay không tiếp người dân (nghỉ lễ" in said
    assert "Ngày làm việc tiếp theo: thứ Tư, 25/11/2026" in said


def test_a_holiday_before_the_next_working_day_is_named(client: Client, office_clock: SetClock):
    office_clock(TODAY)
    assert "thứ Ba, ngày 24/11/2026: nghỉ lễ" in text_of(client.get("/", {"don-vi": BINH_THOI}))


def test_the_screen_refreshes_itself_with_and_without_a_script_and_has_nothing_to_press(
    client: Client, office_clock: SetClock
):
    office_clock(TODAY)
    page = client.get(f"/man-hinh/{BINH_THOI}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert 'data-refresh-seconds="60"' in page
    assert "<form" not in page
    assert client.get(f"/man-hinh/{Q11}/").status_code == 404


def test_the_unit_asked_for_is_remembered_by_the_browser(client: Client, office_clock: SetClock):
    office_clock(MAY_2022)
    client.get("/", {"don-vi": "hcmc.q11.p5"})
    assert "Phường 5 Quận 11" in text_of(client.get("/"))


def test_without_a_choice_the_unit_with_a_programme_of_its_own_is_shown(
    client: Client, office_clock: SetClock
):
    for moment, name in ((TODAY, "phường Bình Thới"), (MAY_2022, "Quận 11"), (FRIDAY_2023, "huyện Thanh Hà")):
        office_clock(moment)
        assert f"Ủy ban nhân dân {name} ·" in text_of(client.get("/"))


# Units --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-007")
@pytest.mark.parametrize(
    ("moment", "unit_id"), [(TODAY, BINH_THOI), (MAY_2022, Q11), (MAY_2022, "hcmc.bhxh")]
)
def test_the_page_of_a_unit_lists_exactly_what_it_settles_with_every_mandatory_part(
    client: Client, office_clock: SetClock, moment: datetime, unit_id: str
):
    office_clock(moment)
    unit = Unit.objects.get(id=unit_id)
    expected = {version.name: version for version in public_versions(moment.date(), unit=unit)}
    page = client.get(f"/don-vi/{unit_id}/")
    shown = {text for text, address in links_of(page).items() if address.endswith(f"?don-vi={unit_id}")}
    assert shown == set(expected)
    assert f"{len(expected)} thủ tục được giải quyết ngày {moment:%d/%m/%Y}" in text_of(page)
    rows = html_of(page).split("<tr ")
    cells = [row.count("</td>") for row in rows if "/thu-tuc/" in row]
    assert cells == [5] * len(expected)
    assert 'data-label="Quyết định công bố"><span></span>' not in html_of(page)
    assert 'data-label="Thời hạn"><span></span>' not in html_of(page)


def test_a_unit_that_ended_names_its_successors(client: Client, office_clock: SetClock):
    office_clock(TODAY)
    page = client.get(f"/don-vi/{Q11}/")
    assert page.status_code == 404
    assert "hoạt động từ ngày 21/06/2018 đến hết ngày 30/06/2025" in text_of(page)
    assert links_of(page)["Ủy ban nhân dân phường Bình Thới"] == f"/don-vi/{BINH_THOI}/"


def test_the_levels_of_government_are_those_of_the_day(client: Client, office_clock: SetClock):
    office_clock(MAY_2022)
    assert "Ủy ban nhân dân Quận 11" in links_of(client.get("/don-vi/"))
    assert "Cấp huyện" in text_of(client.get("/don-vi/"))
    office_clock(TODAY)
    assert "Ủy ban nhân dân Quận 11" not in links_of(client.get("/don-vi/"))
    assert "Cấp huyện" not in text_of(client.get("/don-vi/"))


def test_the_page_of_a_unit_asks_the_database_a_bounded_number_of_times(
    client: Client, office_clock: SetClock, django_assert_max_num_queries: DjangoAssertNumQueries
):
    office_clock(TODAY)
    client.get(f"/don-vi/{BINH_THOI}/")
    for address, most in ((f"/don-vi/{BINH_THOI}/", 16), ("/", 18), ("/don-vi/", 6), ("/man-hinh/", 16)):
        with django_assert_max_num_queries(most):
            client.get(address)


# Programmes ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-012")
@pytest.mark.requirement("R-013")
def test_the_page_of_a_programme_shows_its_list_by_level_and_field(client: Client, office_clock: SetClock):
    office_clock(FRIDAY_2023)
    page = client.get(f"/chuong-trinh/{FRIDAY_MODEL}/")
    said = text_of(page)
    assert "Cấp huyện: 14 thủ tục, 4 lĩnh vực" in said
    assert "Cấp xã: 21 thủ tục, 2 lĩnh vực" in said
    assert said.index("Cấp huyện: 14") < said.index("Cấp xã: 21")
    assert "Hộ tịch (10)" in said
    assert links_of(page)["Đăng ký khai sinh"] == "/thu-tuc/1.001193/"


@pytest.mark.requirement("R-016")
@pytest.mark.requirement("R-109")
def test_counts_that_agree_are_said_to_agree_and_a_difference_is_a_visible_warning(
    client: Client, office_clock: SetClock
):
    office_clock(FRIDAY_2023)
    address = f"/chuong-trinh/{FRIDAY_MODEL}/"
    assert "Văn bản ghi 14 thủ tục, 4 lĩnh vực: khớp." in text_of(client.get(address))
    programme = Programme.objects.get(slug=FRIDAY_MODEL)
    programme.definition["lists"][0]["codes"].pop()
    programme.save()
    page = client.get(address)
    assert "govuk-warning-text" in html_of(page)
    assert "14 thủ tục, 4 lĩnh vực; đếm được 13 thủ tục" in text_of(page)


@pytest.mark.requirement("R-301")
@pytest.mark.requirement("R-106")
def test_gaps_of_the_document_stay_visible_beside_what_is_understood(client: Client, office_clock: SetClock):
    office_clock(FRIDAY_2023)
    said = text_of(client.get(f"/chuong-trinh/{FRIDAY_MODEL}/"))
    assert "Văn bản in “Số: /KH-UBND” Được hiểu là không có số" in said
    assert "Văn bản in “ngày tháng 9 năm 2023” Được hiểu là không ghi ngày" in said
    assert "Văn bản in “từ ngày 25/9/2023” Được hiểu là áp dụng lần đầu thứ Sáu 29/09/2023" in said
    assert "Thứ hai 25/09/2023 không phải ngày của mô hình (thứ Sáu hằng tuần)" in said


def test_an_hour_that_the_document_does_not_give_is_marked_as_assumed(client: Client, office_clock: SetClock):
    office_clock(MAY_2022)
    said = text_of(client.get("/chuong-trinh/hcmc-same-day-2022/"))
    assert "Văn bản in (để trống) Được hiểu là 15 giờ" in said


def test_a_proposed_programme_is_said_not_to_be_applied(client: Client, office_clock: SetClock):
    office_clock(at("2022-07-01 10:00"))
    assert "Đề xuất, chưa áp dụng" in text_of(client.get(f"/chuong-trinh/{PROPOSED}/"))
    listed = text_of(client.get("/chuong-trinh/"))
    assert "Tiếp tục đến hết năm 2022" in listed[listed.index("Đề xuất, chưa áp dụng") :]


def test_a_child_programme_names_its_parent_and_the_parent_its_children(
    client: Client, office_clock: SetClock
):
    office_clock(MAY_2022)
    assert f"/chuong-trinh/{Q11_MONTH}/" in links_of(client.get("/chuong-trinh/hcmc-same-day-2022/")).values()
    said = text_of(client.get(f"/chuong-trinh/{Q11_MONTH}/"))
    assert "từ ngày 15/05/2022 đến hết ngày 15/06/2022" in said
    assert "chương trình này thay cho chương trình chung" in said


def test_a_programme_whose_units_ended_is_no_longer_in_force(client: Client, office_clock: SetClock):
    office_clock(TODAY)
    assert "không còn hoạt động" in text_of(client.get(f"/chuong-trinh/{FRIDAY_MODEL}/"))
    listed = text_of(client.get("/chuong-trinh/"))
    assert listed.index("Đã kết thúc") < listed.index("Ngày Thứ sáu không chờ")


def test_every_programme_has_a_page_and_an_unknown_one_has_none(client: Client, office_clock: SetClock):
    office_clock(TODAY)
    for programme in Programme.objects.all():
        assert client.get(f"/chuong-trinh/{programme.slug}/").status_code == 200
    assert client.get("/chuong-trinh/khong-co/").status_code == 404


# 4 tại chỗ ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-014")
@pytest.mark.requirement("R-015")
def test_a_list_shows_its_approval_and_five_steps_of_every_procedure(client: Client, office_clock: SetClock):
    office_clock(MAY_2022)
    page = client.get("/4-tai-cho/brvt-4-tai-cho/")
    said = text_of(page)
    assert "Ngày phê duyệt 26/10/2020" in said
    assert "Đủ năm bước tại quầy" in said
    whole = [part for part in html_of(page).split("<h3")[1:] if "Đủ năm bước tại quầy" in part]
    entries = [entry for part in whole for entry in part.split("<details")[1:]]
    assert len(entries) == 2 * 19
    for entry in entries:
        assert entry.count("tại Bộ phận Một cửa · ") == 5
    # A school's procedure without a time limit is a draft: named on the list, never applied.
    assert "chưa công bố hoặc hết hiệu lực, không áp dụng" in said


@pytest.mark.requirement("R-015")
def test_a_list_without_an_approval_record_says_that_it_is_not_applied(
    client: Client, office_clock: SetClock
):
    office_clock(MAY_2022)
    OnTheSpotList.objects.filter(slug="brvt-4-tai-cho").update(approval_document="")
    assert "không áp dụng cho hồ sơ nào" in text_of(client.get("/4-tai-cho/brvt-4-tai-cho/"))
    assert "chưa phê duyệt, chưa áp dụng" in text_of(client.get("/4-tai-cho/"))


def test_the_list_of_a_unit_that_ended_is_that_of_its_last_day(client: Client, office_clock: SetClock):
    office_clock(TODAY)
    said = text_of(client.get("/4-tai-cho/brvt-4-tai-cho/"))
    assert "Đơn vị không còn hoạt động; danh mục theo ngày 30/06/2025." in said
