"""Which papers that the desk keeps, and is the result, still without an electronic copy (R-084)?"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from motcua.dossiers.digitisation.terms import RESULT_KEY
from motcua.dossiers.models import ComponentCopy, Dossier, HandedIn, ResultDocument
from motcua.dossiers.result_terms import OVER
from motcua.procedures.models import Component


@dataclass(frozen=True, slots=True)
class Lacking:
    """A paper without its electronic copy, by key and name."""

    key: str
    name: str


def kept_papers(dossier: Dossier) -> list[HandedIn]:
    """What was handed in and stays: papers only presented need no copy, nor what the catalogue excludes."""
    not_needed = set(
        Component.objects.filter(version_id=dossier.version_id, digitise=False).values_list("key", flat=True)
    )
    rows = HandedIn.objects.filter(dossier=dossier, presented=False).exclude(key__in=not_needed)
    return list({row.key: row for row in rows.order_by("round", "position")}.values())


def lacking_components(dossier: Dossier) -> list[Lacking]:
    """Papers kept of which no electronic copy stands."""
    there = set(_standing(dossier).values_list("component", flat=True))
    return [Lacking(row.key, row.name) for row in kept_papers(dossier) if row.key not in there]


def has_digital_result(dossier: Dossier) -> bool:
    """A result signed as a file, or digitised at the desk."""
    return (
        ResultDocument.objects.filter(SIGNED_RESULT, dossier=dossier).exists()
        or _standing(dossier).filter(component=RESULT_KEY).exists()
    )


def lacking(dossier: Dossier) -> list[Lacking]:
    """Everything that keeps such a dossier from being closed."""
    found = lacking_components(dossier)
    if not has_digital_result(dossier):
        found.append(Lacking(RESULT_KEY, "Kết quả giải quyết"))
    return found


# A result that was replaced or revoked stands for nothing any more.
SIGNED_RESULT = Q(signed__isnull=False) & ~Q(state__in=OVER)


def _standing(dossier: Dossier) -> QuerySet[ComponentCopy]:
    return ComponentCopy.objects.filter(dossier=dossier, dropped_seq__isnull=True)
