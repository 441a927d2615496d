"""How does a program reserve numbers for a day without power, print their pack and enter what was received on paper?"""

from dataclasses import replace
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from pydantic import Field

from motcua.api.dossier_answers import ReceivedOut
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.promises import kept_promise
from motcua.api.receptions import ReceptionIn, reception_of
from motcua.api.seeing import keep_view
from motcua.api.shapes import Code, DayIn, Flag, Moment, MomentIn, Reason, Shape, ShapeOut
from motcua.api.slips import PDF_ANSWER, pdf_answer, site_of
from motcua.api.tokens import Caller, caller_of
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse_if
from motcua.documents.pack_typesetting import typeset_pack
from motcua.dossiers import policies
from motcua.dossiers.actions import blocks as acts
from motcua.dossiers.actions.late_entry import confirm, take_back, type_in
from motcua.dossiers.block_pack import pack_of
from motcua.dossiers.block_rules import MOST_NUMBERS, Due
from motcua.dossiers.blocks import BlockCount, block_of, counted_blocks
from motcua.dossiers.late_entries import PaperReception, due_of_data
from motcua.dossiers.models import NumberBlock

router = Router(tags=["Mất điện"])
_NOT_THERE = frozenset({"number_not_reserved", "block_unknown"})
BlockId = Annotated[int, Field(ge=1, le=2**62)]


class BlockIn(Shape):
    """How many numbers are reserved, for which day (today to the next working day), and why."""

    day: DayIn
    size: Annotated[int, Field(ge=1, le=MOST_NUMBERS)]
    reason: Reason


class BlockOut(ShapeOut):
    """A block and what became of its numbers; `overdue`: its day is over and some are not accounted for."""

    id: int
    day: date
    state: str
    codes: list[str]
    entered: int
    spoilt: int
    unused: int
    waiting: int
    left: int
    overdue: bool


class PaperIn(ReceptionIn):
    """A reception as it stands on the paper slip: `received` is the moment written there."""

    received: MomentIn
    reason: Reason
    due_written: MomentIn | None = None
    due_written_strict: Flag = False


class TypedOut(ShapeOut):
    """202: it waits for a second person. `due_counted`: what the rules of the paper's moment give."""

    pending: bool
    code: str
    due_counted: Moment
    due_counted_strict: bool


class NumberOut(ShapeOut):
    """A number and what was done with it."""

    code: str
    fate: str


class SpoiltIn(Shape):
    """Why the form was spoilt."""

    reason: Reason


@router.post(
    "/number-blocks", response={201: BlockOut, **POSTED}, summary="Để dành lô số", openapi_extra=DOCUMENTED
)
def reserve_numbers(request: HttpRequest, said: BlockIn) -> Status[BlockOut]:
    """Lấy các số tiếp theo của ngày ra khỏi dãy số để viết tay; việc của lãnh đạo."""
    caller = caller_of(request)
    block = acts.reserve(
        unit_id=caller.actor.unit_id,
        day=said.day,
        size=said.size,
        reason=said.reason,
        actor=caller.actor,
        at=caller.at,
    )
    return Status(201, _out(_count(block, caller)))


@router.get("/number-blocks", response={200: list[BlockOut], **WITH_TOKEN}, summary="Các lô số của cơ quan")
def list_number_blocks(request: HttpRequest) -> list[BlockOut]:
    """Mỗi lô với số đã nhập bù, giấy hỏng, không dùng và còn lại."""
    caller = caller_of(request)
    refuse_if(policies.why_not_look(caller.actor))
    return [_out(count) for count in counted_blocks(caller.actor.unit_id, local_day(caller.at))]


@router.get(
    "/number-blocks/{block_id}/pack.pdf",
    response={**WITH_TOKEN, **NO_SUCH},
    summary="Gói giấy viết tay của lô số",
    openapi_extra=PDF_ANSWER,
)
def number_block_pack(request: HttpRequest, block_id: Path[BlockId]) -> HttpResponse:
    """Bìa, bảng hẹn trả của ngày, giấy tiếp nhận hai liên cho từng số, sổ nhận tay."""
    caller = caller_of(request)
    refuse_if(policies.why_not_look(caller.actor))
    try:
        block = block_of(block_id, caller.actor.unit_id)
    except Refused:
        raise not_found() from None
    keep_view(caller, f"block:{block.pk}", "print_pack")
    return pdf_answer(typeset_pack(pack_of(block, site=site_of(request))), f"goi-giay-{block.pk}.pdf")


