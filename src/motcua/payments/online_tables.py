"""What is kept of payments from afar? Orders, what the gateway and the bank said, money to be given back."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from motcua.legal_basis.models import DateRange
from motcua.organisation.models import Person, Unit
from motcua.payments.terms import (
    CollectionMoment,
    Decision,
    Finding,
    OrderState,
    Purpose,
    RefundState,
    Verdict,
)


class ReceivingAccount(models.Model):
    """The bank account to which people pay a unit (and every agency below it that has none), between two days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="receiving_accounts")
    bank = models.CharField(max_length=6, help_text="BIN of the bank: six digits.")
    bank_name = models.TextField()
    number = models.CharField(max_length=19)
    holder = models.TextField()
    source = models.TextField(help_text="The document that names the account.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="receiving_account_is_one",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="receiving_account_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="receiving_account_can_be_coded",
                condition=Q(bank__regex=r"^[0-9]{6}$", number__regex=r"^[0-9A-Z]{4,19}$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.bank} {self.number}"


class PaymentOrder(models.Model):
    """One sum that somebody is asked to pay from afar; what it asks for never changes after it was opened.

    `subject` is the dossier's code or filing number. Triggers keep the amount as it was opened, and the states:
    open → paid or closed.
    """

    reference = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="payment_orders")
    subject = models.TextField()
    purpose = models.CharField(max_length=10)
    moment = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    lines = models.JSONField(help_text="[{name, shown, quantity, each, amount, basis}]")
    payer = models.TextField()
    document = models.TextField(default="", help_text="Number and day of the notice of another agency.")
    payee = models.TextField(default="")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=OrderState.OPEN.value)
    state_at = models.DateTimeField()
    closed_because = models.TextField(default="")
    entry = models.OneToOneField(
        "payments.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="settles"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "subject", "purpose", "moment"],
                name="payment_order_one_open",
                condition=Q(state=OrderState.OPEN.value),
            ),
            models.CheckConstraint(
                name="payment_order_known_words",
                condition=Q(
                    purpose__in=[word.value for word in Purpose],
                    moment__in=[word.value for word in CollectionMoment],
                    state__in=[word.value for word in OrderState],
                ),
            ),
            models.CheckConstraint(
                name="payment_order_asks_for_something",
                condition=Q(amount__gt=0, expires_at__gt=F("opened_at")),
            ),
            models.CheckConstraint(
                name="payment_order_state_fits",
                condition=Q(state=OrderState.OPEN.value, entry__isnull=True, closed_because="")
                | Q(state=OrderState.PAID.value, entry__isnull=False, closed_because="")
                | (Q(state=OrderState.CLOSED.value, entry__isnull=True) & ~Q(closed_because="")),
            ),
        )
        indexes = (
            models.Index(fields=["subject"], name="payment_order_by_subject"),
            models.Index(fields=["opened_at"], name="payment_order_open", condition=Q(state="open")),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}: {self.amount}"


class OrderMoney(models.Model):
    """Which entry of the ledger came of which order; append-only."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="money")
    entry = models.OneToOneField("payments.LedgerEntry", on_delete=models.PROTECT, related_name="of_order")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.order_id}: {self.entry_id}"


class GatewayCallback(models.Model):
    """One message of the gateway as it came and what was made of it; append-only.

    `via`: `callback` it told us, `query` we asked. Of a message without a valid signature only its digest is kept.
    """

    received_at = models.DateTimeField()
    via = models.CharField(max_length=8)
    body = models.TextField(default="")
    digest = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64, default="")
    said_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=20, default="")
    transaction = models.CharField(max_length=64, default="")
    amount = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=14)
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="callbacks")
    entry = models.ForeignKey("payments.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["nonce"],
                name="gateway_nonce_once",
                condition=~Q(nonce="") & ~Q(verdict__in=[Verdict.REPLAYED.value, Verdict.STALE.value]),
            ),
            models.UniqueConstraint(
                fields=["transaction"],
                name="gateway_transaction_booked_once",
                condition=Q(verdict__in=[Verdict.TAKEN.value, Verdict.HELD.value]),
            ),
            models.CheckConstraint(
                name="gateway_callback_known_words",
                condition=Q(verdict__in=[word.value for word in Verdict], via__in=["callback", "query"]),
            ),
        )
        indexes = (models.Index(fields=["reference"], name="gateway_callback_by_order"),)

    def __str__(self) -> str:
        return f"{self.transaction} {self.reference}: {self.verdict}"


class StatementImport(models.Model):
    """A bank statement as an official handed it in; append-only."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    known = models.PositiveIntegerField(help_text="Lines that an earlier statement had brought.")
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    imported_name = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}: {self.lines}"


class StatementLine(models.Model):
    """Money that came into the account, as the bank says it, and what was found at once; append-only.

    `entry`: what was booked for it without a decision.
    """

    statement = models.ForeignKey(StatementImport, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="Row of the file.")
    day = models.DateField()
    transaction = models.TextField()
    amount = models.BigIntegerField()
    words = models.TextField()
    finding = models.CharField(max_length=10)
    order = models.ForeignKey(
        PaymentOrder, on_delete=models.PROTECT, null=True, related_name="statement_lines"
    )
    entry = models.ForeignKey("payments.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "day", "transaction", "amount"], name="statement_line_once"
            ),
            models.CheckConstraint(
                name="statement_line_says_money",
                condition=Q(amount__gt=0, finding__in=[word.value for word in Finding]),
            ),
        )
        indexes = (models.Index(fields=["unit", "finding"], name="statement_line_by_finding"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%d/%m/%Y} {self.transaction}: {self.amount}"


class LineDecision(models.Model):
    """What an official decided of a line that did not match by itself; append-only, once a line."""

    line = models.OneToOneField(StatementLine, on_delete=models.PROTECT, related_name="decided")
    decision = models.CharField(max_length=8)
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("payments.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="line_decision_known",
                condition=Q(decision__in=[word.value for word in Decision]) & ~Q(note=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id}: {self.decision}"


class RefundRequest(models.Model):
    """Money paid online that goes back: asked for, decided by a second person, done with the bank's number.

    `asked_by` null: the money came too much, twice or for a dossier that is over, and asked for itself.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="refund_requests")
    entry = models.ForeignKey(
        "payments.LedgerEntry", on_delete=models.PROTECT, related_name="refund_requests"
    )
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_name = models.TextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=RefundState.ASKED.value)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_name = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(default="")
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_name = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    reference = models.TextField(default="", help_text="The bank's number of the transfer back.")
    refund = models.OneToOneField(
        "payments.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="refunded_by"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["entry"], name="refund_request_once", condition=~Q(state=RefundState.REFUSED.value)
            ),
            models.CheckConstraint(
                name="refund_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="refund_state_fits",
                condition=Q(state=RefundState.ASKED.value, decided_by__isnull=True, refund__isnull=True)
                | Q(
                    state__in=[RefundState.APPROVED.value, RefundState.REFUSED.value],
                    decided_by__isnull=False,
                    refund__isnull=True,
                )
                | (
                    Q(state=RefundState.DONE.value, decided_by__isnull=False, refund__isnull=False)
                    & ~Q(reference="")
                ),
            ),
        )
        indexes = (models.Index(fields=["unit", "state"], name="refund_request_by_state"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.state}"
