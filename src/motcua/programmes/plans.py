"""Which solution did a unit choose for a procedure under "4 tại chỗ"? Read by the acts of dossiers."""

from motcua.organisation.models import Unit
from motcua.programmes.models import SolutionPlan
from motcua.programmes.terms import Solution


def digitised_procedures(unit: Unit) -> frozenset[str]:
    """Procedures for which "digitise and sign" is chosen (144/KH-UBND III.2, R-084): by the unit itself, else by
    its superior. The newest plan of each holds."""
    line = [one for one in (unit.parent_id, unit.pk) if one]
    plans = SolutionPlan.objects.filter(unit_id__in=line).order_by("id")
    said: dict[str, dict[str, bool]] = {}
    for unit_id, procedure, solutions in plans.values_list("unit_id", "procedure_id", "solutions"):
        said.setdefault(unit_id, {})[procedure] = Solution.DIGITISE_AND_SIGN.value in solutions
    chosen = {procedure: yes for one in line for procedure, yes in said.get(one, {}).items()}
    return frozenset(procedure for procedure, yes in chosen.items() if yes)
