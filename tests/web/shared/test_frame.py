"""The frame of the pages: language, errors, tabs; everything here works while the database is away."""

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory

from motcua.core.refusals import Refusal
from motcua.organisation.terms import Role
from motcua.web.shared import errors, navigation

STYLE_PAGE = "/can-bo/mau-giao-dien/"


@pytest.fixture
def request_of() -> RequestFactory:
    return RequestFactory()


@pytest.mark.requirement("R-303")
def test_pages_are_vietnamese_even_in_a_browser_set_to_english(client: Client) -> None:
    page = client.get(STYLE_PAGE, headers={"Accept-Language": "en-GB,en"})
    assert '<html class="govuk-template" lang="vi">' in page.content.decode()


def test_english_is_chosen_on_the_page_and_remembered(client: Client) -> None:
    back = client.get("/ngon-ngu/en/", {"ve": STYLE_PAGE})
    assert (back.status_code, back["Location"]) == (302, STYLE_PAGE)
    assert 'lang="en"' in client.get(STYLE_PAGE).content.decode()
    assert client.get("/ngon-ngu/fr/").status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_language_switch_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.get("/ngon-ngu/en/", {"ve": elsewhere})["Location"] == "/"


def test_the_page_of_a_fault_is_drawn_without_database_or_request(request_of: RequestFactory) -> None:
    page = errors.server_error(request_of.get("/"))
    assert page.status_code == 500
    assert "Hệ thống gặp lỗi" in page.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.conflict, 409)],
)
def test_every_error_page_says_what_to_do_next(request_of: RequestFactory, view: object, status: int) -> None:
    assert callable(view)
    page = view(request_of.get("/"))
    assert page.status_code == status
    assert page.content.decode().count('<p class="govuk-body">') >= 2


def test_too_many_tries_says_how_long_to_wait(request_of: RequestFactory) -> None:
    page = errors.too_many(request_of.get("/"), retry_after=90)
    assert (page.status_code, page["Retry-After"]) == (429, "90")


def stale(request_of: RequestFactory, origin: str) -> str:
    typed = {"name": 'Lý "Thị" Hường', "password": "bí mật", "csrfmiddlewaretoken": "old"}
    request: HttpRequest = request_of.post("/can-bo/tiep-nhan/", typed, headers={"Origin": origin})
    page = errors.csrf_failure(request)
    assert page.status_code == 403
    return page.content.decode()


def test_a_stale_form_is_offered_again_with_what_was_typed_but_no_secret(request_of: RequestFactory) -> None:
    page = stale(request_of, "http://testserver")
    assert 'name="name" value="Lý &quot;Thị&quot; Hường"' in page
    assert "bí mật" not in page
    assert 'value="old"' not in page


def test_a_form_sent_by_another_site_is_not_offered_again(request_of: RequestFactory) -> None:
    assert "Hường" not in stale(request_of, "https://evil.example")


@pytest.mark.requirement("R-297")
def test_a_person_sees_only_the_tabs_of_their_roles() -> None:
    assert [str(tab.text) for tab in navigation.staff_tabs({Role.RECEIVE}, "/can-bo/tiep-nhan/")] == [
        "Tiếp nhận",
        "Sảnh chờ",
        "Việc của tôi",
        "Hồ sơ của quầy",
        "Trả kết quả",
        "Sổ sách",
        "Sổ quỹ",
        "Theo dõi",
    ]
    assert "Lãnh đạo" in [str(tab.text) for tab in navigation.staff_tabs({Role.APPROVE}, "/")]


def test_the_tab_of_the_open_page_is_marked_also_below_it() -> None:
    tabs = {tab.address: tab for tab in navigation.public_tabs("/thu-tuc/2.000908/")}
    assert tabs["/thu-tuc/"].active
    assert not tabs["/thu-tuc/"].current
    assert not tabs["/"].active


def test_pages_of_results_reports_and_emulation_lie_under_a_tab() -> None:
    for page, tab in (
        ("/can-bo/ket-qua-chuong-trinh/danh-sach/", "/can-bo/chuong-trinh/"),
        ("/can-bo/truyen-thong/phim/", "/can-bo/chuong-trinh/"),
        ("/can-bo/bao-cao/", "/can-bo/kiem-soat/"),
        ("/can-bo/thi-dua/nam/", "/can-bo/kiem-soat/"),
    ):
        assert [one.address for one in navigation.staff_tabs({Role.CONTROL}, page) if one.active] == [tab]


def test_a_refusal_is_announced_with_everything_that_is_missing() -> None:
    refusal = Refusal("incomplete", "Thiếu 1 thành phần <b>", data={"missing": ["Tờ khai & ảnh"]})
    shown = Template("{% load mc %}{% mc_refusal r %}").render(Context({"r": refusal}))
    assert 'role="alert"' in shown
    assert "Thiếu 1 thành phần &lt;b&gt;" in shown
    assert "Tờ khai &amp; ảnh" in shown


@pytest.mark.requirement("R-301")
def test_a_gap_in_a_document_stays_visible_beside_its_reading() -> None:
    shown = Template('{% load mc %}{% mc_printed "" "Thứ Sáu" "Văn bản để trống" %}').render(Context())
    assert [word in shown for word in ("(để trống)", "Thứ Sáu", "Văn bản để trống")] == [True] * 3
