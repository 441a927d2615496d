"""What do surveys and contests ask, and what was answered? Answers to surveys name nobody and no moment."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.organisation.stated import Stated
from motcua.outreach.event_tables import Event
from motcua.outreach.terms import AnswerKind, Purpose
from motcua.programmes.models import Programme


class Questionnaire(Stated):
    """A survey or contest: written as a draft, published, closed; what was published is not changed."""

    purpose = models.CharField(max_length=8)
    title = models.TextField()
    intro = models.TextField(default="")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day.")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="questionnaires")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    search_fold = models.TextField(default="")
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="questionnaire_known_purpose",
                condition=Q(purpose__in=[one.value for one in Purpose]),
            ),
            models.CheckConstraint(name="questionnaire_period", condition=Q(closes_on__gte=F("opens_on"))),
            models.CheckConstraint(
                name="questionnaire_closed_after_published",
                condition=Q(closed_at=None) | Q(published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title


class AskedQuestion(models.Model):
    """A question of a survey or contest; `right` is the place (from 0) of the right choice in a contest."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6)
    text = models.TextField()
    choices = ArrayField(models.TextField(), default=list)
    required = models.BooleanField(default=True)
    right = models.PositiveSmallIntegerField(null=True)
    points = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="asked_question_known_kind", condition=Q(kind__in=[one.value for one in AnswerKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire_id}.{self.position}"


class AnsweredMark(models.Model):
    """That a browser answered: the digest of a number it carries, with nothing that leads to its answer."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.mark[:12]


class SurveyAnswer(models.Model):
    """What one person answered to a survey: by question, the mark, the place of the choice or the words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="answers")
    said = models.JSONField(help_text="Id of the question to what was said.")

    def __str__(self) -> str:
        return f"{self.questionnaire_id}"


class ContestEntry(models.Model):
    """An entry to a contest under a name of the entrant's choice; the prize is claimed with a code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="entries")
    alias = models.TextField()
    said = models.JSONField(help_text="Id of the question to what was said.")
    points = models.PositiveIntegerField()
    guess = models.PositiveIntegerField(
        help_text="How many entries will be all right: decides between equals."
    )
    entered_at = models.DateTimeField()
    claim = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the code given to the entrant."
    )

    class Meta:
        indexes = (models.Index(fields=["questionnaire", "-points"], name="entry_by_points"),)

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.alias}"
