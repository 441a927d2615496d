"""Which criteria hold for an agency or its officials? The nearest decision from the agency up, else the pattern."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.evaluation.models import CriteriaSet, EmulationDrive
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import Weight, read_weights
from motcua.evaluation.terms import Rated
from motcua.organisation.models import Unit
from motcua.organisation.queries import lines_of_command


@dataclass(frozen=True, slots=True)
class Criteria:
    """Weights with where they come from; `decision` empty: the pattern, which nobody decided.

    `decided_by`: who recorded the decision, None for the pattern.
    """

    rated: Rated
    weights: tuple[Weight, ...]
    small: int
    decision: str
    valid_from: date | None
    unit_name: str = ""
    decided_by: int | None = None


def criteria_for(unit: Unit, rated: Rated, first: date) -> Criteria:
    """Those that held on the first day of a period: nobody is rated by what was decided afterwards."""
    return criteria_by_unit([unit.pk], rated, first)[unit.pk]


def criteria_by_unit(unit_ids: Collection[str], rated: Rated, first: date) -> dict[str, Criteria]:
    """The same for many agencies at once."""
    sets = CriteriaSet.objects.filter(rated=rated, valid_from__lte=first).select_related("unit")
    newest = {one.unit_id: one for one in sets.order_by("valid_from", "pk")}
    pattern = settings().pattern(rated, first)
    usual = Criteria(rated, pattern.weights, settings().small, pattern.decision, pattern.valid_from)
    found = {}
    for unit_id, line in lines_of_command(unit_ids).items():
        nearest = next((newest[one] for one in line if one in newest), None)
        found[unit_id] = usual if nearest is None else _decided(nearest)
    return found


def _decided(one: CriteriaSet) -> Criteria:
    return Criteria(
        Rated(one.rated),
        read_weights(one.weights),
        one.small,
        one.decision,
        one.valid_from,
        one.unit.name,
        one.stated_by_id,
    )


def criteria_of(drive: EmulationDrive) -> Criteria:
    """Those of a drive."""
    weights = read_weights(drive.weights)
    return Criteria(
        Rated(drive.rated),
        weights,
        drive.small,
        drive.decision,
        drive.first,
        drive.unit.name,
        drive.stated_by_id,
    )


def criteria_sets(unit_ids: Collection[str]) -> list[CriteriaSet]:
    """Every version that these agencies decided, the newest first."""
    found = CriteriaSet.objects.filter(unit_id__in=unit_ids).select_related("unit")
    return list(found.order_by("-valid_from", "-pk"))
