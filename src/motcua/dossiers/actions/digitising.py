"""The official vouches for electronic copies: compared with the paper, signed; the result digitised at return."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.documents.files.keeping import keep
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.names import clean_name
from motcua.documents.files.reading import read_file
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.copying import Upload, refuse_weight
from motcua.dossiers.actions.hand_sayings import numbers_of
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import day_of, text_of
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.digitisation.lacking import has_digital_result
from motcua.dossiers.digitisation.terms import DEFECT_LABELS, RESULT_KEY, Defect
from motcua.dossiers.models import ComponentCopy, CopyCheck, Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Place
from motcua.organisation.actors import Actor

# Puts the official's own signature on a PDF: the bytes and the moment in, the signed bytes out, None where this file
# cannot be signed (TT 01/2023/TT-VPCP).
SignCopy = Callable[[bytes, datetime], bytes | None]
RESULT_NAME = "Kết quả giải quyết"


def confirm_copies(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Compared with the paper (“đã đối chiếu”): the copies `numbers`, or all not yet confirmed.

    `valid_to`: the last day the papers are good (for using them again). `sign`: where the official has a key,
    what signs each PDF. Refused: `copy_not_here`, `copy_defective`, `valid_to_past`, and what every act refuses.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.CONFIRM_COPIES, dossier, actor, at)
    rows = _meant(dossier, said)
    valid_to = day_of(said, "valid_to", "Ngày hết giá trị")
    if valid_to is not None and valid_to < at.date():
        raise refuse(
            "valid_to_past",
            "Giấy tờ đã hết giá trị. Hãy ghi lỗi “Hết giá trị” và yêu cầu bổ sung.",
            field="valid_to",
        )
    sign = said.get("sign")  # from a page; what a program sends under this name signs nothing
    signed = _signed(rows, sign if callable(sign) else None, at)
    data: dict[str, Any] = {
        "copies_confirmed": [row.number for row in rows],
        "note": text_of(said, "note", "Ghi chú"),
    }
    if signed:
        data["copies_signed"] = [{"number": n, "sha256": file.sha256} for n, file in signed.items()]
    if valid_to is not None:
        data["valid_to"] = valid_to.isoformat()
    step = move(dossier, Said(Act.CONFIRM_COPIES, at, actor, _place(dossier, actor), data), changes={})
    ComponentCopy.objects.filter(pk__in=[row.pk for row in rows]).update(
        confirmed_seq=step.seq, confirmed_by_id=actor.person_id, confirmed_at=at
    )
    for row in rows:
        _keep_found(row, valid_to, signed.get(row.number))
    return step


def digitise_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The paper result becomes a file when it is returned: who did it, when and where stand in the step.

    `uploads`: one Upload. Who holds the paper digitises it, so the copy is compared at once. Refused:
    `file_missing`, `result_digital`, `dossier_too_large`, what `keep` and every act refuses.
    """
    uploads = said.get("uploads") or ()
    if not isinstance(uploads, list | tuple) or len(uploads) != 1 or not isinstance(uploads[0], Upload):
        raise refuse("file_missing", "Hãy chọn một tệp là bản quét của kết quả.", field="file")
    allowed(Act.DIGITISE_RESULT, dossier_of(code, actor.unit_id), actor, at)
    file = stored(uploads[0], sensitive=False, at=at)
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.DIGITISE_RESULT, dossier, actor, at)
    if has_digital_result(dossier):
        raise refuse(
            "result_digital",
            "Kết quả của hồ sơ này đã có bản điện tử. Nếu bản đó hỏng, hãy bỏ bản điện tử cũ rồi quét lại.",
        )
    refuse_weight(dossier, [file])
    number = ComponentCopy.objects.filter(dossier=dossier).count() + 1
    name = clean_name(uploads[0].name)
    added = {
        "number": number, "component": RESULT_KEY, "title": RESULT_NAME, "name": name, "sha256": file.sha256,
        "bytes": file.size, "pages": file.pages, "origin": uploads[0].origin.value,
    }  # fmt: skip
    data = {"copies_added": [added], "copies_confirmed": [number]}
    step = move(dossier, Said(Act.DIGITISE_RESULT, at, actor, _place(dossier, actor), data), changes={})
    ComponentCopy.objects.create(
        dossier=dossier, number=number, component=RESULT_KEY, file=file, name=name, pages=file.pages,
        origin=uploads[0].origin.value, added_seq=step.seq, added_by_id=actor.person_id, added_at=at,
        place=step.place, confirmed_seq=step.seq, confirmed_by_id=actor.person_id, confirmed_at=at,
    )  # fmt: skip
    return step


def stored(upload: Upload, *, sensitive: bool, at: datetime) -> StoredFile:
    """The file of an upload, kept now where it is not stored already."""
    if isinstance(upload.content, StoredFile):
        return upload.content
    return keep(upload.content, name=clean_name(upload.name), sensitive=sensitive, at=at)


def _meant(dossier: Dossier, said: Mapping[str, Any]) -> list[ComponentCopy]:
    wanted = set(numbers_of(said))
    rows = [
        row
        for row in standing(dossier).select_related("check_of")
        if row.confirmed_seq is None and (not wanted or row.number in wanted)
    ]
    if not rows or (wanted and len(rows) < len(wanted)):
        raise refuse(
            "copy_not_here",
            "Không còn bản điện tử nào như vậy chờ đối chiếu. Hãy mở lại danh sách bản điện tử.",
            field="numbers",
        )
    for row in rows:
        if defect := _defect_of(row):
            raise refuse(
                "copy_defective",
                f"“{row.name}” đang ghi lỗi “{DEFECT_LABELS[defect]}”. Hãy yêu cầu bổ sung, quét lại, hoặc bỏ ghi lỗi.",
                field="numbers",
            )
    return rows


def _defect_of(row: ComponentCopy) -> Defect:
    check: CopyCheck | None = getattr(row, "check_of", None)
    return Defect(check.defect) if check else Defect.NONE


def _signed(rows: Sequence[ComponentCopy], sign: SignCopy | None, at: datetime) -> dict[int, StoredFile]:
    """Only a PDF carries a signature; Word files, and what cannot be signed, stay as they came."""
    found: dict[int, StoredFile] = {}
    for row in rows:
        made = sign(read_file(row.file), at) if sign and row.file.media_type == FileKind.PDF else None
        if made is not None:
            found[row.number] = keep(made, name=row.name, sensitive=row.file.sensitive, at=at)
    return found


def _keep_found(row: ComponentCopy, valid_to: date | None, signed: StoredFile | None) -> None:
    if valid_to is None and signed is None:
        return
    found = {"valid_to": valid_to, "signed": signed}
    CopyCheck.objects.update_or_create(copy=row, defaults={k: v for k, v in found.items() if v is not None})


def _place(dossier: Dossier, actor: Actor) -> Place:
    """Where the paper lies: at the desk for who is posted there, else at the agency."""
    return Place.DESK if dossier.one_stop_unit_id in actor.desks else Place.AGENCY
