"""Which reports were drafted, issued, returned, archived, and by when are they owed? All append-only."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Unit
from motcua.organisation.stated import Stated
from motcua.reports.issue_terms import Every, ReportAct, ReportKind, ReportState


class Report(Stated):
    """A report of a unit over some days, both in it; where it stands its events say.

    `year` and `number` count its drafts; the number of an issued one is in its content.
    """

    kind = models.CharField(max_length=12)
    programme = models.CharField(max_length=80, default="", help_text="Programme id; empty: none.")
    first = models.DateField()
    last = models.DateField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="In the year of the unit: báo cáo số 3/2022.")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", help_text="One returned."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "number"], name="report_number_once"),
            models.CheckConstraint(name="report_period", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="report_known_kind", condition=Q(kind__in=[one.value for one in ReportKind])
            ),
        )
        indexes = (models.Index(fields=["unit", "kind", "first"], name="report_by_period"),)

    def __str__(self) -> str:
        return f"draft {self.number}/{self.year}"


class ReportEvent(Stated):
    """What was done to a report; `unit` is the unit of the person, `state` where the report stands since."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=8)
    state = models.CharField(max_length=8)
    reason = models.TextField(default="")

    class Meta:
        ordering = ("report_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["report", "seq"], name="report_event_once"),
            models.UniqueConstraint(fields=["report"], condition=Q(act="issue"), name="report_issued_once"),
            models.CheckConstraint(
                name="report_event_known",
                condition=Q(act__in=[one.value for one in ReportAct])
                & Q(state__in=[one.value for one in ReportState]),
            ),
            models.CheckConstraint(
                name="report_returned_with_reason", condition=~Q(act="return") | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} ({self.seq})"


class ReportContent(models.Model):
    """What an issued report says, as canonical JSON under its SHA-256."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True, related_name="content")
    canonical = models.TextField(help_text="Canonical JSON of the whole report (motcua.core.chain).")
    sha256 = models.CharField(max_length=64)
    sender = models.TextField(help_text="Name of who issued it.")
    others = models.TextField(default="", help_text="Receivers outside the system, in words.")

    def __str__(self) -> str:
        return self.sha256[:12]


class ReportReceiver(models.Model):
    """A unit to which an issued report went."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="receivers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "unit"], name="report_receiver_once"),)

    def __str__(self) -> str:
        return f"receiver {self.pk}"


class ReportObligation(Stated):
    """Units of a level below `unit` owe it a report by a date that somebody set; the newest of its kind holds.

    `source` names the document and clause that prints the date; empty: set by the user (R-279).
    """

    kind = models.CharField(max_length=12)
    programme = models.CharField(max_length=80, default="")
    level = models.CharField(max_length=12, help_text="Level code of the units that owe it.")
    every = models.CharField(max_length=8)
    first = models.DateField(help_text="First day of the one period, or of the first month or quarter owed.")
    last = models.DateField(null=True)
    due_on = models.DateField(null=True)
    days_after = models.PositiveSmallIntegerField(null=True, help_text="Days after the end of the period.")
    source = models.TextField(default="")
    ended = models.BooleanField(default=False, help_text="From this statement on nothing is owed.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="report_owed_by_a_date",
                condition=Q(every=Every.ONCE.value, due_on__isnull=False, last__isnull=False)
                | (~Q(every=Every.ONCE.value) & Q(days_after__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.level}"
