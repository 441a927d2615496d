"""Must this person show a second factor, and which do they have? Reads only."""

from datetime import datetime

import pyotp

from motcua.core.moments import local_day
from motcua.core.sealed import keyed
from motcua.organisation.factor_rules import FactorKind, FactorNeed, factors_that_serve
from motcua.organisation.factor_tables import FactorReset, FactorRule, SecondFactor, TrustedDevice
from motcua.organisation.models import Person, RoleGrant, in_force
from motcua.organisation.terms import Role


def kinds_needed(person: Person, now: datetime) -> frozenset[FactorKind]:
    """Any of these is asked of the person today beside the password; empty: none is."""
    day = local_day(now)
    held = RoleGrant.objects.filter(in_force(day), person=person).values_list("unit_id", "role")
    said = rules_of({unit for unit, _ in held})
    needs = [said.get(key, FactorNeed.NONE) for key in set(held)]
    return factors_that_serve([*needs, _own(person.second_factor)])


def rules_of(units: set[str]) -> dict[tuple[str, str], FactorNeed]:
    """What each role of these units asks, by (unit, role); a role of which nothing was said is left out."""
    rules = FactorRule.objects.filter(unit_id__in=units).order_by("said_at", "pk")
    return {(rule.unit_id, rule.role): FactorNeed(rule.need) for rule in rules}


def needs_of_unit(unit_id: str) -> list[tuple[Role, FactorNeed]]:
    """Every role with what it asks in the unit."""
    said = rules_of({unit_id})
    return [(role, said.get((unit_id, role.value), FactorNeed.NONE)) for role in Role]


def factors_of(person: Person) -> list[SecondFactor]:
    """The person's factors in use, oldest first."""
    return list(person.factors.filter(ended_at__isnull=True).order_by("created_at", "pk"))


def resets_waiting(unit_id: str, but: int) -> list[Person]:
    """Whose second factors another person of the unit asked to be taken away; `but` asked or is it themself."""
    asked = FactorReset.objects.filter(unit_id=unit_id, done_at__isnull=True).exclude(asked_by_id=but)
    return [one.person for one in asked.exclude(person_id=but).select_related("person").order_by("asked_at")]


def trusts(person: Person, token: str, now: datetime) -> bool:
    """Whether the browser that shows this token need not show a second factor now."""
    if not token:
        return False
    return TrustedDevice.objects.filter(
        person=person, hash=keyed("staff.device", token), revoked_at__isnull=True, expires_at__gt=now
    ).exists()


def new_app_secret() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def app_address(secret: str, person: Person) -> str:
    """What the app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name="Một cửa")


def _own(said: str) -> FactorNeed:
    """What is asked of one person whatever their roles; a word of former times means either."""
    if not said:
        return FactorNeed.NONE
    return FactorNeed(said) if said in set(FactorNeed) else FactorNeed.EITHER
