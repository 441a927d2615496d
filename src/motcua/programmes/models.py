"""Which same-day programmes are there? Definitions as loaded, every revision kept."""

from django.db import models

from motcua.legal_basis.models import Document
from motcua.organisation.models import Unit

# Tables in a file of their own, so that the heart stays readable; Django finds them through this module.
from motcua.programmes.choosing_tables import (
    DetailedPlan,
    DutyReport,
    RoadmapYear,
    SelectionSheet,
    SolutionPlan,
)
from motcua.programmes.life_tables import (
    DocumentReceiver,
    ProgrammeFunding,
    ProgrammeStep,
    ProgrammeTarget,
    ReadConfirmation,
    SteeringDocument,
)

__all__ = [
    "DetailedPlan",
    "DocumentReceiver",
    "DutyReport",
    "Programme",
    "ProgrammeFunding",
    "ProgrammeRevision",
    "ProgrammeStep",
    "ProgrammeTarget",
    "ProgrammesVersion",
    "ReadConfirmation",
    "RoadmapYear",
    "SelectionSheet",
    "SolutionPlan",
    "SteeringDocument",
]


class Programme(models.Model):
    """A same-day programme; `definition` is the rule as its file states it (see data/programmes.yaml)."""

    slug = models.SlugField(max_length=80, primary_key=True)
    name = models.TextField()
    status = models.CharField(max_length=10, help_text="draft, proposed, approved, launched, ended")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    units = models.ManyToManyField(Unit, related_name="programmes")
    period_from = models.DateField()
    period_to = models.DateField(null=True)
    definition = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("period_from", "slug")

    def __str__(self) -> str:
        return self.name


class ProgrammeRevision(models.Model):
    """What a programme said at each load; append-only."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    definition = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["programme", "revision"], name="revision_once"),)

    def __str__(self) -> str:
        return f"{self.programme_id} r{self.revision}"


class ProgrammesVersion(models.Model):
    """Counts the changes of all programmes; compiled rules are cached by it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=1)
    digest = models.CharField(
        max_length=64, default="", help_text="Hash over all definitions: the key of the caches."
    )

    def __str__(self) -> str:
        return f"programmes {self.number}"
