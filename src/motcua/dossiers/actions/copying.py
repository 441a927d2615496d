"""Electronic copies of components: attached to a dossier, or taken off with a reason; each a step of its chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings

from motcua.core.refusals import Refused, refuse
from motcua.documents.files.keeping import keep
from motcua.documents.files.names import clean_name
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.hand_sayings import numbers_of
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.copies.listing import bytes_of, is_identity, standing
from motcua.dossiers.models import ComponentCopy, Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, CopyOrigin, Place
from motcua.organisation.actors import Actor
from motcua.procedures.models import Component

MOST_FILES = 20  # attached at once


@dataclass(frozen=True, slots=True)
class Upload:
    """One file for one component; `content` may be a file that is stored already (a reuse, a scan)."""

    component: str
    name: str
    content: bytes | BinaryIO | StoredFile
    origin: CopyOrigin = CopyOrigin.UPLOAD


def attach_copy(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Attach `uploads` (of Upload), all or none. Files are checked and stored before the dossier is locked.

    Refused: `file_missing`, `too_many_files`, `component_unknown`, `dossier_too_large`, `copy_there`, what `keep`
    refuses, and what every act does.
    """
    uploads: Sequence[Upload] = said.get("uploads") or ()
    seen = dossier_of(code, actor.unit_id)
    allowed(Act.ATTACH_COPY, seen, actor, at)
    _refuse_count(uploads)
    components = {one.key: one for one in seen.version.components.all()}
    files = [_stored(upload, components, at) for upload in uploads]
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.ATTACH_COPY, dossier, actor, at)
    refuse_weight(dossier, files)
    rows = _rows(dossier, uploads, files)
    data = {"copies_added": [copy_said(row, components[row.component].name) for row in rows]}
    step = move(dossier, Said(Act.ATTACH_COPY, at, actor, Place.DESK, data), changes={})
    for row in rows:
        row.added_seq, row.added_by_id, row.added_at, row.place = step.seq, actor.person_id, at, step.place
    ComponentCopy.objects.bulk_create(rows)
    return step


def drop_copy(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Take off copies by `numbers` with a `reason`: attached by mistake, blurred, replaced. Their files stay."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.DROP_COPY, dossier, actor, at)
    reason, numbers = needed(said, "reason", "Lý do"), set(numbers_of(said))
    rows = [row for row in standing(dossier) if row.number in numbers]
    if not rows or len(rows) < len(numbers):
        raise refuse(
            "copy_not_here",
            "Hồ sơ không còn bản điện tử này. Hãy mở lại danh sách bản điện tử.",
            field="numbers",
        )
    data = {"copies_dropped": [row.number for row in rows], "reason": reason}
    step = move(dossier, Said(Act.DROP_COPY, at, actor, Place.DESK, data), changes={})
    ComponentCopy.objects.filter(pk__in=[row.pk for row in rows]).update(dropped_seq=step.seq)
    return step


def _refuse_count(uploads: Sequence[Upload]) -> None:
    if not uploads:
        raise refuse("file_missing", "Chưa chọn tệp nào. Hãy chọn tệp cho thành phần hồ sơ.", field="file")
    if len(uploads) > MOST_FILES:
        raise refuse(
            "too_many_files", f"Nhiều nhất {MOST_FILES} tệp một lần. Hãy gửi làm nhiều lần.", field="file"
        )


def _stored(upload: Upload, components: Mapping[str, Component], at: datetime) -> StoredFile:
    component = components.get(upload.component)
    if component is None:
        raise refuse(
            "component_unknown",
            "Thủ tục không có thành phần này. Hãy chọn thành phần trong danh sách.",
            field="component",
        )
    if isinstance(upload.content, StoredFile):
        return upload.content
    name = clean_name(upload.name)
    try:
        return keep(upload.content, name=name, sensitive=is_identity(component), at=at)
    except Refused as refused:
        raise _at_its_field(refused, component) from refused


def _at_its_field(refused: Refused, component: Component) -> Refused:
    """The same refusal at the field of this component."""
    refusal = refused.refusal
    return refuse(refusal.code, refusal.text, field=f"file-{component.key}", **refusal.data)


def refuse_weight(dossier: Dossier, files: Sequence[StoredFile]) -> None:
    """All copies of a dossier together stay under a limit. Refused: `dossier_too_large`."""
    limit = settings.FILES.dossier_limit
    if bytes_of(dossier) + sum({file.pk: file.size for file in files}.values()) > limit:
        raise refuse(
            "dossier_too_large",
            f"Bản điện tử của một hồ sơ không quá {limit // 1_000_000} MB. Hãy quét lại ở 200 dpi, đen trắng.",
            field="file",
        )


def _rows(dossier: Dossier, uploads: Sequence[Upload], files: Sequence[StoredFile]) -> list[ComponentCopy]:
    there = {(row.component, row.file_id) for row in standing(dossier)}
    last = ComponentCopy.objects.filter(dossier=dossier).count()
    rows = []
    for number, (upload, file) in enumerate(zip(uploads, files, strict=True), start=last + 1):
        if (upload.component, file.pk) in there:
            raise refuse(
                "copy_there",
                f"“{clean_name(upload.name)}” đã được gắn vào thành phần này. Hãy xem danh sách bản điện tử.",
                field=f"file-{upload.component}",
            )
        there.add((upload.component, file.pk))
        rows.append(
            ComponentCopy(
                dossier=dossier,
                number=number,
                component=upload.component,
                file=file,
                name=clean_name(upload.name),
                pages=file.pages,
                origin=upload.origin.value,
            )
        )
    return rows


def copy_said(row: ComponentCopy, title: str) -> dict[str, Any]:
    """A copy as its step keeps it: the chain vouches for what it names."""
    return {
        "number": row.number,
        "component": row.component,
        "title": title,
        "name": row.name,
        "sha256": row.file.sha256,
        "bytes": row.file.size,
        "pages": row.pages,
        "origin": row.origin,
    }
