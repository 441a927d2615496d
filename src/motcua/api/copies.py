"""Electronic copies of a dossier's papers, sent and fetched by programs."""

from datetime import datetime
from itertools import chain
from typing import Annotated, Any, BinaryIO, cast

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from config.uploads import oversized
from motcua.api.acts import DoneOut, done_out
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, Problem
from motcua.api.seeing import dossier_of_caller, keep_view, seen_dossier
from motcua.api.shapes import Code, Moment, ShapeOut, Slug
from motcua.api.tokens import Caller, caller_of
from motcua.documents.files.keeping import too_large
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.names import clean_name, name_for
from motcua.documents.files.reading import chunks_of
from motcua.dossiers.actions.copying import MOST_FILES, Upload
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.copies.listing import copy_to_open, standing
from motcua.dossiers.models import ComponentCopy
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.terms import Act, CopyOrigin

router = Router(tags=["Hồ sơ"])
CopyNumber = Annotated[int, Field(ge=1, le=32_767)]
FILE_ANSWER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class CopyOut(ShapeOut):
    """One electronic copy that stands: of which component, what it is, who attached and who confirmed it when."""

    number: int
    component: str
    name: str
    media_type: str
    size: int
    pages: int | None
    sha256: str
    scan: str
    added_by: str
    added_at: Moment
    confirmed_by: str | None
    confirmed_at: Moment | None


@router.get(
    "/dossiers/{code}/copies",
    response={200: list[CopyOut], **WITH_TOKEN, **NO_SUCH},
    summary="Bản điện tử của một hồ sơ",
)
def copies_of_dossier(request: HttpRequest, code: Path[Code]) -> list[CopyOut]:
    """Các bản điện tử đang gắn với hồ sơ, theo thứ tự gắn; lần xem được ghi nhật ký."""
    dossier = seen_dossier(request, code, "view_copies")
    return [_shown(copy) for copy in standing(dossier)]


@router.post(
    "/dossiers/{code}/copies",
    response={200: DoneOut, **POSTED, **NO_SUCH},
    summary="Gắn bản điện tử cho một thành phần hồ sơ",
    openapi_extra=DOCUMENTED,
)
def attach_copies(
    request: HttpRequest,
    code: Path[Code],
    component: Form[Slug],
    national: Form[bool] = False,
    files: Annotated[list[UploadedFile], File(max_length=MOST_FILES)] = [],  # noqa: B006 - never changed
) -> DoneOut:
    """Gửi `multipart/form-data`: mã thành phần và một hoặc nhiều tệp; gắn tất cả hoặc không gắn tệp nào.

    Loại tệp được nhận ra theo nội dung: PDF, JPEG, PNG, TIFF, DOCX, XLSX; 413 khi tệp quá lớn. `national`: các tệp
    lấy từ Cổng Dịch vụ công quốc gia, được đếm là thành phần dùng lại.
    """
    caller = caller_of(request)
    for _field, name in oversized(request):
        raise too_large(clean_name(name))
    origin = CopyOrigin.NATIONAL if national else CopyOrigin.PROGRAM
    uploads = [Upload(component, str(file.name), cast(BinaryIO, file), origin) for file in files]
    try:
        done = perform(
            act=Act.ATTACH_COPY, code=code, actor=caller.actor, at=caller.at, said={"uploads": uploads}
        )
    except DossierNotFound:
        raise not_found() from None
    return done_out(done)


@router.get(
    "/dossiers/{code}/copies/{number}",
    response={**WITH_TOKEN, **NO_SUCH, 409: Problem},
    summary="Tải một bản điện tử",
    openapi_extra=FILE_ANSWER,
)
def copy_content(request: HttpRequest, code: Path[Code], number: Path[CopyNumber]) -> StreamingHttpResponse:
    """Nội dung tệp như đã lưu; lần mở được ghi nhật ký. 409 khi tệp đang chờ kiểm tra vi-rút hoặc bị mất."""
    caller = caller_of(request)
    dossier = dossier_of_caller(caller, code)
    copy = copy_to_open(dossier, number, caller.actor)
    if copy is None:
        raise not_found()
    return copy_answer(caller, str(dossier), copy)


def copy_answer(caller: Caller, code: str, copy: ComponentCopy) -> StreamingHttpResponse:
    """The file of a copy as attachment, the opening journalled. Refused: what `chunks_of` refuses."""
    pieces = chunks_of(copy.file)
    first = next(pieces, b"")
    keep_view(caller, code, "view_copy")
    answer = StreamingHttpResponse(chain([first], pieces), content_type=copy.file.media_type)
    answer["Content-Length"] = str(copy.file.size)
    name = name_for(copy.name, FileKind(copy.file.media_type))
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(copy: ComponentCopy) -> CopyOut:
    confirmed: datetime | None = copy.confirmed_at
    return CopyOut(
        number=copy.number,
        component=copy.component,
        name=copy.name,
        media_type=copy.file.media_type,
        size=copy.file.size,
        pages=copy.pages,
        sha256=copy.file.sha256,
        scan=copy.file.scan,
        added_by=copy.added_by.full_name if copy.added_by else "",
        added_at=copy.added_at,
        confirmed_by=copy.confirmed_by.full_name if copy.confirmed_by else None,
        confirmed_at=confirmed,
    )
