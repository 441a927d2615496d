"""Who comes by themselves? Accounts of citizens, their ways in, whom they act for, what they consented to."""

from django.db import models
from django.db.models import F, Q

# Tables in a file of their own, so that the heart stays readable; Django finds them through this module.
from motcua.applicants.store_tables import StoredPaper, StoredPaperEvent
from motcua.applicants.terms import (
    AccountState,
    Assurance,
    Evidence,
    IdentityWay,
    MandateKind,
    Purpose,
    RepresentationState,
)

__all__ = [
    "Account",
    "AccountSession",
    "Consent",
    "Identity",
    "Mandate",
    "OneTimeCode",
    "Representation",
    "StoredPaper",
    "StoredPaperEvent",
]
_LEVELS = [level.value for level in Assurance]


class Account(models.Model):
    """A human who uses the public pages; never somebody of the staff (docs/adr/0027)."""

    name = models.TextField(default="", help_text="Empty until said or shown by an identity provider.")
    name_fold = models.TextField(default="")
    birth_date = models.DateField(null=True)
    id_type = models.CharField(max_length=20, default="")
    id_number = models.CharField(max_length=30, default="")
    id_verified_at = models.DateTimeField(null=True, help_text="When name and number were shown, not typed.")
    id_verified_by = models.TextField(default="", help_text="The identity provider, or `desk`.")
    phone = models.CharField(max_length=20, default="")
    email = models.CharField(max_length=254, default="")
    address = models.TextField(default="")
    assurance = models.PositiveSmallIntegerField(
        default=Assurance.CONTACT, help_text="The highest level ever shown; a session may have less."
    )
    state = models.CharField(max_length=8, default=AccountState.OPEN)
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(help_text="To the sign-in.")
    closed_at = models.DateTimeField(null=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(name="account_known_level", condition=Q(assurance__in=_LEVELS)),
            models.CheckConstraint(
                name="account_known_state", condition=Q(state__in=[state.value for state in AccountState])
            ),
            models.CheckConstraint(
                name="account_joined_somewhere",
                condition=Q(state=AccountState.JOINED, joined_into__isnull=False)
                | (~Q(state=AccountState.JOINED) & Q(joined_into__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["id_number"], name="account_id_number", condition=~Q(id_number="")),
            models.Index(fields=["last_seen_at"], name="account_seen"),
        )

    def __str__(self) -> str:
        return f"account {self.pk}"


class Identity(models.Model):
    """One way in of an account: issuer and subject of a provider, a confirmed contact, a passkey."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    way = models.CharField(max_length=8)
    issuer = models.TextField(default="", help_text="Of the identity provider; else empty.")
    subject = models.TextField(help_text="Of the provider; the phone or address; the credential id.")
    assurance = models.PositiveSmallIntegerField(default=Assurance.CONTACT)
    public_key = models.TextField(default="", help_text="Of a passkey, base64url.")
    sign_count = models.PositiveBigIntegerField(default=0)
    label = models.TextField(default="", help_text="What the person calls a passkey.")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["way", "issuer", "subject"],
                name="identity_once",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="identity_known_way", condition=Q(way__in=[way.value for way in IdentityWay])
            ),
        )

    def __str__(self) -> str:
        return f"{self.way} of account {self.account_id}"


class AccountSession(models.Model):
    """One stay of a citizen at the public pages; ends by sign-out, by time, from another device."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    way = models.CharField(max_length=8)
    assurance = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    address = models.CharField(max_length=45, default="")
    browser = models.TextField(default="")
    seen_at = models.DateTimeField(help_text="The last request, to the minute.")
    assisted_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="helped_sessions"
    )
    assisted_in = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="helped_sessions"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="session_helped_in_a_unit",
                condition=Q(assisted_by__isnull=True, assisted_in__isnull=True)
                | Q(assisted_by__isnull=False, assisted_in__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["account", "-at"], name="account_session_latest"),
            models.Index(
                fields=["assisted_by", "at"], name="session_helped", condition=Q(assisted_by__isnull=False)
            ),
            models.Index(fields=["seen_at"], name="account_session_open", condition=Q(ended_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"session {self.pk} of account {self.account_id}"


class OneTimeCode(models.Model):
    """Six digits sent to a contact; only keyed hashes are kept, of the digits and of the browser that asked."""

    way = models.CharField(max_length=8)
    contact_hash = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk} by {self.way}"


class Representation(models.Model):
    """That somebody acts for an organisation between two days, on which evidence, and who confirmed it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="representations")
    tax_code = models.CharField(max_length=14)
    name = models.TextField(help_text="Of the organisation.")
    evidence = models.CharField(max_length=10)
    evidence_text = models.TextField(help_text="Number, day and issuer of the paper, or the provider.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=9, default=RepresentationState.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_in = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", help_text="Why it was refused or ended.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="representation_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="representation_known_words",
                condition=Q(state__in=[state.value for state in RepresentationState])
                & Q(evidence__in=[kind.value for kind in Evidence]),
            ),
            models.UniqueConstraint(
                fields=["account", "tax_code"],
                name="representation_once",
                condition=Q(state__in=[RepresentationState.ASKED, RepresentationState.CONFIRMED]),
            ),
        )
        indexes = (models.Index(fields=["state", "asked_at"], name="representation_waiting"),)

    def __str__(self) -> str:
        return f"{self.tax_code} by account {self.account_id}"


class Mandate(models.Model):
    """That somebody may file for another person: the written authority or the tie, and until when (R-033)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=8)
    name = models.TextField(help_text="Of the person it is done for.")
    id_type = models.CharField(max_length=20, default="")
    id_number = models.CharField(max_length=30, default="")
    phone = models.CharField(max_length=20, default="")
    email = models.CharField(max_length=254, default="")
    document = models.TextField(default="", help_text="Number, day and certifier of the written authority.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="mandate_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="mandate_known_kind", condition=Q(kind__in=[kind.value for kind in MandateKind])
            ),
            models.CheckConstraint(
                name="mandate_written_has_its_paper", condition=~Q(kind=MandateKind.WRITTEN) | ~Q(document="")
            ),
        )

    def __str__(self) -> str:
        return f"mandate {self.pk} of account {self.account_id}"


class Consent(models.Model):
    """That a person let their data be used for one purpose, and when they took that back."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12)
    wording = models.TextField(help_text="The sentence they agreed to.")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "purpose"], name="consent_once", condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="consent_known_purpose",
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} by account {self.account_id}"
