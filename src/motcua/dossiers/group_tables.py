"""What is kept of a file received line by line? The group, and which line became which dossier."""

from django.db import models

from motcua.organisation.models import Person, Unit
from motcua.procedures.models import Procedure


class GroupReception(models.Model):
    """Many dossiers of one procedure brought together: a company's letter with its list, a stack of papers.

    `reference` is the number of the letter or list: sent again under it, nothing is received twice.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_receptions")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="group_receptions")
    reference = models.CharField(max_length=80)
    requester = models.TextField(help_text="Who brought them.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_by_name = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "procedure", "reference"], name="group_reference_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id} {self.reference}"


class GroupRow(models.Model):
    """One line of the file that became a dossier; equal lines count by their occurrence."""

    group = models.ForeignKey(GroupReception, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(help_text="Where it stood in the file when it was received.")
    digest = models.CharField(max_length=64, help_text="Hash of what the line says.")
    occurrence = models.PositiveIntegerField()
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="group_row")

    class Meta:
        ordering = ("group_id", "line", "id")
        constraints = (
            models.UniqueConstraint(fields=["group", "digest", "occurrence"], name="group_row_once"),
        )

    def __str__(self) -> str:
        return f"{self.group_id}/{self.line}"
