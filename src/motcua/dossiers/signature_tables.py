"""What is kept between the two visits of a signature whose key lies in the signer's own machine?"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Person, Unit


class PendingSignature(models.Model):
    """A result made ready for its signer's token: one person, one paper, one certificate, a quarter of an hour, once.

    `tail` is what the signature adds behind the paper, with room for the value; the paper itself lies in its file.
    """

    ticket = models.CharField(max_length=32, help_text="The round of signing, the same for all papers of it.")
    result = models.ForeignKey("dossiers.ResultDocument", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=64, help_text="SHA-256 of the paper as decided.")
    tail = models.BinaryField()
    digest = models.BinaryField()
    region_start = models.PositiveIntegerField()
    region_end = models.PositiveIntegerField()
    to_sign = models.BinaryField()
    certificate = models.BinaryField()
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["ticket", "result"], name="pending_signature_once_a_round"),
            models.CheckConstraint(
                name="pending_signature_short", condition=Q(expires_at__gt=F("prepared_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.ticket} {self.result_id}"
