"""What was decided and said about ratings? Criteria by decision, objections, findings, drives, rewards: append-only.

No score is kept: it is worked out from the dossiers whenever somebody asks, and each figure opens its list.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.evaluation.terms import Criterion, Rated, Verdict
from motcua.organisation.models import Person
from motcua.organisation.stated import Stated
from motcua.programmes.models import Programme

_KNOWN_RATED = Q(rated__in=[one.value for one in Rated])
_ONE_OR_ALL = Q(rated=Rated.PERSONS.value, person__isnull=False) | Q(
    rated=Rated.UNITS.value, person__isnull=True
)


class CriteriaSet(Stated):
    """Criteria with weights that a decision gives to an agency and all below it, from a day on (R-285)."""

    rated = models.CharField(max_length=8)
    valid_from = models.DateField()
    decision = models.TextField(help_text="Number, day, who issued it.")
    weights = models.JSONField(help_text="[{criterion, weight, target}], weights together 100.")
    small = models.PositiveSmallIntegerField(help_text="With fewer dossiers nothing is ranked.")

    class Meta:
        constraints = (
            models.CheckConstraint(name="criteria_known_rated", condition=_KNOWN_RATED),
            models.CheckConstraint(name="criteria_small_positive", condition=Q(small__gte=1)),
            models.UniqueConstraint(fields=["unit", "rated", "valid_from", "decision"], name="criteria_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.rated} {self.valid_from:%d/%m/%Y}"


class Objection(Stated):
    """What somebody says against a figure of the own rating, or a head against one of the agency (R-283)."""

    rated = models.CharField(max_length=8)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="objections")
    period = models.CharField(max_length=7, help_text="2022, 2022-Q2 or 2022-05.")
    criterion = models.CharField(max_length=16, default="", help_text="Empty: the rating as a whole.")
    text = models.TextField()
    seen = models.JSONField(help_text="The figures as they stood: [{criterion, words, points}].")
    due_on = models.DateField(help_text="The last day for the answer.")

    class Meta:
        constraints = (
            models.CheckConstraint(name="objection_known_rated", condition=_KNOWN_RATED & _ONE_OR_ALL),
            models.CheckConstraint(
                name="objection_known_criterion",
                condition=Q(criterion__in=["", *(one.value for one in Criterion)]),
            ),
            models.UniqueConstraint(
                fields=["unit", "person", "period", "criterion"],
                condition=Q(person__isnull=False),
                name="objection_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "period", "criterion"],
                condition=Q(person__isnull=True),
                name="objection_of_a_unit_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.person_id or ''} {self.period} {self.criterion}"


class ObjectionAnswer(Stated):
    """How another person answered, by which document, and which dossiers no longer count for this rating."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="answer")
    verdict = models.CharField(max_length=9)
    text = models.TextField()
    decision = models.TextField()
    left_out = ArrayField(models.TextField(), default=list, help_text="Codes of dossiers.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="objection_answer_known_verdict",
                condition=Q(verdict__in=[one.value for one in Verdict]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.verdict}"


class DisciplineFinding(Stated):
    """That discipline was not kept in an agency, by whom found where; `cancels` takes one back (R-239)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="findings")
    day = models.DateField(help_text="When it happened.")
    source = models.TextField(help_text="The document that found it.")
    text = models.TextField()
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled_by")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%d/%m/%Y}"


class EmulationDrive(Stated):
    """A drive with period, criteria and ranking, among the agencies below or the own officials (R-286)."""

    name = models.TextField()
    aim = models.TextField()
    rated = models.CharField(max_length=8)
    first = models.DateField()
    last = models.DateField()
    decision = models.TextField()
    weights = models.JSONField(help_text="As of a criteria set.")
    small = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose results are meant."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="drive_known_rated", condition=_KNOWN_RATED),
            models.CheckConstraint(name="drive_period", condition=Q(last__gte=F("first"))),
            models.UniqueConstraint(fields=["unit", "name", "first"], name="drive_once"),
        )

    def __str__(self) -> str:
        return self.name


class Reward(Stated):
    """An ad hoc reward of an agency or a person with reason and decision; `cancels` takes one back (R-285)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="rewards")
    form = models.TextField(help_text="Giấy khen, bằng khen…")
    reason = models.TextField()
    decision = models.TextField()
    decision_day = models.DateField()
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled_by")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.person_id or ''} {self.form}"
