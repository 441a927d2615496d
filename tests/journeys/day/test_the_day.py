"""A day at the desk of Quận 11, 16 May 2022, 07:30 to 17:30: sixty visitors and every situation of a real desk.

One test, because it is one day: what the morning receives, the afternoon signs and the evening counts.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from motcua.dossiers.verification import verify
from tests.cast import Q11
from tests.journeys.day import (
    at_the_counter,
    bulk,
    closing,
    leader_away,
    many_wishes,
    missing_papers,
    mistakes,
    moved_days,
    one_visitor,
    opening,
    other_ends,
    power_cut,
)
from tests.journeys.day.telling import Day

CHAPTERS = (
    opening.tell, one_visitor.tell, many_wishes.tell, bulk.morning, missing_papers.tell, mistakes.tell,
    at_the_counter.tell, power_cut.tell, other_ends.tell, bulk.afternoon, leader_away.tell, moved_days.tell,
    closing.tell,
)  # fmt: skip
pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


@pytest.fixture
def day(page: Page, office_clock) -> Iterator[Day]:
    """The browser of the day; a machine that does several things at once is given time."""
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    yield Day(page, office_clock, Q11)
    expect.set_options(timeout=5_000)


@pytest.mark.timeout(900)
@pytest.mark.requirement("R-302")
def test_a_day_at_the_desk(day: Day) -> None:
    for chapter in CHAPTERS:
        chapter(day)
    assert verify() == []
