"""Who knocks at the pages of the office? A person signed in, and an attacker with a browser of their own."""

from typing import Any

from django.test import Client

from motcua.core.models import JournalEntry
from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.terms import Role
from tests.cast import at

MORNING = at("2022-05-16 09:00")
PASSWORD = "Cầu-Long-Biên-1902"


def person_with(role: Role, unit_id: str) -> Person:
    """A demonstration person of the unit with that role."""
    grants = RoleGrant.objects.filter(unit_id=unit_id, role=role, person__demo=True)
    return grants.select_related("person").order_by("person_id")[0].person


def signed_in(role: Role, unit_id: str, **options: Any) -> Client:
    """A browser of that person."""
    client = Client(**options)
    client.post("/can-bo/dang-nhap/minh-hoa/", {"person": person_with(role, unit_id).username})
    return client


def views_of(subject: str) -> int:
    """How often the journal says that somebody looked at it."""
    return JournalEntry.objects.filter(subject=subject, action__startswith="view").count()
