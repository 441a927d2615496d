"""What is kept of numbers given out on paper? The block, each of its numbers, what became of it, who asked."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.terms import NumberFate
from motcua.legal_basis.models import RuleSet
from motcua.organisation.models import OneStopUnit, Person, Unit


class NumberBlock(models.Model):
    """Dossier codes of one unit and day taken out of the live series, to be given out by hand.

    `day` is the day in the codes: on it, and after `reserved_at`, people are received on paper.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="number_blocks")
    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="+")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    size = models.PositiveSmallIntegerField()
    reason = models.TextField()
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reserved_by_name = models.TextField()

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(name="number_block_size", condition=Q(size__gte=1, size__lte=200)),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%d/%m/%Y} ({self.size})"


class ReservedNumber(models.Model):
    """One number of a block with the secret printed beside it; never given to anybody else."""

    block = models.ForeignKey(NumberBlock, on_delete=models.PROTECT, related_name="numbers")
    position = models.PositiveSmallIntegerField()
    code = models.TextField(unique=True)
    secret = models.CharField(max_length=12)

    class Meta:
        ordering = ("block_id", "position")
        constraints = (models.UniqueConstraint(fields=["block", "position"], name="reserved_number_once"),)

    def __str__(self) -> str:
        return self.code


class NumberUse(models.Model):
    """What became of a reserved number, once and for all: a dossier, a spoilt form, or given back unused.

    Of a dossier also both due times: `due_written` stood on the paper (None: nothing was written there),
    `due_counted` is what the rules of the paper's moment give; the dossier carries the one that binds.
    """

    number = models.OneToOneField(ReservedNumber, on_delete=models.PROTECT, related_name="use")
    fate = models.CharField(max_length=8)
    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="late_entry"
    )
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.TextField()
    asked_by_name = models.TextField(default="", help_text="Who typed what `by` confirmed.")
    due_written = models.DateTimeField(null=True)
    due_written_strict = models.BooleanField(default=False)
    due_counted = models.DateTimeField(null=True)
    due_counted_strict = models.BooleanField(default=False)

    class Meta:
        ordering = ("number_id",)
        constraints = (
            models.CheckConstraint(
                name="number_use_known_fate", condition=Q(fate__in=[fate.value for fate in NumberFate])
            ),
            models.CheckConstraint(
                name="number_use_entered_has_dossier",
                condition=Q(fate="entered", dossier__isnull=False, due_counted__isnull=False)
                | (~Q(fate="entered") & Q(dossier__isnull=True, due_counted__isnull=True)),
            ),
            models.CheckConstraint(name="number_use_has_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.number_id} {self.fate}"


class WaitingEntry(models.Model):
    """A reception on paper as the first person typed it, waiting for the second."""

    number = models.OneToOneField(ReservedNumber, on_delete=models.PROTECT, related_name="waiting")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.TextField()
    asked_at = models.DateTimeField()
    data = models.JSONField(help_text="What was typed, as `dossiers.late_entries` writes it.")

    class Meta:
        ordering = ("number_id",)

    def __str__(self) -> str:
        return f"{self.number_id} waits for a second person"
