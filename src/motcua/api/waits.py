"""How long did people wait in the hall? Figures by desk and month, and the raw times of visits, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from motcua.api.letting_in import let_in, unit_of
from motcua.api.problems import WITH_TOKEN, Problem
from motcua.api.registers import FILE_ANSWER
from motcua.api.shapes import DayIn, ShapeOut
from motcua.api.slips import pdf_answer
from motcua.api.tokens import Caller
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.queueing.report import WaitingReport, waiting_report
from motcua.queueing.report_files import as_rows, figures, month_rows, report_file, visits_file
from motcua.queueing.visit_times import Kind, Visits

router = Router(tags=["Sảnh chờ"])
From = Annotated[DayIn, Query(alias="from")]
To = Annotated[DayIn, Query(alias="to")]
READING = frozenset({Role.LEAD, Role.CONTROL, Role.INSPECT})


class WaitsOut(ShapeOut):
    """A row for each desk and month, all desks by month, and everything; minutes as shown and judged (R-036)."""

    rows: list[dict[str, Any]]
    months: list[dict[str, Any]]
    totals: dict[str, Any]
    notes: list[str]


@router.get(
    "/waits",
    response={200: WaitsOut, **WITH_TOKEN, 409: Problem},
    summary="Thời gian chờ theo bộ phận, tháng",
)
def waits(request: HttpRequest, first: From, last: To) -> WaitsOut:
    """Số thứ tự lấy từ ngày `from` đến hết ngày `to`, cơ quan của mã truy cập và cấp dưới; không có tên."""
    made = _report(request, first, last)
    return WaitsOut(
        rows=as_rows(made), months=month_rows(made), totals=figures(made.total), notes=list(made.notes)
    )


@router.get(
    "/waits.{kind}",
    response={**WITH_TOKEN, 409: Problem},
    summary="Thời gian chờ thành tệp CSV, XLSX",
    openapi_extra=FILE_ANSWER,
)
def waits_file(request: HttpRequest, kind: Path[FileKind], first: From, last: To) -> HttpResponse:
    """Cùng các cột như trên trang; không có bản PDF."""
    made = _report(request, first, last)
    name = f"thoi-gian-cho-{first}-{last}.{_offered(kind)}"
    return pdf_answer(report_file(made, kind.value), name, CONTENT_TYPES[kind])


@router.get(
    "/waits/visits.{kind}",
    response={**WITH_TOKEN, 409: Problem},
    summary="Thời gian thực tế của từng lượt đến, CSV, XLSX",
    openapi_extra=FILE_ANSWER,
)
def waits_visits(request: HttpRequest, kind: Path[FileKind], first: From, last: To) -> HttpResponse:
    """Giờ lấy số, gọi, bắt đầu, xong của từng lượt (R-038); không có tên, không có số điện thoại."""
    caller = _let_in(request, first, last)
    name = f"luot-den-{first}-{last}.{_offered(kind)}"
    return pdf_answer(visits_file(_visits(caller, first, last), kind.value), name, CONTENT_TYPES[kind])


def _visits(caller: Caller, first: date, last: date) -> Visits:
    return Visits(units_under([caller.actor.unit_id]), first, last, local_day(caller.at), kind=Kind.ALL)


def _report(request: HttpRequest, first: date, last: date) -> WaitingReport:
    caller = _let_in(request, first, last)
    return waiting_report(unit_of(caller), first, last, local_day(caller.at))


def _let_in(request: HttpRequest, first: date, last: date) -> Caller:
    caller = let_in(request, READING)
    if last < first:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.", field="to")
    return caller


def _offered(kind: FileKind) -> str:
    if kind is FileKind.PDF:
        raise refuse("format_not_offered", "Báo cáo này chưa có bản PDF. Hãy chọn csv hoặc xlsx.")
    return kind.value
