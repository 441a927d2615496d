"""Which templates of results are there, in which versions, written and approved by whom?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.dossiers.result_terms import TemplateState
from motcua.organisation.models import Person, Unit


class ResultTemplate(models.Model):
    """A template of a result for some procedures; without a unit it is the common one of all units."""

    key = models.SlugField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="result_templates")
    name = models.TextField()
    kind = models.CharField(max_length=16)
    procedures = ArrayField(models.CharField(max_length=12), default=list)
    confidence = models.TextField(default="", help_text="How sure the wording is, and from where it is.")

    class Meta:
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(fields=["key", "unit"], name="template_key_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return self.key


class TemplateVersion(models.Model):
    """One version of a template. Only a draft can be changed; it comes into force by a second person's approval.

    `content` is data (see `content.py`), never markup. A version in force is frozen by the database.
    """

    template = models.ForeignKey(ResultTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=TemplateState.DRAFT.value)
    content = models.JSONField()
    digest = models.CharField(max_length=64, help_text="Hash of the content.")
    note = models.TextField(default="", help_text="What was changed, and why.")
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    edited_by_name = models.TextField(default="", help_text="Empty: came with the product's data.")
    edited_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by_name = models.TextField(default="")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("template_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"], name="template_one_in_force", condition=Q(state="in_force")
            ),
            models.UniqueConstraint(
                fields=["template"], name="template_one_draft", condition=Q(state="draft")
            ),
            models.CheckConstraint(
                name="template_known_state", condition=Q(state__in=[state.value for state in TemplateState])
            ),
            models.CheckConstraint(
                name="template_approved_by_another",
                condition=Q(approved_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(approved_by=F("edited_by")),
            ),
            models.CheckConstraint(
                name="template_in_force_is_approved",
                condition=Q(state="draft") | Q(approved_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"
