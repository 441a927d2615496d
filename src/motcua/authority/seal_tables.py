"""Which seals are there, with whom, what happened to each, what was each set under?"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.authority.seal_terms import SealingKind, SealKind, SealMake, SealState
from motcua.organisation.models import OneStopUnit, Person, Unit
from motcua.procedures.models import Procedure

HASH = r"^[0-9a-f]{64}$"


def _one_of(field: str, words: type[SealKind] | type[SealMake] | type[SealState] | type[SealingKind]) -> Q:
    return Q(**{f"{field}__in": [word.value for word in words]})


class Seal(models.Model):
    """A seal of an agency as it stands; its history is in SealEvent, what it was set under in Imprint.

    `unit` owns it and may lie below the agency whose desk it serves; `desk` is where it is kept, None at the
    agency. One `holder` at a time; `offered_to` must confirm before they hold it. Both chains are counted here.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField(help_text="Counts the seals of the unit.")
    name = models.TextField(help_text="What stands on it.")
    kind = models.CharField(max_length=12)
    make = models.CharField(max_length=8)
    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, null=True, related_name="seals")
    state = models.CharField(max_length=10)
    certificate = models.TextField(default="", help_text="Giấy chứng nhận đăng ký mẫu con dấu.")
    certificate_on = models.DateField(null=True)
    police = models.TextField(default="", help_text="Who issued the certificate.")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="seals_held")
    holder_name = models.TextField(default="")
    held_since = models.DateTimeField(null=True)
    offered_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="seals_offered")
    offered_to_name = models.TextField(default="")
    changed_at = models.DateTimeField()
    event_count = models.PositiveIntegerField(default=0)
    event_head = models.CharField(max_length=64, default="")
    imprint_count = models.PositiveIntegerField(default=0)
    imprint_head = models.CharField(max_length=64, default="")
    imprint_year = models.PositiveSmallIntegerField(default=0)
    imprint_number = models.PositiveIntegerField(default=0, help_text="The last number of imprint_year.")
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("unit_id", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="seal_number_once"),
            models.CheckConstraint(
                name="seal_known_words",
                condition=_one_of("kind", SealKind) & _one_of("make", SealMake) & _one_of("state", SealState),
            ),
            models.CheckConstraint(
                name="seal_in_use_has_one_holder",
                condition=Q(state="in_use", holder__isnull=False, held_since__isnull=False)
                | (~Q(state="in_use") & Q(holder__isnull=True, held_since__isnull=True)),
            ),
            models.CheckConstraint(
                name="seal_registered_has_certificate",
                condition=Q(state__in=["requested", "withdrawn"])
                | (~Q(certificate="") & ~Q(police="") & Q(certificate_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="seal_offered_while_it_lives",
                condition=Q(offered_to__isnull=True)
                | (
                    Q(state__in=["registered", "in_use"])
                    & (Q(holder__isnull=True) | ~Q(offered_to=F("holder")))
                ),
            ),
            models.CheckConstraint(
                name="seal_extra_lies_at_a_desk", condition=~Q(kind="extra") | Q(desk__isnull=False)
            ),
            models.CheckConstraint(name="seal_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} (số {self.number})"

    @property
    def place(self) -> str:
        """Where it is kept, in words."""
        if self.desk is None:
            return "Tại cơ quan"
        return self.desk.name or f"Bộ phận Một cửa, {self.desk.unit.name}"


class SealEvent(models.Model):
    """One thing that happened to a seal, linked to the one before: never changed, never deleted."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    state = models.CharField(max_length=10, help_text="After the act.")
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField()
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seal_id", "seq")
        constraints: ClassVar = [models.UniqueConstraint(fields=["seal", "seq"], name="seal_event_once")]

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.seq} {self.act}"


class Imprint(models.Model):
    """One line of a seal's register: what it was set under, by whom, approved by whom, how often.

    The thing sealed is named by its code and the hash it had then; `approval_hash` is the record of the approval,
    without which nothing is sealed. `number` counts the seal's year without a gap, `seq` the seal's life.
    `joins`: giáp lai; `file_hash`: the sealed PDF of an electronic one.
    """

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="imprints", db_index=False)
    seq = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, help_text="physical or electronic")
    unit_id = models.TextField(help_text="Whose result was sealed.")
    subject = models.TextField()
    subject_hash = models.CharField(max_length=64)
    approval_hash = models.CharField(max_length=64)
    approver_name = models.TextField()
    result_number = models.TextField(default="")
    stamps = models.PositiveIntegerField()
    joins = models.PositiveIntegerField(default=0)
    file_hash = models.CharField(max_length=64, default="")
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    official_name = models.TextField()
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seal_id", "seq")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "seq"], name="imprint_once"),
            # As a constraint: `unique` of the field would bring an index for parts of a hash, which nobody looks for.
            models.UniqueConstraint(fields=["hash"], name="imprint_hash_once"),
            models.UniqueConstraint(fields=["seal", "year", "number"], name="imprint_number_once"),
            models.UniqueConstraint(
                fields=["subject", "approval_hash", "kind"], name="imprint_once_an_approval"
            ),
            models.CheckConstraint(
                name="imprint_rests_on_an_approval",
                condition=Q(approval_hash__regex=HASH, subject_hash__regex=HASH) & ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="imprint_has_its_evidence",
                condition=Q(kind="physical", file_hash="")
                | Q(kind="electronic", file_hash__regex=HASH, joins=0),
            ),
            models.CheckConstraint(name="imprint_is_something", condition=Q(stamps__gte=1)),
        ]
        indexes: ClassVar = [models.Index(fields=["unit_id", "at"], name="imprint_by_unit")]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.number}/{self.year}"


class SealingRule(models.Model):
    """From which day the results of a procedure are sealed how, by whose decision; the latest row counts."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="sealing_rules")
    kind = models.CharField(max_length=10)
    valid_from = models.DateField()
    document = models.TextField(help_text="The decision it rests on.")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.TextField()

    class Meta:
        ordering = ("procedure_id", "valid_from", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sealing_rule_known", condition=_one_of("kind", SealingKind) & ~Q(document="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind} ({self.valid_from:%d/%m/%Y})"
