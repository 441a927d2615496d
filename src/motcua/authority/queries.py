"""Which powers to sign does a person hold?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Least

from motcua.authority.models import SigningPower
from motcua.authority.rules import Power
from motcua.core.statements import ask


def _ending() -> QuerySet[SigningPower]:
    """Powers with the day they end: their own end or that of the unit, whichever comes first (LEAST skips nulls)."""
    return SigningPower.objects.annotate(over_from=Least("valid_to", "unit__valid_to"))


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(over_from__isnull=True) | Q(over_from__gt=on))


def powers_of(*, person_id: int, unit_id: str, on: date) -> tuple[Power, ...]:
    """The powers of the person in the unit that hold on the day."""
    return tuple(Power(*row) for row in ask(_POWERS, [person_id, unit_id, on]))


def powers_told(told: Sequence[Sequence[Any]]) -> tuple[Power, ...]:
    """The powers as `POWERS_TOLD` tells them."""
    return tuple(
        Power(unit_id, capacity, title, prefix, _day(since), _day(until) if until else None)
        for unit_id, capacity, title, prefix, since, until in told
    )


_day = date.fromisoformat
# Asked with every approval; the same days as `_ending` and `_holds`.
_HELD = """
    FROM authority_signingpower power JOIN organisation_unit unit ON unit.id = power.unit_id
    WHERE power.person_id = $1 AND power.unit_id = $2 AND power.valid_from <= $3::date
    AND (least(power.valid_to, unit.valid_to) IS NULL OR least(power.valid_to, unit.valid_to) > $3::date)
"""
_COLUMNS = """power.unit_id, power.capacity, power.title, power.prefix, power.valid_from,
    least(power.valid_to, unit.valid_to)"""
_POWERS = f"SELECT {_COLUMNS} {_HELD}"
# For a statement that reads more: person, unit and day are its $1, $2 and $3.
POWERS_TOLD = f"(SELECT coalesce(json_agg(json_build_array({_COLUMNS})), '[]')::text {_HELD})"


def signers_of(*, unit_id: str, on: date) -> list[SigningPower]:
    """Who may sign in the unit that day, the head first."""
    found = _ending().filter(_holds(on), unit_id=unit_id, person__is_active=True)
    return list(found.select_related("person").order_by("-capacity", "id"))


def powers_in(unit_id: str) -> list[SigningPower]:
    """Every power ever given in the unit, the newest first."""
    found = SigningPower.objects.filter(unit_id=unit_id).select_related("person", "unit")
    return list(found.order_by("-valid_from", "-capacity", "id"))
