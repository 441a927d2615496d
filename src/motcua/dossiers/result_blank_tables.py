"""Which blank forms (phôi) does a unit have, and what became of each? One row for each serial that was touched."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from motcua.dossiers.result_tables import ResultDocument
from motcua.dossiers.result_terms import BlankFate
from motcua.organisation.models import Person, Unit


class BlankSeries(models.Model):
    """A run of blank forms that a unit received: serials `prefix` + first … last."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="blank_series")
    kind = models.TextField(help_text="As the form is called: Phôi giấy khai sinh…")
    prefix = models.CharField(max_length=20, default="")
    digits = models.PositiveSmallIntegerField(default=1, help_text="Serials are padded to so many digits.")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    received_from = models.TextField(default="")
    document = models.TextField(default="", help_text="The paper of the hand-over.")
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_by_name = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "prefix", "first")
        constraints = (
            models.CheckConstraint(name="blank_series_runs", condition=Q(last__gte=F("first")) & ~Q(kind="")),
            ExclusionConstraint(
                name="blank_series_do_not_overlap",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("prefix", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first"),
                            F("last"),
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.prefix}{self.first}–{self.last}"

    def label(self, serial: int) -> str:
        """The serial as it is printed on the form."""
        return f"{self.prefix}{serial:0{self.digits}d}"


class BlankUse(models.Model):
    """What became of one blank form: used for a result, or spoilt with a reason. Never changed, never deleted.

    One that was used and then found spoilt has both rows.
    """

    series = models.ForeignKey(BlankSeries, on_delete=models.PROTECT, related_name="uses")
    serial = models.PositiveIntegerField()
    fate = models.CharField(max_length=6)
    result = models.ForeignKey(ResultDocument, on_delete=models.PROTECT, null=True, related_name="blanks")
    reason = models.TextField(default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.TextField()

    class Meta:
        ordering = ("series_id", "serial", "id")
        constraints = (
            models.UniqueConstraint(fields=["series", "serial", "fate"], name="blank_once"),
            models.CheckConstraint(
                name="blank_known_fate", condition=Q(fate__in=[fate.value for fate in BlankFate])
            ),
            models.CheckConstraint(
                name="blank_used_for_a_result", condition=~Q(fate="used") | Q(result__isnull=False)
            ),
            models.CheckConstraint(
                name="blank_spoilt_with_reason", condition=~Q(fate="spoilt") | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.serial} {self.fate}"
