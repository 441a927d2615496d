"""Which unit does what for a programme, and what came of it? A registration ends once; all below it is append-only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import Dossier
from motcua.organisation.stated import Stated
from motcua.participation.registration_terms import ActivityKind, BacklogKind, Option
from motcua.procedures.models import Procedure
from motcua.programmes.models import Programme


class Registration(Stated):
    """One option that a unit takes on for a programme, as its main one or beside it (104/KH-UBND II.2)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="registrations")
    option = models.CharField(max_length=30)
    main = models.BooleanField()
    description = models.TextField(default="")
    owner = models.TextField(default="")
    evidence = models.TextField(default="", help_text="Number of the unit's paper, address of the news.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.TextField(default="")
    withdrawn_why = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(main=True, withdrawn_at=None),
                name="registration_one_main",
            ),
            models.UniqueConstraint(
                fields=["programme", "unit", "option"],
                condition=Q(withdrawn_at=None),
                name="registration_option_once",
            ),
            models.CheckConstraint(
                name="registration_known_option", condition=Q(option__in=[one.value for one in Option])
            ),
            models.CheckConstraint(
                name="registration_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by_name="", withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by_name="") & ~Q(withdrawn_why="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.unit_id} {self.option}"


class RegisteredActivity(Stated):
    """What is organised under an option, or done to support production; `event`: its id among the events."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=10)
    name = models.TextField()
    day = models.DateField()
    place = models.TextField(default="")
    partners = ArrayField(models.TextField(), default=list)
    event = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["registration", "kind", "day", "name"], name="registered_activity_once"
            ),
            models.UniqueConstraint(fields=["registration", "event"], name="registered_event_once"),
            models.CheckConstraint(
                name="registered_activity_known_kind",
                condition=Q(kind__in=[one.value for one in ActivityKind]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class RegistrationReport(Stated):
    """A result with its evidence: of an activity (the newest holds), or of the option itself (all of them do)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="reports")
    activity = models.ForeignKey(
        RegisteredActivity, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    result = models.TextField()
    evidence = models.TextField(default="")
    advised = models.PositiveIntegerField(default=0, help_text="Requests advised at a festival day.")
    settled = models.PositiveIntegerField(default=0, help_text="Requests settled at a festival day.")

    def __str__(self) -> str:
        return f"result of {self.registration_id}"


class BacklogItem(Stated):
    """A dossier or project that lies unfinished: why, who clears it, until when (option 2.1, R-160)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="backlog")
    kind = models.CharField(max_length=8)
    name = models.TextField(help_text="Code of the dossier, name of the project.")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+")
    cause = models.TextField()
    owner = models.TextField()
    target = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["registration", "kind", "name"], name="backlog_item_once"),
            models.CheckConstraint(
                name="backlog_item_known_kind",
                condition=Q(kind=BacklogKind.DOSSIER.value) | Q(kind=BacklogKind.PROJECT.value, dossier=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class BacklogClearance(Stated):
    """That a backlog item is settled for good, on which day, shown by what."""

    item = models.OneToOneField(BacklogItem, on_delete=models.PROTECT, related_name="clearance")
    cleared_on = models.DateField()
    evidence = models.TextField()

    def __str__(self) -> str:
        return f"clearance of {self.item_id}"


class NoLatePledge(Stated):
    """That no result of a procedure is late from a day on; the figures are those of the year before (option 2.2)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="pledges")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    pledged_from = models.DateField()
    due_before = models.PositiveIntegerField(default=0)
    late_before = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["registration", "procedure"], name="no_late_pledge_once"),
            models.CheckConstraint(
                name="no_late_pledge_figures", condition=Q(late_before__lte=F("due_before"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id} từ {self.pledged_from:%d/%m/%Y}"


class PortalItem(Stated):
    """A report or proposal that came by channel 1022 and was given to the unit, due the same working day (2.4)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="portal_items")
    number = models.CharField(max_length=40)
    subject = models.TextField(help_text="What field it is about; no person is named.")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["registration", "number"], name="portal_item_once"),
            models.CheckConstraint(
                name="portal_item_due_after_receipt", condition=Q(due_at__gte=F("received_at"))
            ),
        )

    def __str__(self) -> str:
        return self.number


class PortalAnswer(Stated):
    """That the result of an item of channel 1022 was told to who sent it: when, what."""

    item = models.OneToOneField(PortalItem, on_delete=models.PROTECT, related_name="answer")
    answered_at = models.DateTimeField()
    outcome = models.TextField()

    def __str__(self) -> str:
        return f"answer to {self.item_id}"
