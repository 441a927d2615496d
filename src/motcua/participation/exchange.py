"""What did other agencies send here, and how much of it waits to be confirmed?"""

from django.db.models import QuerySet

from motcua.participation.models import SentDocument


def sent_here(unit_id: str) -> QuerySet[SentDocument]:
    """Documents sent to the unit, newest first."""
    found = SentDocument.objects.filter(receiver_id=unit_id)
    return found.select_related("dossier__version", "unit", "receipt").order_by("-pk")


def waiting_here(unit_id: str) -> int:
    """How many of them nobody has confirmed yet."""
    return SentDocument.objects.filter(receiver_id=unit_id, receipt__isnull=True).count()
