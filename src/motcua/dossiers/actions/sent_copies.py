"""Electronic copies that come with a filing or its supplement: named in the same step, by nobody of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motcua.documents.models import StoredFile
from motcua.dossiers.actions.copying import copy_said
from motcua.dossiers.models import ComponentCopy, Dossier, Step
from motcua.dossiers.terms import CopyOrigin
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class SentCopy:
    """One stored file for one component: its key and title, what the file is called, how it came."""

    component: str
    title: str
    file: StoredFile
    name: str
    origin: CopyOrigin = CopyOrigin.UPLOAD


def sent_copies(copies: Sequence[SentCopy], *, after: int) -> list[ComponentCopy]:
    """The rows to write, numbered on from `after`; nothing is written."""
    return [
        ComponentCopy(
            number=number, component=one.component, file=one.file, name=one.name, pages=one.file.pages,
            origin=one.origin.value,
        )
        for number, one in enumerate(copies, start=after + 1)
    ]  # fmt: skip


def sent_data(rows: Sequence[ComponentCopy], copies: Sequence[SentCopy]) -> dict[str, Any]:
    """What their step says of them; nothing where none came."""
    said = [copy_said(row, one.title) for row, one in zip(rows, copies, strict=True)]
    return {"copies_added": said} if said else {}


def keep_sent(rows: Sequence[ComponentCopy], dossier: Dossier, step: Step, actor: Actor | None) -> None:
    """Write them beside their step."""
    for row in rows:
        row.dossier, row.added_seq, row.added_at, row.place = dossier, step.seq, step.at, step.place
        row.added_by_id = actor.person_id if actor else None
    ComponentCopy.objects.bulk_create(rows)
