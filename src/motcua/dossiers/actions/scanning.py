"""Scan at the counter: pictures laid in order, turned, taken out again, then bound as a component's electronic copy."""

import io
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from PIL import Image

from motcua.core.refusals import refuse
from motcua.documents.files.forgetting import forget_unused
from motcua.documents.files.keeping import keep
from motcua.documents.files.kinds import IMAGES, FileKind
from motcua.documents.files.names import clean_name
from motcua.documents.files.reading import read_file
from motcua.documents.models import StoredFile
from motcua.documents.scans.binding import MOST_PAGES, ScannedPage, bind, pages_of
from motcua.dossiers.actions.copying import Upload
from motcua.dossiers.actions.digitising import RESULT_NAME
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.registry import Done, perform
from motcua.dossiers.copies.listing import is_identity
from motcua.dossiers.digitisation.terms import RESULT_KEY
from motcua.dossiers.models import Dossier, ScanPage
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, CopyOrigin
from motcua.organisation.actors import Actor

Picture = tuple[str, bytes]  # name and content, as they came
UP, DOWN = "up", "down"


@transaction.atomic
def add_pages(
    *, code: str, component: str, pictures: Sequence[Picture], actor: Actor, at: datetime
) -> list[ScanPage]:
    """Lay pictures behind those that are there, in the order they came; all or none.

    Refused: `component_unknown`, `file_missing`, `scan_not_a_picture`, `scan_too_long`, what `keep` says, and what
    attaching a copy (digitising the result) is refused for.
    """
    dossier = _laid(code, component, actor, at)
    name = name_of(dossier, component)
    if not pictures:
        raise refuse("file_missing", "Chưa có ảnh nào. Hãy chụp hoặc chọn ảnh rồi làm lại.", field="pages")
    sensitive = any(is_identity(one) for one in dossier.version.components.all() if one.key == component)
    rows = ScanPage.objects.filter(dossier=dossier, component=component)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    added = []
    for file_name, content in pictures:
        for picture in _pages(content, file_name or name, at, sensitive):
            last += 1
            added.append(_page(dossier, component, last, picture, actor, at))
    if rows.count() + len(added) > MOST_PAGES:
        raise refuse(
            "scan_too_long", f"Nhiều nhất {MOST_PAGES} trang một giấy tờ. Hãy chia nhỏ.", field="pages"
        )
    return ScanPage.objects.bulk_create(added)


@transaction.atomic
def turn_page(*, code: str, page: int, degrees: int, actor: Actor, at: datetime) -> ScanPage:
    """Turn a page clockwise by a multiple of a right angle."""
    row = _page_of(code, page, actor, at)
    if degrees % 90:
        raise refuse("turn_wrong", "Chỉ xoay trang từng góc vuông. Hãy chọn lại.", field="turn")
    row.turn = (row.turn + degrees) % 360
    row.save(update_fields=["turn"])
    return row


@transaction.atomic
def shift_page(*, code: str, page: int, way: str, actor: Actor, at: datetime) -> None:
    """One place to the front (`up`) or back (`down`); at the end of the row nothing happens."""
    row = _page_of(code, page, actor, at)
    order = list(ScanPage.objects.filter(dossier_id=row.dossier_id, component=row.component))
    here = next(place for place, one in enumerate(order) if one.pk == row.pk)
    there = here + (-1 if way == UP else 1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        one.position = position
    ScanPage.objects.bulk_update(order, ["position"])


@transaction.atomic
def take_out(*, code: str, page: int, actor: Actor, at: datetime) -> None:
    """Take one page out, to be scanned again; its picture is forgotten."""
    row = _page_of(code, page, actor, at)
    _forget([row])


@transaction.atomic
def begin_anew(*, code: str, component: str, actor: Actor, at: datetime) -> None:
    """Take all pages of a component out."""
    dossier = _laid(code, component, actor, at)
    _forget(list(ScanPage.objects.filter(dossier=dossier, component=component)))


@transaction.atomic
def bind_pages(*, code: str, component: str, actor: Actor, at: datetime) -> Done:
    """The pages become one PDF/A, attached as a step (for the result: digitised); the pictures are forgotten.

    Refused: `scan_empty`, and what attaching is refused for; then the pages are still there.
    """
    dossier = _laid(code, component, actor, at)
    rows = list(ScanPage.objects.filter(dossier=dossier, component=component).select_related("file"))
    name = name_of(dossier, component)
    made = bind([ScannedPage(read_file(row.file), row.turn) for row in rows], title=name, at=at)
    file_name = clean_name(f"{name[:150].replace('/', '-')}.pdf")
    upload = Upload(component, file_name, made, CopyOrigin.SCAN)
    done = perform(act=_act(component), code=code, actor=actor, at=at, said={"uploads": [upload]})
    _forget(rows)
    return done


def name_of(dossier: Dossier, component: str) -> str:
    """What a component (or the result) is called. Refused: `component_unknown`."""
    if component == RESULT_KEY:
        return RESULT_NAME
    names = {one.key: one.name for one in dossier.version.components.all()}
    if component not in names:
        raise refuse(
            "component_unknown",
            "Thủ tục không có thành phần này. Hãy chọn thành phần trong danh sách.",
            field="component",
        )
    return names[component]


def _act(component: str) -> Act:
    return Act.DIGITISE_RESULT if component == RESULT_KEY else Act.ATTACH_COPY


def _laid(code: str, component: str, actor: Actor, at: datetime) -> Dossier:
    """The dossier, held: two clerks who scan for it at once lay their pages one after the other."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(_act(component), dossier, actor, at)
    name_of(dossier, component)
    return dossier


def _pages(content: bytes, name: str, at: datetime, sensitive: bool) -> list[StoredFile]:
    """The pictures as the store keeps them, drawn anew; a TIFF gives one for each of its pages."""
    kept = keep(content, name=clean_name(name), sensitive=sensitive, at=at)
    if kept.media_type not in IMAGES:
        raise refuse(
            "scan_not_a_picture",
            f"“{clean_name(name)}” không phải ảnh. Ảnh (JPEG, PNG, TIFF) thì ghép trang ở đây; "
            "tệp PDF, Word hãy tải lên ở mục “Tải tệp lên”.",
            field="pages",
        )
    if kept.media_type != FileKind.TIFF:
        return [kept]
    found = [keep(page, name=name, sensitive=sensitive, at=at) for page in pages_of(read_file(kept))]
    forget_unused([kept.pk])
    return found


def _page(
    dossier: Dossier, component: str, position: int, file: StoredFile, actor: Actor, at: datetime
) -> ScanPage:
    with Image.open(io.BytesIO(read_file(file)), formats=["JPEG", "PNG"]) as image:
        width, height = image.size
    return ScanPage(
        dossier=dossier, component=component, position=position, file=file, width=width, height=height,
        added_by_id=actor.person_id, added_at=at,
    )  # fmt: skip


def _page_of(code: str, page: int, actor: Actor, at: datetime) -> ScanPage:
    dossier = dossier_of(code, actor.unit_id, lock=True)
    row = ScanPage.objects.filter(dossier=dossier, pk=page).first()
    if row is None:
        raise refuse("page_gone", "Trang này không còn nữa. Hãy mở lại trang số hóa.", field="pages")
    allowed(_act(row.component), dossier, actor, at)
    return row


def _forget(rows: Sequence[ScanPage]) -> None:
    files = [row.file_id for row in rows]
    ScanPage.objects.filter(pk__in=[row.pk for row in rows]).delete()
    forget_unused(files)
