"""Who stated what about a unit, and when? Statements are only added; the newest about the same thing holds."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit

Row = TypeVar("Row", bound="Stated")
Key = TypeVar("Key", bound=Hashable)


class Stated(models.Model):
    """A statement about a unit with its author; tables of these are append-only."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_by_name = models.TextField()
    stated_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    class Meta:
        abstract = True


def said_by(actor: Actor, at: datetime) -> dict[str, Any]:
    """The columns that say in which unit, who and when."""
    return {
        "unit_id": actor.unit_id,
        "stated_by_id": actor.person_id,
        "stated_by_name": actor.name,
        "stated_at": at,
    }


def newest(rows: Iterable[Row], about: Callable[[Row], Key]) -> dict[Key, Row]:
    """The statement that holds for each thing: the one written last."""
    return {about(row): row for row in sorted(rows, key=lambda row: int(row.pk))}
