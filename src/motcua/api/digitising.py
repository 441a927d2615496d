"""Digitisation for programs: what lacks, the result digitised, papers used again, the consolidated figures."""

from datetime import date
from typing import Annotated, Any, BinaryIO, cast

from django.http import HttpRequest
from ninja import File, Path, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from config.uploads import oversized
from motcua.api.acts import DoneOut, done_out
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.seeing import seen_dossier
from motcua.api.shapes import Code, Contact, DayIn, Moment, RowId, Shape, ShapeOut, Slug
from motcua.api.tokens import caller_of
from motcua.core.moments import local_day
from motcua.documents.files.keeping import too_large
from motcua.documents.files.names import clean_name
from motcua.dossiers.actions.copying import Upload
from motcua.dossiers.actions.looking import mark_defect, reuse_copies
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.digitisation.lacking import has_digital_result, lacking_components
from motcua.dossiers.digitisation.report import as_rows, as_totals, report_of
from motcua.dossiers.digitisation.reuse import Owner, offers
from motcua.dossiers.digitisation.terms import RESULT_KEY, Defect
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierNotFound, must_be_digitised
from motcua.dossiers.terms import Act, CopyOrigin

router = Router(tags=["Số hóa"])
From = Annotated[DayIn, Query(alias="from")]
To = Annotated[DayIn, Query(alias="to")]
CopyNumber = Annotated[int, Field(ge=1, le=32_767)]


class LackingOut(ShapeOut):
    """A paper kept that has no electronic copy."""

    key: str
    name: str


class OfferOut(ShapeOut):
    """A copy of an earlier dossier of the same person that may serve for a component."""

    component: str
    name: str
    copy_id: int
    code: str
    confirmed_at: Moment
    valid_to: date | None


class DigitisedOut(ShapeOut):
    """`required`: the dossier cannot close while `lacking` names something or `result` is false."""

    required: bool
    lacking: list[LackingOut]
    result: bool
    offers: list[OfferOut]


class ReuseIn(Shape):
    """Which earlier copy stands for which component."""

    component: Slug
    copy_id: RowId


class DefectIn(Shape):
    """What is wrong with a copy; an empty `defect` takes it back."""

    defect: Annotated[Defect, Field(strict=False)]
    words: Contact = ""


class DigitisationOut(ShapeOut):
    """The consolidated report: a row for each desk, sums, shares by level beside their targets, the rule in words."""

    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    rule: str


@router.get(
    "/dossiers/{code}/digitisation",
    response={200: DigitisedOut, **WITH_TOKEN, **NO_SUCH},
    summary="Tình trạng số hóa của một hồ sơ",
)
def digitisation_of_dossier(request: HttpRequest, code: Path[Code]) -> DigitisedOut:
    """Còn thiếu bản điện tử nào, giấy tờ nào của chính người này dùng lại được; lần xem được ghi nhật ký."""
    dossier = seen_dossier(request, code, "view_copies")
    return DigitisedOut(
        required=must_be_digitised(dossier),
        lacking=[LackingOut(key=one.key, name=one.name) for one in lacking_components(dossier)],
        result=has_digital_result(dossier),
        offers=_offers(dossier, local_day(caller_of(request).at)),
    )


def _offers(dossier: Dossier, day: date) -> list[OfferOut]:
    owner = Owner(dossier.id_type, dossier.id_number)
    components = list(dossier.version.components.all())
    found = offers(owner, components, unit_id=dossier.unit_id, on=day, besides=dossier.pk)
    return [
        OfferOut(
            component=one.component,
            name=one.name,
            copy_id=one.copy_id,
            code=one.code,
            confirmed_at=one.confirmed_at,
            valid_to=one.valid_to,
        )
        for one in found
    ]


@router.post(
    "/dossiers/{code}/reuse",
    response={200: DoneOut, **POSTED, **NO_SUCH},
    summary="Dùng lại bản điện tử người này đã nộp",
    openapi_extra=DOCUMENTED,
)
def reuse(request: HttpRequest, code: Path[Code], said: ReuseIn) -> DoneOut:
    """Chỉ bản của chính người nộp, đã đối chiếu, còn giá trị; mỗi lần dùng lại được ghi nhật ký xem."""
    caller = caller_of(request)
    try:
        copies = {said.component: said.copy_id}
        return done_out(reuse_copies(code=code, copies=copies, actor=caller.actor, at=caller.at))
    except DossierNotFound:
        raise not_found() from None


@router.post(
    "/dossiers/{code}/copies/{number}/defect",
    response={204: None, **POSTED, **NO_SUCH},
    summary="Ghi lỗi của một bản điện tử",
    openapi_extra=DOCUMENTED,
)
def defect(request: HttpRequest, code: Path[Code], number: Path[CopyNumber], said: DefectIn) -> Status[None]:
    """Lỗi ghi ở đây có sẵn trên phiếu yêu cầu bổ sung."""
    caller = caller_of(request)
    try:
        mark_defect(
            code=code, number=number, defect=said.defect, words=said.words, actor=caller.actor, at=caller.at
        )
    except DossierNotFound:
        raise not_found() from None
    return Status(204, None)


@router.post(
    "/dossiers/{code}/result-copy",
    response={200: DoneOut, **POSTED, **NO_SUCH},
    summary="Số hóa kết quả khi trả",
    openapi_extra=DOCUMENTED,
)
def digitise_result(request: HttpRequest, code: Path[Code], file: Annotated[UploadedFile, File()]) -> DoneOut:
    """Gửi `multipart/form-data` một tệp là bản quét của kết quả; 413 khi tệp quá lớn."""
    caller = caller_of(request)
    for _field, name in oversized(request):
        raise too_large(clean_name(name))
    upload = Upload(RESULT_KEY, str(file.name), cast(BinaryIO, file), CopyOrigin.PROGRAM)
    try:
        done = perform(
            act=Act.DIGITISE_RESULT, code=code, actor=caller.actor, at=caller.at, said={"uploads": [upload]}
        )
    except DossierNotFound:
        raise not_found() from None
    return done_out(done)


@router.get("/digitisation", response={200: DigitisationOut, **WITH_TOKEN}, summary="Báo cáo tổng hợp số hóa")
def digitisation(request: HttpRequest, first: From, last: To) -> DigitisationOut:
    """Từng quầy của cơ quan và các cơ quan cấp dưới, trong các ngày `from` đến hết `to`."""
    caller = let_in(request, KEEPING)
    made = report_of(unit_of(caller), min(first, last), max(first, last))
    return DigitisationOut(rows=as_rows(made), totals=as_totals(made), rule=made.figures.rule.words)
