"""Who is there? Levels, agencies through time, one-stop units, counters, people, roles and postings."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.organisation.terms import ROLE_LABELS, Role


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
    hours = models.JSONField(help_text="{days: [mon…], sessions: [[HH:MM, HH:MM]…]}")
    extra_sessions = models.JSONField(default=list)
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
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} at {self.one_stop_unit_id}"


class ApiToken(models.Model):
    """A program's key: the person it acts as and the unit it acts in; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=10))
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token of {self.person_id} in {self.unit_id}"
