"""What was said of a desk in a month, which slips were used, what was done about low ones? All append-only.

A rating names desk, month and procedure and nothing nearer: no dossier, no official, no moment. Its key is random,
so that the order of ratings says nothing either; of the slip only remains that it was used.
"""

import uuid

from django.db import models
from django.db.models import Q

from motcua.feedback.terms import Item, Occasion
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.stated import Stated
from motcua.procedures.models import Procedure

_MARKED = Q(satisfaction__range=(1, 5))
for _item in Item:
    _MARKED &= Q(**{f"{_item}__isnull": True}) | Q(**{f"{_item}__range": (1, 3)})


class RatingSlip(models.Model):
    """A slip whose code was used: nothing but the digest of the code."""

    mark = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the code, in hex.")

    def __str__(self) -> str:
        return self.mark[:12]


class Rating(models.Model):
    """What one person said of one moment of a process."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="ratings")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="First day of the month in which it was said.")
    occasion = models.CharField(max_length=10)
    satisfaction = models.PositiveSmallIntegerField()
    greeting = models.PositiveSmallIntegerField(null=True)
    apology = models.PositiveSmallIntegerField(null=True)
    thanks = models.PositiveSmallIntegerField(null=True)
    permission = models.PositiveSmallIntegerField(null=True)
    smiling = models.PositiveSmallIntegerField(null=True)
    gentle = models.PositiveSmallIntegerField(null=True)
    listening = models.PositiveSmallIntegerField(null=True)
    helping = models.PositiveSmallIntegerField(null=True)
    explained = models.PositiveSmallIntegerField(null=True)
    respect = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=500, default="", help_text="Personal data masked before it is kept.")
    masked = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(name="rating_marks_possible", condition=_MARKED),
            models.CheckConstraint(name="rating_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="rating_known_occasion", condition=Q(occasion__in=[one.value for one in Occasion])
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="rating_by_month"),)

    def __str__(self) -> str:
        return f"{self.desk_id} {self.month:%m/%Y}: {self.satisfaction}"


class FollowUp(Stated):
    """What the head did about a low rating (R-238)."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.rating_id}: {self.text[:40]}"
