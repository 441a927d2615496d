"""What did other agencies send here, how much of it waits to be confirmed, and what may be opened?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.models import ComponentCopy
from motcua.organisation.actors import Actor
from motcua.participation.models import SentDocument
from motcua.participation.policies import why_not_open_sent


@dataclass(frozen=True, slots=True)
class Sending:
    """Documents sent, with the electronic copies that went along and were not taken off since."""

    sent: SentDocument
    copies: tuple[ComponentCopy, ...]


def sent_here(unit_id: str) -> QuerySet[SentDocument]:
    """Documents sent to the unit: what waits for a receipt first however old it is, each part newest first."""
    found = SentDocument.objects.filter(receiver_id=unit_id)
    return found.select_related("dossier__version", "unit", "receipt").order_by(
        IsNull(F("receipt__pk"), False), "-pk"
    )


def with_copies(rows: Sequence[SentDocument]) -> list[Sending]:
    """The same rows, each with its copies, in their order."""
    found = ComponentCopy.objects.filter(dossier__in={row.dossier_id for row in rows}, dropped_seq=None)
    at_hand = {(one.dossier_id, one.number): one for one in found.select_related("file")}
    return [
        Sending(row, tuple(at_hand[key] for n in row.copies if (key := (row.dossier_id, n)) in at_hand))
        for row in rows
    ]


def waiting_here(unit_id: str) -> int:
    """How many of them nobody has confirmed yet."""
    return SentDocument.objects.filter(receiver_id=unit_id, receipt__isnull=True).count()


def copy_sent_here(sent_id: int, number: int, actor: Actor) -> ComponentCopy | None:
    """One electronic copy that came with documents sent to the actor's unit; None where there is none (R-060).

    Refused: `no_role`, `copy_dropped`.
    """
    sent = SentDocument.objects.filter(pk=sent_id, receiver_id=actor.unit_id).first()
    if sent is None or number not in sent.copies:
        return None
    refuse_if(why_not_open_sent(actor))
    copies = ComponentCopy.objects.select_related("file", "dossier")
    copy = copies.filter(dossier_id=sent.dossier_id, number=number).first()
    if copy is None:  # its dossier was disposed of
        return None
    if copy.dropped_seq is not None:
        raise refuse(
            "copy_dropped", "Cơ quan gửi đã bỏ bản điện tử này. Hãy đề nghị cơ quan gửi gửi lại bản đúng."
        )
    return copy
