"""Who is there? Levels, agencies through time, desks, counters, people, roles, postings, rosters, reviews."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

# Tables in a file of their own, so that the heart stays readable; Django finds them through this module.
from motcua.organisation.factor_tables import (
    FactorReset,
    FactorRule,
    RecoveryCode,
    SecondFactor,
    TrustedDevice,
)
from motcua.organisation.online_intake_tables import OnlineIntake
from motcua.organisation.postal_tables import PostalMember, PostalUnit
from motcua.organisation.presence_tables import Absence, WatchRule
from motcua.organisation.terms import ROLE_LABELS, ReviewDecision, Role

__all__ = [
    "Absence",
    "AccountReview",
    "ApiToken",
    "Counter",
    "Deputy",
    "FactorReset",
    "FactorRule",
    "Level",
    "OneStopUnit",
    "OnlineIntake",
    "Person",
    "PersonManager",
    "PostalMember",
    "PostalUnit",
    "Posting",
    "RecoveryCode",
    "ReviewRule",
    "RoleGrant",
    "RoleLimit",
    "Roster",
    "SecondFactor",
    "SignIn",
    "TrustedDevice",
    "Unit",
    "WatchRule",
    "in_force",
]


def in_force(on: date) -> Q:
    """Rows whose half-open term [valid_from, valid_to) holds on that day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class Level(models.Model):
    """A level of government with its dates: the district level ends on 1/7/2025."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.TextField()
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An agency (cơ quan) through its life; its id is a stable slug used by scripts and the API."""

    id = models.CharField(max_length=60, primary_key=True)
    name = models.TextField()
    name_fold = models.TextField(default="")
    level = models.ForeignKey(Level, on_delete=models.PROTECT)
    block = models.CharField(max_length=20, default="")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    code_qcvn102 = models.CharField(max_length=35, default="")
    code_qd20 = models.CharField(max_length=35, default="")
    agency_types = ArrayField(models.TextField(), default=list)
    fields = ArrayField(models.TextField(), null=True, help_text="Null: any field; empty: none.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_at = models.DateTimeField(
        null=True,
        help_text="When its end was written here; a file then changes neither the end nor the successors.",
    )
    hours = models.JSONField(help_text="{days: [mon…], sessions: [[HH:MM, HH:MM]…]}")
    extra_sessions = models.JSONField(default=list, help_text="From the file of units.")
    later_hours = models.JSONField(default=list, help_text="[{valid_from, days, sessions, basis…}]: history.")
    added_sessions = models.JSONField(default=list, help_text="Extra sessions added on the pages.")
    closures = models.JSONField(default=list, help_text="[{day, part, reason…}]: sudden days off.")
    succeeds = models.ManyToManyField("self", symmetrical=False, related_name="succeeded_by", blank=True)
    place = models.TextField(default="", help_text="Địa danh printed on papers.")
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
        )

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether the agency exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class OneStopUnit(models.Model):
    """The desk (Bộ phận Một cửa) of a unit, between two days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="one_stop_units")
    name = models.TextField(default="", help_text="Empty: the label of the rule set in force.")
    address = models.TextField(default="")
    phone = models.TextField(default="")
    moment_rule = models.CharField(
        max_length=10,
        default="opened",
        choices=[("opened", "lúc mở tiếp nhận"), ("confirmed", "lúc xác nhận")],
        help_text="Which moment is the moment of reception (promises 2).",
    )
    from_afar = models.CharField(
        max_length=12,
        default="next_opening",
        choices=[
            ("next_opening", "từ giờ mở cửa kế tiếp"),
            ("true_moment", "từ lúc nộp, nếu là ngày làm việc"),
        ],
        help_text="From when a dossier sent online outside working hours counts (promises 3).",
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name or f"Bộ phận Một cửa, {self.unit_id}"


class Counter(models.Model):
    """A counter (quầy) of a desk."""

    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.TextField(default="")
    priority = ArrayField(
        models.CharField(max_length=10), default=list, help_text="Priority classes (R-028)."
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one_stop_unit", "number"], name="counter_number_once"),
        )

    def __str__(self) -> str:
        return f"Quầy {self.number}"


class PersonManager(BaseUserManager["Person"]):
    """Makes people who can sign in."""

    def create_person(
        self, username: str, full_name: str, password: str | None = None, **extra: Any
    ) -> "Person":
        """Add a person; without a password nobody can sign in as them."""
        person = self.model(username=username, full_name=full_name, **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who works in the system."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.TextField()
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(null=True)
    one_time_until = models.DateTimeField(
        null=True, help_text="Set while the password is a one-time one: it must be changed before this."
    )
    second_factor = models.CharField(
        max_length=12,
        default="",
        help_text="Asked of this person whatever their roles ask; empty: nothing more.",
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.full_name


class RoleGrant(models.Model):
    """A role that a person holds in a unit between two days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "unit", "role", "valid_from"], name="grant_once"),
            models.CheckConstraint(
                name="grant_known_role", condition=Q(role__in=[role.value for role in Role])
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {ROLE_LABELS[Role(self.role)]} ({self.unit_id})"


class Posting(models.Model):
    """A person posted to a desk between two days; seconded people keep their home unit (107/2021/NĐ-CP)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="postings")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    roles = ArrayField(
        models.CharField(max_length=10), default=list, help_text="For which work; empty: all roles held."
    )
    procedures = ArrayField(
        models.CharField(max_length=12), default=list, help_text="For which procedures; empty: all."
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} at {self.one_stop_unit_id}"


class ApiToken(models.Model):
    """A program's key: the person it acts as and the unit it acts in; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.TextField(default="", help_text="Which program, in words.")
    roles = ArrayField(models.CharField(max_length=10))
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="To a quarter of an hour.")
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token of {self.person_id} in {self.unit_id}"


