"""What does the staff show beside the password? Factors, recovery codes, trusted devices, who asks for which."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.factor_rules import FactorKind, FactorNeed


class SecondFactor(models.Model):
    """An authenticator app or passkey of a person; the app's secret is sealed."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=8)
    secret = models.TextField(default="", help_text="Of the app, sealed.")
    credential = models.TextField(default="", help_text="Id of a passkey, base64url.")
    public_key = models.TextField(default="")
    counter = models.PositiveBigIntegerField(
        default=0, help_text="Of the passkey; of the app: the last half minute used."
    )
    label = models.TextField(default="")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="factor_known_kind", condition=Q(kind__in=[kind.value for kind in FactorKind])
            ),
            models.UniqueConstraint(
                fields=["credential"],
                name="factor_credential_once",
                condition=Q(ended_at__isnull=True) & ~Q(credential=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class RecoveryCode(models.Model):
    """A code for the day the device is lost; shown once, kept as a keyed hash, good once."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


class TrustedDevice(models.Model):
    """A browser that need not show the second factor until a moment; its cookie is kept as a keyed hash."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="devices")
    hash = models.CharField(max_length=64, unique=True)
    browser = models.TextField(default="")
    address = models.CharField(max_length=45, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"device of {self.person_id}"


class FactorRule(models.Model):
    """What a role of a unit asks beside the password, from a moment on; the newest counts."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="factor_rules")
    role = models.CharField(max_length=10)
    need = models.CharField(max_length=8)
    said_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="factor_rule_known_need", condition=Q(need__in=[need.value for need in FactorNeed])
            ),
        )
        indexes = (models.Index(fields=["unit", "role", "-said_at"], name="factor_rule_latest"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}: {self.need}"


class FactorReset(models.Model):
    """All second factors of a person taken away: asked by one, done by another (two persons)."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="factor_resets")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="factor_reset_two_persons",
                condition=Q(done_by__isnull=True) | ~Q(done_by=F("asked_by")),
            ),
            models.UniqueConstraint(
                fields=["person"], name="factor_reset_once", condition=Q(done_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"factors of {self.person_id} taken away"
