"""What does the archive keep? Until when each closed dossier stays, and what was decided to be disposed of."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.archive_terms import DisposalState
from motcua.organisation.models import Person, Unit


class Disposal(models.Model):
    """One disposal (tiêu hủy): proposed by one person, decided by another under a document, then done."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="disposals")
    state = models.CharField(max_length=8, default=DisposalState.PROPOSED.value)
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_by_name = models.TextField()
    proposed_at = models.DateTimeField()
    decision_number = models.TextField(default="")
    decision_day = models.DateField(null=True)
    decision_issuer = models.TextField(default="")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_by_name = models.TextField(default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="disposal_known_state", condition=Q(state__in=[state.value for state in DisposalState])
            ),
            models.CheckConstraint(
                name="disposal_two_persons",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="disposal_decided_whole",
                condition=~Q(state__in=["decided", "done"])
                | (
                    Q(decision_day__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decision_number="")
                    & ~Q(decision_issuer="")
                ),
            ),
            models.CheckConstraint(
                name="disposal_done_whole",
                condition=~Q(state="done") | Q(done_by__isnull=False, done_at__isnull=False),
            ),
            models.CheckConstraint(name="disposal_has_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.pk} {self.state}"


class ArchiveRecord(models.Model):
    """A closed dossier in the archive (lưu trữ): its term, and what is left of it once it was disposed of.

    `keep_until`: the first day on which disposal may be decided, None for permanent. `tombstone`: code, procedure,
    dates, hashes of steps and files, decision; its hash stands in the last step of the dossier's chain.
    """

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="archive")
    group = models.TextField(help_text="Key of the group of procedures.")
    term = models.TextField(help_text="As it was said: 10 năm, vĩnh viễn.")
    basis = models.TextField()
    keep_until = models.DateField(null=True)
    archived_at = models.DateTimeField()
    archived_by_name = models.TextField(default="", help_text="Empty: the day's job.")
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, null=True, related_name="disposed")
    disposed_at = models.DateTimeField(null=True)
    disposed_seq = models.PositiveIntegerField(null=True, help_text="The step that says it.")
    tombstone = models.JSONField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="archive_disposed_whole",
                condition=Q(disposal__isnull=True, disposed_at__isnull=True, disposed_seq__isnull=True)
                | Q(
                    disposal__isnull=False,
                    disposed_at__isnull=False,
                    disposed_seq__isnull=False,
                    keep_until__isnull=False,
                    tombstone__isnull=False,
                ),
            ),
        )
        indexes = (
            models.Index(fields=["keep_until"], name="archive_by_end", condition=Q(disposed_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.term}"


class DisposalItem(models.Model):
    """One dossier on the list of a disposal, with the head of its chain when it was listed."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    record = models.ForeignKey(ArchiveRecord, on_delete=models.PROTECT, related_name="listed")
    head_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["disposal", "record"], name="disposal_lists_once"),)

    def __str__(self) -> str:
        return f"{self.disposal_id}: {self.record_id}"


class VerifyRun(models.Model):
    """What the nightly check found: shown to the administrator until a later one is clean."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list, help_text="The first 200, [chain, link, what].")
    fault = models.TextField(default="", help_text="Why it could not be finished.")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.begun_at:%d/%m/%Y %H:%M}: {self.count}"
