"""What is said by which template, who wants it how, every notice and what became of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.applicants.models import Account
from motcua.dossiers.models import Dossier
from motcua.notices.terms import NoticeChannel, NoticeEvent, NoticeState, Recipient
from motcua.organisation.models import Person, Unit

_EVENTS, _CHANNELS = [event.value for event in NoticeEvent], [way.value for way in NoticeChannel]
_STATES = [state.value for state in NoticeState]


class NoticeTemplate(models.Model):
    """The words of one event by one way; a change makes a new version, notices keep theirs."""

    event = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    title = models.TextField(default="")
    text = models.TextField()
    zalo_template = models.TextField(default="", help_text="Its id at Zalo; else empty.")
    params = models.JSONField(default=dict, help_text="{name at Zalo: our field}")
    digest = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["event", "channel", "number"], name="notice_template_once"),
            models.UniqueConstraint(
                fields=["event", "channel"], name="notice_template_in_force", condition=Q(in_force=True)
            ),
            models.CheckConstraint(
                name="notice_template_known_words", condition=Q(event__in=_EVENTS, channel__in=_CHANNELS)
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.channel} {self.number}"


class Preference(models.Model):
    """By which ways a person wants to be told; extras are a consent (applicants.Consent, purpose reminders)."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="notice_preference")
    email = models.BooleanField(default=True)
    zalo = models.BooleanField(default=True)
    sms = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ways of account {self.account_id}"


class Notice(models.Model):
    """One thing told to one person by one way; once for its source, however often that is read."""

    source = models.CharField(max_length=80, help_text="`outbox:17`, or what the caller named.")
    recipient = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)
    event = models.CharField(max_length=16)
    weight = models.CharField(max_length=8)
    template = models.ForeignKey(NoticeTemplate, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="notices")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.TextField(default="", help_text="Code shown to the person.")
    to = models.TextField(help_text="Address or telephone number; emptied with the person's data.")
    title = models.TextField(default="")
    text = models.TextField(help_text="Emptied after sending where it holds a code.")
    values = models.JSONField(
        default=dict,
        help_text="{long, short}: the fields, until it has gone out; for another way if it cannot.",
    )
    digest = models.CharField(max_length=64, help_text="Of what was said, so that it can be proved.")
    must_before = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=NoticeState.WAITING)
    held_reason = models.CharField(max_length=8, default="")
    reason = models.TextField(default="", help_text="Why the last try failed, or nothing was sent.")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    bundle = models.BigIntegerField(null=True, help_text="Id of the notice whose message carries this one.")
    carrier_id = models.TextField(default="", help_text="What the carrier calls the message.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "recipient", "channel"], name="notice_once"),
            models.CheckConstraint(
                name="notice_known_words",
                condition=Q(event__in=_EVENTS, channel__in=_CHANNELS, state__in=_STATES)
                & Q(recipient__in=[word.value for word in Recipient]),
            ),
        )
        indexes = (
            models.Index(
                fields=["next_try"],
                name="notice_to_send",
                condition=Q(state__in=["waiting", "held"], next_try__isnull=False),
            ),
            models.Index(fields=["channel", "to", "sent_at"], name="notice_by_address"),
            models.Index(fields=["unit", "created_at"], name="notice_by_unit"),
            models.Index(fields=["account", "created_at"], name="notice_by_account"),
            models.Index(fields=["carrier_id"], name="notice_by_carrier", condition=~Q(carrier_id="")),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.channel} {self.subject}"


class NoticeTry(models.Model):
    """One attempt to send a message: append-only. `notices` are those it carried."""

    notices = ArrayField(models.BigIntegerField())
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()
    went = models.BooleanField()
    detail = models.TextField(
        default="", help_text="What the carrier said; no address, no words of the message."
    )

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%H:%M} {'sent' if self.went else 'failed'}"


class DeliveryReceipt(models.Model):
    """What a carrier told of a message afterwards: append-only, each once."""

    channel = models.CharField(max_length=8)
    carrier_id = models.TextField()
    state = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "carrier_id", "state"], name="receipt_of_delivery_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.carrier_id} {self.state}"
