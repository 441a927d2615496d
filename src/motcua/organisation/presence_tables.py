"""Who of the signers is away, and when is the office warned? Absences said, and the hours of the watch."""

from datetime import time

from django.db import models
from django.db.models import F, Q


class Absence(models.Model):
    """A person is away from a unit in [starts_at, ends_at); said by themself or by the office for them."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="absences")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="Brought forward when the person is back early.")
    reason = models.TextField()
    said_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    back_said_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="absence_period", condition=Q(ends_at__gte=F("starts_at"))),
        )
        indexes = (models.Index(fields=["unit", "ends_at"], name="absence_of_unit"),)

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.unit_id}"


class WatchRule(models.Model):
    """From what hour a unit is warned that a signer lacks, and how many working days before a long gap."""

    unit = models.OneToOneField(
        "organisation.Unit", on_delete=models.PROTECT, primary_key=True, related_name="watch_rule"
    )
    signer_alarm_at = models.TimeField(default=time(14, 30))
    days_before_gap = models.PositiveSmallIntegerField(default=5)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.signer_alarm_at:%H:%M}, {self.days_before_gap}"
