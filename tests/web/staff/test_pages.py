"""Every staff page opens for its people, and for nobody else."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, received

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
PAGES = [
    "/can-bo/",
    "/can-bo/tiep-nhan/",
    "/can-bo/tiep-nhan/?q=chung%20thuc",
    f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/",
    "/can-bo/xu-ly/",
    "/can-bo/ho-so/",
    "/can-bo/qua-han/",
    "/can-bo/hom-nay/",
    "/can-bo/tra-ket-qua/",
    "/can-bo/lanh-dao/",
    "/can-bo/kiem-soat/",
    f"/can-bo/kiem-soat/{CERTIFIED_COPY}/",
    "/can-bo/don-vi/",
]


def signed_in(unit_id: str, role: Role) -> Client:
    grant = RoleGrant.objects.filter(unit_id=unit_id, role=role, person__demo=True).order_by("person_id")[0]
    client = Client()
    client.post("/can-bo/dang-nhap/minh-hoa/", {"person": Person.objects.get(pk=grant.person_id).username})
    return client


@pytest.fixture
def clerk(office_clock: Callable[[datetime], None]) -> Client:
    office_clock(MORNING)
    return signed_in(Q11, Role.RECEIVE)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_the_clerk(clerk: Client, page: str) -> None:
    response = clerk.get(page)
    assert response.status_code == 200, response.content[:500]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_a_staff_page_without_signing_in(page: str) -> None:
    response = Client().get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/can-bo/dang-nhap/")


@pytest.mark.requirement("R-292")
def test_looking_at_a_dossier_is_journalled(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    assert clerk.get(f"/can-bo/ho-so/{dossier.code}/").status_code == 200
    entry = JournalEntry.objects.filter(action="view", subject=dossier.code).get()
    assert entry.actor_name


def test_a_dossier_of_another_office_is_not_there(clerk: Client) -> None:
    other = received(CERTIFIED_COPY, "hcmc.q11.p5", MORNING)
    assert clerk.get(f"/can-bo/ho-so/{other.code}/").status_code == 404
    assert clerk.get(f"/can-bo/in/{other.code}/01.pdf").status_code == 404


@pytest.mark.parametrize("form", ["01", "control"])
def test_a_slip_is_a_pdf_and_a_page(clerk: Client, form: str) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    pdf = clerk.get(f"/can-bo/in/{dossier.code}/{form}.pdf")
    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == clerk.get(f"/can-bo/in/{dossier.code}/{form}.pdf").content
    assert clerk.get(f"/can-bo/in/{dossier.code}/{form}/").status_code == 200
