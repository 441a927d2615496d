"""What is kept of a visit (lượt giao dịch)? Who came and when, and what was asked for in it; never changed.

The wish points at its dossier, not the other way round: a dossier already received can still be taken into the
visit, and its own chain stays as it is.
"""

from django.db import models
from django.db.models import Q

from motcua.dossiers.applicant_facts import ApplicantFacts
from motcua.organisation.models import OneStopUnit, Person, Unit


class Visit(ApplicantFacts):
    """One person comes to the desk on one day, with one or more wishes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits")
    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="visits")
    counter = models.TextField(default="", help_text="As it is called at the desk.")
    opened_at = models.DateTimeField()
    day = models.DateField(help_text="The day of `opened_at` on the office's wall calendar.")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_by_name = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["unit", "day", "id"], name="visit_by_day"),)

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.opened_at:%H:%M %d/%m/%Y}"


class VisitWish(models.Model):
    """One thing asked for in a visit: it became a dossier, or an intake that says what lacks."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="wishes")
    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="visit_wish"
    )
    intake = models.OneToOneField(
        "dossiers.Intake", on_delete=models.PROTECT, null=True, related_name="visit_wish"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("visit_id", "id")
        constraints = (
            models.CheckConstraint(
                name="wish_has_one_subject",
                condition=Q(dossier__isnull=False, intake__isnull=True)
                | Q(dossier__isnull=True, intake__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.dossier_id or self.intake_id}"
