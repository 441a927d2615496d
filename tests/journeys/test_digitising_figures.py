"""Figures of digitisation, the rule and the electronic states in a browser: readable at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, Q11, at, received
from tests.dossiers.scans import scanned
from tests.dossiers.test_digitisation import CERTIFICATE
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
NINE = at("2022-05-16 09:00")


@pytest.mark.requirement("R-302")
@pytest.mark.requirement("R-090")
def test_the_figures_of_digitisation_can_be_read_by_everybody(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.page.set_default_timeout(60_000)
    scanned(received(HOUSEHOLD_BUSINESS, Q11, NINE), CERTIFICATE, NINE, "1")
    desk.enter(Role.CONTROL, NINE)
    for name, end in {
        "figures": "",
        "list": "danh-sach/?dem=with",
        "empty": "danh-sach/?dem=reused",
        "rule": "quy-tac/",
        "electronic": "dien-tu-hoa/",
    }.items():
        desk.page.goto(f"/can-bo/so-hoa/{end}")
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"digitisation-{name}")
