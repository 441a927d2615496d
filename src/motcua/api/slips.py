"""Where do programs get the papers of a dossier or an intake? As PDF, printed from what is stored."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.problems import NO_SUCH, WITH_TOKEN, Problem
from motcua.api.seeing import keep_view, page_of
from motcua.api.shapes import Code
from motcua.api.tokens import caller_of
from motcua.dossiers.actions.attempts import keep_stranger
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.queries import intake_page

router = Router(tags=["Phiếu"])
FormName = Annotated[str, Field(pattern=r"^([0-9]{2}|control)$")]
IssueNumber = Annotated[int, Field(ge=1, le=999)]
_REFUSALS: dict[Any, Any] = {**WITH_TOKEN, **NO_SUCH, 409: Problem}
PDF_ANSWER = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get(
    "/intakes/{number}/slips/{form}.pdf",
    response=_REFUSALS,
    summary="Phiếu của một lượt xem hồ sơ (02, 03)",
    openapi_extra=PDF_ANSWER,
)
def intake_slip(request: HttpRequest, number: Path[Code], form: Path[Literal["02", "03"]]) -> HttpResponse:
    """Phiếu yêu cầu bổ sung (02) hoặc phiếu từ chối (03); lần xem được ghi nhật ký."""
    caller = caller_of(request)
    intake = intake_page(number, caller.actor)
    if intake is None:
        keep_stranger(number=number, actor=caller.actor, at=caller.at)
        raise not_found()
    pdf = slip_pdf(intake, form, site=site_of(request))
    keep_view(caller, number, "view_slip")
    return pdf_answer(pdf, f"{number}-{form}.pdf")


@router.get(
    "/dossiers/{code}/slips/{form}.pdf",
    response=_REFUSALS,
    summary="Phiếu của một hồ sơ",
    openapi_extra=PDF_ANSWER,
)
def dossier_slip(
    request: HttpRequest, code: Path[Code], form: Path[FormName], issue: Query[IssueNumber | None] = None
) -> HttpResponse:
    """Mẫu theo số của bộ mẫu mà hồ sơ được tiếp nhận; `control` là phiếu kiểm soát. In lại không đổi giờ nào.

    `issue`: lần cấp giấy tiếp nhận, từ 1; không ghi thì là lần đang có giá trị.
    """
    caller = caller_of(request)
    page = page_of(caller, code)
    pdf = slip_pdf(page.dossier, form, site=site_of(request), issue=issue)
    keep_view(caller, str(page.dossier), "view_slip")
    return pdf_answer(pdf, f"{code}-{form}.pdf")


def pdf_answer(content: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    """A file that nobody on the way may keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def site_of(request: HttpRequest) -> str:
    """The address under which the holder tracks, as this request reached it."""
    return f"{request.scheme}://{request.get_host()}"
