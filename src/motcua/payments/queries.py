"""What was taken, what was given back, what lies in the drawer? Reads of the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import ancestors_of
from motcua.payments.models import DayClosing, LedgerEntry, ProvinceFee
from motcua.payments.terms import EntryKind, Method


@dataclass(frozen=True, slots=True)
class DayMoney:
    """An official's money of one day, in đồng; `expected` is what the drawer should hold now."""

    opening: int
    cash_in: int
    cash_out: int
    transfer_in: int
    transfer_out: int
    entries: int

    @property
    def expected(self) -> int:
        """Opening + cash in - cash out."""
        return self.opening + self.cash_in - self.cash_out


def province_amounts(unit: Unit, procedure: str, on: date) -> dict[str, int]:
    """The amounts in force for a unit that day, by the line's name: the nearest superior's wins."""
    line = (unit.id, *ancestors_of(unit))
    rows = ProvinceFee.objects.filter(in_force(on), unit_id__in=line, procedure_id=procedure)
    found = sorted(rows.values_list("unit_id", "name", "amount"), key=lambda row: -line.index(row[0]))
    return {name: amount for _unit, name, amount in found}


def province_fees_of(unit: Unit) -> QuerySet[ProvinceFee]:
    """Every amount set for the unit or above it, newest first, with its history."""
    line = (unit.id, *ancestors_of(unit))
    rows = ProvinceFee.objects.filter(unit_id__in=line).select_related("unit", "procedure")
    return rows.order_by("procedure_id", "name", "-valid_from")


def entries_of(unit_id: str, *numbers: str) -> Sequence[LedgerEntry]:
    """Everything the ledger says of one dossier, by any of its numbers, oldest first."""
    return list(
        LedgerEntry.objects.filter(unit_id=unit_id, subject__in=numbers)
        .select_related("reverses", "reversed_by")
        .order_by("id")
    )


def balances(unit_id: str, subjects: Collection[str]) -> dict[str, int]:
    """What is kept of each dossier's money, in đồng; dossiers without money are left out."""
    rows = LedgerEntry.objects.filter(unit_id=unit_id, subject__in=subjects).order_by()
    sums = rows.values_list("subject").annotate(kept=Sum("amount"))
    return {subject: kept for subject, kept in sums if kept}


def day_entries(unit_id: str, official_id: int, day: date) -> QuerySet[LedgerEntry]:
    """The entries of one official on one day, in the order they were written."""
    entries = LedgerEntry.objects.filter(unit_id=unit_id, official_id=official_id, day=day)
    return entries.select_related("reversed_by").order_by("id")


def day_money(unit_id: str, official_id: int, day: date) -> DayMoney:
    """The money of one official on one day, from the entries and what was left the last time."""
    cash, transfer = Q(method=Method.CASH), Q(method=Method.TRANSFER)
    taken, given = Q(kind=EntryKind.COLLECTION), Q(kind=EntryKind.REFUND)
    sums = day_entries(unit_id, official_id, day).aggregate(
        cash_in=Sum("amount", filter=cash & taken),
        cash_out=Sum("amount", filter=cash & given),
        transfer_in=Sum("amount", filter=transfer & taken),
        transfer_out=Sum("amount", filter=transfer & given),
        entries=Count("id"),
    )
    return DayMoney(
        opening=opening_of(unit_id, official_id, day),
        cash_in=sums["cash_in"] or 0,
        cash_out=-(sums["cash_out"] or 0),
        transfer_in=sums["transfer_in"] or 0,
        transfer_out=-(sums["transfer_out"] or 0),
        entries=sums["entries"],
    )


def opening_of(unit_id: str, official_id: int, day: date) -> int:
    """What the official kept in the drawer at the last closing before the day."""
    last = (
        DayClosing.objects.filter(unit_id=unit_id, official_id=official_id, day__lt=day)
        .order_by("-day")
        .first()
    )
    return last.counted - last.handed_over if last else 0


def closing_of(unit_id: str, official_id: int, day: date) -> DayClosing | None:
    """The closing of that day, or None while it is open."""
    return DayClosing.objects.filter(unit_id=unit_id, official_id=official_id, day=day).first()


def last_closed_day(unit_id: str, official_id: int) -> date | None:
    """The last day that the official closed."""
    closings = DayClosing.objects.filter(unit_id=unit_id, official_id=official_id)
    last: date | None = closings.aggregate(last=Max("day"))["last"]
    return last


def first_open_day(unit_id: str, official_id: int, before: date) -> date | None:
    """The earliest day before that one with entries and without a closing."""
    closed = DayClosing.objects.filter(unit_id=unit_id, official_id=official_id).values("day")
    days = LedgerEntry.objects.filter(unit_id=unit_id, official_id=official_id, day__lt=before)
    return days.exclude(day__in=closed).order_by("day").values_list("day", flat=True).first()
