"""Who opens the pages of outreach? The controller of Quận 11 on a Monday morning."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from tests.cast import Q11, at
from tests.web.staff.desk import signed_in


@pytest.fixture
def controller(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    office_clock(at("2022-05-16 09:00"))
    return signed_in(Q11, Role.CONTROL)
