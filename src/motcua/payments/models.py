"""What does the ledger keep? Amounts set by provinces, money in and out, days closed; nothing is changed later."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from motcua.legal_basis.models import DateRange
from motcua.organisation.models import Person, Unit

# Tables in a file of their own, so that the ledger stays readable; Django finds them through this module.
from motcua.payments.online_tables import (
    GatewayCallback,
    LineDecision,
    OrderMoney,
    PaymentOrder,
    ReceivingAccount,
    RefundRequest,
    StatementImport,
    StatementLine,
)
from motcua.payments.terms import ONLINE, CollectionMoment, EntryKind, Method
from motcua.procedures.models import Procedure

__all__ = [
    "DayClosing",
    "GatewayCallback",
    "LedgerChain",
    "LedgerEntry",
    "LineDecision",
    "OrderMoney",
    "PaymentOrder",
    "Posting",
    "ProvinceFee",
    "ReceivingAccount",
    "RefundRequest",
    "StatementImport",
    "StatementLine",
]


class ProvinceFee(models.Model):
    """An amount that the People's Council of a province set for a published line, between two days.

    It holds for `unit` and every agency below it; the nearest one wins.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="province_fees")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="province_fees")
    name = models.TextField(help_text="The line's name as published.")
    amount = models.PositiveIntegerField(help_text="In đồng.")
    source = models.TextField(help_text="Number of the resolution.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="province_fee_is_one",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="province_fee_has_source", condition=~Q(source="")),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id}: {self.amount}"


class LedgerChain(models.Model):
    """Count and head of one unit's ledger; its row is locked while an entry is written."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True, related_name="+")
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.count}"


class LedgerEntry(models.Model):
    """Money taken or given back, or an exemption; append-only, each linked to the one before in its unit.

    `amount` is in đồng, negative for a refund, nought for an exemption.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledger_entries")
    seq = models.PositiveBigIntegerField()
    key = models.CharField(max_length=64, help_text="Of the request: pressed twice, written once.")
    payment = models.CharField(
        max_length=64, default="", help_text="Key of a payment for several dossiers; they share its receipt."
    )
    kind = models.CharField(max_length=10)
    subject = models.TextField(help_text="Code of the dossier.")
    moment = models.CharField(max_length=10)
    method = models.CharField(max_length=8)
    amount = models.BigIntegerField()
    lines = models.JSONField(help_text="[{name, quantity, each, amount, basis}]")
    exemption = models.JSONField(null=True, help_text="{ground, evidence, amount}")
    payer = models.TextField()
    reason = models.TextField(default="")
    transfer_reference = models.TextField(default="")
    official = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null: paid online."
    )
    official_name = models.TextField()
    at = models.DateTimeField()
    day = models.DateField(help_text="The day of `at` on the office's wall calendar.")
    receipt_number = models.TextField(default="")
    receipt_lookup = models.TextField(default="")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["unit", "seq"], name="ledger_seq_once"),
            models.UniqueConstraint(fields=["unit", "key"], name="ledger_key_once"),
            models.UniqueConstraint(
                fields=["receipt_number"],
                name="receipt_number_once",
                condition=~Q(receipt_number="") & Q(payment=""),
            ),
            ExclusionConstraint(
                name="receipt_number_of_one_payment",
                expressions=[("receipt_number", RangeOperators.EQUAL), ("payment", RangeOperators.NOT_EQUAL)],
                condition=~Q(receipt_number=""),
            ),
            models.CheckConstraint(
                name="ledger_amount_fits_kind",
                condition=Q(kind=EntryKind.COLLECTION.value, amount__gt=0, reverses__isnull=True)
                | Q(kind=EntryKind.REFUND.value, amount__lt=0, reverses__isnull=False)
                | Q(kind=EntryKind.EXEMPTION.value, amount=0, exemption__isnull=False, reverses__isnull=True)
                | Q(kind=EntryKind.HELD.value, amount__gt=0, reverses__isnull=True)
                | Q(kind=EntryKind.ON_BEHALF.value, amount__gt=0, reverses__isnull=True)
                | Q(kind=EntryKind.CLEARING.value, amount=0, exemption__isnull=True, reverses__isnull=True),
            ),
            models.CheckConstraint(
                name="ledger_money_has_receipt",
                condition=Q(amount=0) | ~Q(receipt_number="") | Q(kind=EntryKind.HELD.value),
            ),
            models.CheckConstraint(
                name="ledger_without_official_online",
                condition=Q(official__isnull=False) | Q(method__in=[method.value for method in ONLINE]),
            ),
            models.CheckConstraint(
                name="ledger_known_words",
                condition=Q(
                    moment__in=[word.value for word in CollectionMoment],
                    method__in=[word.value for word in Method],
                ),
            ),
        )
        indexes = (
            models.Index(fields=["subject"], name="ledger_by_subject"),
            models.Index(fields=["unit", "day", "official"], name="ledger_by_day"),
            models.Index(fields=["unit", "payment"], name="ledger_by_payment", condition=~Q(payment="")),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.seq} {self.kind} {self.amount}"


class Posting(models.Model):
    """One side of an entry (ghi kép): an account and what it is debited or credited with, in đồng; append-only.

    The sides of an entry follow from what it says (`payments.accounts`), so its hash vouches for them too.
    """

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="postings")
    place = models.PositiveSmallIntegerField()
    account = models.TextField()
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("entry_id", "place")
        constraints = (
            models.UniqueConstraint(fields=["entry", "place"], name="posting_place_once"),
            models.CheckConstraint(
                name="posting_has_one_side",
                condition=Q(debit__gt=0, credit=0) | Q(debit=0, credit__gt=0),
            ),
        )
        indexes = (models.Index(fields=["account"], name="posting_by_account"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.account} {self.debit}/{self.credit}"


class DayClosing(models.Model):
    """An official's money of one day, counted: append-only, no entry of that day comes after it.

    `expected` = opening + cash in - cash out; `difference` = counted - expected, with a reason where not nought;
    what is not handed over is the opening of the official's next day.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="day_closings")
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    official_name = models.TextField()
    day = models.DateField()
    opening = models.BigIntegerField()
    cash_in = models.BigIntegerField()
    cash_out = models.BigIntegerField()
    transfer_in = models.BigIntegerField()
    transfer_out = models.BigIntegerField()
    expected = models.BigIntegerField()
    counted = models.BigIntegerField()
    difference = models.BigIntegerField()
    reason = models.TextField(default="")
    handed_over = models.BigIntegerField(default=0, help_text="Paid in to the treasurer.")
    entries = models.PositiveIntegerField(help_text="How many entries the day has.")
    ledger_head = models.CharField(max_length=64, help_text="Head of the unit's ledger at the closing.")
    closed_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["unit", "official", "day"], name="day_closed_once"),
            models.CheckConstraint(
                name="closing_adds_up",
                condition=Q(expected=F("opening") + F("cash_in") - F("cash_out"))
                & Q(difference=F("counted") - F("expected")),
            ),
            models.CheckConstraint(
                name="closing_difference_has_reason", condition=Q(difference=0) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="closing_hands_over_what_is_there",
                condition=Q(counted__gte=0, handed_over__gte=0, handed_over__lte=F("counted")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.official_id} {self.day:%d/%m/%Y}"
