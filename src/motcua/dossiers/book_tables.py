"""What do the certification books keep? A row for each number given, and the closing of a book's year.

Rows are never changed: a number of an approval that was recalled stays, and the book shows it as spoilt.
"""

from django.db import models
from django.db.models import Q

from motcua.organisation.models import Person, Unit


class BookRow(models.Model):
    """One number of a certification book (số chứng thực): a kind of paper, whatever the number of copies."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="book_rows", db_index=False)
    book = models.CharField(max_length=12, help_text="SCT/BS, SCT/CK,ĐC, SCT/CKND or SCT/HĐ,GD.")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="book_rows")
    result_number = models.TextField(help_text="Of the approval that gave the number.")
    day = models.DateField()
    title = models.TextField()
    pages = models.PositiveIntegerField(null=True)
    copies = models.PositiveIntegerField(null=True)
    fee = models.PositiveBigIntegerField(
        null=True, help_text="In đồng, by the formula; null where there is none."
    )
    requester = models.TextField()
    requester_id = models.TextField(default="")
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signer_name = models.TextField()
    signer_title = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("unit_id", "book", "year", "number")
        constraints = (
            models.UniqueConstraint(fields=["unit", "book", "year", "number"], name="book_number_once"),
            models.CheckConstraint(name="book_number_from_one", condition=Q(number__gte=1) & ~Q(title="")),
        )
        indexes = (models.Index(fields=["unit", "book", "day"], name="book_by_day"),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """`01, quyển số 01/2022-SCT/BS`."""
        return f"{self.number:02d}, quyển số 01/{self.year}-{self.book}"


class BookClosing(models.Model):
    """The end of a book's year: how many numbers, how many copies, who closed it and who signed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="book_closings")
    book = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    numbers = models.PositiveIntegerField()
    spoilt = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()
    fee = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, help_text="Hash of the last row.")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_by_name = models.TextField()
    signer_title = models.TextField(default="")
    closed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "book", "year"], name="book_closed_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.book} {self.year}"
