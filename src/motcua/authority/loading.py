"""How do many signing powers come in at once? For the life of the agency, each once."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.authority.models import SigningPower
from motcua.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class PowerData:
    """The power of one person in one unit; `head_title` is the office a deputy signs for."""

    person_id: int
    unit_id: str
    capacity: str
    title: str
    head_title: str


def load_powers(powers: Sequence[PowerData]) -> None:
    """Add the powers that are not there yet."""
    units = {unit.id: unit for unit in Unit.objects.all()}
    known = set(SigningPower.objects.values_list("person_id", "unit_id", "capacity"))
    SigningPower.objects.bulk_create(
        [
            SigningPower(
                person_id=power.person_id,
                unit_id=power.unit_id,
                capacity=power.capacity,
                title=power.title,
                prefix=f"KT. {power.head_title.upper()}" if power.capacity == "deputy" else "",
                valid_from=units[power.unit_id].valid_from,
                valid_to=units[power.unit_id].valid_to,
            )
            for power in powers
            if (power.person_id, power.unit_id, power.capacity) not in known
        ]
    )
