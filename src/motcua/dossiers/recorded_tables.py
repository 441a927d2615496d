"""Which dossiers did another system settle before this one came? No act, number, promise or chain of ours."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.terms import ENDED, Channel

# The number of a row says which import and which line of its file: import × 2^32 + line.
LINE_BITS = 32


class RecordedImport(models.Model):
    """One file of recorded dossiers; `sha256` is over its rows as they were written, kept in the journal too.

    Taken back whole or not at all: its rows go, this row stays.
    """

    file = models.TextField()
    imported_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")
    folded_at = models.DateTimeField(null=True, help_text="When it came into the sums.")
    taken_back_at = models.DateTimeField(null=True)
    why = models.TextField(default="", help_text="Why it was taken back.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="recorded_import_taken_back_says_why",
                condition=Q(taken_back_at__isnull=True) | ~Q(why=""),
            ),
        )

    def __str__(self) -> str:
        return f"recorded dossiers {self.pk}: {self.file}"


class RecordedDossier(models.Model):
    """A dossier as another system recorded it; `ready_at`, `due_at` are null where that system kept none."""

    id = models.BigIntegerField(primary_key=True)
    unit_id = models.TextField()
    code = models.TextField()
    procedure = models.TextField(help_text="The code as that system had it.")
    channel = models.TextField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()
    outcome = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit_id", "code"], name="recorded_dossier_once"),
            models.CheckConstraint(
                name="recorded_dossier_known_words",
                condition=Q(channel__in=[one.value for one in Channel])
                & Q(outcome__in=sorted(one.value for one in ENDED)),
            ),
            models.CheckConstraint(
                name="recorded_dossier_in_order",
                condition=Q(ended_at__gte=F("received_at"))
                & (Q(due_at__isnull=True) | Q(due_at__gte=F("received_at")))
                & (Q(ready_at__isnull=True) | Q(ready_at__gte=F("received_at"), ready_at__lte=F("ended_at"))),
            ),
        )

    def __str__(self) -> str:
        return self.code


class RecordedSum(models.Model):
    """How many recorded dossiers of an agency and a day have the same `facts` (bits of `RecordedFact`).

    Of the imports that were folded; the others are counted when asked."""

    day = models.DateField()
    unit_id = models.TextField()
    facts = models.SmallIntegerField()
    count = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["day", "unit_id", "facts"], name="recorded_sum_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}: {self.count}"
