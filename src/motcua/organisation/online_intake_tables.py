"""Where did a unit say that people file online? One row for each saying, dated, with its document."""

from django.db import models
from django.db.models import Q

from motcua.organisation.terms import IntakeMode


class OnlineIntake(models.Model):
    """From `valid_from` the unit, and every unit below it that says nothing else, takes filings in this mode.

    Rows are added, never changed: the latest day that has come holds, of one day the row written last.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="online_intakes")
    mode = models.CharField(max_length=8)
    valid_from = models.DateField()
    source = models.TextField(help_text="The document it stands on.")
    said_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="online_intake_known_mode", condition=Q(mode__in=[mode.value for mode in IntakeMode])
            ),
            models.CheckConstraint(name="online_intake_has_source", condition=~Q(source="")),
        )
        indexes = (models.Index(fields=["unit", "-valid_from"], name="online_intake_latest"),)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.mode} from {self.valid_from}"
