"""Which forms are filled in online, in which versions, written and approved by whom?"""

from django.db import models
from django.db.models import F, Q

from motcua.organisation.models import Person
from motcua.procedures.terms import FormState


class FormVersion(models.Model):
    """One version of the form of a procedure. Only a draft changes; a second person's approval puts it in force.

    `schema` is data (see `online_forms/schema.py`), never markup. Of the approved versions the one with the latest
    first day not after a day is in force that day; an approved version is frozen by the database, since answers
    were given to it.
    """

    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, related_name="form_versions"
    )
    number = models.PositiveSmallIntegerField()
    schema = models.JSONField()
    digest = models.CharField(max_length=64, help_text="Hash of the schema.")
    valid_from = models.DateField(null=True, help_text="Set by the approval.")
    note = models.TextField(default="", help_text="What was changed, and why.")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    author_name = models.TextField(default="", help_text="Empty: came with the product's data.")
    written_at = models.DateTimeField()
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approver_name = models.TextField(default="")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("procedure_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["procedure"], name="form_one_draft", condition=Q(approved_at__isnull=True)
            ),
            models.CheckConstraint(
                name="form_approved_by_another",
                condition=Q(approver__isnull=True) | Q(author__isnull=True) | ~Q(approver=F("author")),
            ),
            models.CheckConstraint(
                name="form_approved_has_its_day",
                condition=Q(approved_at__isnull=True) | Q(valid_from__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["procedure", "-valid_from", "-number"], name="form_in_force"),)

    def __str__(self) -> str:
        return f"{self.procedure_id} mẫu v{self.number}"

    @property
    def state(self) -> FormState:
        """Draft until a second person approved it."""
        return FormState.DRAFT if self.approved_at is None else FormState.APPROVED
