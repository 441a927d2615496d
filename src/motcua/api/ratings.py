"""What do people say of the service? Figures for programs of the office; a kiosk hands in the rating of a slip."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from config import clock
from config.client_address import client_address
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import PUBLIC, WITH_TOKEN, Problem
from motcua.api.registers import FILE_ANSWER
from motcua.api.shapes import DayIn, Shape, ShapeOut
from motcua.api.slips import pdf_answer
from motcua.core.refusals import refuse
from motcua.core.tries import count_try, rating_limits
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.feedback.actions.rating import rate
from motcua.feedback.report import (
    SatisfactionReport,
    as_rows,
    in_time_figures,
    report_file,
    said_figures,
    satisfaction_report,
)
from motcua.feedback.rules import MOST_WORDS
from motcua.feedback.terms import Item, Mark

router = Router(tags=["Đánh giá"])
From = Annotated[DayIn, Query(alias="from")]
To = Annotated[DayIn, Query(alias="to")]


class RatingIn(Shape):
    """What somebody says of one slip; `marks` by item from 1 (poor) to 3 (good), each may be left out."""

    code: Annotated[str, Field(max_length=40)]
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    marks: Annotated[dict[str, Annotated[int, Field(ge=1, le=3)]], Field(max_length=len(Item))] = {}
    words: Annotated[str, Field(max_length=MOST_WORDS)] = ""


class RatedOut(ShapeOut):
    """`masked`: personal data in the words was taken out before they were kept."""

    masked: bool


class SatisfactionOut(ShapeOut):
    """A row for each desk and month; figures of few answers are null and `small` is true (R-287)."""

    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    notes: list[str]


@router.post(
    "/ratings",
    auth=None,
    response={200: RatedOut, **PUBLIC, frozenset({409, 413, 429}): Problem},
    summary="Đánh giá một phiếu, một lần",
)
def rate_slip(request: HttpRequest, said: RatingIn) -> RatedOut:
    """Công khai, bằng mã in trên phiếu; không nhận tên. Thông tin cá nhân trong lời ghi thêm được che trước khi lưu."""
    limits = rating_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        raise refuse("too_many_tries", "Đã gửi nhiều lần. Hãy thử lại sau ít phút.", retry_after=wait)
    unknown = set(said.marks) - {item.value for item in Item}
    if unknown:
        raise refuse(
            "item_unknown", "Có mục đánh giá không có trong danh sách. Hãy bỏ mục đó.", field="marks"
        )
    made = rate(
        code=said.code,
        satisfaction=said.satisfaction,
        marks={Item(item): Mark(str(mark)) for item, mark in said.marks.items()},
        words=said.words,
        actor=None,
        at=clock.now(),
    )
    return RatedOut(masked=made.masked)


@router.get(
    "/satisfaction",
    response={200: SatisfactionOut, **WITH_TOKEN, 409: Problem},
    summary="Hài lòng và đúng hạn theo bộ phận, tháng",
)
def satisfaction(request: HttpRequest, first: From, last: To) -> SatisfactionOut:
    """Trọn các tháng từ `from` đến `to`, cơ quan của mã truy cập và cấp dưới; không có tên, không có mã hồ sơ."""
    made = _report(request, first, last)
    totals = {**said_figures(made.said), **in_time_figures(made.in_time)}
    return SatisfactionOut(rows=as_rows(made), totals=totals, notes=made.notes)


@router.get(
    "/satisfaction.{kind}",
    response={**WITH_TOKEN, 409: Problem},
    summary="Hài lòng và đúng hạn thành tệp CSV, XLSX",
    openapi_extra=FILE_ANSWER,
)
def satisfaction_file(request: HttpRequest, kind: Path[FileKind], first: From, last: To) -> HttpResponse:
    """Cùng các cột như trên trang; không có bản PDF."""
    if kind is FileKind.PDF:
        raise refuse("format_not_offered", "Báo cáo này chưa có bản PDF. Hãy chọn csv hoặc xlsx.")
    made = _report(request, first, last)
    name = f"hai-long-{first:%Y-%m}-{last:%Y-%m}.{kind.value}"
    return pdf_answer(report_file(made, kind.value), name, CONTENT_TYPES[kind])


def _report(request: HttpRequest, first: date, last: date) -> SatisfactionReport:
    caller = let_in(request, KEEPING)
    if last < first:
        raise refuse("period_wrong", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.", field="to")
    return satisfaction_report(unit_of(caller), first, last, caller.at)
