"""The dossier (hồ sơ), its intake before it, the papers handed in and every step, append-only."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

# Tables in files of their own, so that the heart stays readable; Django finds them through this module.
from motcua.dossiers.applicant_facts import ApplicantFacts
from motcua.dossiers.archive_tables import ArchiveRecord, Disposal, DisposalItem, VerifyRun
from motcua.dossiers.block_tables import NumberBlock, NumberUse, ReservedNumber, WaitingEntry
from motcua.dossiers.book_tables import BookClosing, BookRow
from motcua.dossiers.consignment_tables import Consignment, ConsignmentEvent
from motcua.dossiers.copy_tables import ComponentCopy
from motcua.dossiers.custody_tables import CustodyRow
from motcua.dossiers.group_tables import GroupReception, GroupRow
from motcua.dossiers.hall_tables import TicketDossier, TicketVisit
from motcua.dossiers.home_tables import HelpEntry, HomeApproval, HomeEvent, HomeRequest, RoadEntry
from motcua.dossiers.online_tables import Draft, DraftPaper, OnlineFiling, UploadPart
from motcua.dossiers.recorded_tables import RecordedDossier, RecordedImport, RecordedSum
from motcua.dossiers.result_blank_tables import BlankSeries, BlankUse
from motcua.dossiers.result_tables import ResultDocument, ResultEvent
from motcua.dossiers.result_template_tables import ResultTemplate, TemplateVersion
from motcua.dossiers.scan_tables import CopyCheck, DigitisationRule, ScanPage
from motcua.dossiers.signature_tables import PendingSignature
from motcua.dossiers.store_tables import StoredResult
from motcua.dossiers.terms import ENDED, PAUSED, RUNS_ON, State
from motcua.dossiers.visit_tables import Visit, VisitWish
from motcua.legal_basis.models import RuleSet
from motcua.organisation.models import OneStopUnit, Person, Unit
from motcua.procedures.models import InternalProcess, Procedure, ProcedureVersion

__all__ = [
    "ArchiveRecord",
    "BlankSeries",
    "BlankUse",
    "BookClosing",
    "BookRow",
    "ComponentCopy",
    "Consignment",
    "ConsignmentEvent",
    "CopyCheck",
    "CustodyRow",
    "DigitisationRule",
    "Disposal",
    "DisposalItem",
    "Dossier",
    "Draft",
    "DraftPaper",
    "GroupReception",
    "GroupRow",
    "HandedIn",
    "HelpEntry",
    "HomeApproval",
    "HomeEvent",
    "HomeRequest",
    "Intake",
    "NumberBlock",
    "NumberUse",
    "OnlineFiling",
    "PendingAct",
    "PendingSignature",
    "RecordedDossier",
    "RecordedImport",
    "RecordedSum",
    "ReservedNumber",
    "ResultDocument",
    "ResultEvent",
    "ResultTemplate",
    "RoadEntry",
    "ScanPage",
    "Step",
    "StoredResult",
    "TemplateVersion",
    "TicketDossier",
    "TicketVisit",
    "UploadPart",
    "VerifyRun",
    "Visit",
    "VisitWish",
    "WaitingEntry",
]


class Intake(ApplicantFacts):
    """Somebody came, papers were looked at, something lacked: a number and its slips, not yet a dossier."""

    number = models.TextField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    handed_in = models.JSONField(help_text="[{key, original, copies}]")
    missing = models.JSONField(help_text="[{key, name, why}]")
    secret = models.CharField(max_length=12)
    step_count = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    facts_hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.number


def _one_of(states: Iterable[State]) -> str:
    return f"^({'|'.join(sorted(states))})$"


_AT_WORK = frozenset(State) - PAUSED - ENDED
# What the database refuses of a dossier, whoever writes it.
_ALWAYS_TRUE = (
    # One rule and each state once, as texts: PostgreSQL reads every rule of the table anew with each statement.
    models.CheckConstraint(
        name="dossier_state_and_its_moments",
        condition=Q(ended_at__isnull=True, paused_at__isnull=True, state__regex=_one_of(_AT_WORK))
        | Q(ended_at__isnull=True, paused_at__isnull=False, state__regex=_one_of(PAUSED))
        | Q(ended_at__isnull=False, paused_at__isnull=True, state__regex=_one_of(ENDED)),
    ),
    models.CheckConstraint(
        name="dossier_has_a_number", condition=Q(code__isnull=False) | Q(filing_number__isnull=False)
    ),
    models.CheckConstraint(
        name="dossier_with_code_has_promise",
        condition=Q(code__isnull=True)
        | (Q(due_at__isnull=False) & Q(due_original__isnull=False) & Q(accepted_at__isnull=False)),
    ),
    models.CheckConstraint(
        name="dossier_returned_whole",
        condition=~Q(state="returned")
        | (
            Q(returned_at__isnull=False)
            & ~Q(returned_to="")
            & ~Q(result_number="")
            & Q(ready_at__isnull=False)
        ),
    ),
    models.CheckConstraint(
        name="dossier_due_after_reception",
        condition=Q(due_at__isnull=True) | Q(due_at__gte=F("received_at")) | Q(due_reason="prolonged"),
    ),
    models.CheckConstraint(
        name="dossier_merged_is_cancelled",
        condition=Q(merged_into__isnull=True) | (Q(state="cancelled") & ~Q(merged_into=F("id"))),
    ),
    models.CheckConstraint(
        name="dossier_archived_ended",
        condition=Q(archived_at__isnull=True) | Q(ended_at__isnull=False),
    ),
)


class Dossier(ApplicantFacts):
    """One dossier from submission or reception to hand-over.

    Its promise is computed once and stored here; slips, lists, pages, API and reports read this row.
    `due_at` is the present due time, `due_original` the one first promised.
    """

    code = models.TextField(unique=True, null=True)  # noqa: DJ001 - many without a code, none doubled
    filing_number = models.TextField(unique=True, null=True)  # noqa: DJ001 - as code
    intake = models.OneToOneField(Intake, on_delete=models.PROTECT, null=True, related_name="dossier")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    one_stop_unit = models.ForeignKey(
        OneStopUnit, on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )
    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )
    process = models.ForeignKey(
        InternalProcess, on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    path = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)
    return_channel = models.CharField(max_length=8, default="desk")
    items = models.JSONField(default=list, help_text="Certification: [{title, pages, copies}]")

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    off_hours_reason = models.TextField(default="")

    due_at = models.DateTimeField(null=True)
    due_original = models.DateTimeField(null=True)
    due_strict = models.BooleanField(default=False)
    due_reason = models.CharField(max_length=24, default="")
    due_rule = models.TextField(default="", help_text="Programme id or procedure version id.")
    due_source = models.TextField(default="")
    ordinary_due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    explanation = ArrayField(models.TextField(), default=list)
    at_once = models.BooleanField(default=False)
    by_wish = models.BooleanField(default=False, help_text="The person asked for the ordinary appointment.")

    state = models.CharField(max_length=20)
    state_since = models.DateTimeField()
    state_before_pause = models.CharField(max_length=20, default="")
    paused_at = models.DateTimeField(null=True)
    appraiser = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approver = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    result_number = models.TextField(default="")
    result_document = models.ForeignKey(
        ResultDocument,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # asked from the other side only
        help_text="Set by the approval.",
    )
    ready_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_to = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)

    due_extended = models.DateTimeField(null=True, help_text="Promised in the apology; never counts as due.")
    refused_result = models.BooleanField(default=False, help_text="The result is a refusal to settle.")
    originals_kept = models.PositiveSmallIntegerField(
        default=0, help_text="Papers of the person at the desk."
    )
    shelf_place = models.TextField(default="", help_text="Where the result lies until it is collected.")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    archived_at = models.DateTimeField(null=True, help_text="Readable since then, not changeable.")

    secret = models.CharField(max_length=12)
    step_count = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    facts_hash = models.CharField(max_length=64, default="")

    # No column: whether the unit chose "digitise and sign" for the procedure; None where nobody asked yet.
    must_digitise: bool | None = None

    class Meta:
        constraints = _ALWAYS_TRUE
        # None names a column that every act sets (the state): such an act then leaves all indexes as they are, and the
        # new row lies beside the old one, for which the pages keep room (fillfactor, migration 0035). A foreign key
        # has an index of its own only where one of these does not begin with it and somebody asks by it.
        indexes = (
            models.Index(
                fields=["unit", "due_at", "id"],
                name="dossier_open_by_due",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["appraiser", "due_at", "id"],
                name="dossier_mine_by_due",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                name="dossier_given_up_by_due",
                condition=Q(ended_at__isnull=False, returned_at__isnull=True),
            ),
            models.Index(fields=["unit", "due_at", "id"], name="dossier_by_due"),
            models.Index(fields=["unit", "applicant_fold"], name="dossier_by_whole_name"),
            # By its end, not by when the result was ready: that stands in no index, so that stamping touches none.
            models.Index(
                fields=["unit", "procedure", "ended_at"],
                name="dossier_ended_by_procedure",
                condition=Q(ended_at__isnull=False),
            ),
            models.Index(fields=["id_number"], name="dossier_by_identity", condition=~Q(id_number="")),
            models.Index(
                fields=["merged_into"], name="dossier_merged", condition=Q(merged_into__isnull=False)
            ),
            # With the unit: common parts of names are all over the archive, rare within a desk's open dossiers.
            GinIndex(
                fields=["unit", "applicant_fold"],
                name="dossier_open_part_of_name",
                opclasses=["text_ops", "gin_trgm_ops"],
                condition=Q(ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.code or self.filing_number or "hồ sơ chưa có mã"

    @property
    def clock_stopped(self) -> bool:
        """Whether the due time stands still now: while papers are awaited, unless the version says it runs on,
        and while money is owed to another agency."""
        runs_on = self.state != State.AWAITING_PAYMENT and self.version.after_supplement == RUNS_ON
        return self.paused_at is not None and not runs_on


class HandedIn(models.Model):
    """A paper handed in; what a supplement adds comes as a new row of a later round, both versions kept."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="handed_in", db_index=False)
    round = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.TextField()
    original = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    presented = models.BooleanField(default=False, help_text="Only looked at and given back.")

    class Meta:
        ordering = ("dossier_id", "round", "position")
        constraints = (
            models.UniqueConstraint(fields=["dossier", "round", "key"], name="handed_in_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}"


class Step(models.Model):
    """One act on a dossier or intake: never changed, never deleted, linked to the step before it."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="steps", db_index=False
    )
    intake = models.ForeignKey(
        Intake, on_delete=models.PROTECT, null=True, related_name="steps", db_index=False
    )
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    source = models.CharField(max_length=20, default="")
    target = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    unit_id = models.TextField()
    place = models.CharField(max_length=8)
    data = models.JSONField(default=dict, help_text="What was said: reason, items, receiver, power…")
    facts_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="step_has_one_subject",
                condition=Q(dossier__isnull=False, intake__isnull=True)
                | Q(dossier__isnull=True, intake__isnull=False),
            ),
            models.UniqueConstraint(fields=["dossier", "seq"], name="dossier_step_once"),
            # Only of intakes: a step of a dossier, as nearly all are, need not stand in it.
            models.UniqueConstraint(
                fields=["intake", "seq"], name="intake_step_once", condition=Q(intake__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=["unit_id", "at"], name="step_by_unit"),
            models.Index(
                models.F("data__rating"), name="step_by_rating", condition=Q(data__has_key="rating")
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id or self.intake_id}/{self.seq} {self.act}"


class PendingAct(models.Model):
    """An act of two persons, asked by the first and waiting for the second."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="pending_acts")
    act = models.CharField(max_length=20)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "act"], name="pending_act_once"),)

    def __str__(self) -> str:
        return f"{self.act} of {self.dossier_id} waits for a second person"
