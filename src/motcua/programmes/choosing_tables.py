"""What did a district judge, plan and report for "4 tại chỗ"? Statements, append-only (144/KH-UBND)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.organisation.stated import Stated
from motcua.procedures.models import Procedure
from motcua.programmes.terms import Duty, DutyStanding


class SelectionSheet(Stated):
    """Yes or no for each criterion of choice of one procedure, with reviewer, day and reason (R-049)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    feasible = models.BooleanField()
    short_term = models.BooleanField()
    simple = models.BooleanField()
    single_agency = models.BooleanField()
    frequent = models.BooleanField()
    judged_on = models.DateField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id} ({self.judged_on:%d/%m/%Y})"


class SolutionPlan(Stated):
    """How one procedure is brought under the process: solutions, staff, roadmap, equipment (R-056, R-057)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    solutions = ArrayField(
        models.TextField(), default=list, help_text="Words of the list, or the unit's own."
    )
    staff = models.TextField(default="")
    roadmap = models.TextField(default="")
    equipment = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id}"


class RoadmapYear(Stated):
    """How many procedures a unit plans to have under the process by the end of a year, from when (R-058)."""

    year = models.PositiveSmallIntegerField()
    planned = models.PositiveSmallIntegerField()
    starts_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.planned}"


class DetailedPlan(Stated):
    """The detailed plan that the district's Chair issued (R-059)."""

    number = models.TextField()
    issued_on = models.DateField()
    signed_by = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.number} ({self.unit_id})"


class DutyReport(Stated):
    """How far a duty of part II of the plan is, on a day (R-063)."""

    duty = models.CharField(max_length=8)
    standing = models.CharField(max_length=12)
    reported_on = models.DateField()
    note = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="duty_report_known_words",
                condition=Q(duty__in=[one.value for one in Duty])
                & Q(standing__in=[one.value for one in DutyStanding]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.duty}: {self.standing}"
