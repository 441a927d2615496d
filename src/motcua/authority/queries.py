"""Which powers to sign does a person hold?"""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Least

from motcua.authority.models import SigningPower
from motcua.authority.rules import Power


def _ending() -> QuerySet[SigningPower]:
    """Powers with the day they end: their own end or that of the unit, whichever comes first (LEAST skips nulls)."""
    return SigningPower.objects.annotate(over_from=Least("valid_to", "unit__valid_to"))


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(over_from__isnull=True) | Q(over_from__gt=on))


def powers_of(*, person_id: int, unit_id: str, on: date) -> tuple[Power, ...]:
    """The powers of the person in the unit that hold on the day."""
    rows = _ending().filter(_holds(on), person_id=person_id, unit_id=unit_id)
    columns = ("unit_id", "capacity", "title", "prefix", "valid_from", "over_from")
    return tuple(Power(*row) for row in rows.values_list(*columns))


def signers_of(*, unit_id: str, on: date) -> list[SigningPower]:
    """Who may sign in the unit that day, the head first."""
    found = _ending().filter(_holds(on), unit_id=unit_id, person__is_active=True)
    return list(found.select_related("person").order_by("-capacity", "id"))


def powers_in(unit_id: str) -> list[SigningPower]:
    """Every power ever given in the unit, the newest first."""
    found = SigningPower.objects.filter(unit_id=unit_id).select_related("person", "unit")
    return list(found.order_by("-valid_from", "-capacity", "id"))
