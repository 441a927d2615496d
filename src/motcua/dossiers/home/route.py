"""Whom does an official visit on a day, in which order, and what did they write down there already? (R-025)"""

from datetime import date

from django.db.models import QuerySet

from motcua.core.moments import end_of, start_of
from motcua.dossiers.block_rules import whole_code
from motcua.dossiers.home.reading import approvals_of
from motcua.dossiers.home_rules import covered
from motcua.dossiers.home_terms import AT_THE_DOOR, RoadOutcome
from motcua.dossiers.models import HomeRequest, NumberBlock, ReservedNumber, RoadEntry, WaitingEntry
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable_by


def entries_of(official_id: int, unit_id: str, day: date) -> QuerySet[RoadEntry]:
    """What the office got from them that day, the newest first."""
    found = RoadEntry.objects.filter(
        official_id=official_id, unit_id=unit_id, sent_at__gte=start_of(day), sent_at__lt=end_of(day)
    )
    return found.select_related("request", "dossier").order_by("-id")


def visit_for(request_id: int, unit_id: str) -> HomeRequest | None:
    """The request, within the unit."""
    found = HomeRequest.objects.filter(pk=request_id, unit_id=unit_id)
    return found.select_related("procedure", "official", "dossier").first()


def numbers_left(unit_id: str, day: date) -> int:
    """How many numbers for paper slips of that day nobody has used yet."""
    return ReservedNumber.objects.filter(
        block__unit_id=unit_id, block__day=day, use__isnull=True, waiting__isnull=True
    ).count()


def whole_number(text: str, unit_id: str, day: date) -> str:
    """The whole code of a number of that day: its last digits are enough on a telephone."""
    numbers = ReservedNumber.objects.filter(block__unit_id=unit_id, block__day=day)
    return whole_code(text, numbers.values_list("code", flat=True))


def offered_at_home(unit: Unit, day: date) -> list[ProcedureVersion]:
    """What the unit may receive at people's homes that day."""
    approved = approvals_of(unit.id)
    return [
        version
        for version in receivable_by(unit, day).order_by("name")
        if covered(approved, AT_THE_DOOR, version.procedure_id, day)
    ]


def block_of_entry(entry: RoadEntry) -> NumberBlock | None:
    """Where an entry made on paper waits to be confirmed; None once it is, or where it does not wait."""
    if entry.outcome != RoadOutcome.WAITING:
        return None
    waiting = WaitingEntry.objects.filter(number__code=entry.number, number__block__unit_id=entry.unit_id)
    found = waiting.select_related("number__block").first()
    return found.number.block if found else None
