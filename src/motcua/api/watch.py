"""What must be watched: warnings, late ones, moved promises and calls, signers, gaps, ended units."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from motcua.api.dossier_answers import DossierRow, row_of
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.seeing import keep_view
from motcua.api.shapes import Code, DayIn, Moment, Shape, ShapeOut
from motcua.api.tokens import caller_of
from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.dossiers.actions.phoning import tell_by_phone
from motcua.dossiers.apologies import apologies_to_sign
from motcua.dossiers.before_gap import before_gap
from motcua.dossiers.left_behind import answered_by
from motcua.dossiers.moved_promises import (
    MovedPromise,
    PhoneOutcome,
    moved_promises,
    to_phone,
    what_to_say,
    why_not_phone,
)
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.recounting import moves_of
from motcua.dossiers.signing_watch import signers_now, waiting_for_signer
from motcua.dossiers.warned import warned
from motcua.organisation.presence import watch_rule_of

router = Router(tags=["Theo dõi"])
Day = Annotated[DayIn, Query()]


class WarnedOut(ShapeOut):
    """A dossier near its limit (`near`) or past it (`overdue`); `minutes_left` in working minutes."""

    dossier: DossierRow
    level: str
    minutes_left: int


class ApologyOut(ShapeOut):
    """A letter of apology that should be signed now; `too_late`: it will be flagged."""

    dossier: DossierRow
    since: Moment
    new_due: Moment
    too_late: bool


class MoveOut(ShapeOut):
    """An open dossier that today's calendar would move; `new_due` null with the reason where none can be counted."""

    dossier: DossierRow
    old_due: Moment
    new_due: Moment | None
    new_strict: bool
    earlier: bool
    refusal: str


class CallOut(ShapeOut):
    """One call about a moved promise."""

    outcome: PhoneOutcome
    by: str
    at: Moment


class MovedOut(ShapeOut):
    """A decision of the head about a promise that the calendar touched."""

    dossier: DossierRow
    moved: bool
    old_due: Moment
    new_due: Moment | None
    reason: str
    by: str
    at: Moment
    told: bool
    calls: list[CallOut]


class ToPhoneOut(ShapeOut):
    """Somebody to phone about a moved promise: reading this list is a view of personal data."""

    code: str
    name: str
    phone: str
    say: str
    calls: list[CallOut]


class CallIn(Shape):
    """What came of a call."""

    outcome: Annotated[PhoneOutcome, Field(strict=False)]


class SignerOut(ShapeOut):
    """Somebody with the power to sign today; `away_until` null: present."""

    username: str
    name: str
    office: str
    away_until: Moment | None
    rostered: bool


class SigningOut(ShapeOut):
    """Who signs today, and what is due today and waits for somebody who is not there."""

    signers: list[SignerOut]
    alarmed: bool
    waiting: list[DossierRow]


class GapOut(ShapeOut):
    """The coming long gap, and dossiers by what should be done before it."""

    first: date
    last: date
    days: int
    working_days_left: int
    inside: list[DossierRow]
    due_before: list[DossierRow]
    clearable: list[DossierRow]


class LeftOut(ShapeOut):
    """An open dossier of an ended unit for which the caller's unit answers; `heir` null: its head chooses."""

    dossier: DossierRow
    heir: str | None


@router.get("/watch/warned", response={200: list[WarnedOut], **WITH_TOKEN}, summary="Sắp đến hạn, quá hạn")
def watch_warned(request: HttpRequest) -> list[WarnedOut]:
    """Còn một phần tư thời gian làm việc (trong ngày: một giờ) hoặc đã quá hạn."""
    caller = let_in(request, KEEPING)
    found = warned(caller.actor.unit_id, caller.at)
    return [
        WarnedOut(dossier=row_of(one.dossier), level=one.warned.level, minutes_left=one.warned.minutes_left)
        for one in found
    ]


@router.get(
    "/watch/apologies", response={200: list[ApologyOut], **WITH_TOKEN}, summary="Phiếu xin lỗi chờ ký"
)
def watch_apologies(request: HttpRequest) -> list[ApologyOut]:
    """Mỗi hồ sơ một lần; ký bằng việc `apologise`."""
    caller = let_in(request, KEEPING)
    return [
        ApologyOut(dossier=row_of(one.dossier), since=one.since, new_due=one.new_due, too_late=one.too_late)
        for one in apologies_to_sign(caller.actor.unit_id, caller.at)
    ]


@router.get("/watch/moves", response={200: list[MoveOut], **WITH_TOKEN}, summary="Lời hẹn cần dời theo lịch")
def watch_moves(request: HttpRequest) -> list[MoveOut]:
    """Lịch thay đổi sau khi hẹn; quyết định từng hồ sơ bằng việc `move_due`."""
    found = moves_of(let_in(request, KEEPING).actor.unit_id)
    return [
        MoveOut(
            dossier=row_of(one.dossier),
            old_due=one.moved.old,
            new_due=one.moved.new.due_at if one.moved.new else None,
            new_strict=one.moved.new.due_strict if one.moved.new else False,
            earlier=one.moved.earlier,
            refusal=one.moved.refusal.code if one.moved.refusal else "",
        )
        for one in found
    ]


