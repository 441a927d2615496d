"""Which electronic copies does a dossier have, of which component, and who vouched for them?"""

from django.db import models
from django.db.models import Q

from motcua.documents.models import StoredFile
from motcua.organisation.models import Person


class ComponentCopy(models.Model):
    """One file as the electronic copy of one component (or of the result) of a dossier.

    `number` counts the copies of a dossier from 1. The steps `added_seq`, `confirmed_seq` and `dropped_seq` say the
    same in the dossier's chain; a copy dropped stays on record, and so does its file.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="electronic")
    number = models.PositiveSmallIntegerField()
    component = models.CharField(max_length=60, help_text="Key of the component.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="copies")
    name = models.TextField(help_text="As it was uploaded, NFC, without folders.")
    pages = models.PositiveIntegerField(null=True)
    origin = models.CharField(max_length=8)
    added_seq = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null: the person themself."
    )
    added_at = models.DateTimeField()
    place = models.CharField(max_length=8)
    confirmed_seq = models.PositiveIntegerField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_seq = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("dossier_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["dossier", "number"], name="copy_number_once"),
            models.UniqueConstraint(
                fields=["dossier", "component", "file"],
                name="copy_once_while_it_stands",
                condition=Q(dropped_seq__isnull=True),
            ),
            models.CheckConstraint(
                name="copy_confirmed_whole",
                condition=Q(confirmed_seq__isnull=True, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_seq__isnull=False, confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number} {self.component}"
