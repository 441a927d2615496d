"""Papers of a filing in preparation: added at once or part by part, used again, put in order, taken off."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.documents.files.forgetting import forget_unused
from motcua.documents.files.keeping import keep, too_large
from motcua.documents.files.keys import key_ring
from motcua.documents.files.names import clean_name
from motcua.documents.files.sealing import BrokenSeal, unwrap, wrap
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.drafting import draft_gone, locked, touched
from motcua.dossiers.copies.listing import is_identity
from motcua.dossiers.digitisation.reuse import Owner, offered_copy
from motcua.dossiers.models import Draft, DraftPaper, UploadPart
from motcua.dossiers.online.drafts import Holder, drafts_of, parts_there
from motcua.dossiers.store import papers_of
from motcua.dossiers.terms import CopyOrigin
from motcua.procedures.models import Component
from motcua.procedures.queries import version_on

MOST_PAPERS = 200
PART_LIMIT = 1_000_000
MOST_PARTS = 100


def add_paper(
    *, actor: Holder, number: str, component: str, name: str, content: bytes | BinaryIO, at: datetime
) -> DraftPaper:
    """Check and keep a file for a component; the check comes before the draft is held.

    Refused: `draft_gone`, `component_unknown`, `too_many_papers`, `paper_there`, `dossier_too_large`, and what
    `keep` refuses (`file_empty`, `file_too_large`, `file_kind` …), at the field `file`.
    """
    asked = _component(_seen(actor, number), component, at)
    stored = keep(content, name=clean_name(name), sensitive=is_identity(asked), at=at)
    return _put(actor, number, component, stored, clean_name(name), at)


@transaction.atomic
def _put(
    actor: Holder,
    number: str,
    component: str,
    stored: StoredFile,
    name: str,
    at: datetime,
    origin: CopyOrigin = CopyOrigin.UPLOAD,
    source: str = "",
) -> DraftPaper:
    draft = locked(actor, number)
    papers = DraftPaper.objects.filter(draft=draft)
    count = papers.count()
    if count >= MOST_PAPERS:
        raise refuse(
            "too_many_papers", f"Nhiều nhất {MOST_PAPERS} tệp một hồ sơ. Hãy gộp ảnh thành PDF.", field="file"
        )
    if papers.filter(component=component, file=stored).exists():
        raise refuse("paper_there", f"“{name}” đã có ở giấy tờ này rồi. Hãy chọn tệp khác.", field="file")
    weight = papers.exclude(file=stored).values("file_id", "file__size").distinct()
    if (weight.aggregate(sum=Sum("file__size"))["sum"] or 0) + stored.size > settings.FILES.dossier_limit:
        raise refuse(
            "dossier_too_large",
            f"Các tệp của một hồ sơ không quá {settings.FILES.dossier_limit // 1_000_000} MB. Hãy chụp lại nhỏ hơn.",
            field="file",
        )
    paper = DraftPaper.objects.create(
        draft=draft, component=component, position=count, file=stored, name=name,
        origin=origin.value, source=source, added_at=at,
    )  # fmt: skip
    touched(draft, at)
    return paper


def _seen(actor: Holder, number: str) -> Draft:
    draft = drafts_of(actor).filter(number=number).first()
    if draft is None:
        raise draft_gone()
    return draft


def _component(draft: Draft, key: str, at: datetime) -> Component:
    version = version_on(draft.procedure_id, local_day(at))
    found = version.components.filter(key=key).first() if version else None
    if found is None:
        raise refuse(
            "component_unknown", "Thủ tục không có giấy tờ này. Hãy chọn trong danh sách.", field="file"
        )
    return found


def reuse_paper(
    *, actor: Holder, number: str, owner: Owner, component: str, copy_id: int, at: datetime
) -> DraftPaper:
    """A paper of an earlier dossier of the same person instead of a new one (R-085). Refused: `offer_gone`."""
    draft = _seen(actor, number)
    asked = _component(draft, component, at)
    copy = offered_copy(owner, copy_id, unit_id=draft.unit_id or "", on=local_day(at))
    if copy is None or not owner.id_number:
        raise refuse(
            "offer_gone",
            f"Bản “{asked.name}” đã nộp trước đây không còn dùng lại được. Hãy nộp bản mới.",
            field="file",
        )
    return _put(actor, number, component, copy.file, copy.name, at, CopyOrigin.REUSE, str(copy.dossier))


def use_stored(*, actor: Holder, number: str, component: str, paper_id: int, at: datetime) -> DraftPaper:
    """A result from the person's own store instead of a picture of it, with their consent.

    Refused: `offer_gone`, `draft_gone`, `consent_missing`.
    """
    draft = _seen(actor, number)
    asked = _component(draft, component, at)
    found = papers_of(actor.account_id or 0, asked.name, on=local_day(at))
    paper = next((one for one in found if one.pk == paper_id), None)
    if paper is None:
        raise refuse(
            "offer_gone",
            f"“{asked.name}” trong kho giấy tờ không còn dùng được. Hãy gửi bản mới.",
            field="file",
        )
    if not consented(actor.account_id or 0, Purpose.STORE):
        raise refuse(
            "consent_missing",
            "Ông/bà chưa đồng ý dùng giấy tờ trong kho. Hãy đồng ý ở trang Dữ liệu của tôi, hoặc gửi bản chụp.",
            field="file",
        )
    name = f"{paper.title}.pdf"
    return _put(actor, number, component, paper.result.file, name, at, CopyOrigin.REUSE, paper.source)


@transaction.atomic
def remove_paper(*, actor: Holder, number: str, paper_id: int, at: datetime) -> None:
    """Take a file off; nothing else names it, so it is forgotten."""
    draft = locked(actor, number)
    paper = _paper(draft, paper_id)
    paper.delete()
    _number_anew(draft)
    touched(draft, at)
    forget_unused([paper.file_id])


@transaction.atomic
def move_paper(*, actor: Holder, number: str, paper_id: int, earlier: bool, at: datetime) -> None:
    """One place earlier or later among the files of its component; at the end nothing happens."""
    draft = locked(actor, number)
    paper = _paper(draft, paper_id)
    row = list(DraftPaper.objects.filter(draft=draft, component=paper.component).order_by("position", "id"))
    place = row.index(paper)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    for position, one in enumerate(row):
        one.position = position
    DraftPaper.objects.bulk_update(row, ["position"])
    touched(draft, at)


def _paper(draft: Draft, paper_id: int) -> DraftPaper:
    paper = DraftPaper.objects.filter(draft=draft, pk=paper_id).first()
    if paper is None:
        raise refuse("paper_gone", "Tệp này đã được bỏ. Hãy tải lại trang để xem danh sách.")
    return paper


def _number_anew(draft: Draft) -> None:
    rows = list(DraftPaper.objects.filter(draft=draft).order_by("position", "id"))
    for position, one in enumerate(rows):
        one.position = position
    DraftPaper.objects.bulk_update(rows, ["position"])


def take_part(
    *, actor: Holder, number: str, component: str, upload: str, part: int, content: bytes, at: datetime
) -> int:
    """Keep one part of a file on its way; how many bytes are there now. The same part again changes nothing.

    Refused: `part_wrong`, `file_too_large`, `draft_gone`, `component_unknown`.
    """
    draft = _seen(actor, number)
    _component(draft, component, at)
    if not (
        0 <= part < MOST_PARTS and 0 < len(content) <= PART_LIMIT and upload.isalnum() and len(upload) <= 36
    ):
        raise refuse("part_wrong", "Phần tệp gửi lên không đúng. Hãy chọn lại tệp rồi gửi.", field="file")
    key_id, master = key_ring().current
    UploadPart.objects.bulk_create(
        [
            UploadPart(
                draft=draft, upload=upload, component=component, number=part, size=len(content),
                content=wrap(content, master, _named(upload, part)), key_id=key_id, at=at,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    total = sum(size for _, size in parts_there(draft, upload))
    if total > settings.FILES.file_limit:
        UploadPart.objects.filter(draft=draft, upload=upload).delete()
        raise too_large("Tệp")
    return total


def join_parts(
    *, actor: Holder, number: str, component: str, upload: str, parts: int, name: str, at: datetime
) -> DraftPaper:
    """All parts are there: the file is checked and kept as if it had come at once. Refused: `parts_missing`."""
    draft = _seen(actor, number)
    rows = list(UploadPart.objects.filter(draft=draft, upload=upload, component=component).order_by("number"))
    if not rows or [row.number for row in rows] != list(range(parts)):
        raise refuse("parts_missing", "Tệp chưa gửi xong. Hãy gửi tiếp các phần còn thiếu.", field="file")
    content = b"".join(_opened(row) for row in rows)
    try:
        return add_paper(actor=actor, number=number, component=component, name=name, content=content, at=at)
    finally:
        UploadPart.objects.filter(draft=draft, upload=upload).delete()


def _opened(row: UploadPart) -> bytes:
    try:
        return unwrap(bytes(row.content), key_ring().key(row.key_id), _named(row.upload, row.number))
    except BrokenSeal as error:
        raise refuse(
            "part_wrong", "Phần tệp đã lưu bị hỏng. Hãy chọn lại tệp rồi gửi.", field="file"
        ) from error


def _named(upload: str, part: int) -> str:
    return f"part {upload} {part}"
