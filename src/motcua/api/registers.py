"""How does a program read the books of the office: register, certification books, late dossiers, channels?"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import POSTED, WITH_TOKEN, Problem
from motcua.api.seeing import keep_view
from motcua.api.shapes import DayIn, Moment, Shape, ShapeOut
from motcua.api.slips import PDF_ANSWER, pdf_answer
from motcua.api.tokens import Caller
from motcua.core.refusals import refuse
from motcua.documents.listings import RegisterLine
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.certifying import close_book
from motcua.dossiers.apologies import due_in, late_in
from motcua.dossiers.book_rules import BOOKS
from motcua.dossiers.books import book_years, rows_of
from motcua.dossiers.channels import ByChannel, channel_counts
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind, register_file
from motcua.dossiers.registers import month_of_book, register_lines
from motcua.dossiers.terms import Channel, ReturnChannel

router = Router(tags=["Sổ sách, số liệu"])
MOST_ROWS = 500
_REFUSALS = {**WITH_TOKEN, 409: Problem}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE_ANSWER: dict[str, Any] = {
    "responses": {200: {"description": "OK", "content": dict.fromkeys(CONTENT_TYPES.values(), _BINARY)}}
}
From = Annotated[DayIn, Query(alias="from")]
To = Annotated[DayIn, Query(alias="to")]
Year = Annotated[int, Query(ge=2000, le=2199)]
Month = Annotated[int | None, Query(ge=1, le=12)]
Book = Annotated[str, Query(max_length=12)]


class RegisterRow(ShapeOut):
    """One dossier of the register, as its form prints it."""

    code: str
    procedure: str
    applicant: str
    contact: str
    agency: str
    received_at: Moment
    due_at: Moment
    due_strict: bool
    return_channel: str
    returned_at: Moment | None
    returned_to: str
    note: str


class RegisterOut(ShapeOut):
    """The register of some days, both in it."""

    rows: list[RegisterRow]
    total: int


class LateRow(ShapeOut):
    """A dossier that was late: due, and when the result was ready (null: still owed)."""

    code: str
    procedure: str
    due_at: Moment
    ready_at: Moment | None
    state: str


class LateOut(ShapeOut):
    """Late dossiers among those due on these days; nought is said in words too (R-166)."""

    late: int
    due: int
    text: str
    rows: list[LateRow]


class ChannelsOut(ShapeOut):
    """Dossiers accepted on these days by channel (R-032) and by kind of applicant (R-033); none is said as nought."""

    total: int
    received: dict[str, int]
    to_return: dict[str, int]
    returned: dict[str, int]
    applicants: dict[str, int]


class BookYearOut(ShapeOut):
    """A certification book of a year."""

    book: str
    title: str
    year: int
    numbers: int
    closed_at: Moment | None


class BookRowOut(ShapeOut):
    """A number of a certification book; `spoilt`: its approval was recalled."""

    number: int
    day: date
    dossier: str
    requester: str
    title: str
    pages: int | None
    copies: int | None
    fee: int | None
    signer: str
    spoilt: bool


class BookIn(Shape):
    """Which book is closed."""

    book: Annotated[str, Field(max_length=12)]
    year: Annotated[int, Field(ge=2000, le=2199)]


class BookClosedOut(ShapeOut):
    """The closing of a book's year."""

    book: str
    year: int
    numbers: int
    spoilt: int
    copies: int
    fee: int
    closed_at: Moment


@router.get("/register", response={200: RegisterOut, **_REFUSALS}, summary="Sổ theo dõi hồ sơ")
def read_register(
    request: HttpRequest,
    first: From,
    last: To,
    channel: Channel | None = None,
    return_channel: ReturnChannel | None = None,
    returned: bool = False,
) -> RegisterOut:
    """Hồ sơ tiếp nhận từ ngày `from` đến hết ngày `to`, theo thứ tự; lọc được theo kênh."""
    caller = let_in(request, KEEPING)
    only = ByChannel(channel or "", return_channel or "", returned)
    lines = register_lines(caller.actor.unit_id, first, last, only)
    _keep(caller, "list:so-theo-doi", lines)
    return RegisterOut(rows=[_register_row(line) for line in lines], total=len(lines))


def _register_row(line: RegisterLine) -> RegisterRow:
    return RegisterRow(**{name: getattr(line, name) for name in RegisterRow.model_fields})


@router.get(
    "/register.{kind}", response=_REFUSALS, summary="Sổ theo dõi thành tệp", openapi_extra=FILE_ANSWER
)
def read_register_file(
    request: HttpRequest,
    kind: Path[FileKind],
    first: From,
    last: To,
    channel: Channel | None = None,
    return_channel: ReturnChannel | None = None,
) -> HttpResponse:
    """PDF theo mẫu của những ngày đó, CSV hoặc XLSX cùng các cột."""
    caller = let_in(request, KEEPING)
    only = ByChannel(channel or "", return_channel or "")
    made = register_file(unit_of(caller), first, last, kind, at=caller.at, only=only)
    keep_view(caller, "list:so-theo-doi", "view_list")
    return pdf_answer(made.content, made.name, made.content_type)


