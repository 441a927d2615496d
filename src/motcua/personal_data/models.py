"""Who asked what of their data, who got a copy, what is left of an account that went, whom did a leak concern?"""

from django.db import models
from django.db.models import F, Q

from motcua.applicants.models import Account
from motcua.organisation.models import Unit
from motcua.organisation.stated import Stated
from motcua.personal_data.terms import BreachScope, Outcome, Removal, RightsKind


class RightsRequest(models.Model):
    """What a person asked of a unit, and until when it is answered under the rule of that day; append-only."""

    number = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="rights_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    text = models.TextField()
    rule = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="rights_known_kind", condition=Q(kind__in=[one.value for one in RightsKind])
            ),
            models.CheckConstraint(name="rights_due_after", condition=Q(due_at__gt=F("made_at"))),
        )
        indexes = (models.Index(fields=["unit", "due_at"], name="rights_of_unit"),)

    def __str__(self) -> str:
        return self.number


class RightsAnswer(Stated):
    """The one answer to a request; append-only."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=8)
    text = models.TextField()
    basis = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="rights_known_outcome", condition=Q(outcome__in=[one.value for one in Outcome])
            ),
            models.CheckConstraint(
                name="rights_refused_on_a_basis",
                condition=~Q(outcome=Outcome.REFUSED.value) | ~Q(basis=""),
            ),
        )

    def __str__(self) -> str:
        return f"answer to {self.request_id}"


class DataExport(models.Model):
    """A copy of everything that somebody may fetch until a moment; only the hash of its key is kept; append-only."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="exports")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"export of account {self.account_id}"


class IdleWarning(models.Model):
    """That the holder of an unused account was told when it will go; append-only."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="idle_warnings")
    told_at = models.DateTimeField()
    goes_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"warning of account {self.account_id}"


class AccountTombstone(models.Model):
    """What is left of an account: that it was, why it went, how much went and what the law keeps; append-only."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="tombstone")
    reason = models.CharField(max_length=6)
    removed_at = models.DateTimeField()
    removed = models.JSONField(help_text="{what: how many}")
    kept = models.JSONField(help_text="{what: how many}, with their basis in data/personal_data.yaml")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="tombstone_known_reason", condition=Q(reason__in=[one.value for one in Removal])
            ),
        )

    def __str__(self) -> str:
        return f"tombstone of account {self.account_id}"


class Breach(Stated):
    """An entry of the register of leaks: what happened, by what the affected were found; append-only."""

    number = models.CharField(max_length=20, unique=True)
    discovered_at = models.DateTimeField()
    report_by = models.DateTimeField(help_text="72 hours after it was discovered.")
    described = models.TextField()
    scope = models.CharField(max_length=6)
    said = models.JSONField(help_text="{first, last, person, sha256}")
    accounts = models.PositiveIntegerField()
    dossiers = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="breach_known_scope", condition=Q(scope__in=[one.value for one in BreachScope])
            ),
        )

    def __str__(self) -> str:
        return self.number


class BreachSubject(models.Model):
    """A dossier or account that a leak concerns, by its code; append-only."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="subjects")
    dossier = models.TextField(default="")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="breach_subject_named", condition=~Q(dossier="") | Q(account__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.breach_id}: {self.dossier or self.account_id}"
