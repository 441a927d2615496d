"""Which criteria hold for an agency or its officials? The nearest decision from the agency up, else the pattern."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.evaluation.models import CriteriaSet, EmulationDrive
from motcua.evaluation.reading import settings
from motcua.evaluation.rules import Weight, read_weights
from motcua.evaluation.terms import Rated
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of


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
    line = (unit.pk, *ancestors_of(unit))
    held = CriteriaSet.objects.filter(unit_id__in=line, rated=rated, valid_from__lte=first)
    found = sorted(
        held.select_related("unit"), key=lambda one: (-line.index(one.unit_id), one.valid_from, one.pk)
    )
    if not found:
        pattern = settings().pattern(rated, first)
        return Criteria(rated, pattern.weights, settings().small, pattern.decision, pattern.valid_from)
    one = found[-1]
    return Criteria(
        rated,
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
