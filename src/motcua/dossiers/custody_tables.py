"""Which originals lie at the desk, with whom, and to whom did they go? A row for each thing that happened to one."""

from django.db import models
from django.db.models import Q

from motcua.organisation.models import Person

MOST_ORIGINALS = 50  # written with one act


class CustodyRow(models.Model):
    """One original (bản chính) of a dossier was kept, passed on to another official, or given back.

    `number` counts the originals of a dossier from 1; `seq` is the step that says it, so the dossier's chain
    vouches for every row. Never changed, never deleted.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="custody")
    seq = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=8)
    title = models.TextField()
    mark = models.TextField(default="", help_text="The paper's own number.")
    copies = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", help_text="Who has it after; who gave it back."
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("dossier_id", "number", "seq")
        constraints = (
            models.UniqueConstraint(fields=["dossier", "number", "seq"], name="custody_once_a_step"),
            models.UniqueConstraint(
                fields=["dossier", "number", "event"],
                name="custody_kept_and_given_once",
                condition=~Q(event="moved"),
            ),
            models.CheckConstraint(name="custody_something", condition=Q(copies__gte=1) & ~Q(title="")),
        )
        indexes = (models.Index(fields=["holder", "event"], name="custody_by_holder"),)

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number} {self.event}"
