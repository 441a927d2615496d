"""What is being prepared online, and what was filed so? Drafts change until they are filed; a filing never does."""

from django.db import models
from django.db.models import Q

from motcua.applicants.models import Account
from motcua.documents.models import StoredFile
from motcua.dossiers.online_terms import DraftState, FiledFor
from motcua.organisation.models import Person, Unit
from motcua.procedures.models import Procedure


class Draft(models.Model):
    """A filing that an account (or a guest, by secret) prepares: one open at a time for each procedure.

    `number` is its public name; `answers` as the form's schema stores them; `who` {for, kind, name, id_type,
    id_number, phone, email, address, representative, authority}; `wishes` {return_channel, return_address, at_once};
    `rivals` {page: {answers, at}}: what another browser typed on a page while it had been changed, until chosen.
    """

    number = models.CharField(max_length=16, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="drafts")
    secret_hash = models.CharField(max_length=64, default="", help_text="Of a guest's draft.")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="drafts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="drafts")
    form_number = models.PositiveSmallIntegerField(null=True, help_text="Version of the online form.")
    conditions = models.JSONField(default=list, help_text="Keys of the conditional papers that are needed.")
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict, help_text="{question: where its first value came from}")
    corrections = models.JSONField(default=dict, help_text="{question: why what was looked up is wrong}")
    who = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    rivals = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1, help_text="Counts the changes.")
    state = models.CharField(max_length=9, default=DraftState.OPEN)
    assisted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "procedure"],
                name="one_open_draft",
                condition=Q(state="open", account__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_known_state", condition=Q(state__in=[state.value for state in DraftState])
            ),
            models.CheckConstraint(
                name="draft_of_somebody",
                condition=Q(account__isnull=False, secret_hash="")
                | (Q(account__isnull=True) & ~Q(secret_hash="")),
            ),
        )

    def __str__(self) -> str:
        return f"draft {self.number}"


class DraftPaper(models.Model):
    """A file that stands for a component of a draft; several pages are in the order of `position`."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="papers")
    component = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    origin = models.CharField(max_length=8, help_text="As of an electronic copy: upload, reuse.")
    source = models.TextField(default="", help_text="Where a paper used again came from.")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("draft_id", "component", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["draft", "component", "file"], name="draft_paper_once"),
        )

    def __str__(self) -> str:
        return f"{self.component} of {self.draft_id}"


class UploadPart(models.Model):
    """A part of a file on its way, encrypted; gone when the file is whole or its day is over."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="parts")
    upload = models.CharField(max_length=36)
    component = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    key_id = models.CharField(max_length=16)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "upload", "number"], name="upload_part_once"),
        )

    def __str__(self) -> str:
        return f"part {self.number} of {self.upload}"


class OnlineFiling(models.Model):
    """That a dossier was filed online: by whom, for whom, with whose help, and what exactly was said and sent.

    `papers` [{component, title, name, sha256, bytes, pages}] in the order of the receipt, the declaration first.
    Append-only.
    """

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="online_filing")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, null=True, related_name="filing")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="filings")
    filed_for = models.CharField(max_length=12)
    on_behalf_of = models.JSONField(default=dict, help_text="The authority of who files for another.")
    assisted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="assisted_filings", help_text="R-135."
    )
    form_number = models.PositiveSmallIntegerField(null=True)
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    declaration = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    papers = models.JSONField(default=list)
    filed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="filing_known_words", condition=Q(filed_for__in=[one.value for one in FiledFor])
            ),
        )
        indexes = (
            models.Index(fields=["account", "-filed_at"], name="filing_of_account"),
            models.Index(
                fields=["assisted_by", "filed_at"],
                name="filing_helped",
                condition=Q(assisted_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"online filing of {self.dossier_id}"
