"""Which initiatives were proposed, how far are they, who took them over? Statements, append-only."""

from django.db import models
from django.db.models import Q

from motcua.organisation.models import Unit
from motcua.organisation.stated import Stated
from motcua.outreach.asking_tables import Questionnaire
from motcua.outreach.event_tables import Event
from motcua.outreach.terms import InitiativeState
from motcua.programmes.models import Programme


class Initiative(Stated):
    """An initiative or solution of a unit; where it came from: an event, the result of a survey (R-242, R-248)."""

    author = models.TextField()
    title = models.TextField()
    description = models.TextField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="initiatives")
    survey = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, null=True, related_name="proposals")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    search_fold = models.TextField(default="")

    def __str__(self) -> str:
        return self.title


class InitiativeStep(Stated):
    """How far an initiative is since a day, with what result; `model` marks it for replication. The newest holds."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="steps")
    reached = models.CharField(max_length=8)
    result = models.TextField(default="")
    model = models.BooleanField(default=False, help_text="A good model, proposed for wider use (nhân rộng).")
    evidence = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="initiative_known_state",
                condition=Q(reached__in=[one.value for one in InitiativeState]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.reached}"


class Adoption(Stated):
    """A unit that takes over a model of another (R-242); `unit` is the one that adopts."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="adoptions")
    adopter = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    result = models.TextField(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["initiative", "adopter"], name="adopted_once"),)

    def __str__(self) -> str:
        return f"{self.adopter_id} ← {self.initiative_id}"
