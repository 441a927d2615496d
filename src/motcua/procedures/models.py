"""What is offered? Procedures in versions, their components, processes and 4-tại-chỗ lists."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from motcua.legal_basis.models import DateRange, Document
from motcua.organisation.models import Person, Unit

# Tables in files of their own, so that the heart stays readable; Django finds them through this module.
from motcua.procedures.desk_lists import DeskList
from motcua.procedures.electronic_tables import ElectronicState
from motcua.procedures.online_form_tables import FormVersion
from motcua.procedures.online_level_tables import OnlineCampaign, OnlineLevelDecision

__all__ = [
    "Component",
    "DeskList",
    "ElectronicState",
    "FormVersion",
    "InternalProcess",
    "NationalProcedure",
    "OnTheSpotEntry",
    "OnTheSpotList",
    "OnlineCampaign",
    "OnlineLevelDecision",
    "Procedure",
    "ProcedureVersion",
]


class NationalProcedure(models.Model):
    """Name and field of a procedure as the national list prints them (R-001)."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.TextField()
    field = models.TextField()
    other_names = ArrayField(models.TextField(), default=list)

    def __str__(self) -> str:
        return self.code


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính) under its national code."""

    code = models.CharField(max_length=12, primary_key=True)
    slug = models.SlugField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure asked and promised between two days; dossiers keep the version of their reception.

    `limit_value` counts `limit_unit`; `limit_cutoff` {after, rule, effect}; `limit_extension`
    {value, unit, condition, mode, ground}; `facts` holds the remaining parts as the catalogue file has them.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.CharField(max_length=8, default="draft")
    decision = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField()
    name_fold = models.TextField(help_text="Names and field without accents, for search.")
    name_sort = models.TextField(default="", db_collation="C", help_text="Sorts by the Vietnamese alphabet.")
    field = models.TextField()
    level = models.CharField(max_length=12, blank=True)
    also_at = ArrayField(models.CharField(max_length=12), default=list)
    agency_type = models.CharField(max_length=40)
    agency_name = models.TextField()
    limit_value = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=12)
    limit_text = models.TextField()
    limit_cutoff = models.JSONField(null=True)
    limit_extension = models.JSONField(null=True)
    after_supplement = models.CharField(max_length=8, default="reset")
    forbids_own_appraisal = models.BooleanField(default=False)
    online_level = models.CharField(
        max_length=30, help_text="2, 3, 4 before 1/7/2025; một phần, toàn trình after."
    )
    result_name = models.TextField()
    fee = models.JSONField()
    facts = models.JSONField(
        help_text="legal basis, confidence, same-day marks, certification, notes, sources…"
    )
    change_note = models.TextField(default="")
    digest = models.CharField(max_length=64, default="", help_text="Hash of what the catalogue file says.")

    class Meta:
        ordering = ("procedure_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            ExclusionConstraint(
                name="versions_do_not_overlap",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="version_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="version_names_itself", condition=~Q(name="") & ~Q(field="") & ~Q(procedure_id="")
            ),
            models.CheckConstraint(
                name="public_version_is_complete",
                condition=Q(status="draft")
                | (Q(decision__isnull=False) & Q(limit_value__isnull=False) & ~Q(level="")),
            ),
        )
        indexes = (GinIndex(fields=["name_fold"], name="version_name_trgm", opclasses=["gin_trgm_ops"]),)

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    def in_force_on(self, day: date) -> bool:
        """Whether the version is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Component(models.Model):
    """A paper that a version asks for (thành phần hồ sơ)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="components")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    name = models.TextField()
    mode = models.CharField(max_length=8, help_text="submit (nộp) or present (xuất trình)")
    form_no = models.TextField(default="")
    originals = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField()
    mandatory = models.BooleanField()
    condition = models.TextField(default="", help_text="When a conditional component is needed.")
    replaceable_by = models.TextField(default="")
    digitise = models.BooleanField(default=True)

    class Meta:
        ordering = ("version_id", "position")
        constraints = (models.UniqueConstraint(fields=["version", "key"], name="component_key_once"),)

    def __str__(self) -> str:
        return self.key


class InternalProcess(models.Model):
    """Internal process (quy trình nội bộ): steps [{act, label, role, place, minutes}] for a version.

    Without a unit it is the provincial one; a unit's process refers to it (144/KH-UBND III.1).
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="processes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="processes")
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="details")
    number = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=8, default="draft")
    path = models.CharField(max_length=12, default="ordinary", help_text="on_the_spot, partial or ordinary")
    steps = models.JSONField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    author_name = models.TextField(default="")
    approver_name = models.TextField(default="")
    approved_on = models.DateField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "unit", "number"], name="process_number_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["version", "unit"],
                name="one_active_process",
                condition=Q(status="active"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="active_process_is_approved",
                condition=~Q(status="active") | (Q(approved_on__isnull=False) & ~Q(approver_name="")),
            ),
            models.CheckConstraint(
                name="unit_process_has_base",
                condition=~Q(status="active") | Q(unit__isnull=True) | Q(base__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.unit_id or 'tỉnh'} v{self.number}"


class OnTheSpotList(models.Model):
    """A 4-tại-chỗ list (144/KH-UBND II.1); without an approval it is not applied to dossiers."""

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.TextField(default="")
    approved_on = models.DateField(null=True)
    approval_document = models.TextField(default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    minimum_share = models.JSONField(null=True)
    definition = models.JSONField(default=dict, help_text="The list as its file states it.")
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def approved(self) -> bool:
        """Person, date and document of the approval are all recorded (R-015)."""
        return bool(self.approved_by and self.approved_on and self.approval_document)


class OnTheSpotEntry(models.Model):
    """One procedure of one unit on a 4-tại-chỗ list, in one class, between two days."""

    # Above `list`, which hides Python's own list from what follows.
    solutions = ArrayField(models.TextField(), default=list)
    list = models.ForeignKey(OnTheSpotList, on_delete=models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="on_the_spot_entries")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="on_the_spot_entries")
    path_class = models.CharField(max_length=8)
    basis = models.TextField(default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="on_the_spot_class_is_one",
                expressions=[
                    ("list", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id} {self.path_class}"
