"""Which contents are stored? One row for each SHA-256."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One content, once, under its SHA-256 (of the plain bytes, hex); what it is called is said where it is used.

    `wrapped_key` is the file's own key, locked with the master key `key_id`: a new master key rewrites this
    row, never the file.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="Bytes before encryption.")
    media_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(null=True, help_text="Of a PDF or picture.")
    key_id = models.CharField(max_length=16)
    wrapped_key = models.BinaryField(max_length=80)
    sensitive = models.BooleanField(default=False, help_text="Identity papers and the like.")
    stored_at = models.DateTimeField()
    scan = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="stored_file_is_named_by_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="stored_file_not_empty", condition=Q(size__gt=0)),
        )
        indexes = (models.Index(fields=["id"], name="stored_file_waiting_scan", condition=Q(scan="waiting")),)

    def __str__(self) -> str:
        return self.sha256
