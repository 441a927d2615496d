"""On what does a rule stand? Documents with clauses, and the rule sets in force by date."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q


class DateRange(Func):
    """Half-open [from, to) as a PostgreSQL date range."""

    function = "daterange"
    output_field = DateRangeField()


class Document(models.Model):
    """A plan, decision or circular that something stands on; gaps of the printed text stay visible."""

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, help_text="plan, decision, circular, decree, law")
    number = models.TextField(null=True)  # noqa: DJ001 - null: the document prints none
    number_printed = models.TextField(default="")
    issued_on = models.DateField(null=True)
    date_printed = models.TextField(default="")
    issuer = models.TextField(default="", help_text="Unit id or name of the issuing body.")
    title = models.TextField(default="")
    signed_by = models.TextField(default="")
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    source = models.TextField(default="")
    note = models.TextField(default="")
    demo = models.BooleanField(default=False, help_text="Minh họa: not a real document.")

    def __str__(self) -> str:
        return self.number or self.number_printed or self.title

    @property
    def label(self) -> str:
        """Number for a sentence; a missing number is said, never invented."""
        return self.number or self.number_printed or ("không số (minh họa)" if self.demo else "không ghi số")


class LoadedFile(models.Model):
    """Which data files stand in the database, known again by their hash."""

    name = models.TextField(primary_key=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class RuleSet(models.Model):
    """Code format and labels in force between two days (regulations §2); the forms are those of `data/forms.yaml`."""

    code = models.CharField(max_length=12, primary_key=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.TextField()
    code_format = models.CharField(max_length=10, help_text="qcvn102 or qd20")
    one_stop_label = models.TextField()

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="rule_sets_do_not_overlap",
                expressions=[(DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="rule_set_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return self.code
