"""What lies in the archive and until when, disposals with their lists; every day's signed head for anybody."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, FieldErrors
from motcua.api.shapes import Code, DayIn, Moment, Shape, ShapeOut
from motcua.core.moments import local_day
from motcua.dossiers.actions import disposing
from motcua.dossiers.archive.keeping import (
    archived_of,
    disposal_of,
    disposals_of,
    figures_of,
    listed_in,
    passed_of,
)
from motcua.dossiers.archive.policies import READING
from motcua.dossiers.heads import signed_head
from motcua.dossiers.models import ArchiveRecord, Disposal

router = Router(tags=["Lưu trữ"])
Number = Annotated[int, Path(ge=1, le=2**62)]
_MOST = 200


class RecordOut(ShapeOut):
    """A dossier in the archive; `keep_until`: first day of a possible disposal, null for a permanent one."""

    dossier: str
    procedure: str
    group: str
    term: str
    basis: str
    keep_until: date | None
    archived_at: Moment
    disposed_at: Moment | None


class ArchiveOut(ShapeOut):
    """Counts of the unit's archive, and its newest records."""

    kept: int
    permanent: int
    passed: int
    disposed: int
    records: list[RecordOut]


class DisposalOut(ShapeOut):
    """A disposal with the codes on its list; `state`: proposed, decided, done or dropped."""

    id: int
    state: str
    reason: str
    proposed_by: str
    proposed_at: Moment
    decision_number: str
    decision_day: date | None
    decision_issuer: str
    decided_by: str
    done_at: Moment | None
    dossiers: list[str]


class ProposalIn(Shape):
    """Which dossiers, and why."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=disposing.MOST)]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class DecisionIn(Shape):
    """The document that decides."""

    decision_number: Annotated[str, Field(min_length=1, max_length=60)]
    decision_day: DayIn
    decision_issuer: Annotated[str, Field(min_length=1, max_length=200)]


class HeadOut(ShapeOut):
    """A signed daily head, as it is published."""

    statement: dict[str, Any]
    key: str
    key_id: str
    signature: str


@router.get("/archive", response={200: ArchiveOut, **WITH_TOKEN}, summary="Sổ lưu trữ")
def archive(request: HttpRequest, passed: Annotated[bool, Query()] = False) -> ArchiveOut:
    """Số hồ sơ đang lưu và các hồ sơ mới nhất; `passed`: chỉ hồ sơ đã hết thời hạn lưu."""
    caller = let_in(request, READING)
    unit_id, day = caller.actor.unit_id, local_day(caller.at)
    figures = figures_of(unit_id, day)
    rows = passed_of(unit_id, day) if passed else archived_of(unit_id)
    return ArchiveOut(
        kept=figures.kept,
        permanent=figures.permanent,
        passed=figures.passed,
        disposed=figures.disposed,
        records=[_record(one) for one in rows[:_MOST]],
    )


@router.get("/disposals", response={200: list[DisposalOut], **WITH_TOKEN}, summary="Các đợt tiêu hủy")
def disposals(request: HttpRequest) -> list[DisposalOut]:
    """Các đợt tiêu hủy của cơ quan, mới nhất trước."""
    caller = let_in(request, READING)
    return [_out(one) for one in disposals_of(caller.actor.unit_id)[:_MOST]]


@router.post(
    "/disposals",
    response={201: DisposalOut, **POSTED},
    summary="Đề nghị tiêu hủy",
    openapi_extra=DOCUMENTED,
)
def propose_disposal(request: HttpRequest, body: ProposalIn) -> tuple[int, DisposalOut]:
    """Lập đề nghị tiêu hủy hồ sơ đã hết thời hạn lưu."""
    caller = let_in(request, READING)
    made = disposing.propose(codes=body.codes, reason=body.reason, actor=caller.actor, at=caller.at)
    return 201, _out(made)


@router.post(
    "/disposals/{number}/decision",
    response={200: DisposalOut, **POSTED, **NO_SUCH},
    summary="Ghi quyết định tiêu hủy",
    openapi_extra=DOCUMENTED,
)
def decide_disposal(request: HttpRequest, number: Number, body: DecisionIn) -> DisposalOut:
    """Người khác người đề nghị ghi quyết định."""
    caller = let_in(request, READING)
    _found(number, caller.actor.unit_id)
    return _out(disposing.decide(number=number, actor=caller.actor, at=caller.at, said=body.dict()))


@router.post(
    "/disposals/{number}/done",
    response={200: DisposalOut, **POSTED, **NO_SUCH},
    summary="Thực hiện tiêu hủy",
    openapi_extra=DOCUMENTED,
)
def carry_out_disposal(request: HttpRequest, number: Number) -> DisposalOut:
    """Xóa nội dung của hồ sơ trong danh sách; mốc ghi nhớ và mã băm còn lại."""
    caller = let_in(request, READING)
    _found(number, caller.actor.unit_id)
    return _out(disposing.dispose(number=number, actor=caller.actor, at=caller.at))


@router.post(
    "/disposals/{number}/dropped",
    response={200: DisposalOut, **POSTED, **NO_SUCH},
    summary="Không tiêu hủy nữa",
    openapi_extra=DOCUMENTED,
)
def drop_disposal(request: HttpRequest, number: Number) -> DisposalOut:
    """Bỏ đề nghị hoặc quyết định; hồ sơ vẫn lưu."""
    caller = let_in(request, READING)
    _found(number, caller.actor.unit_id)
    return _out(disposing.drop(number=number, actor=caller.actor, at=caller.at))


@router.get(
    "/daily-heads/{day}",
    auth=None,
    response={200: HeadOut, **NO_SUCH, 422: FieldErrors},
    summary="Đầu ngày đã ký",
)
def daily_head(request: HttpRequest, day: Annotated[DayIn, Path()]) -> HeadOut:
    """Số chuỗi, số bước và mã băm gốc cuối ngày, có chữ ký; ai cũng đọc được."""
    head = signed_head(day)
    if head is None:
        raise not_found()
    return HeadOut(statement=dict(head.statement), key=head.key, key_id=head.key_id, signature=head.signature)


def _found(number: int, unit_id: str) -> Disposal:
    found = disposal_of(number, unit_id)
    if found is None:
        raise not_found()
    return found


def _record(one: ArchiveRecord) -> RecordOut:
    return RecordOut(
        dossier=str(one.dossier),
        procedure=one.dossier.procedure_id,
        group=one.group,
        term=one.term,
        basis=one.basis,
        keep_until=one.keep_until,
        archived_at=one.archived_at,
        disposed_at=one.disposed_at,
    )


def _out(one: Disposal) -> DisposalOut:
    return DisposalOut(
        id=one.pk,
        state=one.state,
        reason=one.reason,
        proposed_by=one.proposed_by_name,
        proposed_at=one.proposed_at,
        decision_number=one.decision_number,
        decision_day=one.decision_day,
        decision_issuer=one.decision_issuer,
        decided_by=one.decided_by_name,
        done_at=one.done_at,
        dossiers=[str(item.record.dossier) for item in listed_in(one)],
    )
