"""What was decided and planned of online levels, and which campaigns were held for filing online?"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.stated import Stated


class OnlineLevelDecision(Stated):
    """From a day on a procedure is offered online at a level in a unit and those below it (R-011).

    `planned`: the level that is to be reached by that day (R-126); a plan opens no channel.
    """

    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=1, help_text="0, 2, 3, 4")
    valid_from = models.DateField()
    planned = models.BooleanField(default=False)
    document = models.TextField(help_text="Number and day of the document.")
    reason = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="online_level_known", condition=Q(level__in=["0", "2", "3", "4"]) & ~Q(document="")
            ),
        )
        indexes = (models.Index(fields=["procedure", "unit"], name="online_level_of_procedure"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id} {self.level}"


class OnlineCampaign(Stated):
    """A campaign that asks people to file online, both days in it; the shares before and after are compared (R-136)."""

    name = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    document = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="online_campaign_days", condition=Q(ends_on__gte=F("starts_on")) & ~Q(name="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}"
