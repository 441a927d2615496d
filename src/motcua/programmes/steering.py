"""Which plans and steering documents did a person get, and who has read one?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.programmes.models import DocumentReceiver, SteeringDocument


@dataclass(frozen=True, slots=True)
class Reader:
    """One person to whom a document was sent; `read_at` None: not confirmed yet."""

    name: str
    unit: str
    sent_at: datetime
    read_at: datetime | None


def documents_for(person_id: int) -> QuerySet[DocumentReceiver]:
    """What was sent to the person, the unread first, then the newest."""
    found = DocumentReceiver.objects.filter(person_id=person_id)
    found = found.select_related("document__unit", "document__programme", "confirmation")
    return found.order_by("confirmation__confirmed_at", "-sent_at").reverse()


def unread(person_id: int) -> int:
    """How many wait for the person's confirmation."""
    return DocumentReceiver.objects.filter(person_id=person_id, confirmation__isnull=True).count()


def readers_of(document: SteeringDocument) -> list[Reader]:
    """Everybody who got it, by unit and name; who has not confirmed stands first."""
    rows = document.receivers.select_related("person", "unit", "confirmation")
    found = [
        Reader(
            row.person.full_name,
            row.unit.name,
            row.sent_at,
            row.confirmation.confirmed_at if hasattr(row, "confirmation") else None,
        )
        for row in rows.order_by("unit__name_fold", "person__full_name")
    ]
    return sorted(found, key=lambda one: one.read_at is not None)