@router.post(
    "/number-blocks/{block_id}/acts/give_back",
    response={200: list[NumberOut], **POSTED, **NO_SUCH},
    summary="Khóa lô: ghi các số còn lại là không dùng",
    openapi_extra=DOCUMENTED,
)
def give_back_numbers(request: HttpRequest, block_id: Path[BlockId]) -> list[NumberOut]:
    """Số không dùng được ghi lại và không bao giờ cấp lại."""
    caller = caller_of(request)
    try:
        given = acts.give_back(block_id=block_id, actor=caller.actor, at=caller.at)
    except Refused as refused:
        raise _seen(refused) from None
    return [NumberOut(code=use.number.code, fate=use.fate) for use in given]


@router.post(
    "/reserved-numbers/{code}/acts/spoil",
    response={200: NumberOut, **POSTED, **NO_SUCH},
    summary="Ghi giấy hỏng",
    openapi_extra=DOCUMENTED,
)
def spoil_number(request: HttpRequest, code: Path[Code], said: SpoiltIn) -> NumberOut:
    """Số của giấy hỏng ở lại dãy số, kèm lý do."""
    caller = caller_of(request)
    try:
        use = acts.spoil(code=code, reason=said.reason, actor=caller.actor, at=caller.at)
    except Refused as refused:
        raise _seen(refused) from None
    return NumberOut(code=use.number.code, fate=use.fate)


@router.post(
    "/reserved-numbers/{code}/acts/type_in",
    response={202: TypedOut, **POSTED, **NO_SUCH},
    summary="Nhập bù từ giấy viết tay",
    openapi_extra=DOCUMENTED,
)
def type_in_paper(request: HttpRequest, code: Path[Code], said: PaperIn) -> Status[TypedOut]:
    """202: chờ người thứ hai đối chiếu với giấy rồi gọi `confirm`."""
    caller = caller_of(request)
    written = Due(said.due_written, said.due_written_strict) if said.due_written else None
    # A filing or an intake is received at the desk, never under a paper's number: refused as not on paper.
    reception = replace(reception_of(said, now=caller.at), intake=said.intake or said.filing)
    paper = PaperReception(code, reception, said.reason, written)
    try:
        entry = type_in(paper=paper, actor=caller.actor, at=caller.at)
    except Refused as refused:
        raise _seen(refused) from None
    counted = due_of_data(entry.data["due_counted"])
    assert counted is not None  # kept with every entry
    answer = TypedOut(
        pending=True, code=entry.number.code, due_counted=counted.at, due_counted_strict=counted.strict
    )
    return Status(202, answer)


@router.post(
    "/reserved-numbers/{code}/acts/confirm",
    response={201: ReceivedOut, **POSTED, **NO_SUCH},
    summary="Người thứ hai xác nhận nhập bù",
    openapi_extra=DOCUMENTED,
)
def confirm_paper(request: HttpRequest, code: Path[Code]) -> Status[ReceivedOut]:
    """201 như khi tiếp nhận; mã hồ sơ và mã tra cứu là của giấy viết tay."""
    caller = caller_of(request)
    try:
        entered = confirm(code=code, actor=caller.actor, at=caller.at)
    except Refused as refused:
        raise _seen(refused) from None
    dossier, promise = entered.dossier, kept_promise(entered.dossier)
    assert promise is not None  # a received dossier has one (constraint)
    answer = ReceivedOut(
        code=str(dossier),
        secret=dossier.secret,
        state=dossier.state,
        promise=promise,
        warnings=list(entered.warnings),
    )
    return Status(201, answer)


@router.post(
    "/reserved-numbers/{code}/acts/take_back",
    response={200: NumberOut, **POSTED, **NO_SUCH},
    summary="Bỏ phiếu nhập bù chưa xác nhận",
    openapi_extra=DOCUMENTED,
)
def take_back_paper(request: HttpRequest, code: Path[Code]) -> NumberOut:
    """Số trở lại chờ nhập bù."""
    caller = caller_of(request)
    try:
        take_back(code=code, actor=caller.actor, at=caller.at)
    except Refused as refused:
        raise _seen(refused) from None
    return NumberOut(code=code, fate="")


def _seen(refused: Refused) -> Exception:
    """Not there and not yours are answered alike."""
    return not_found() if refused.refusal.code in _NOT_THERE else refused


def _count(block: NumberBlock, caller: Caller) -> BlockCount:
    [count] = counted_blocks(caller.actor.unit_id, local_day(caller.at), block_id=block.pk)
    return count


def _out(count: BlockCount) -> BlockOut:
    return BlockOut(
        id=count.block.pk,
        day=count.block.day,
        state=count.state,
        codes=list(count.block.numbers.order_by("position").values_list("code", flat=True)),
        entered=count.entered,
        spoilt=count.spoilt,
        unused=count.unused,
        waiting=count.waiting,
        left=count.left,
        overdue=count.overdue,
    )
