"""What is kept of a result: its template and fields, its number, its files, and each thing that happened to it.

`ResultDocument` is the present state; `ResultEvent` its history, hash-chained and append-only. What a result says
stands in the file whose hash the step of the approval keeps: `unsigned` never changes once there.
"""

from django.db import models
from django.db.models import F, Q

from motcua.documents.models import StoredFile
from motcua.dossiers.result_terms import IN_FORCE, NumberSource, ResultState
from motcua.organisation.models import Person, Unit


class ResultDocument(models.Model):
    """One result (kết quả) of a dossier, from its draft on.

    `number` is the whole label as printed (`12/GXN-UBND`); own ones count up for each unit, year and `series`
    (`serial`), foreign ones are typed from the sector system. Without a template the paper itself comes from
    elsewhere, and only its number stands here.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        "dossiers.TemplateVersion", on_delete=models.PROTECT, null=True, related_name="results"
    )
    title = models.TextField()
    fields = models.JSONField(default=dict, help_text="What was typed, by the key of the field.")
    state = models.CharField(max_length=10, default=ResultState.DRAFT.value)

    number_source = models.CharField(max_length=8, default=NumberSource.OWN.value)
    series = models.TextField(default="", help_text="Own numbers: the symbol after the slash.")
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.TextField(default="")
    foreign_system = models.TextField(default="")
    day = models.DateField(null=True, help_text="The date of the paper.")

    unsigned = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    check_code = models.CharField(max_length=12, unique=True)

    signer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signer_name = models.TextField(default="")
    signer_prefix = models.TextField(default="", help_text="Capacity: KT., TM., TL., TUQ. or nothing.")
    signer_title = models.TextField(default="")
    power = models.JSONField(default=dict, help_text="The power as the step of the approval cites it.")
    imprint = models.TextField(default="", help_text="The imprint in the register of the seal.")
    printed = models.PositiveIntegerField(default=0, help_text="How many copies were printed at the desk.")

    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", help_text="The old one."
    )
    over_reason = models.TextField(default="", help_text="Why it was replaced or revoked.")
    over_decision = models.TextField(default="", help_text="The document that decided it.")
    over_at = models.DateTimeField(null=True)

    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    numbered_at = models.DateTimeField(null=True)
    event_count = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "series", "year", "serial"],
                name="result_serial_once",
                condition=Q(serial__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["unit", "foreign_system", "number"],
                name="result_foreign_number_once",
                condition=Q(number_source="foreign") & ~Q(number="") & ~Q(state__in=["revoked", "replaced"]),
            ),
            models.UniqueConstraint(fields=["dossier"], name="result_one_draft", condition=Q(state="draft")),
            models.UniqueConstraint(
                fields=["dossier"],
                name="result_one_in_force",
                condition=Q(state__in=sorted(state.value for state in IN_FORCE)),
            ),
            models.CheckConstraint(
                name="result_known_state", condition=Q(state__in=[state.value for state in ResultState])
            ),
            models.CheckConstraint(
                name="result_numbered_whole",
                condition=Q(state="draft")
                | (~Q(number="") & Q(day__isnull=False, numbered_at__isnull=False) & ~Q(signer_name="")),
            ),
            models.CheckConstraint(
                name="result_of_a_template_is_set",
                condition=Q(state="draft") | Q(template__isnull=True) | Q(unsigned__isnull=False),
            ),
            models.CheckConstraint(
                name="result_over_with_reason",
                condition=~Q(state__in=["replaced", "revoked"])
                | (~Q(over_reason="") & Q(over_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="result_replaces_another", condition=Q(replaces__isnull=True) | ~Q(replaces=F("id"))
            ),
        )
        indexes = (models.Index(fields=["unit", "day"], name="result_by_day"),)

    def __str__(self) -> str:
        return self.number or f"dự thảo {self.title}"


class ResultEvent(models.Model):
    """One thing that happened to a result: never changed, never deleted, linked to the one before it."""

    result = models.ForeignKey(ResultDocument, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=10, help_text="The state of the result after it.")
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField(default="")
    place = models.CharField(max_length=8)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("result_id", "seq")
        constraints = (models.UniqueConstraint(fields=["result", "seq"], name="result_event_once"),)

    def __str__(self) -> str:
        return f"{self.result_id}/{self.seq} {self.kind}"