@router.get("/watch/moved", response={200: list[MovedOut], **WITH_TOKEN}, summary="Lời hẹn đã dời, đã giữ")
def watch_moved(request: HttpRequest, first: Day, last: Day) -> list[MovedOut]:
    """Quyết định từ ngày `first` đến ngày `last`, mới nhất trước."""
    return [_moved(one) for one in moved_promises(let_in(request, KEEPING).actor.unit_id, first, last)]


@router.get("/watch/calls", response={200: list[ToPhoneOut], **WITH_TOKEN}, summary="Người cần gọi báo")
def watch_calls(request: HttpRequest) -> list[ToPhoneOut]:
    """Tên, số điện thoại và câu cần nói; mỗi lần xem được ghi nhật ký từng hồ sơ."""
    caller = caller_of(request)
    refuse_if(why_not_phone(caller.actor))
    found = to_phone(caller.actor.unit_id)
    for one in found:
        keep_view(caller, str(one.dossier), "view_dossier")
    return [_to_phone(one) for one in found]


@router.post(
    "/dossiers/{code}/calls",
    response={200: CallOut, **POSTED, **NO_SUCH},
    summary="Ghi cuộc gọi báo lời hẹn đã dời",
    openapi_extra=DOCUMENTED,
)
def keep_call(request: HttpRequest, code: Path[Code], said: CallIn) -> CallOut:
    """Ghi vào nhật ký: ai gọi, lúc nào, có gặp không."""
    caller = caller_of(request)
    try:
        call = tell_by_phone(code=code, outcome=said.outcome, actor=caller.actor, at=caller.at)
    except DossierNotFound:
        raise not_found() from None
    return CallOut(outcome=call.outcome, by=call.by, at=call.at)


@router.get("/watch/signing", response={200: SigningOut, **WITH_TOKEN}, summary="Ai ký hôm nay, việc chờ ký")
def watch_signing(request: HttpRequest) -> SigningOut:
    """Người ký có mặt hay vắng, và hồ sơ đến hạn hôm nay chờ người vắng; chuyển bằng việc `reassign`."""
    caller = let_in(request, KEEPING)
    waiting = waiting_for_signer(unit_of(caller), caller.at)
    return SigningOut(
        signers=[
            SignerOut(
                username=one.username,
                name=one.name,
                office=one.office,
                away_until=one.away_until,
                rostered=one.rostered,
            )
            for one in signers_now(caller.actor.unit_id, caller.at)
        ],
        alarmed=any(one.alarmed for one in waiting),
        waiting=[row_of(one.dossier) for one in waiting],
    )


@router.get("/watch/gap", response={200: GapOut | None, **WITH_TOKEN}, summary="Việc trước đợt nghỉ dài")
def watch_gap(request: HttpRequest) -> GapOut | None:
    """`null` khi chưa đến gần đợt nghỉ nào (từ ba ngày liền)."""
    caller = let_in(request, KEEPING)
    unit = unit_of(caller)
    found = before_gap(unit, caller.at, watch_rule_of(unit).days_before_gap)
    if found is None:
        return None
    return GapOut(
        first=found.gap.first,
        last=found.gap.last,
        days=found.gap.days,
        working_days_left=found.days_left,
        inside=[row_of(one) for one in found.inside],
        due_before=[row_of(one) for one in found.due_before],
        clearable=[row_of(one) for one in found.clearable],
    )


@router.get(
    "/watch/left", response={200: list[LeftOut], **WITH_TOKEN}, summary="Hồ sơ của cơ quan đã kết thúc"
)
def watch_left(request: HttpRequest) -> list[LeftOut]:
    """Hồ sơ mà cơ quan này giải quyết tiếp hoặc phải chọn nơi giải quyết; nhận bằng việc `succeed`."""
    caller = let_in(request, KEEPING)
    found = answered_by(caller.actor.unit_id, local_day(caller.at))
    return [LeftOut(dossier=row_of(one.dossier), heir=one.heir) for one in found]


def _calls(one: MovedPromise) -> list[CallOut]:
    return [CallOut(outcome=call.outcome, by=call.by, at=call.at) for call in one.calls]


def _moved(one: MovedPromise) -> MovedOut:
    return MovedOut(
        dossier=row_of(one.dossier),
        moved=one.moved,
        old_due=one.old,
        new_due=one.new if one.moved else None,
        reason=one.reason,
        by=one.by,
        at=one.at,
        told=one.told,
        calls=_calls(one),
    )


def _to_phone(one: MovedPromise) -> ToPhoneOut:
    dossier = one.dossier
    return ToPhoneOut(
        code=str(dossier),
        name=dossier.representative or dossier.applicant_name,
        phone=dossier.phone,
        say=what_to_say(one),
        calls=_calls(one),
    )
