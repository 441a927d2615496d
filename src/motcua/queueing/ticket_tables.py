"""Which tickets are there, for which services, and what happened to each? Events are only added."""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Counter, OneStopUnit, Person
from motcua.queueing.hall_tables import ServiceGroup
from motcua.queueing.terms import AT_COUNTER, PriorityReason, TicketAct, TicketChannel, TicketState


class TicketSeries(models.Model):
    """How many numbers of a series a desk gave that day: the row is locked, so there is no gap and no double.

    `series`: the letter of the group, then the mark of the kiosk where a kiosk gave it ("A", "AB").
    """

    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    series = models.CharField(max_length=2)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["desk", "day", "series"], name="ticket_series_once"),)

    def __str__(self) -> str:
        return f"{self.desk_id} {self.day} {self.series}: {self.last}"


class Ticket(models.Model):
    """One visit to the hall. `group` and `state` are as the last event left them; names are not kept.

    `in_line_since`: from when its place in the line counts: when it came, or when it was put back after missing.
    """

    public_id = models.CharField(max_length=16, unique=True, help_text="For addresses; random.")
    desk = models.ForeignKey(OneStopUnit, on_delete=models.PROTECT, related_name="tickets")
    day = models.DateField()
    series = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=12, help_text="As it is printed and called: A042.")
    priority = models.CharField(max_length=10, default="", help_text="PriorityReason; empty: none.")
    priority_confirmed = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    phone = models.TextField(default="", help_text="Where the person wants a message; else empty.")
    secret = models.CharField(max_length=12, help_text="Printed on the ticket: lets its holder give it back.")
    offline_key = models.CharField(
        max_length=64, default="", help_text="Of a ticket that a kiosk gave without network: merged once."
    )
    issued_at = models.DateTimeField()
    in_line_since = models.DateTimeField()
    state = models.CharField(max_length=10)
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey(
        Counter, on_delete=models.PROTECT, null=True, related_name="+", help_text="Where it is, or was last."
    )
    wanted_counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Where it was transferred to; null: any that serves the group.",
    )
    slot_from = models.DateTimeField(null=True)
    slot_to = models.DateTimeField(null=True)
    event_count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(help_text="When the last event was: none may be before it.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["desk", "day", "series", "number"], name="ticket_number_once"),
            models.UniqueConstraint(fields=["desk", "day", "code"], name="ticket_code_once"),
            models.UniqueConstraint(
                fields=["desk", "offline_key"], name="ticket_offline_once", condition=~Q(offline_key="")
            ),
            models.UniqueConstraint(
                fields=["counter"],
                name="ticket_one_at_counter",
                condition=Q(state__in=[state.value for state in AT_COUNTER]),
            ),
            models.CheckConstraint(
                name="ticket_known",
                condition=Q(state__in=[state.value for state in TicketState])
                & Q(channel__in=[channel.value for channel in TicketChannel])
                & Q(priority__in=["", *(reason.value for reason in PriorityReason)]),
            ),
            models.CheckConstraint(
                name="ticket_slot",
                condition=Q(slot_from__isnull=True, slot_to__isnull=True)
                | Q(slot_from__isnull=False, slot_to__gt=F("slot_from")),
            ),
            models.CheckConstraint(
                name="ticket_counter_known",
                condition=~Q(state__in=[state.value for state in AT_COUNTER]) | Q(counter__isnull=False),
            ),
            models.CheckConstraint(
                name="ticket_times", condition=Q(last_at__gte=F("issued_at"), number__gte=1)
            ),
        )
        indexes = (
            models.Index(
                fields=["desk", "day", "in_line_since"],
                name="ticket_line",
                condition=Q(state=TicketState.WAITING.value),
            ),
            models.Index(fields=["desk", "day", "state"], name="ticket_by_state"),
            models.Index(fields=["phone", "day"], name="ticket_by_phone", condition=~Q(phone="")),
        )

    def __str__(self) -> str:
        return f"{self.code} ({self.desk_id}, {self.day:%d/%m/%Y})"


class TicketService(models.Model):
    """One of the services somebody came for, in the order asked; `done_at` once it was served."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="services")
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("ticket_id", "position")
        constraints = (
            models.UniqueConstraint(fields=["ticket", "position"], name="ticket_service_once"),
            models.UniqueConstraint(fields=["ticket", "group"], name="ticket_service_group_once"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.position}: {self.group_id}"


class TicketEvent(models.Model):
    """One thing that happened to a ticket, never changed. `state`: what it led to; `actor` null: the person themself.

    `data`: {why} of a call; {from_group} of a transfer; {said_at} where the clock had gone back;
    {recorded_at} of an offline ticket.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(default="")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("ticket_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["ticket", "seq"], name="ticket_event_once"),
            models.CheckConstraint(
                name="ticket_event_known",
                condition=Q(act__in=[act.value for act in TicketAct])
                & Q(state__in=[state.value for state in TicketState]),
            ),
        )
        indexes = (models.Index(fields=["counter", "-at"], name="ticket_event_at_counter"),)

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.seq} {self.act}"
