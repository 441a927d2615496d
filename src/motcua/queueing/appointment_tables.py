"""Who comes when by appointment, what a desk offers for booking, who waits for a freed slot (R-026, R-041)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from motcua.legal_basis.models import DateRange
from motcua.organisation.models import OneStopUnit, Person
from motcua.procedures.models import Procedure
from motcua.queueing.appointment_terms import AppointmentState, BookingChannel, WishState


class MinuteRange(Func):
    """The minutes [first, last) of a day, for exclusion."""

    function = "int4range"
    output_field = IntegerRangeField()


class AppointmentPlan(models.Model):
    """A window of a weekday in which a desk takes bookings for a service group, by decision.

    Cut into slots of `minutes`; each slot takes `capacity` people. Minutes of the day, half-open.
    """

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="appointment_plans")
    group = models.ForeignKey("queueing.ServiceGroup", on_delete=models.PROTECT, related_name="plans")
    weekday = models.PositiveSmallIntegerField(help_text="Monday 0")
    starts = models.PositiveSmallIntegerField(help_text="Minute of the day")
    ends = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    document = models.TextField()
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("desk_id", "group_id", "weekday", "starts", "valid_from")
        constraints = (
            models.CheckConstraint(
                name="plan_possible",
                condition=Q(weekday__lte=6)
                & Q(ends__gt=F("starts"), ends__lte=1440)
                & Q(minutes__gte=5, minutes__lte=240)
                & Q(capacity__gte=1, capacity__lte=100),
            ),
            models.CheckConstraint(
                name="plan_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="plan_decided", condition=~Q(document="")),
            ExclusionConstraint(
                name="plans_do_not_overlap",
                expressions=[
                    ("desk", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (MinuteRange("starts", "ends"), RangeOperators.OVERLAPS),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.group_id} thứ {self.weekday + 2} {self.starts}–{self.ends}"


class AppointmentDayOff(models.Model):
    """A day on which a desk takes no bookings (all groups, or one), though it is open."""

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="appointment_days_off")
    group = models.ForeignKey("queueing.ServiceGroup", on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    reason = models.TextField()
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["desk", "group", "day"], name="day_off_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="day_off_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.day:%d/%m/%Y}"


class BookingLimits(models.Model):
    """How far ahead, how late, how many a desk lets book, from a day on, by decision; never changed.

    What each means: appointment_rules.BookingRule, whose numbers hold where a unit decided nothing.
    """

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="booking_limits")
    furthest_days = models.PositiveSmallIntegerField()
    closes_minutes = models.PositiveSmallIntegerField()
    offer_minutes = models.PositiveSmallIntegerField()
    most_open = models.PositiveSmallIntegerField(help_text="Of one telephone or account, at whatever desk.")
    most_of_address = models.PositiveSmallIntegerField(help_text="Of one address a day, at whatever desk.")
    document = models.TextField()
    valid_from = models.DateField()
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("desk_id", "-valid_from", "-id")
        constraints = (
            models.CheckConstraint(
                name="booking_limits_possible",
                condition=Q(
                    furthest_days__range=(1, 365),
                    closes_minutes__range=(5, 1440),
                    offer_minutes__range=(5, 2880),
                    offer_minutes__gte=F("closes_minutes"),
                    most_open__range=(1, 20),
                    most_of_address__range=(1, 1000),
                ),
            ),
            models.CheckConstraint(name="booking_limits_decided", condition=~Q(document="")),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} từ {self.valid_from:%d/%m/%Y}: {self.furthest_days} ngày, {self.most_open} lịch hẹn"


class Appointment(models.Model):
    """One booking; `secret` lets the person see, change and drop it. Name and telephone go after retention."""

    number = models.TextField(unique=True)
    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="appointments")
    group = models.ForeignKey("queueing.ServiceGroup", on_delete=models.PROTECT, related_name="appointments")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    slot_from = models.DateTimeField()
    slot_to = models.DateTimeField()
    state = models.CharField(max_length=10)
    name = models.TextField()
    name_fold = models.TextField()
    phone = models.TextField()
    account = models.ForeignKey("applicants.Account", on_delete=models.PROTECT, null=True, related_name="+")
    secret = models.CharField(max_length=12)
    channel = models.CharField(max_length=6)
    source_key = models.CharField(
        max_length=64, default="", help_text="Keyed hash of the address it came from."
    )
    booked_at = models.DateTimeField()
    ticket = models.OneToOneField(
        "queueing.Ticket", on_delete=models.PROTECT, null=True, related_name="appointment"
    )
    reason = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)
    to_phone = models.BooleanField(
        default=False, help_text="The office moved or dropped it: somebody phones."
    )
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("slot_from", "id")
        constraints = (
            models.CheckConstraint(
                name="appointment_known",
                condition=Q(state__in=[state.value for state in AppointmentState])
                & Q(channel__in=[channel.value for channel in BookingChannel])
                & Q(slot_to__gt=F("slot_from")),
            ),
            models.CheckConstraint(
                name="appointment_arrived_with_ticket",
                condition=Q(state="arrived", ticket__isnull=False)
                | (~Q(state="arrived") & Q(ticket__isnull=True)),
            ),
            models.CheckConstraint(
                name="appointment_ended", condition=Q(state="booked") | Q(ended_at__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=["desk", "slot_from"], name="appointment_by_day"),
            models.Index(
                fields=["phone"],
                name="appointment_of_phone",
                condition=Q(state="booked"),
            ),
            models.Index(fields=["source_key", "booked_at"], name="appointment_of_source"),
        )

    def __str__(self) -> str:
        return self.number


class AppointmentEvent(models.Model):
    """One thing that happened to an appointment, never changed; `actor` null is the person or the machine."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("appointment_id", "seq")
        constraints = (models.UniqueConstraint(fields=["appointment", "seq"], name="appointment_event_once"),)

    def __str__(self) -> str:
        return f"{self.appointment_id}/{self.seq} {self.act}"


