"""Which long lists are being written in the background, how far are they, where does the file lie?

A file lies here in parts only until it is fetched or its days are over; it holds codes and times, no names.
"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Person, Unit
from motcua.reports.export_terms import ExportState


class BigExport(models.Model):
    """A workbook of the dossiers received on the days `first` to `last`, both in it, asked for by a person."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=8, default=ExportState.WAITING.value)
    total = models.PositiveIntegerField(default=0, help_text="Rows to write.")
    done = models.PositiveIntegerField(default=0, help_text="Rows written.")
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="big_export_period", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="big_export_known_state", condition=Q(state__in=[one.value for one in ExportState])
            ),
        )
        indexes = (
            models.Index(
                fields=["id"], name="big_export_waiting", condition=Q(state=ExportState.WAITING.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first}–{self.last}"


class ExportPart(models.Model):
    """A piece of the file of an export."""

    export = models.ForeignKey(BigExport, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["export", "number"], name="export_part_once"),)

    def __str__(self) -> str:
        return f"{self.export_id}/{self.number}"
