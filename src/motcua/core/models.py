"""What does the ground keep? Number counters, the journal, the outbox, idempotency keys, daily heads."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class NumberCounter(models.Model):
    """How many numbers of a series were given, and the head of the hash chain over them.

    The row is locked in the transaction that uses the number, so a series has no gap and no double.
    """

    scope = models.TextField(primary_key=True)
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


class JournalChain(models.Model):
    """Count and head of one journal (a unit's, or the system's)."""

    key = models.TextField(primary_key=True)
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class JournalEntry(models.Model):
    """Who viewed whose data or tried what, when; append-only, each linked to the one before."""

    chain = models.TextField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(default="")
    action = models.CharField(max_length=40)
    subject = models.TextField(help_text="Code of what was viewed or tried; never a name.")
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "seq"], name="journal_seq_once"),)
        indexes = (
            models.Index(fields=["subject", "at"], name="journal_subject"),
            GinIndex(fields=["detail"], opclasses=["jsonb_path_ops"], name="journal_detail"),
        )

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq} {self.action} {self.subject}"


class OutboxMessage(models.Model):
    """An effect to deliver after commit, written in the transaction of the act that caused it."""

    topic = models.CharField(max_length=40)
    key = models.TextField(help_text="Code of the subject.")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(delivered_at__isnull=True)),
            models.Index(fields=["topic", "key"], name="outbox_subject"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class IdempotencyKey(models.Model):
    """The answer given to a request that a person or program may send twice."""

    owner = models.TextField()
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once"),)

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"


class DailyHead(models.Model):
    """Count and root over all chains at the end of a day: shows a cut tail or a vanished dossier.

    `journals` keeps `{journal: [count, head]}` of the journals that grew since the day before, so that a journal
    cut together with its own row is seen too.
    """

    day = models.DateField(primary_key=True)
    chains = models.PositiveBigIntegerField()
    links = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    journals = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day}: {self.chains} chains"


class HeadSeal(models.Model):
    """The signature over what is said of a day's end; append-only, each statement naming the one before."""

    day = models.DateField(primary_key=True)
    statement = models.JSONField()
    key = models.TextField(help_text="Public key, Ed25519 in base64.")
    signature = models.TextField(help_text="In base64.")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day}: {self.signature[:12]}"


class TryCount(models.Model):
    """How often something that may be guessed was tried since a moment; `key` is a keyed hash, never the thing."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"


class CatalogueStamp(models.Model):
    """One row: another random stamp after every change of the catalogue, set by triggers."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)
