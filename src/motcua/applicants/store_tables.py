"""What lies in a person's own store (Kho giấy tờ): results given electronically, and what was done with each?"""

from django.db import models
from django.db.models import Q

from motcua.applicants.store_terms import PaperEventKind, StoredState


class StoredPaper(models.Model):
    """One electronic result in the store of an account: what it is, from whom, until when it is good.

    The file is kept by the area that gave it and named here by its SHA-256; `source` is the code of the dossier,
    `check_code` what anybody proves it with. `title_fold` finds it again where a procedure asks for such a paper.
    """

    account = models.ForeignKey("applicants.Account", on_delete=models.PROTECT, related_name="papers")
    title = models.TextField()
    title_fold = models.TextField()
    number = models.TextField()
    issuer = models.TextField()
    unit_id = models.TextField()
    procedure = models.TextField()
    issued_on = models.DateField()
    valid_to = models.DateField(null=True, help_text="The first day on which it is good no more.")
    source = models.TextField()
    check_code = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    placed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, default=StoredState.IN_FORCE.value)
    over_at = models.DateTimeField(null=True)
    over_reason = models.TextField(default="")

    class Meta:
        ordering = ("-placed_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="stored_paper_known", condition=Q(state__in=[state.value for state in StoredState])
            ),
            models.CheckConstraint(
                name="stored_paper_over_whole",
                condition=Q(state="in_force", over_at__isnull=True)
                | (~Q(state="in_force") & Q(over_at__isnull=False) & ~Q(over_reason="")),
            ),
            models.CheckConstraint(
                name="stored_paper_of_a_file", condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
            ),
        )
        indexes = (
            models.Index(fields=["account", "title_fold"], name="stored_paper_by_title"),
            models.Index(fields=["source"], name="stored_paper_by_source"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class StoredPaperEvent(models.Model):
    """One thing done with a paper of the store: never changed, never deleted. `by` names an office, never a citizen."""

    paper = models.ForeignKey(StoredPaper, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.TextField(default="", help_text="The official; empty: the person.")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="paper_event_known", condition=Q(kind__in=[kind.value for kind in PaperEventKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.paper_id} {self.kind}"
