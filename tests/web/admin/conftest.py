"""The office of these tests: Bình Thới on a Monday morning, and somebody signed in by role."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, at

MORNING = at("2026-11-23 09:00")
HERE = f"/can-bo/quan-tri/don-vi/{BINH_THOI}/"


@pytest.fixture
def morning(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)


@pytest.fixture
def admin(morning: None) -> Client:
    return signed_in(Role.ADMIN)


def signed_in(role: Role, unit_id: str = BINH_THOI) -> Client:
    """Somebody of the demonstration with the role in the unit."""
    grants = RoleGrant.objects.filter(unit_id=unit_id, role=role, person__demo=True)
    grant = grants.select_related("person").order_by("person_id")[0]
    client = Client()
    client.post("/can-bo/dang-nhap/minh-hoa/", {"person": grant.person.username})
    client.post("/can-bo/don-vi/", {"unit": unit_id})
    return client


def person(post: str) -> Person:
    """A person of the unit by post."""
    return Person.objects.get(username=f"binh-thoi.{post}")


def day(name: str, text: str) -> dict[str, str]:
    """2026-12-01 as the three boxes of a date."""
    year, month, day_of_month = text.split("-")
    return {f"{name}_day": day_of_month, f"{name}_month": month, f"{name}_year": year}
