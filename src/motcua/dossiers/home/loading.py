"""Which units of the demonstration come to people's homes? Their approvals, where nobody wrote one (R-025)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.home_terms import HomeKind
from motcua.dossiers.models import HomeApproval
from motcua.organisation.models import Unit


def load_home_service(approvals: Iterable[Mapping[str, Any]], *, at: datetime) -> int:
    """{unit, kinds, area, document} from the unit's first day; a unit that ever had an approval keeps its own."""
    said = {one["unit"]: one for one in approvals}
    units = Unit.objects.filter(pk__in=said).exclude(pk__in=HomeApproval.objects.values("unit"))
    added = [
        HomeApproval(
            unit=unit,
            kinds=[HomeKind(kind).value for kind in said[unit.pk]["kinds"]],
            area=said[unit.pk]["area"],
            document=said[unit.pk]["document"],
            valid_from=unit.valid_from,
            stated_at=at,
        )
        for unit in units
    ]
    return len(HomeApproval.objects.bulk_create(added))
