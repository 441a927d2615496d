"""What was said of a desk's readiness, its staff and what it exchanged? Statements, append-only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Person, Unit
from motcua.organisation.stated import Stated
from motcua.organisation.terms import Role

# Tables in a file of their own, so that the statements stay readable; Django finds them through this module.
from motcua.participation.registration_tables import (
    BacklogClearance,
    BacklogItem,
    NoLatePledge,
    PortalAnswer,
    PortalItem,
    RegisteredActivity,
    Registration,
    RegistrationReport,
)
from motcua.participation.terms import ConditionKind, ConditionStanding, EntitlementKind

__all__ = [
    "BacklogClearance",
    "BacklogItem",
    "DeskCondition",
    "Entitlement",
    "FrequencyRule",
    "NoLatePledge",
    "PortalAnswer",
    "PortalItem",
    "RegisteredActivity",
    "Registration",
    "RegistrationReport",
    "SentDocument",
    "SentReceipt",
    "Skill",
    "StaffPlan",
]


class FrequencyRule(Stated):
    """From how many dossiers in how many months a procedure is frequently used, here and below (R-048)."""

    dossiers = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    basis = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="frequency_rule_positive",
                condition=Q(dossiers__gte=1) & Q(months__gte=1) & Q(months__lte=36),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.dossiers}/{self.months} tháng từ {self.valid_from:%d/%m/%Y}"


class DeskCondition(Stated):
    """A room, a piece of equipment or another condition of a desk, how it stands and who owns it (R-062, R-231)."""

    kind = models.CharField(max_length=16)
    name = models.TextField()
    standing = models.CharField(max_length=8)
    owner = models.TextField()
    note = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="desk_condition_known_words",
                condition=Q(kind__in=[one.value for one in ConditionKind])
                & Q(standing__in=[one.value for one in ConditionStanding]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}: {self.standing}"


class StaffPlan(Stated):
    """How many people of a role the desk needs (R-228)."""

    role = models.CharField(max_length=10)
    planned = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="staff_plan_known_role", condition=Q(role__in=[role.value for role in Role])
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}: {self.planned}"


class Skill(Stated):
    """What a person of the desk is trained for, by procedure; `held` false takes it back (R-228)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="skills")
    name = models.TextField()
    procedures = ArrayField(models.CharField(max_length=12), default=list, help_text="Empty: all.")
    basis = models.TextField(default="")
    held = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.name}"


class Entitlement(Stated):
    """An allowance or uniform of a person for a period; `cancels` takes an earlier entry back (R-232)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entitlements")
    kind = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    amount = models.PositiveBigIntegerField(default=0, help_text="Đồng.")
    pieces = models.PositiveSmallIntegerField(default=0, help_text="Bộ.")
    basis = models.TextField()
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled_by")

    class Meta:
        constraints = (
            models.CheckConstraint(name="entitlement_period", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="entitlement_known_kind", condition=Q(kind__in=[one.value for one in EntitlementKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.first:%m/%Y}"


class SentDocument(Stated):
    """Documents of a dossier sent to an agency that settles it together; the original stays here (R-060)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="sent_documents")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents_sent_here")
    papers = ArrayField(models.TextField())
    copies = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        help_text="Numbers of the electronic copies that went along: those of the papers that stood then.",
    )
    message = models.TextField(default="")

    class Meta:
        constraints = (models.CheckConstraint(name="sent_to_another_unit", condition=~Q(receiver=F("unit"))),)

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.receiver_id}"


class SentReceipt(Stated):
    """That the other agency took what was sent: who, when (R-060). Its unit is the receiver."""

    sent = models.OneToOneField(SentDocument, on_delete=models.PROTECT, related_name="receipt")
    answer = models.TextField(default="")

    def __str__(self) -> str:
        return f"receipt of {self.sent_id}"
