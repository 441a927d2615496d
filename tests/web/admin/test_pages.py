"""Every page of administration opens for its people, and for nobody else; what is saved is there on reload."""

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.web.admin.register_views import REGISTERS
from tests.web.admin.conftest import HERE, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
ADMIN_PAGES = [
    "/can-bo/quan-tri/don-vi/",
    "/can-bo/quan-tri/don-vi/?day_day=16&day_month=5&day_year=2022",
    HERE,
    f"{HERE}ket-thuc/",
    "/can-bo/quan-tri/nguoi/",
    "/can-bo/quan-tri/nguoi/?tim=khong-con",
    "/can-bo/quan-tri/nguoi/moi/",
    "/can-bo/quan-tri/xac-thuc-hai-buoc/",
    "/can-bo/quan-tri/ra-soat/",
    "/can-bo/quan-tri/ra-soat/?loc=khong-dung",
    "/can-bo/quan-tri/ra-soat/danh-sach.csv",
]
ADMIN_REGISTERS = [slug for slug, one in REGISTERS.items() if Role.LEAD not in one.roles]
LEAD_REGISTERS = [slug for slug, one in REGISTERS.items() if Role.LEAD in one.roles]


@pytest.mark.parametrize("page", ["/can-bo/quan-tri/", *ADMIN_PAGES])
def test_a_page_opens_for_the_administrator(admin: Client, page: str) -> None:
    assert admin.get(page).status_code == 200


@pytest.mark.parametrize("slug", REGISTERS)
def test_a_register_opens_for_the_administrator(admin: Client, slug: str) -> None:
    assert admin.get(f"{HERE}{slug}/").status_code == 200


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_opens_the_pages_of_the_administrator(role: Role) -> None:
    client = signed_in(role)
    for page in [*ADMIN_PAGES, *(f"{HERE}{slug}/" for slug in ADMIN_REGISTERS)]:
        assert client.get(page).status_code == 403, page
        assert client.post(page, {}).status_code in {403, 405}, page


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.LEAD}])
def test_only_head_and_administrator_keep_rosters_and_postings(role: Role) -> None:
    client = signed_in(role)
    for slug in LEAD_REGISTERS:
        assert client.get(f"{HERE}{slug}/").status_code == 403
        assert client.post(f"{HERE}{slug}/", {}).status_code == 403


@pytest.mark.parametrize("slug", LEAD_REGISTERS)
def test_the_head_of_the_desk_keeps_the_registers_of_the_own_unit_only(slug: str) -> None:
    lead = signed_in(Role.LEAD)
    assert lead.get(f"{HERE}{slug}/").status_code == 200
    assert lead.get(f"/can-bo/quan-tri/don-vi/hcmc/{slug}/").status_code == 403


@pytest.mark.parametrize("page", ["/can-bo/quan-tri/", "/can-bo/tai-khoan/", *ADMIN_PAGES])
def test_nobody_opens_a_page_without_signing_in(page: str) -> None:
    assert Client().get(page)["Location"].startswith("/can-bo/dang-nhap/")


@pytest.mark.parametrize("page", ["don-vi/khong-co/", "nguoi/99999999/", "don-vi/hcmc.binh-thoi/khong-co/"])
def test_what_is_not_there_is_not_found(admin: Client, page: str) -> None:
    assert admin.get(f"/can-bo/quan-tri/{page}").status_code == 404


def test_the_tab_stands_for_administrator_and_head_only(admin: Client) -> None:
    assert "/can-bo/quan-tri/" in admin.get("/can-bo/").content.decode()
    assert "/can-bo/quan-tri/" in signed_in(Role.LEAD).get("/can-bo/").content.decode()
    assert "/can-bo/quan-tri/" not in signed_in(Role.SEAL).get("/can-bo/").content.decode()
