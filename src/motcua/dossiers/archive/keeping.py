"""What lies in the archive, until when, and what may be proposed for disposal? Reads only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from motcua.core.chain import GENESIS, link
from motcua.dossiers.archive_terms import WAITING
from motcua.dossiers.models import ArchiveRecord, Disposal, DisposalItem, VerifyRun

JOURNALLED_AS = "disposal"


@dataclass(frozen=True, slots=True)
class ArchiveFigures:
    """Of one unit: kept, of these permanent, whose term has passed, disposed of."""

    kept: int
    permanent: int
    passed: int
    disposed: int


def archived_of(unit_id: str) -> QuerySet[ArchiveRecord]:
    """Everything of the unit in the archive, also what was disposed of; newest first."""
    rows = ArchiveRecord.objects.filter(dossier__unit_id=unit_id)
    return rows.select_related("dossier__version", "disposal").order_by("-id")


def passed_of(unit_id: str, on: date) -> QuerySet[ArchiveRecord]:
    """Whose term has passed by that day and that is on no list that waits."""
    listed = DisposalItem.objects.filter(disposal__state__in=[state.value for state in WAITING])
    rows = archived_of(unit_id).filter(keep_until__lte=on, disposed_at__isnull=True)
    return rows.exclude(pk__in=listed.values("record_id")).order_by("keep_until", "id")


def figures_of(unit_id: str, on: date) -> ArchiveFigures:
    """Counts of the unit's archive on a day."""
    kept = archived_of(unit_id).filter(disposed_at__isnull=True)
    return ArchiveFigures(
        kept=kept.count(),
        permanent=kept.filter(keep_until__isnull=True).count(),
        passed=kept.filter(keep_until__lte=on).count(),
        disposed=archived_of(unit_id).filter(disposed_at__isnull=False).count(),
    )


def sought(rows: QuerySet[ArchiveRecord], text: str) -> QuerySet[ArchiveRecord]:
    """Those whose code holds the text, or whose procedure it is."""
    return rows.filter(Q(dossier__code__icontains=text) | Q(dossier__procedure_id=text)) if text else rows


def disposals_of(unit_id: str) -> QuerySet[Disposal]:
    """All of the unit, newest first."""
    return Disposal.objects.filter(unit_id=unit_id).order_by("-id")


def disposal_of(number: int, unit_id: str) -> Disposal | None:
    """One of the unit by its number."""
    return disposals_of(unit_id).filter(pk=number).first()


def listed_in(disposal: Disposal) -> QuerySet[DisposalItem]:
    """Its dossiers in the order they were listed."""
    return disposal.items.select_related("record__dossier__version").order_by("id")


def content_of(disposal: Disposal) -> dict[str, Any]:
    """What the journal vouches for after each act: the disposal with its list."""
    columns = {field.attname: getattr(disposal, field.attname) for field in Disposal._meta.concrete_fields}
    rows = listed_in(disposal).values_list("record__dossier_id", "head_hash")
    return columns | {"items": [list(row) for row in rows]}


def content_hash(disposal: Disposal) -> str:
    """One hash over it."""
    return link(GENESIS, content_of(disposal))


def last_run() -> VerifyRun | None:
    """The newest check that ended."""
    return VerifyRun.objects.filter(ended_at__isnull=False).order_by("-id").first()
