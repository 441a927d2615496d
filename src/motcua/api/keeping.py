"""Which originals lie at the desk for a dossier, which results lie on the shelf? Read by programs."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from motcua.api.dossiers import Limit
from motcua.api.problems import NO_SUCH, WITH_TOKEN
from motcua.api.seeing import keep_view, page_of
from motcua.api.shapes import Code, Moment, ShapeOut
from motcua.api.slips import PDF_ANSWER
from motcua.api.tokens import caller_of
from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.documents.typesetting import typeset
from motcua.dossiers import policies, shelf
from motcua.dossiers.custody import history
from motcua.dossiers.desk_papers import custody_lines_of, custody_paper
from motcua.dossiers.models import Dossier
from motcua.dossiers.shelf_rules import AGES
from motcua.dossiers.terms import ReminderMeans

router = Router(tags=["Hồ sơ"])
Age = Literal["0-3", "4-10", "11-30", "tren-30"]
PageNumber = Annotated[int, Query(ge=0, le=9999)]


class OriginalOut(ShapeOut):
    """One original: since when the desk has it, with whom, when and to whom it went back."""

    title: str
    mark: str
    copies: int
    kept_at: Moment
    holder: str
    given_at: Moment | None
    given_to: str


class OnShelfOut(ShapeOut):
    """A result nobody has taken: `days` since it was ready, where it lies, the last reminder (`mark`: to be called)."""

    code: str
    ready_at: Moment | None
    days: int
    place: str
    reminded_by: str | None
    reminded_at: Moment | None


class ShelfOut(ShapeOut):
    """One page of the shelf, the oldest first; `more`: there is a next page."""

    results: list[OnShelfOut]
    more: bool


@router.get(
    "/dossiers/{code}/originals",
    response={200: list[OriginalOut], **WITH_TOKEN, **NO_SUCH},
    summary="Bản chính giữ tại quầy của một hồ sơ",
)
def originals_of_dossier(request: HttpRequest, code: Path[Code]) -> list[OriginalOut]:
    """Mọi bản chính đã nhận giữ, đang ở ai, đã trả khi nào cho ai; lần xem được ghi nhật ký."""
    dossier = _seen(request, code)
    lines = custody_lines_of(dossier, history(dossier))
    return [OriginalOut.model_validate(line, from_attributes=True) for line in lines]


@router.get(
    "/dossiers/{code}/originals.pdf",
    response={**WITH_TOKEN, **NO_SUCH},
    summary="Giấy giao nhận bản chính",
    openapi_extra=PDF_ANSWER,
)
def custody_receipt(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    """Giấy giao nhận theo hiện trạng; 409 khi hồ sơ chưa giữ bản chính nào."""
    dossier = _seen(request, code)
    paper = custody_paper(dossier, official=caller_of(request).actor.name)
    return HttpResponse(typeset(paper), content_type="application/pdf")


@router.get("/shelf", response={200: ShelfOut, **WITH_TOKEN}, summary="Kết quả chưa ai nhận")
def uncollected(
    request: HttpRequest,
    age: Age | None = None,
    to_call: bool = False,
    page: PageNumber = 0,
    limit: Limit = 50,
) -> ShelfOut:
    """Theo số ngày trên kệ (`age`), hoặc chỉ những hồ sơ cần gọi nhắc; lâu nhất trước."""
    caller = caller_of(request)
    refuse_if(policies.why_not_look(caller.actor))
    today, unit_id = local_day(caller.at), caller.actor.unit_id
    found = shelf.to_call(unit_id) if to_call else shelf.on_shelf(unit_id)
    if age is not None:
        found = shelf.of_age(found, next(one for one in AGES if one.slug == age), today)
    rows = list(shelf.sorted_shelf(found, "cu")[page * limit : (page + 1) * limit + 1])
    return ShelfOut(
        results=[
            OnShelfOut(
                code=str(row),
                ready_at=row.ready_at,
                days=shelf.days_of(row, caller.at),
                place=row.shelf_place,
                reminded_by=ReminderMeans(how).value if (how := getattr(row, "reminded_by", None)) else None,
                reminded_at=getattr(row, "reminded_at", None),
            )
            for row in rows[:limit]
        ],
        more=len(rows) > limit,
    )


def _seen(request: HttpRequest, code: str) -> Dossier:
    """The dossier of the caller's unit; the view is journalled."""
    caller = caller_of(request)
    found = page_of(caller, code)
    keep_view(caller, str(found.dossier), "view_originals")
    return found.dossier
