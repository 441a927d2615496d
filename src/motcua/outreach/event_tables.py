"""Which events are planned and held, what became of each day, what was asked there? Statements, append-only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.documents.models import StoredFile
from motcua.organisation.models import Unit
from motcua.organisation.stated import Stated
from motcua.outreach.terms import Asker, DayStanding, EventKind
from motcua.programmes.models import Programme


class Event(Stated):
    """An event as it was announced; its days lie in EventDay. `unit` wrote it down, `lead` holds it."""

    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events_led")
    kind = models.CharField(max_length=10)
    name = models.TextField()
    place = models.TextField()
    procedures = ArrayField(models.CharField(max_length=12), default=list)
    participants = models.TextField(default="", help_text="Whom it is for.")
    weekday = models.PositiveSmallIntegerField(null=True, help_text="Of a weekly rule, Monday is 1.")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="events")
    opens = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="opened_by")
    search_fold = models.TextField(
        default="", help_text="Name, place, lead and co-organisers without accents."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="event_known_kind", condition=Q(kind__in=[one.value for one in EventKind])
            ),
            models.CheckConstraint(
                name="event_possible_weekday", condition=Q(weekday=None) | Q(weekday__range=(1, 7))
            ),
        )
        indexes = (models.Index(fields=["programme", "kind"], name="event_by_programme"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class CoOrganiser(models.Model):
    """One more body that holds an event: a unit of the system, or one outside it by name (R-252)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="co_organisers")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="events_shared")
    name = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "name"], name="co_organiser_once"),)

    def __str__(self) -> str:
        return self.name


class EventDay(models.Model):
    """A day on which an event is held; no hour is the whole day. `moved_from` is the day it took the place of."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    moved_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="moved_to")

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.UniqueConstraint(fields=["event", "day"], name="event_day_once"),
            models.CheckConstraint(
                name="event_hours_in_order", condition=Q(ends=None) | Q(ends__gt=F("starts"))
            ),
        )
        indexes = (models.Index(fields=["day"], name="event_day_by_day"),)

    def __str__(self) -> str:
        return f"{self.event_id} {self.day:%d/%m/%Y}"


class DayOutcome(Stated):
    """What became of a day: held with its result, postponed or cancelled with the reason; the newest holds."""

    day = models.ForeignKey(EventDay, on_delete=models.PROTECT, related_name="outcomes")
    standing = models.CharField(max_length=9)
    reason = models.TextField(default="")
    result = models.TextField(default="")
    attended = models.PositiveIntegerField(null=True)
    advised = models.PositiveIntegerField(null=True, help_text="Requests advised at a festival day.")
    settled = models.PositiveIntegerField(null=True, help_text="Requests settled at a festival day.")
    evidence = models.TextField(default="", help_text="Number of the minutes, address of the news.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="day_outcome_known_standing",
                condition=Q(standing__in=[one.value for one in DayStanding]),
            ),
            models.CheckConstraint(
                name="day_outcome_with_words",
                condition=(Q(standing="held") & ~Q(result="")) | (~Q(standing="held") & ~Q(reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day_id}: {self.standing}"


class EventReport(Stated):
    """The report in which a meeting or workshop ended (R-243)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="reports")
    number = models.TextField()
    issued_on = models.DateField()
    text = models.TextField(default="")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class DialogueQuestion(Stated):
    """What was asked at a dialogue, who answers it, by when (R-245)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="questions")
    asker = models.CharField(max_length=12)
    text = models.TextField()
    text_fold = models.TextField()
    responsible = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="questions_to_answer")
    due_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="question_known_asker", condition=Q(asker__in=[one.value for one in Asker])
            ),
        )
        indexes = (models.Index(fields=["responsible", "due_on"], name="question_by_responsible"),)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.text[:40]}"


class DialogueAnswer(Stated):
    """The answer to a question of a dialogue; a later one takes the place of the former."""

    question = models.ForeignKey(DialogueQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text[:40]}"