class WaitingWish(models.Model):
    """Somebody would take a slot that becomes free between two days (both in it)."""

    number = models.TextField(unique=True)
    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="waiting_wishes")
    group = models.ForeignKey("queueing.ServiceGroup", on_delete=models.PROTECT, related_name="wishes")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    name = models.TextField()
    phone = models.TextField()
    account = models.ForeignKey("applicants.Account", on_delete=models.PROTECT, null=True, related_name="+")
    secret = models.CharField(max_length=12)
    source_key = models.CharField(max_length=64, default="")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    offered_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, related_name="waited"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="wish_known",
                condition=Q(state__in=[state.value for state in WishState])
                & Q(last_day__gte=F("first_day"))
                & (~Q(state="offered") | Q(offered_at__isnull=False))
                & (~Q(state="taken") | Q(appointment__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["desk", "group", "state", "id"], name="wish_in_line"),)

    def __str__(self) -> str:
        return self.number


class SlotPlace(models.Model):
    """One place of one slot, taken by an appointment or held for an offer; the constraint allows no doubles.

    A slot of capacity n has the places 1 to n: who books inserts the lowest free one, and of two at once the
    database lets one in (R-026). Given free, the row goes; passed on, it changes hands without a gap.
    """

    group = models.ForeignKey("queueing.ServiceGroup", on_delete=models.PROTECT, related_name="+")
    slot_from = models.DateTimeField()
    slot_to = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    # While it is changed to another slot an appointment has two.
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, null=True, related_name="places")
    wish = models.OneToOneField(WaitingWish, on_delete=models.PROTECT, null=True, related_name="slot_place")
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "slot_from", "place"], name="slot_place_once"),
            models.CheckConstraint(
                name="slot_place_of_one",
                condition=Q(appointment__isnull=False, wish__isnull=True, held_until__isnull=True)
                | Q(appointment__isnull=True, wish__isnull=False, held_until__isnull=False),
            ),
            models.CheckConstraint(name="slot_place_counts", condition=Q(place__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.group_id} {self.slot_from:%d/%m/%Y %H:%M} #{self.place}"
