"""The office that the API tests call: Quận 11 on a Monday of May 2022, one minute before three."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.api.office import EVERYTHING, MONDAY_14_59, Q11, Program, token_for


@pytest.fixture
def monday(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MONDAY_14_59)


@pytest.fixture
def program(seeded: None, monday: None) -> Program:
    """A program with all five acts of the desk in Quận 11."""
    return Program(token_for(Q11, *EVERYTHING))


@pytest.fixture
def stranger() -> Program:
    """A program without a token."""
    return Program(None)
