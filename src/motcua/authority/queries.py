"""Which powers to sign does a person hold?"""

from datetime import date

from motcua.authority.models import SigningPower
from motcua.authority.rules import Power
from motcua.organisation.models import in_force


def powers_of(*, person_id: int, unit_id: str, on: date) -> tuple[Power, ...]:
    """The powers of the person in the unit that hold on the day."""
    rows = SigningPower.objects.filter(in_force(on), person_id=person_id, unit_id=unit_id)
    columns = ("unit_id", "capacity", "title", "prefix", "valid_from", "valid_to")
    return tuple(Power(*row) for row in rows.values_list(*columns))


def signers_of(*, unit_id: str, on: date) -> list[SigningPower]:
    """Who may sign in the unit that day, the head first."""
    found = SigningPower.objects.filter(in_force(on), unit_id=unit_id, person__is_active=True)
    return list(found.select_related("person").order_by("-capacity", "id"))


def powers_in(unit_id: str) -> list[SigningPower]:
    """Every power ever given in the unit, the newest first."""
    found = SigningPower.objects.filter(unit_id=unit_id).select_related("person")
    return list(found.order_by("-valid_from", "-capacity", "id"))
