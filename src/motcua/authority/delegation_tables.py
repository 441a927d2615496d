"""What is kept of a delegation (ủy quyền)? Its facts, its procedures, the opinions on it, every act on it."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from motcua.authority.capacity import LENT
from motcua.authority.delegation_terms import Adviser, DelegateKind, Stage, Verdict
from motcua.documents.models import StoredFile
from motcua.legal_basis.models import DateRange, Document
from motcua.organisation.models import Person, Unit
from motcua.procedures.models import Procedure


class DelegationGuidance(models.Model):
    """A version of the guidance of Sở Nội vụ (144/KH-UBND IV.4), for the unit that keeps it and those below."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=40)
    valid_from = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-valid_from", "-id")
        constraints = (models.UniqueConstraint(fields=["unit", "version"], name="guidance_version_once"),)

    def __str__(self) -> str:
        return f"{self.document.label}, {self.version}"


class Delegation(models.Model):
    """A power to sign lent by the head of a unit, for named procedures and a limited time (30/2020/NĐ-CP art. 13.3).

    `unit` is whose dossiers the delegate signs; `delegator_unit` is that unit or one above it.
    """

    code = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    delegator_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    delegator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_given")
    delegator_title = models.TextField()
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    delegate_title = models.TextField()
    delegate_kind = models.CharField(max_length=12)
    capacity = models.CharField(max_length=10)
    prefix = models.TextField(help_text="TUQ. CHỦ TỊCH")
    reason = models.TextField()
    fields = ArrayField(
        models.TextField(), default=list, help_text="Chosen whole; the scope names each procedure."
    )
    valid_from = models.DateField()
    valid_to = models.DateField()
    guidance = models.ForeignKey(DelegationGuidance, on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=10)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    instrument = models.TextField(default="", help_text="The document in words, as papers cite it.")
    withdrawal = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_from = models.DateField(null=True, help_text="The first day without it.")
    proposed_at = models.DateTimeField()
    step_count = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    facts_hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="delegation_known_words",
                condition=Q(stage__in=[one.value for one in Stage])
                & Q(capacity__in=sorted(one.value for one in LENT))
                & Q(delegate_kind__in=[one.value for one in DelegateKind]),
            ),
            models.CheckConstraint(name="delegation_to_another", condition=~Q(delegator=F("delegate"))),
            models.CheckConstraint(name="delegation_has_an_end", condition=Q(valid_to__gt=F("valid_from"))),
            models.CheckConstraint(
                name="delegation_decided_by_document",
                condition=~Q(stage__in=["decided", "withdrawn"])
                | (Q(document__isnull=False) & ~Q(instrument="")),
            ),
            models.CheckConstraint(
                name="delegation_withdrawn_by_document",
                condition=~Q(stage="withdrawn") | Q(withdrawal__isnull=False, withdrawn_from__isnull=False),
            ),
        ]
        indexes = (models.Index(fields=["unit", "-proposed_at"], name="delegation_by_unit"),)

    def __str__(self) -> str:
        return self.code

    @property
    def ends(self) -> date:
        """The first day on which it holds no more."""
        return min(self.valid_to, self.withdrawn_from or self.valid_to)


class DelegationScope(models.Model):
    """One procedure of a delegation; unit, delegate and term stand here too, so that the table refuses an overlap."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="scope")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    effective = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delegation", "procedure"], name="delegation_procedure_once"),
            models.CheckConstraint(name="delegation_scope_term", condition=Q(valid_to__gte=F("valid_from"))),
            ExclusionConstraint(
                name="delegations_do_not_overlap",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("delegate", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(effective=True),
            ),
        ]
        indexes = (
            models.Index(
                fields=["delegate", "unit"], name="delegation_of_person", condition=Q(effective=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.procedure_id}"


class DelegationOpinion(models.Model):
    """What a division said about a proposal, or that its word was waived and why; never changed."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="opinions")
    adviser = models.CharField(max_length=16)
    verdict = models.CharField(max_length=8)
    text = models.TextField()
    document = models.TextField(default="", help_text="Number of the letter that says it.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["delegation", "adviser"], name="opinion_once"),
            models.CheckConstraint(
                name="opinion_known_words",
                condition=Q(adviser__in=[one.value for one in Adviser])
                & Q(verdict__in=[one.value for one in Verdict])
                & ~Q(text=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.adviser} {self.verdict}"


class DelegationStep(models.Model):
    """One act on a delegation: never changed, never deleted, linked to the one before it."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    actor_name = models.TextField()
    actor_roles = ArrayField(models.CharField(max_length=10), default=list)
    unit_id = models.TextField()
    data = models.JSONField(default=dict)
    facts_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        constraints = (models.UniqueConstraint(fields=["delegation", "seq"], name="delegation_step_once"),)

    def __str__(self) -> str:
        return f"{self.delegation_id}/{self.seq} {self.act}"


class DelegationPaper(models.Model):
    """The document itself (proposal, opinion, decision, withdrawal), by the step that brought it; never changed."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="papers")
    seq = models.PositiveIntegerField(help_text="Of the step, whose chain names the file's hash.")
    name = models.TextField(help_text="As it was uploaded, for people.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("seq",)
        constraints = (models.UniqueConstraint(fields=["delegation", "seq"], name="delegation_paper_once"),)

    def __str__(self) -> str:
        return f"{self.delegation_id}/{self.seq} {self.name}"