@router.get("/counts/late", response={200: LateOut, **_REFUSALS}, summary="Hồ sơ trễ hạn trong kỳ")
def count_late(request: HttpRequest, first: From, last: To) -> LateOut:
    """Trong các hồ sơ đến hạn từ ngày `from` đến hết ngày `to`: số trễ hạn và danh sách; không có thì nói rõ 0."""
    caller = let_in(request, KEEPING)
    _check_days(first, last)
    found = late_in(caller.actor.unit_id, first, last, caller.at)
    rows = [
        LateRow(
            code=str(one),
            procedure=one.procedure_id,
            due_at=one.due_at,
            ready_at=one.ready_at,
            state=one.state,
        )
        for one in found
        if one.due_at is not None
    ]
    if rows:
        keep_view(caller, "list:tre-han", "view_list")
    due = due_in(caller.actor.unit_id, first, last)
    return LateOut(late=len(rows), due=due, text=f"{len(rows)} hồ sơ trễ hạn", rows=rows)


@router.get("/counts/channels", response={200: ChannelsOut, **_REFUSALS}, summary="Số hồ sơ theo kênh")
def count_channels(request: HttpRequest, first: From, last: To) -> ChannelsOut:
    """Hồ sơ tiếp nhận từ ngày `from` đến hết ngày `to` theo kênh nộp, cách nhận kết quả và cá nhân, tổ chức."""
    caller = let_in(request, KEEPING)
    _check_days(first, last)
    counts = channel_counts(caller.actor.unit_id, first, last)
    return ChannelsOut(
        total=counts.total,
        received={channel.value: n for channel, n in counts.received.items()},
        to_return={channel.value: n for channel, n in counts.to_return.items()},
        returned={channel.value: n for channel, n in counts.returned.items()},
        applicants={kind.value: n for kind, n in counts.applicants.items()},
    )


def _check_days(first: date, last: date) -> None:
    if last < first:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.", field="to")


@router.get("/books", response={200: list[BookYearOut], **WITH_TOKEN}, summary="Các sổ chứng thực")
def list_books(request: HttpRequest) -> list[BookYearOut]:
    """Sổ của từng năm, số đã cấp, lúc khóa sổ."""
    caller = let_in(request, KEEPING)
    return [
        BookYearOut(
            book=one.book,
            title=one.title,
            year=one.year,
            numbers=one.numbers,
            closed_at=one.closing.closed_at if one.closing else None,
        )
        for one in book_years(caller.actor.unit_id)
    ]


@router.get(
    "/books/rows", response={200: list[BookRowOut], **_REFUSALS}, summary="Các số của một sổ chứng thực"
)
def list_book_rows(
    request: HttpRequest, book: Book, year: Year, month: Month = None, after: Annotated[int, Query(ge=0)] = 0
) -> list[BookRowOut]:
    """Nhiều nhất 500 số một lần, từ số đứng sau `after`."""
    caller = let_in(request, KEEPING)
    if book not in BOOKS:
        raise refuse("book_unknown", "Không có sổ này. Hãy chọn sổ trong danh sách.", field="book")
    found = rows_of(caller.actor.unit_id, book, year, month).filter(number__gt=after)[:MOST_ROWS]
    rows = [
        BookRowOut(
            dossier=str(row.dossier),
            signer=f"{row.signer_name}, {row.signer_title}",
            spoilt=row.result_number != row.dossier.result_number,
            **{
                name: getattr(row, name)
                for name in ("number", "day", "requester", "title", "pages", "copies", "fee")
            },
        )
        for row in found
    ]
    if rows:
        keep_view(caller, f"book:{book} {year}", "view_list")
    return rows


@router.get("/books/print.pdf", response=_REFUSALS, summary="Sổ chứng thực để đóng", openapi_extra=PDF_ANSWER)
def print_book(request: HttpRequest, book: Book, year: Year, month: Month = None) -> HttpResponse:
    """Một tháng, hoặc cả năm khi không ghi tháng."""
    caller = let_in(request, KEEPING)
    paper = month_of_book(unit_of(caller), book, year, month, at=caller.at)
    keep_view(caller, f"book:{book} {year}", "view_list")
    name = f"{book.replace('/', '-').replace(',', '-')}-{year}-{month or 'nam'}.pdf"
    return pdf_answer(typeset(paper), name)


@router.post(
    "/books/close", response={201: BookClosedOut, **POSTED}, summary="Khóa sổ năm", openapi_extra=DOCUMENTED
)
def close_a_book(request: HttpRequest, said: BookIn) -> Status[BookClosedOut]:
    """Từ ngày cuối năm, một lần; số đã khóa không cấp thêm."""
    caller = let_in(request, KEEPING)
    closing = close_book(book=said.book, year=said.year, actor=caller.actor, at=caller.at)
    return Status(201, BookClosedOut(**{name: getattr(closing, name) for name in BookClosedOut.model_fields}))


def _keep(caller: Caller, subject: str, lines: tuple[RegisterLine, ...]) -> None:
    if lines:
        keep_view(caller, subject, "view_list")
