"""Keep the register of materials: versions, print run, places, distribution; each download or hand-over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line, needed_line
from motcua.documents.files.keeping import keep
from motcua.documents.files.names import clean_name
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.outreach.communication_policies import (
    MOST_COPIES,
    why_not_happened,
    why_not_keep,
    why_not_number,
    why_not_own,
)
from motcua.outreach.communication_tables import Material, MaterialHandOut
from motcua.outreach.communication_terms import Audience, EntryKind, HandOutWay
from motcua.outreach.striking import struck_ids
from motcua.outreach.told import words_of
from motcua.procedures.models import Procedure

_MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A file that comes with a material, as it was uploaded."""

    content: bytes | BinaryIO
    name: str


@transaction.atomic
def record_material(
    *,
    title: str,
    version: str,
    audience: Audience,
    day: date,
    print_run: int,
    places: Sequence[str],
    receivers: Sequence[str],
    procedure: str,
    file: MaterialFile | None,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> Material:
    """Record a version of a material; with a `procedure` (code) its leaflet is made from the catalogue (R-258).

    Refused: `no_role`, `day_in_future`, `number_wrong`, `title_missing`, `version_missing`, `procedure_unknown`,
    `version_recorded`, `too_many_lines`, and what keeping a file refuses.
    """
    refuse_if(
        why_not_keep(actor)
        or why_not_happened(day, local_day(at))
        or why_not_number(print_run, MOST_COPIES, field="print_run", least=0)
    )
    row = Material(
        title=needed_line(title, 300, field="title", what="Tên tài liệu"),
        version=needed_line(version, 40, field="version", what="Phiên bản"),
        audience=audience.value,
        day=day,
        print_run=print_run,
        places=lines_of(places, field="places", what="Nơi đặt"),
        receivers=lines_of(receivers, field="receivers", what="Nơi nhận"),
        procedure_id=_procedure(procedure) or None,
        evidence=clean_line(evidence, 300, field="evidence", what="Minh chứng"),
        **said_by(actor, at),
    )
    note(actor, at, "record_material", row.title[:60], {"version": row.version, "audience": row.audience})
    return _recorded(row, file, at)


@transaction.atomic
def hand_over(
    *, material_id: int, receiver: str, copies: int, day: date, evidence: str, actor: Actor, at: datetime
) -> MaterialHandOut:
    """Record that printed copies were given to somebody (R-235).

    Refused: `material_unknown`, `no_role`, `other_unit`, `receiver_missing`, `number_wrong`, `day_in_future`.
    """
    material = _material(material_id)
    refuse_if(
        why_not_own(actor, material.unit_id)
        or why_not_number(copies, MOST_COPIES, field="copies")
        or why_not_happened(day, local_day(at))
    )
    to = needed_line(receiver, 200, field="receiver", what="Người, nơi nhận")
    proof = clean_line(evidence, 300, field="evidence", what="Minh chứng")
    return _handed(material, HandOutWay.HAND_OVER, to, copies, day, proof, actor, at)


@transaction.atomic
def note_download(*, material_id: int, actor: Actor, at: datetime) -> MaterialHandOut:
    """Record that the actor opened the electronic material (R-235); any staff may. Refused: `material_unknown`."""
    material = _material(material_id)
    return _handed(material, HandOutWay.DOWNLOAD, actor.name, 1, local_day(at), "", actor, at)


def lines_of(lines: Sequence[str], *, field: str, what: str) -> list[str]:
    """Lines as they are stored, each once, in their order. Refused: `too_many_lines`, as `clean_line`."""
    kept = [clean_line(line, 200, field=field, what=what) for line in lines[: _MOST_LINES + 1]]
    if len(lines) > _MOST_LINES:
        raise refuse("too_many_lines", f"Nhiều nhất {_MOST_LINES} dòng. Hãy gộp bớt.", field=field)
    return list(dict.fromkeys(line for line in kept if line))


def _material(material_id: int) -> Material:
    material = Material.objects.filter(pk=material_id).first()
    if material is None or material.pk in struck_ids(EntryKind.MATERIAL):
        raise refuse("material_unknown", "Không có tài liệu này. Hãy tải lại trang.")
    return material


def _handed(
    material: Material,
    way: HandOutWay,
    to: str,
    copies: int,
    day: date,
    proof: str,
    actor: Actor,
    at: datetime,
) -> MaterialHandOut:
    note(actor, at, "hand_out_material", str(material.pk), {"way": way.value, "copies": copies})
    return MaterialHandOut.objects.create(
        material=material,
        way=way.value,
        receiver=to,
        copies=copies,
        day=day,
        evidence=proof,
        words=words_of(to, proof),
        **said_by(actor, at),
    )


def _procedure(procedure: str) -> str:
    code = clean_line(procedure, 12, field="procedure", what="Mã thủ tục")
    if code and not Procedure.objects.filter(code=code).exists():
        raise refuse("procedure_unknown", "Không có thủ tục mã này. Hãy xem lại danh mục.", field="procedure")
    return code


def _recorded(row: Material, file: MaterialFile | None, at: datetime) -> Material:
    said = (row.title, row.version, row.procedure_id or "", *row.places, *row.receivers, row.evidence)
    row.words = words_of(*said)
    if file:
        row.file_name = clean_name(file.name)
        row.file = keep(file.content, name=row.file_name, sensitive=False, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise refuse(
            "version_recorded",
            "Phiên bản này của tài liệu đã được ghi. Hãy ghi phiên bản khác.",
            field="version",
        ) from None
    return row
