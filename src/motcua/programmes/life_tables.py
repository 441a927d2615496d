"""What happened to a programme, who pays it, what it serves, which documents reached whom? All append-only."""

from django.db import models
from django.db.models import Q

from motcua.organisation.models import Person, Unit
from motcua.organisation.stated import Stated
from motcua.programmes.life_terms import Source, StepKind


class ProgrammeStep(Stated):
    """One step of a programme's life; `unit` is the unit that took it.

    `number`, `issued_on`, `issuer`: the deciding document, empty where a step needs none. `day` is the day from which
    it counts, `last_day` the last day it speaks of. `revision` is that of the definition it made, null where none.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    number = models.TextField(default="")
    issued_on = models.DateField(null=True)
    issuer = models.TextField(default="")
    day = models.DateField()
    last_day = models.DateField(null=True)
    text = models.TextField(default="")
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="programme_step_known_kind", condition=Q(kind__in=[one.value for one in StepKind])
            ),
        )
        indexes = (models.Index(fields=["programme", "id"], name="programme_steps"),)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind} ({self.day:%d/%m/%Y})"


class ProgrammeFunding(Stated):
    """Money of a programme: where from, how much in đồng (null: not known), by which document (R-123)."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="fundings")
    source = models.CharField(max_length=12)
    amount = models.BigIntegerField(null=True)
    note = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="programme_funding_known_source", condition=Q(source__in=[one.value for one in Source])
            ),
            models.CheckConstraint(
                name="programme_funding_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.source}: {self.amount}"


class ProgrammeTarget(Stated):
    """A yearly target that a programme serves, and the document that sets it (R-291)."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    target = models.TextField()
    document = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}: {self.target}"


class SteeringDocument(Stated):
    """A unit's own plan or steering document of a programme; a blank number or day stays blank (R-266, R-301)."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10, help_text="plan, steering")
    number = models.TextField(default="")
    issued_on = models.DateField(null=True)
    title = models.TextField()
    text = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(name="steering_known_kind", condition=Q(kind__in=["plan", "steering"])),
        )

    def __str__(self) -> str:
        return f"{self.number or self.title} ({self.unit_id})"


class DocumentReceiver(models.Model):
    """One person of a unit's staff to whom a document was sent."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="receivers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "person"], name="document_sent_once"),)
        indexes = (models.Index(fields=["person"], name="documents_of_person"),)

    def __str__(self) -> str:
        return f"{self.document_id} → {self.person_id}"


class ReadConfirmation(models.Model):
    """That person says to have read it (R-266)."""

    receiver = models.OneToOneField(DocumentReceiver, on_delete=models.PROTECT, related_name="confirmation")
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.receiver_id} ({self.confirmed_at:%d/%m/%Y})"
