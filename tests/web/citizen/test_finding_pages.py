"""What a person sees who does not know a name: life events, hits with their promise, help where nothing fits."""

import pytest
from django.test import Client

from tests.cast import BINH_THOI, CERTIFIED_COPY, Q11, SetClock, at
from tests.filing_online import EXTRACT, FLOW
from tests.web.citizen.reading import html_of, links_of, text_of

pytestmark = pytest.mark.usefixtures("seeded")
TODAY, MAY_2022 = at("2026-11-23 10:00"), at("2022-05-16 10:00")


@pytest.mark.requirement("R-017")
def test_the_first_page_leads_by_what_happened_to_the_procedures_in_their_order(
    client: Client, office_clock: SetClock
) -> None:
    office_clock(TODAY)
    links = links_of(client.get("/"))
    page = client.get(links["Mất người thân"])
    said = text_of(page)
    assert said.index("Chỉ khai tử") < said.index("Nhiều người cùng chia di sản")
    assert client.get("/su-kien/khong-co/").status_code == 404
    assert "Losing a relative" in text_of(client.get("/", headers={"cookie": "django_language=en"}))


@pytest.mark.requirement("R-300")
def test_a_hit_says_promise_papers_fee_and_place(client: Client, office_clock: SetClock) -> None:
    office_clock(MAY_2022)
    client.cookies["don_vi"] = Q11
    html = html_of(client.get("/thu-tuc/", {"q": "sao y"}))
    hit = html[html.index(f"/thu-tuc/{CERTIFIED_COPY}/") :].split("</li>")[0]
    for part in (
        "Nộp đủ hồ sơ chậm nhất 15 giờ, nhận kết quả trong ngày",
        "Giấy tờ",
        "đồng",
        "Ủy ban nhân dân Quận 11",
    ):
        assert part in hit


def test_a_procedure_of_another_agency_names_it_and_promises_nothing(
    client: Client, office_clock: SetClock
) -> None:
    office_clock(TODAY)
    client.cookies["don_vi"] = BINH_THOI
    html = html_of(client.get("/thu-tuc/", {"q": "ly lich tu phap"}))
    assert "mc-hit__promise" not in html.split("</li>")[0]
    assert "Cơ quan giải quyết" in html


def test_a_slip_of_the_finger_is_read_and_said_and_nothing_found_helps_on(
    client: Client, office_clock: SetClock
) -> None:
    office_clock(TODAY)
    assert "Đã tìm theo: khai sinh" in text_of(client.get("/thu-tuc/", {"q": "khai sihn"})).replace(" .", ".")
    empty = client.get("/thu-tuc/", {"q": "xyzxyz qwqwqw"})
    assert "Ông/bà đang có việc gì?" in text_of(empty)
    assert "/su-kien/sinh-con/" in links_of(empty).values()
    assert "Có phải việc này không?" in text_of(client.get("/thu-tuc/", {"q": "đám cưới"}))


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "%", "' or 1=1 --", "\u202ekhai", "ă" * 190])
def test_whatever_is_typed_the_page_answers(client: Client, office_clock: SetClock, words: str) -> None:
    office_clock(TODAY)
    page = client.get("/thu-tuc/", {"q": words})
    assert page.status_code in {200, 409}
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize(("unit", "own"), [(BINH_THOI, True), ("hai-phong.thanh-ha", False)])
def test_the_demonstration_shows_own_filing_at_one_ward_and_the_national_portal_at_another(
    client: Client, office_clock: SetClock, unit: str, own: bool
) -> None:
    office_clock(TODAY)
    page = client.get(f"/thu-tuc/{EXTRACT}/?don-vi={unit}")
    links, said = links_of(page), text_of(page)
    assert ("Nộp trực tuyến" in links) is own
    assert ("Điền tờ khai" in links) is not own
    assert ("Cổng Dịch vụ công quốc gia" in said) is not own
    start = text_of(client.get(f"{FLOW}?don-vi={unit}"))
    assert ("nhận hồ sơ trực tuyến tại Cổng Dịch vụ công quốc gia" in start) is not own
