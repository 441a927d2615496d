"""The result of a dossier for programs: draft it, read where it stands, take its file, count a print."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.seeing import dossier_of_caller, seen_dossier
from motcua.api.shapes import Code, Moment, Name, Reason, Shape, ShapeOut, Slug
from motcua.api.slips import PDF_ANSWER
from motcua.api.tokens import caller_of
from motcua.core.refusals import refuse
from motcua.dossiers.actions.results.drafting import draft_result
from motcua.dossiers.actions.results.printing import MOST_COPIES, print_result
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.results.content import MOST_FIELDS
from motcua.dossiers.results.queries import (
    best_pdf,
    content_of,
    draft_of,
    result_of,
    results_of,
    templates_of,
)

router = Router(tags=["Hồ sơ"])


class TemplateFieldOut(ShapeOut):
    """A field of a template; `source` names what the office knows as a first value."""

    key: str
    label: str
    kind: str
    required: bool
    source: str
    choices: list[str]


class TemplateOut(ShapeOut):
    """A template in force for the procedure."""

    key: str
    name: str
    kind: str
    version: int
    fields: list[TemplateFieldOut]


class ResultOut(ShapeOut):
    """A result: `state` draft, numbered, signed, sealed, issued, replaced or revoked; `sha256` of the paper decided."""

    state: str
    title: str
    template: str
    number: str
    number_source: str
    check_code: str
    numbered_at: Moment | None
    signer: str
    printed: int
    sha256: str
    replaces: str
    over_reason: str
    over_decision: str


class DraftIn(Shape):
    """What the appraiser writes: `fields` by key; or the number of the sector system, typed twice."""

    template: Slug | None = None
    fields: Annotated[dict[Slug, Annotated[str, Field(max_length=4000)]], Field(max_length=MOST_FIELDS)] = {}
    number_source: Slug | None = None
    foreign_number: Name = ""
    foreign_number_again: Name = ""


class PrintIn(Shape):
    """How many copies, and why again."""

    copies: Annotated[int, Field(ge=1, le=MOST_COPIES)] = 1
    reason: Reason = ""


@router.get(
    "/dossiers/{code}/result-templates",
    response={200: list[TemplateOut], **WITH_TOKEN, **NO_SUCH},
    summary="Mẫu kết quả của thủ tục",
)
def result_templates(request: HttpRequest, code: Path[Code]) -> list[TemplateOut]:
    """Các mẫu đang dùng, mẫu của cơ quan trước mẫu chung, thông báo từ chối sau cùng."""
    dossier = seen_dossier(request, code, "view_result")
    return [
        TemplateOut(
            key=version.template.key,
            name=version.template.name,
            kind=version.template.kind,
            version=version.number,
            fields=[
                TemplateFieldOut(
                    key=one.key,
                    label=one.label,
                    kind=one.kind,
                    required=one.required,
                    source=one.prefill,
                    choices=list(one.choices),
                )
                for one in content_of(version).fields
            ],
        )
        for version in templates_of(dossier.version, dossier.unit_id)
    ]


@router.get(
    "/dossiers/{code}/results",
    response={200: list[ResultOut], **WITH_TOKEN, **NO_SUCH},
    summary="Kết quả của một hồ sơ",
)
def results_of_dossier(request: HttpRequest, code: Path[Code]) -> list[ResultOut]:
    """Mới nhất trước; dự thảo (nếu có) đứng đầu, bản bị thay thế, thu hồi vẫn còn."""
    dossier = seen_dossier(request, code, "view_result")
    draft = draft_of(dossier)
    return [_out(one) for one in ([draft] if draft else []) + results_of(dossier)]


@router.put(
    "/dossiers/{code}/results/draft",
    response={200: ResultOut, **POSTED, **NO_SUCH},
    summary="Lập dự thảo kết quả",
    openapi_extra=DOCUMENTED,
)
def write_draft(request: HttpRequest, code: Path[Code], said: Body[DraftIn]) -> ResultOut:
    """Ghi đè dự thảo trước; có số khi phê duyệt."""
    caller = caller_of(request)
    words: dict[str, Any] = said.model_dump(exclude_none=True)
    dossier_of_caller(caller, code)
    return _out(draft_result(code=code, actor=caller.actor, at=caller.at, said=words))


@router.get(
    "/dossiers/{code}/result.pdf",
    response={**WITH_TOKEN, **NO_SUCH},
    summary="Bản kết quả đang có giá trị",
    openapi_extra=PDF_ANSWER,
)
def result_pdf(request: HttpRequest, code: Path[Code]) -> HttpResponse:
    """Bản đã ký số nếu có, nếu không là bản đã phê duyệt; 409 khi chưa có."""
    found = result_of(seen_dossier(request, code, "view_result"))
    if found is None:
        raise refuse(
            "result_not_in_force",
            "Hồ sơ này chưa có kết quả được phê duyệt trong hệ thống. Hãy phê duyệt trước.",
        )
    return HttpResponse(best_pdf(found), content_type="application/pdf")


@router.post(
    "/dossiers/{code}/results/prints",
    response={200: ResultOut, **POSTED, **NO_SUCH},
    summary="Ghi nhận in kết quả tại quầy",
    openapi_extra=DOCUMENTED,
)
def count_print(request: HttpRequest, code: Path[Code], said: Body[PrintIn]) -> ResultOut:
    """Nơi in, người in, bản thứ mấy; in lại phải có lý do."""
    caller = caller_of(request)
    dossier_of_caller(caller, code)
    event = print_result(code=code, actor=caller.actor, at=caller.at, said=said.model_dump())
    return _out(event.result)


def _out(one: ResultDocument) -> ResultOut:
    return ResultOut(
        state=str(one.state),
        title=one.title,
        template=one.template.template.key if one.template else "",
        number=one.number,
        number_source=str(one.number_source),
        check_code=one.check_code,
        numbered_at=one.numbered_at,
        signer=one.signer_name,
        printed=one.printed,
        sha256=one.unsigned.sha256 if one.unsigned else "",
        replaces=one.replaces.number if one.replaces else "",
        over_reason=one.over_reason,
        over_decision=one.over_decision,
    )
