"""A walk through the office of one unit, in a real browser."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.journeys.walking import Walk


@pytest.fixture
def walk(page: Page, office_clock: Callable[[datetime], None]) -> Callable[[str], Walk]:
    """A walk at the desk of a unit."""
    return partial(Walk, page, office_clock)
