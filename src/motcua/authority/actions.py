"""Give the power to sign, by office and between two days."""

from datetime import date, datetime

from django.db import transaction

from motcua.authority.models import SigningPower
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit

CAPACITIES = ("head", "deputy")


@transaction.atomic
def grant_signing_power(
    *,
    person: Person,
    unit: Unit,
    capacity: str,
    title: str,
    actor: Actor | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> SigningPower:
    """A head signs, a deputy signs KT. for the head; the same power is given once. `actor` None: the operator.

    Refused: `capacity_unknown`.
    """
    if capacity not in CAPACITIES:
        raise refuse(
            "capacity_unknown", "Tư cách ký phải là người đứng đầu (head) hoặc cấp phó (deputy). Hãy ghi lại."
        )
    power, _ = SigningPower.objects.get_or_create(
        person=person,
        unit=unit,
        capacity=capacity,
        valid_from=valid_from or local_day(at),
        defaults={
            "title": title,
            "prefix": f"KT. {title.removeprefix('Phó ').upper()}" if capacity == "deputy" else "",
            "valid_to": valid_to,
        },
    )
    return power
