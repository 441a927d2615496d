"""What goes into a bag of dossiers (BagIt, RFC 8493)? Paths named by codes and hashes, never by a person.

A bag is written as it is read: nothing is gathered first. Each dossier brings its record, its steps with their hashes,
its promise with the explanation, its results with their history, and every stored file under its SHA-256.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from motcua.core.moments import end_of, local, start_of
from motcua.documents.files.reading import chunks_of
from motcua.documents.models import StoredFile
from motcua.dossiers.archive.tombstones import files_of
from motcua.dossiers.models import (
    ArchiveRecord,
    ComponentCopy,
    Dossier,
    HandedIn,
    ResultDocument,
    ResultEvent,
    Step,
)
from motcua.dossiers.records import facts_of, step_content, subject_of
from motcua.dossiers.terms import ACT_LABELS, STATE_LABELS, Act, State

_ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
}
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass
class _Sums:
    """SHA-256 of each path as it was written, and how much."""

    payload: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def manifest(self) -> bytes:
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.payload.items())).encode()


def dossiers_to_bag(unit_id: str, *, first: date, last: date) -> QuerySet[Dossier]:
    """Dossiers of the unit that ended in the period, both days counted."""
    ended = Q(ended_at__gte=start_of(first), ended_at__lt=end_of(last))
    return Dossier.objects.filter(ended, unit_id=unit_id).order_by("pk")


def bag(dossiers: Iterable[Dossier], *, made_at: datetime, of: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """(path, pieces) of everything in the bag, manifests last; each entry must be read before the next is asked for.

    Refused while reading a file that is lost or changed: a bag is whole or it is not made.
    """
    sums = _Sums()
    seen: set[str] = set()
    count = 0
    for dossier in dossiers:
        count += 1
        for path, pieces in _entries(dossier, seen):
            yield path, _summed(path, pieces, sums)
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info(of, made_at, sums, count),
        "manifest-sha256.txt": sums.manifest(),
    }
    for path, content in tags.items():
        yield path, iter([content])
    listed = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(tags.items())
    )
    yield "tagmanifest-sha256.txt", iter([listed.encode()])


def _summed(path: str, pieces: Iterable[bytes], sums: _Sums) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        sums.size += len(piece)
        yield piece
    sums.payload[path] = digest.hexdigest()


def _info(of: str, made_at: datetime, sums: _Sums, count: int) -> bytes:
    lines = {
        "Source-Organization": of,
        "Bagging-Date": f"{local(made_at):%Y-%m-%d}",
        "Payload-Oxum": f"{sums.size}.{len(sums.payload)}",
        "Motcua-Dossiers": str(count),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


def _entries(dossier: Dossier, seen: set[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    folder = f"data/ho-so/{dossier}"
    steps = list(Step.objects.filter(dossier=dossier).order_by("seq"))
    yield f"{folder}/ho-so.json", [_json(_record(dossier))]
    yield f"{folder}/cac-buoc.json", [_json([_step(step, dossier) for step in steps])]
    yield f"{folder}/ket-qua.json", [_json(_results(dossier))]
    yield f"{folder}/doc-duoc.txt", [_readable(dossier, steps).encode()]
    for stored in StoredFile.objects.filter(pk__in=files_of(dossier)).order_by("sha256"):
        if stored.sha256 not in seen:  # the same bytes of two dossiers lie in the bag once
            seen.add(stored.sha256)
            yield f"data/tep/{stored.sha256}.{_ENDINGS.get(stored.media_type, 'bin')}", chunks_of(stored)


def _record(dossier: Dossier) -> dict[str, Any]:
    archived = ArchiveRecord.objects.filter(dossier=dossier).first()
    copies = ComponentCopy.objects.filter(dossier=dossier).select_related("file").order_by("number")
    return {
        "code": str(dossier),
        "subject": subject_of(dossier),
        "facts": facts_of(dossier),
        "facts_hash": dossier.facts_hash,
        "step_count": dossier.step_count,
        "head_hash": dossier.head_hash,
        "procedure": {
            "code": dossier.procedure_id,
            "name": dossier.version.name,
            "version": dossier.version.number,
        },
        "promise": {"due_at": dossier.due_at, "rule": dossier.due_rule, "explanation": dossier.explanation},
        "handed_in": [_columns(row) for row in HandedIn.objects.filter(dossier=dossier)],
        "copies": [_columns(copy) | {"sha256": copy.file.sha256} for copy in copies],
        "files": sorted(StoredFile.objects.filter(pk__in=files_of(dossier)).values_list("sha256", flat=True)),
        "archive": _columns(archived) if archived else None,
    }


def _step(step: Step, dossier: Dossier) -> dict[str, Any]:
    """As the hash covers it, with the hash and the one before."""
    return step_content(step, subject_of(dossier)) | {"previous": step.previous, "hash": step.hash}


def _results(dossier: Dossier) -> list[dict[str, Any]]:
    results = ResultDocument.objects.filter(dossier=dossier).select_related("unsigned", "signed")
    return [
        _columns(result)
        | {
            "unsigned": result.unsigned.sha256 if result.unsigned else None,
            "signed": result.signed.sha256 if result.signed else None,
            "events": [
                _columns(event) for event in ResultEvent.objects.filter(result=result).order_by("seq")
            ],
        }
        for result in results.order_by("pk")
    ]


def _columns(row: Model) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    """As the chain writes it down (`core.chain.canonical`), so that a reader hashes the facts as they stand here."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not written into a bag")


def _readable(dossier: Dossier, steps: list[Step]) -> str:
    """The dossier for a reader without any program."""
    lines = [
        f"Hồ sơ {dossier}",
        f"Thủ tục: {dossier.procedure_id} {dossier.version.name}",
        f"Cơ quan: {dossier.unit.name}",
        f"Người nộp: {dossier.applicant_name}",
        f"Trạng thái: {STATE_LABELS[State(dossier.state)]}",
        f"Tiếp nhận: {_moment(dossier.received_at)}",
        f"Hẹn trả: {_moment(dossier.due_at)}",
        *(f"  {line}" for line in dossier.explanation),
        f"Kết thúc: {_moment(dossier.ended_at)}",
        "",
        "Các bước:",
        *(
            f"{step.seq}. {_moment(step.at)} {ACT_LABELS[Act(step.act)]} – {step.actor_name or 'hệ thống'} "
            f"(mã băm {step.hash})"
            for step in steps
        ),
    ]
    return "\n".join(lines) + "\n"


def _moment(moment: datetime | None) -> str:
    return f"{local(moment):%H:%M ngày %d/%m/%Y}" if moment else "không có"
