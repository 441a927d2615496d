"""The morning at the desk of Quận 11."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from tests.cast import Q11, at
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")


@pytest.fixture
def clerk(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The clerk who receives at Quận 11, at nine in the morning."""
    office_clock(MORNING)
    return signed_in(Q11, Role.RECEIVE)
