"""The trip of one paper through Quận 11, 16 May 2022: scanned, decided by a delegate, signed, sealed, checked."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from motcua.dossiers.verification import verify
from tests.cast import Q11
from tests.journeys.paper import books, desk, office, power, signing, stranger
from tests.journeys.paper.telling import PAPER_PICTURES, Paper

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


@pytest.fixture
def day(page: Page, office_clock) -> Paper:
    """The browser of the day; a machine that does several things at once is given time."""
    page.set_default_timeout(60_000)
    return Paper(page, office_clock, Q11, folder=PAPER_PICTURES)


@pytest.mark.timeout(900)
@pytest.mark.requirement("R-302")
@pytest.mark.requirement("R-069")
@pytest.mark.requirement("R-080")
def test_one_paper_proves_itself(day: Paper, tmp_path: Path) -> None:
    office.tell(day)
    desk.tell(day)
    power.tell(day)
    signing.tell(day)
    stranger.tell(day, tmp_path)
    books.tell(day)
    assert verify() == []
