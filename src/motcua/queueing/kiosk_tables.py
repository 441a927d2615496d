"""How is a kiosk set up, and which filings were begun at it? Nothing here says who stood before it."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Person
from motcua.queueing.hall_tables import Kiosk


class KioskSetup(models.Model):
    """One setting up of a kiosk: the administrator makes a code, whoever stands at the machine types it once.

    `idle_seconds`: after how long without a touch the visit at the machine ends.
    """

    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, related_name="setups")
    code_hash = models.CharField(max_length=64, unique=True)
    idle_seconds = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField(help_text="From when the code is good no more.")
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("kiosk_id", "-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="kiosk_setup_times", condition=Q(until__gt=F("made_at"), idle_seconds__range=(2, 600))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kiosk_id}: {self.made_at}"


class KioskDraft(models.Model):
    """That a filing in preparation was begun at a kiosk: what was left there unfinished is discarded soon."""

    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, related_name="drafts")
    number = models.CharField(max_length=16, unique=True, help_text="Of the draft.")
    begun_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kiosk_id}: {self.number}"
