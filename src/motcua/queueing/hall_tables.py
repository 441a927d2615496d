"""What is decided for a hall: groups of services, the rule of order, what is switched on, kiosks, who sits where."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Counter, OneStopUnit, Person
from motcua.queueing.terms import HallService

_TERM = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


class ServiceGroup(models.Model):
    """A group of services of a desk with its letter; `procedures` and `fields` both empty: anything (khác)."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="service_groups")
    letter = models.CharField(max_length=1, help_text="One of A to Z: the first letter of its tickets.")
    name = models.TextField()
    procedures = ArrayField(models.CharField(max_length=12), default=list, help_text="Codes of procedures.")
    fields = ArrayField(models.TextField(), default=list, help_text="Fields of procedures (lĩnh vực).")
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("position", "letter")
        constraints = (
            models.CheckConstraint(name="group_period", condition=_TERM),
            models.CheckConstraint(name="group_letter", condition=Q(letter__regex=r"^[A-Z]$")),
            models.UniqueConstraint(
                fields=["desk", "letter"], name="group_letter_once", condition=Q(valid_to__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter}: {self.name}"


class HallRule(models.Model):
    """The numbers of the rule of order of a desk, by dated versions; what each means: order_rules.OrderRule."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="hall_rules")
    elderly_age = models.PositiveSmallIntegerField(default=60)
    ageing_minutes = models.PositiveSmallIntegerField(default=45)
    booked_minutes = models.PositiveSmallIntegerField(default=30)
    late_minutes = models.PositiveSmallIntegerField(default=15)
    wait_limit_minutes = models.PositiveSmallIntegerField(default=30)
    opens_before_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="How long before a session tickets are issued."
    )
    kiosk_per_minute = models.PositiveSmallIntegerField(
        default=20, help_text="How many tickets a kiosk, or one source on the web, may take in a minute."
    )
    estimate_days = models.PositiveSmallIntegerField(
        default=60, help_text="How many days back service times are measured."
    )
    estimate_least = models.PositiveSmallIntegerField(
        default=20, help_text="How many measurements an estimate needs."
    )
    document = models.TextField(default="", help_text="The document that decided it; empty: the default.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("desk_id", "-valid_from", "-id")
        constraints = (
            models.CheckConstraint(name="hall_rule_period", condition=_TERM),
            models.CheckConstraint(
                name="hall_rule_possible",
                condition=Q(
                    ageing_minutes__range=(1, 480),
                    booked_minutes__lte=F("ageing_minutes"),
                    late_minutes__lte=120,
                    elderly_age__range=(50, 100),
                    wait_limit_minutes__range=(1, 480),
                    kiosk_per_minute__gte=1,
                    estimate_days__range=(1, 730),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} từ {self.valid_from:%d/%m/%Y}: {self.ageing_minutes} phút"


class HallApproval(models.Model):
    """A recorded decision that switches a service of the hall on for a desk (IV.03: research and approval first)."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="hall_approvals")
    what = models.CharField(max_length=12)
    document = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("desk_id", "what", "-valid_from", "-id")
        constraints = (
            models.CheckConstraint(name="hall_approval_period", condition=_TERM),
            models.CheckConstraint(name="hall_approval_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="hall_approval_known", condition=Q(what__in=[one.value for one in HallService])
            ),
        )

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.what} từ {self.valid_from:%d/%m/%Y}"


class Kiosk(models.Model):
    """A kiosk of a desk. Its `mark` stands after the letter of the group: each kiosk numbers its own series."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="kiosks")
    mark = models.CharField(max_length=1, help_text="One of A to Z, once for each desk.")
    name = models.TextField(default="", help_text="Where it stands.")
    key_hash = models.CharField(
        max_length=64, default="", help_text="SHA-256 of the key by which it is known; empty: not yet set up."
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="kiosk_period", condition=_TERM),
            models.CheckConstraint(name="kiosk_mark", condition=Q(mark__regex=r"^[A-Z]$")),
            models.UniqueConstraint(fields=["desk", "mark"], name="kiosk_mark_once"),
        )

    def __str__(self) -> str:
        return f"Ki-ốt {self.mark} ({self.desk_id})"


class CounterDuty(models.Model):
    """An official sits at a counter from a moment until it is closed.

    `groups`: ids of ServiceGroup served there (empty: all of the desk); `classes`: PriorityReason served there
    before all others (a special counter; empty: none).
    """

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="duties")
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    groups = ArrayField(models.BigIntegerField(), default=list)
    classes = ArrayField(models.CharField(max_length=10), default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", help_text="Why it was closed while somebody was there.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="duty_period", condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at"))
            ),
            models.UniqueConstraint(
                fields=["counter"], name="duty_one_at_counter", condition=Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["official"], name="duty_one_of_official", condition=Q(closed_at__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["counter", "-opened_at"], name="duty_latest"),)

    def __str__(self) -> str:
        return f"{self.counter_id}: {self.official_id}"
