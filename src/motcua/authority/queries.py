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
    return tuple(_power(*row) for row in ask(_POWERS, [person_id, unit_id, on]))


def powers_told(told: Sequence[Sequence[Any]]) -> tuple[Power, ...]:
    """The powers as `POWERS_TOLD` tells them."""
    return tuple(
        _power(unit_id, capacity, title, prefix, _day(since), _day(until) if until else None, *lent)
        for unit_id, capacity, title, prefix, since, until, *lent in told
    )


def _power(*row: Any) -> Power:
    held: list[Any] = [*row[:-1], None if row[-1] is None else frozenset(row[-1])]
    return Power(*held)


_day = date.fromisoformat
# Asked with every approval; offices on the same days as `_ending` and `_holds`, then what is lent by a delegation.
_HELD = """
    SELECT power.unit_id, power.capacity, power.title, power.prefix, power.valid_from AS since,
        least(power.valid_to, unit.valid_to) AS until, '' AS delegation, '' AS instrument, '' AS agency,
        NULL::text[] AS procedures
    FROM authority_signingpower power JOIN organisation_unit unit ON unit.id = power.unit_id
    WHERE power.person_id = $1 AND power.unit_id = $2 AND power.valid_from <= $3::date
    AND (least(power.valid_to, unit.valid_to) IS NULL OR least(power.valid_to, unit.valid_to) > $3::date)
    UNION ALL
    SELECT lent.unit_id, lent.capacity, lent.delegate_title, lent.prefix, lent.valid_from,
        least(min(scope.valid_to), unit.valid_to, giver.valid_to), lent.code, lent.instrument,
        CASE WHEN giver.id = unit.id THEN '' ELSE giver.name END, array_agg(scope.procedure_id::text)
    FROM authority_delegationscope scope JOIN authority_delegation lent ON lent.id = scope.delegation_id
    JOIN organisation_unit unit ON unit.id = lent.unit_id
    JOIN organisation_unit giver ON giver.id = lent.delegator_unit_id
    WHERE scope.effective AND scope.delegate_id = $1 AND scope.unit_id = $2
    AND scope.valid_from <= $3::date AND scope.valid_to > $3::date
    AND (unit.valid_to IS NULL OR unit.valid_to > $3::date)
    AND (giver.valid_to IS NULL OR giver.valid_to > $3::date)
    GROUP BY lent.id, unit.id, giver.id
"""
_COLUMNS = "unit_id, capacity, title, prefix, since, until, delegation, instrument, agency, procedures"
_POWERS = f"SELECT {_COLUMNS} FROM ({_HELD}) held"
# For a statement that reads more: person, unit and day are its $1, $2 and $3.
POWERS_TOLD = f"(SELECT coalesce(json_agg(json_build_array({_COLUMNS})), '[]')::text FROM ({_HELD}) held)"


def signers_of(*, unit_id: str, on: date) -> list[SigningPower]:
    """Who may sign in the unit that day, the head first."""
    found = _ending().filter(_holds(on), unit_id=unit_id, person__is_active=True)
    return list(found.select_related("person").order_by("-capacity", "id"))


def powers_in(unit_id: str) -> list[SigningPower]:
    """Every power ever given in the unit, the newest first."""
    found = SigningPower.objects.filter(unit_id=unit_id).select_related("person", "unit")
    return list(found.order_by("-valid_from", "-capacity", "id"))
