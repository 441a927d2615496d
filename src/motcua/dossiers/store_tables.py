"""Which result lies in whose store, with which file? The link keeps the file as long as the person has the paper."""

from django.db import models

from motcua.applicants.models import StoredPaper
from motcua.documents.models import StoredFile


class StoredResult(models.Model):
    """A result (kết quả) given electronically: its paper in the store, its signed file. Never changed."""

    paper = models.OneToOneField(StoredPaper, on_delete=models.PROTECT, related_name="result")
    result = models.ForeignKey("dossiers.ResultDocument", on_delete=models.PROTECT, related_name="stored")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="stored")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["result", "file"], name="stored_result_once"),)

    def __str__(self) -> str:
        return f"{self.result_id} in the store"
