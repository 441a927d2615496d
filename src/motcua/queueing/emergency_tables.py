"""Who called for help at a counter (nút báo khẩn), when, and who answered?"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Counter, OneStopUnit, Person


class EmergencyCall(models.Model):
    """Somebody at a desk needs help at once; others of the desk see it until one of them answers by name."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Where the caller sat; null: in the hall.",
    )
    at = models.DateTimeField()
    caller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    caller_name = models.TextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_name = models.TextField(default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="emergency_answered",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answered_name="")
                | Q(answered_at__gte=F("at"), answered_by__isnull=False) & ~Q(answered_name=""),
            ),
            models.UniqueConstraint(
                fields=["caller"], name="emergency_once", condition=Q(answered_at__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["desk", "-at"], name="emergency_of_desk"),)

    def __str__(self) -> str:
        return f"{self.desk_id}, {self.at:%H:%M %d/%m/%Y}"
