"""Who asked the office to come home, who goes when, how did it end? The day log of helpers (R-025, R-029)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.dossiers.home_terms import HelpKind, HomeKind, HomeState, RoadOutcome
from motcua.organisation.models import Person, Unit
from motcua.procedures.models import Procedure


class HomeApproval(models.Model):
    """From when to when a unit comes home, approved by which document; `procedures` empty: all of the unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="home_approvals")
    kinds = ArrayField(models.CharField(max_length=8))
    procedures = ArrayField(models.CharField(max_length=12), default=list)
    area = models.TextField(default="", help_text="Where it comes, in words.")
    document = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("-valid_from", "-id")
        constraints = (
            models.CheckConstraint(
                name="home_approval_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="home_approval_document", condition=~Q(document="") & ~Q(kinds=[])),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} từ {self.valid_from:%d/%m/%Y}"


class HomeRequest(models.Model):
    """One request to come home; ends with a dossier or a reason. `secret` lets the person see and drop it."""

    number = models.TextField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="home_requests")
    kind = models.CharField(max_length=8)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    name_fold = models.TextField()
    phone = models.TextField()
    address = models.TextField()
    account = models.ForeignKey("applicants.Account", on_delete=models.PROTECT, null=True, related_name="+")
    wished_from = models.DateTimeField()
    wished_to = models.DateTimeField()
    note = models.TextField(default="")
    secret = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    official = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    visit_from = models.DateTimeField(null=True)
    visit_to = models.DateTimeField(null=True)
    missed = models.PositiveSmallIntegerField(default=0, help_text="How often nobody was there.")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="home_known",
                condition=Q(state__in=[state.value for state in HomeState])
                & Q(kind__in=[kind.value for kind in HomeKind]),
            ),
            models.CheckConstraint(
                name="home_window",
                condition=Q(wished_to__gt=F("wished_from"))
                & (Q(visit_to__isnull=True) | Q(visit_to__gt=F("visit_from"))),
            ),
            models.CheckConstraint(
                name="home_scheduled_whole",
                condition=~Q(state="scheduled") | Q(official__isnull=False, visit_from__isnull=False),
            ),
            models.CheckConstraint(
                name="home_done_with_dossier",
                condition=~Q(state="done") | Q(dossier__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="home_refused_with_reason",
                condition=~Q(state="refused") | (~Q(reason="") & Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["dossier"], name="home_dossier_once", condition=Q(state="done") & ~Q(kind="return")
            ),
        )
        indexes = (
            models.Index(fields=["unit", "state", "wished_from"], name="home_by_state"),
            models.Index(fields=["unit", "visit_from"], name="home_by_visit"),
        )

    def __str__(self) -> str:
        return self.number


class HomeEvent(models.Model):
    """One thing that happened to a request, never changed; `actor` null is the person themself."""

    request = models.ForeignKey(HomeRequest, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("request_id", "seq")
        constraints = (models.UniqueConstraint(fields=["request", "seq"], name="home_event_once"),)

    def __str__(self) -> str:
        return f"{self.request_id}/{self.seq} {self.act}"


class RoadEntry(models.Model):
    """What an official wrote down at somebody's home and the office got once, whenever the line came back.

    `key` is made on the device, so that the same thing sent twice is one. `happened_at` is the moment there, by the
    office's clock; `number` the intake's or the paper slip's, where there is no dossier yet. Never changed.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="road_entries")
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    request = models.ForeignKey(HomeRequest, on_delete=models.PROTECT, null=True, related_name="road_entries")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    sent_at = models.DateTimeField(help_text="When the office got it.")
    clock_off = models.IntegerField(default=0, help_text="By how many seconds the device's clock was behind.")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.TextField(default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["official", "key"], name="road_entry_once"),
            models.CheckConstraint(
                name="road_entry_known",
                condition=Q(outcome__in=[outcome.value for outcome in RoadOutcome]) & ~Q(key=""),
            ),
            models.CheckConstraint(
                name="road_entry_whole",
                condition=Q(outcome="received", dossier__isnull=False)
                | (Q(outcome__in=["incomplete", "waiting"], dossier__isnull=True) & ~Q(number=""))
                | Q(outcome__in=["nobody_there", "refused"], request__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["unit", "sent_at"], name="road_entry_by_day"),
            models.Index(fields=["number"], name="road_entry_by_number", condition=~Q(number="")),
        )

    def __str__(self) -> str:
        return f"{self.official_id} {self.key}: {self.outcome}"


class HelpEntry(models.Model):
    """A helper (hỗ trợ) helped one person: when, how long, with what. Never changed; no name of the person helped."""

    helper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="help_given")
    helper_name = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="help_given")
    day = models.DateField()
    kind = models.CharField(max_length=12)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    filing = models.TextField(default="", help_text="Number of the filing, where one came of it.")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="help_known",
                condition=Q(kind__in=[kind.value for kind in HelpKind]) & Q(minutes__gte=1, minutes__lte=480),
            ),
            models.UniqueConstraint(fields=["filing"], name="help_filing_once", condition=~Q(filing="")),
        )
        indexes = (models.Index(fields=["unit", "day"], name="help_by_day"),)

    def __str__(self) -> str:
        return f"{self.helper_name}, {self.day:%d/%m/%Y}: {self.minutes} phút"
