"""What is being scanned, what was found of each electronic copy, and which desk counts as digitising?"""

from django.db import models
from django.db.models import Q

from motcua.documents.models import StoredFile
from motcua.organisation.models import Person, Unit


class ScanPage(models.Model):
    """A picture that waits to become a page of a component's electronic copy; gone when it did or was redone."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="scan_pages")
    component = models.CharField(max_length=60, help_text="Key of the component, or of the result.")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField(help_text="Pixels, before it is turned.")
    height = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField(default=0, help_text="Degrees clockwise.")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("dossier_id", "component", "position", "id")
        constraints = (
            models.CheckConstraint(name="scan_page_turned_square", condition=Q(turn__in=[0, 90, 180, 270])),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.component} {self.position}"


class CopyCheck(models.Model):
    """What an official found of one electronic copy besides what its steps say.

    `defect` is what will stand on the request for a supplement; `valid_to` the last day on which the paper may
    be used again; `reused_from` the copy of another dossier that this one is; `text` what a reading machine read.
    """

    copy = models.OneToOneField("dossiers.ComponentCopy", on_delete=models.PROTECT, related_name="check_of")
    defect = models.CharField(max_length=16, default="")
    defect_note = models.TextField(default="")
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    valid_to = models.DateField(null=True)
    signed = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="With the official's signature.",
    )
    reused_from = models.ForeignKey(
        "dossiers.ComponentCopy", on_delete=models.PROTECT, null=True, related_name="reused_as"
    )
    text = models.TextField(default="")
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.copy_id} {self.defect or 'đạt'}"


class DigitisationRule(models.Model):
    """From which day on which share of its dossiers makes a desk one that digitises; append-only (R-083)."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="Holds for it and below."
    )
    valid_from = models.DateField()
    share = models.PositiveSmallIntegerField(
        help_text="Percent of the dossiers with an electronic component."
    )
    least = models.PositiveIntegerField(help_text="Fewer dossiers in the period: the desk does not count.")
    reason = models.TextField()
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_by_name = models.TextField()
    stated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="digitisation_share_percent", condition=Q(share__gt=0, share__lte=100)
            ),
            models.CheckConstraint(name="digitisation_least_one", condition=Q(least__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} từ {self.valid_from}: {self.share} %"
