"""What has every entry of a register of outreach: who, when, where, evidence, and words it is found by?"""

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from motcua.core.vntext import fold
from motcua.organisation.stated import Stated

_MOST_WORDS = 4000
Row = TypeVar("Row", bound="Told")


class Told(Stated):
    """An entry with its evidence; `words` are its texts without accents, for search."""

    evidence = models.TextField(default="", help_text="Document, link or where the proof lies.")
    words = models.TextField(default="")

    class Meta:
        abstract = True


def words_of(*texts: str) -> str:
    """The texts as search compares them."""
    return fold(" ".join(texts))[:_MOST_WORDS]


def found(rows: QuerySet[Row], wanted: str) -> QuerySet[Row]:
    """Entries that hold every word wanted, with or without accents; all of them where nothing is asked."""
    for word in fold(wanted[:200]).split():
        rows = rows.filter(words__contains=word)
    return rows
