"""Which dossiers, intakes and visits belong to a ticket of the hall, and to which tickets does a dossier belong?"""

from dataclasses import dataclass

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier, TicketDossier, TicketVisit, Visit
from motcua.dossiers.terms import ACT_LABELS, Act
from motcua.queueing.models import Ticket


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing done during a ticket (`kind`: dossier, intake, visit): its number, what was done, its id."""

    kind: str
    number: str
    what: str
    key: int


def ties_of(ticket_id: int) -> tuple[Tie, ...]:
    """What was done during a ticket, in that order, visits last; no names."""
    rows = TicketDossier.objects.filter(ticket_id=ticket_id).select_related("dossier", "intake")
    done = [_tie(row) for row in rows]
    opened = TicketVisit.objects.filter(ticket_id=ticket_id).order_by("id").values_list("visit_id", flat=True)
    return (*done, *(Tie("visit", str(pk), "Lượt giao dịch nhiều việc", pk) for pk in opened))


def _tie(row: TicketDossier) -> Tie:
    made = row.dossier or row.intake
    if made is None:
        raise AssertionError("a link has one subject (constraint)")
    kind = "dossier" if row.dossier is not None else "intake"
    what = ACT_LABELS[Act(row.act)] if row.dossier is not None else "Chưa đủ giấy tờ"
    return Tie(kind, str(made), what, made.pk)


def tickets_words(record: Dossier | Visit) -> str:
    """`Số A042 ngày 16/05/2022`, one after the other; empty where nobody came by a number."""
    return "; ".join(f"Số {one.code} ngày {one.day:%d/%m/%Y}" for one in tickets_of(record))


def tickets_of(record: Dossier | Visit) -> QuerySet[Ticket]:
    """The visits to the hall for a dossier or visit, the first first (R-037: each is a visit of its own)."""
    if isinstance(record, Visit):
        return Ticket.objects.filter(visits__visit=record).order_by("issued_at")
    return Ticket.objects.filter(dossiers__dossier=record).order_by("issued_at")
