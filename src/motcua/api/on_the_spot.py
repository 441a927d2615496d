"""The 4-tại-chỗ programme: its tables as pages show them, and documents sent between agencies."""

from typing import Annotated

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from motcua.api.copies import FILE_ANSWER, CopyNumber, copy_answer
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in, unit_of
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, Problem
from motcua.api.shapes import MOST_COMPONENTS, Code, DayIn, Moment, Shape, ShapeOut, Slug
from motcua.api.tokens import Caller, caller_of
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.participation.actions.exchanging import confirm_receipt, send_documents
from motcua.participation.exchange import Sending, copy_sent_here, sent_here, with_copies
from motcua.participation.policies import TAKING
from motcua.participation.sheets import SHEETS

router = Router(tags=["4 tại chỗ"])
READING = frozenset({Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT})
_MOST = 200
SentId = Annotated[int, Field(ge=1, lt=10**18)]


class Figure(ShapeOut):
    """A figure of a table with what it counts."""

    value: str
    label: str


class TableOut(ShapeOut):
    """A table of the programme: `rows` are cells in the order of `columns`, as the page shows them."""

    table: str
    title: str
    unit: str
    columns: list[str]
    rows: list[list[str]]
    figures: list[Figure]
    notes: list[str]


class SendIn(Shape):
    """Which papers (keys of components handed in), to whom, what for."""

    receiver: Slug
    papers: Annotated[list[Slug], Field(max_length=MOST_COMPONENTS)]
    message: Annotated[str, Field(max_length=1000)] = ""


class DocumentReceiptIn(Shape):
    """What the receiver answers."""

    answer: Annotated[str, Field(max_length=1000)] = ""


class SentCopy(ShapeOut):
    """An electronic copy that went along."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str


class SentOut(ShapeOut):
    """Documents sent; `receipt_at` null: not confirmed yet. The original stays with the sender."""

    id: int
    dossier: str
    sender: str
    receiver: str
    papers: list[str]
    message: str
    sent_at: Moment
    sent_by: str
    receipt_at: Moment | None
    receipt_by: str
    copies: list[SentCopy]


@router.get(
    "/on-the-spot/{table}",
    response={200: TableOut, **WITH_TOKEN, **NO_SUCH},
    summary="Bảng số liệu 4 tại chỗ",
)
def on_the_spot_table(
    request: HttpRequest,
    table: Path[Slug],
    day: Annotated[DayIn | None, Query()] = None,
    unit: Annotated[Slug | None, Query()] = None,
) -> TableOut:
    """Bảng của cơ quan (hoặc cơ quan cấp dưới `unit`) tại ngày `day`; không ghi là hôm nay."""
    caller = let_in(request, READING)
    if table not in SHEETS:
        raise not_found()
    wanted = _unit(caller, unit)
    made = SHEETS[table](wanted, day or local_day(caller.at))
    return TableOut(
        table=made.name,
        title=made.title,
        unit=wanted.pk,
        columns=list(made.columns),
        rows=[list(line.cells) for line in made.lines],
        figures=[Figure(value=value, label=label) for value, label in made.figures],
        notes=list(made.notes),
    )


@router.post(
    "/dossiers/{code}/sent-documents",
    response={200: SentOut, **POSTED, **NO_SUCH},
    summary="Gửi tài liệu cho cơ quan phối hợp",
    openapi_extra=DOCUMENTED,
)
def send_to_agency(request: HttpRequest, code: Path[Code], said: SendIn) -> SentOut:
    """Hồ sơ không luân chuyển, bản chính vẫn giữ tại Bộ phận Một cửa."""
    caller = caller_of(request)
    row = send_documents(
        code=code,
        receiver_id=said.receiver,
        papers=said.papers,
        message=said.message,
        actor=caller.actor,
        at=caller.at,
    )
    return _sent(with_copies([row])[0])


@router.get("/sent-documents", response={200: list[SentOut], **WITH_TOKEN}, summary="Tài liệu đến")
def documents_sent_here(request: HttpRequest) -> list[SentOut]:
    """Tài liệu cơ quan khác gửi đến: tài liệu chờ biên nhận trước, rồi mới nhất trước."""
    caller = let_in(request, frozenset(TAKING))
    return [_sent(row) for row in with_copies(list(sent_here(caller.actor.unit_id)[:_MOST]))]


@router.get(
    "/sent-documents/{sent_id}/copies/{number}",
    response={**WITH_TOKEN, **NO_SUCH, 409: Problem},
    summary="Tải một bản điện tử gửi kèm",
    openapi_extra=FILE_ANSWER,
)
def sent_copy_content(
    request: HttpRequest, sent_id: Path[SentId], number: Path[CopyNumber]
) -> StreamingHttpResponse:
    """Chỉ bản đã gửi kèm cho cơ quan mình; hồ sơ của cơ quan gửi vẫn đóng. Lần mở được ghi nhật ký."""
    caller = caller_of(request)
    copy = copy_sent_here(sent_id, number, caller.actor)
    if copy is None:
        raise not_found()
    return copy_answer(caller, str(copy.dossier), copy)


@router.post(
    "/sent-documents/{sent_id}/receipt",
    response={200: SentOut, **POSTED, **NO_SUCH},
    summary="Xác nhận đã nhận tài liệu",
    openapi_extra=DOCUMENTED,
)
def confirm_document(request: HttpRequest, sent_id: Path[int], said: DocumentReceiptIn) -> SentOut:
    """Ghi ai xác nhận, lúc nào; mỗi tài liệu một lần."""
    caller = caller_of(request)
    row = confirm_receipt(sent_id=sent_id, answer=said.answer, actor=caller.actor, at=caller.at)
    return _sent(with_copies([row.sent])[0])


def _unit(caller: Caller, wanted: str | None) -> Unit:
    if wanted is None or wanted == caller.actor.unit_id:
        return unit_of(caller)
    if wanted not in units_under([caller.actor.unit_id]):
        raise refuse("other_unit", "Cơ quan này không thuộc cấp dưới của ông/bà. Hãy ghi lại mã cơ quan.")
    return Unit.objects.select_related("level", "parent").get(pk=wanted)


def _sent(sending: Sending) -> SentOut:
    row = sending.sent
    receipt = getattr(row, "receipt", None)
    return SentOut(
        id=row.pk,
        dossier=str(row.dossier),
        sender=row.unit_id,
        receiver=row.receiver_id,
        papers=row.papers,
        message=row.message,
        sent_at=row.stated_at,
        sent_by=row.stated_by_name,
        receipt_at=receipt.stated_at if receipt else None,
        receipt_by=receipt.stated_by_name if receipt else "",
        copies=[
            SentCopy(
                number=copy.number,
                name=copy.name,
                media_type=copy.file.media_type,
                size=copy.file.size,
                sha256=copy.file.sha256,
            )
            for copy in sending.copies
        ],
    )
