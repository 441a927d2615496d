"""A result is stamped, the register of the seal shows it: every page of seals can be read by everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.authority.seal_tables import Seal
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")


@pytest.mark.requirement("R-076")
@pytest.mark.requirement("R-302")
def test_the_pages_of_seals(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    do(Act.APPROVE, dossier, Role.APPROVE, MORNING)
    here = f"/can-bo/con-dau/{Seal.objects.get(unit_id=Q11).pk}/"
    desk.enter(Role.SEAL, MORNING)
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/viec/stamp/")
    desk.looks("stamp")
    desk.press("Đóng dấu")
    expect(desk.page.locator("h1")).to_be_visible()
    for name, address in {
        "seals": "/can-bo/con-dau/",
        "seal": here,
        "seal-day": f"{here}ngay/",
        "seals-missing": "/can-bo/con-dau/thieu/",
        "seal-offer": f"{here}viec/offer/",
        "seal-lose": f"{here}viec/lose/",
    }.items():
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(name)
    desk.page.goto(f"{here}ngay/")
    expect(desk.page.get_by_text(str(dossier)).first).to_be_visible()
    desk.enter(Role.LEAD, MORNING)
    desk.page.goto("/can-bo/con-dau/de-nghi/")
    desk.looks("seal-request")
    desk.enter(Role.CONTROL, MORNING)
    desk.page.goto(f"/can-bo/kiem-soat/{CERTIFIED_COPY}/dong-dau/")
    desk.looks("sealing")
