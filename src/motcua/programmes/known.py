"""Which procedures and agencies are there when a programme is checked against them?"""

from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.terms import VersionStatus
from motcua.programmes.checking import Agencies, Agency, Catalogue, Offered


def catalogue_known() -> Catalogue:
    """Every version of every procedure."""
    rows = ProcedureVersion.objects.values_list("procedure_id", "field", "valid_from", "valid_to", "status")
    catalogue: dict[str, list[Offered]] = {}
    for code, field, start, end, status in rows.order_by("valid_from"):
        catalogue.setdefault(code, []).append(Offered(field, start, end, status == VersionStatus.PUBLIC))
    return catalogue


def agencies_known() -> Agencies:
    """Every unit through time."""
    rows = Unit.objects.values_list("id", "level_id", "parent_id", "valid_from", "valid_to")
    return {unit: Agency(level, parent, start, end) for unit, level, parent, start, end in rows}