class RoleLimit(models.Model):
    """How many people at most hold a role in a unit at the same time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_limits")
    role = models.CharField(max_length=10)
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "role"], name="role_limit_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.role} ≤ {self.most}"


class Deputy(models.Model):
    """Who stands in for whom in a unit between two days; acts then carry both names (R-241)."""

    absent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    stand_in = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="deputies")
    reason = models.TextField(default="")
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="deputy_other", condition=~Q(absent=F("stand_in"))),
            models.CheckConstraint(name="deputy_period", condition=Q(valid_to__gte=F("valid_from"))),
        )

    def __str__(self) -> str:
        return f"{self.stand_in_id} for {self.absent_id} ({self.unit_id})"


class Roster(models.Model):
    """Who is on duty at a desk on a day, and who signs then (promises 16)."""

    one_stop_unit = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="rosters")
    day = models.DateField()
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    officials = models.ManyToManyField(Person, related_name="rosters", blank=True)
    deputies = models.ManyToManyField(Person, related_name="+", blank=True)
    note = models.TextField(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["one_stop_unit", "day"], name="roster_once"),)

    def __str__(self) -> str:
        return f"{self.one_stop_unit_id} on {self.day}"


class SignIn(models.Model):
    """One sign-in of a person and the session it opened; the session may be ended by its key."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    at = models.DateTimeField()
    session_key = models.CharField(max_length=40, db_index=True)
    address = models.CharField(max_length=45, default="")
    browser = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["person", "-at"], name="sign_in_latest"),)

    def __str__(self) -> str:
        return f"{self.person_id} at {self.at:%d/%m/%Y %H:%M}"


class ReviewRule(models.Model):
    """When an account counts as unused and how often accounts are reviewed, in days (R-030)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    unused_days = models.PositiveSmallIntegerField(default=90)
    every_days = models.PositiveSmallIntegerField(default=180)

    def __str__(self) -> str:
        return f"unused {self.unused_days}, every {self.every_days} days"


class AccountReview(models.Model):
    """That somebody looked at an account and its roles on a day, and what they decided (R-030)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=6)
    note = models.TextField(default="")
    roles = models.JSONField(default=list, help_text="The roles held on the day of the review.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="review_known_decision",
                condition=Q(decision__in=[decision.value for decision in ReviewDecision]),
            ),
        )
        indexes = (models.Index(fields=["person", "-at"], name="review_latest"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.decision} ({self.at:%d/%m/%Y})"
