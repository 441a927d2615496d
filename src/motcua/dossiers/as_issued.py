"""What did a dossier say when a paper was issued? A paper printed again says what it said then."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of the slip of reception; the first is number 1. `replaced_at`: a later one took its place."""

    number: int
    step: Step
    replaces_at: datetime | None = None
    replaced_at: datetime | None = None


def changed(record: Dossier, columns: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What an act changes, {column: {from, to}}, as its step keeps it; call before the columns are set."""
    return {
        name: {"from": _plain(getattr(record, name)), "to": _plain(value)}
        for name, value in columns.items()
        if _plain(getattr(record, name)) != _plain(value)
    }


def as_of(record: Dossier, step: Step) -> Dossier:
    """The dossier as it stood right after that step, as far as papers print it."""
    later = record.steps.filter(seq__gt=step.seq, data__has_key="changed").order_by("-seq")
    then = copy.copy(record)
    for after in later:
        for name, values in after.data["changed"].items():
            setattr(then, name, _stored(record, name, values["from"]))
    return then


def issues_of(dossier: Dossier) -> list[Issue]:
    """Every issue of the slip of reception, oldest first: the reception, then each correction (R-019)."""
    steps = list(dossier.steps.filter(act__in=[Act.RECEIVE, Act.ACCEPT, Act.CORRECT]).order_by("seq"))
    befores, afters = [None, *steps], [*steps[1:], None]
    return [
        Issue(number, step, before.at if before else None, after.at if after else None)
        for number, (before, step, after) in enumerate(zip(befores, steps, afters, strict=False), start=1)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.pk if isinstance(value, models.Model) else value


def _stored(record: Dossier, name: str, value: Any) -> Any:
    is_moment = isinstance(record._meta.get_field(name), models.DateTimeField)
    return datetime.fromisoformat(value) if is_moment and value else value
