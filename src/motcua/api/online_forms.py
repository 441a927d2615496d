"""What is asked online for a procedure, and would these answers be taken? Public; nothing is kept."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from config import clock
from config.client_address import client_address
from motcua.api.errors import not_found
from motcua.api.problems import NO_SUCH, PUBLIC, Problem
from motcua.api.shapes import Code, Shape, ShapeOut
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.tries import count_try, judging_limits
from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.answers import AnswerFault, judged, pages
from motcua.procedures.online_forms.queries import form_in_force, form_of
from motcua.procedures.online_forms.terms import MOST_QUESTIONS

router = Router(tags=["Mẫu điền trực tuyến"])


class OnlineForm(ShapeOut):
    """The form in force today; `form` is its schema as data, `digest` the hash of it."""

    procedure: str
    version: int
    valid_from: date
    digest: str
    form: dict[str, Any]


class AnswersIn(Shape):
    """Answers by question; a list of rows under the key of a repeated group."""

    answers: Annotated[dict[str, Any], Field(max_length=2 * MOST_QUESTIONS)]


class FaultOut(ShapeOut):
    """An answer to mend; `row` counts from 0 in a repeated group, else null."""

    group: str
    question: str
    row: int | None
    code: str
    text: str


class JudgedOut(ShapeOut):
    """`answers` as they would be kept, `pages` the groups that are shown to who answers so."""

    version: int
    ok: bool
    answers: dict[str, Any]
    errors: list[FaultOut]
    pages: list[str]


@router.get(
    "/procedures/{code}/form",
    auth=None,
    response={200: OnlineForm, **PUBLIC, **NO_SUCH},
    summary="Mẫu điền trực tuyến của thủ tục",
)
def read_form(request: HttpRequest, code: Path[Code]) -> OnlineForm:
    """Mẫu đang dùng hôm nay: các trang, câu hỏi, điều kiện, nguồn điền sẵn. Không có mẫu thì 404."""
    version = _in_force(code)
    return OnlineForm(
        procedure=version.procedure_id,
        version=version.number,
        valid_from=cast(date, version.valid_from),
        digest=version.digest,
        form=version.schema,
    )


@router.post(
    "/procedures/{code}/form/judge",
    auth=None,
    response={200: JudgedOut, **PUBLIC, **NO_SUCH, frozenset({413, 429}): Problem},
    summary="Thử xem câu trả lời có được nhận không",
)
def judge_answers(request: HttpRequest, code: Path[Code], said: AnswersIn) -> JudgedOut:
    """Công khai; không lưu gì. Hỏi nhiều lần từ một nơi thì 429."""
    wait = count_try(limits=judging_limits(address=client_address(request)), now=clock.real_now())
    if wait:
        raise refuse("too_many_tries", "Đã hỏi quá nhiều lần. Hãy thử lại sau ít phút.", retry_after=wait)
    version = _in_force(code)
    form = form_of(version)
    found = judged(form, said.answers, on=local_day(clock.now()))
    return JudgedOut(
        version=version.number,
        ok=found.ok,
        answers=found.cleaned,
        errors=[_fault(fault) for fault in found.errors],
        pages=[page.key for page in pages(form, found.cleaned)],
    )


def _in_force(code: str) -> FormVersion:
    version = form_in_force(code, local_day(clock.now()))
    if version is None:
        raise not_found()
    return version


def _fault(fault: AnswerFault) -> FaultOut:
    return FaultOut(
        group=fault.group, question=fault.question, row=fault.row, code=fault.code, text=fault.text
    )
