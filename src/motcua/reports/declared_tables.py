"""Which figures were printed or declared elsewhere, and loaded by hand, with which reason? (R-271, R-278)"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Unit
from motcua.programmes.models import Programme
from motcua.reports.terms import Bound


class DeclaredFigure(models.Model):
    """One figure as its document prints it; append-only: a later row for the same figure stands in its place.

    `last` is the last day of the period, in it. `unit` is empty where the figure is that of a whole block.
    `measured_in` is the printed unit ("hồ sơ", "thủ tục hành chính"), never made alike.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    block = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=20)
    value = models.BigIntegerField()
    bound = models.CharField(max_length=5)
    measured_in = models.TextField()
    printed = models.TextField(help_text="As the document prints it.")
    rate_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    source = models.TextField()
    clause = models.TextField(default="")
    reason = models.TextField(help_text="Why it was entered by hand.")
    entered_by = models.TextField(help_text="Name, or the file it was loaded from.")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="declared_period", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(name="declared_not_below_nought", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="declared_known_bound", condition=Q(bound__in=[one.value for one in Bound])
            ),
            models.CheckConstraint(name="declared_says_why", condition=~Q(reason="")),
        )
        indexes = (models.Index(fields=["programme", "first", "last"], name="declared_of_programme"),)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.block} {self.measure}: {self.bound} {self.printed}"
