"""Who holds the power to sign? By office (chức vụ) between two days."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

# Tables in files of their own; Django finds them through this module.
from motcua.authority.delegation_tables import (
    Delegation,
    DelegationGuidance,
    DelegationOpinion,
    DelegationPaper,
    DelegationScope,
    DelegationStep,
)
from motcua.authority.seal_tables import Imprint, Seal, SealEvent, SealingRule
from motcua.legal_basis.models import DateRange
from motcua.organisation.models import Person, Unit

__all__ = [
    "Delegation",
    "DelegationGuidance",
    "DelegationOpinion",
    "DelegationPaper",
    "DelegationScope",
    "DelegationStep",
    "Imprint",
    "Seal",
    "SealEvent",
    "SealingRule",
    "SigningPower",
]


class SigningPower(models.Model):
    """The power of an office: the head signs, a deputy signs KT. (30/2020/NĐ-CP art. 13)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signing_powers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signing_powers")
    capacity = models.CharField(max_length=8, choices=[("head", "người đứng đầu"), ("deputy", "cấp phó")])
    title = models.TextField(help_text="Chủ tịch, Phó Chủ tịch…")
    prefix = models.TextField(default="", help_text="KT. CHỦ TỊCH for a deputy.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    demo = models.BooleanField(
        default=False, help_text="Lent to a program of the demonstration, beside the head."
    )

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_head_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(capacity="head", demo=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.title} ({self.unit_id})"

    @property
    def ends(self) -> date | None:
        """The first day on which it holds no more: its own end or, before that, the unit's."""
        return min((day for day in (self.valid_to, self.unit.valid_to) if day is not None), default=None)
