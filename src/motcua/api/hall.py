"""How does a program take tickets, call and serve in the hall, and open counters?"""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, Problem
from motcua.api.shapes import Contact, Moment, RowId, Shape, ShapeOut, Words
from motcua.api.ticket_acts import ACTS, Spoken
from motcua.api.tokens import Caller
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.models import Counter, OneStopUnit, in_force
from motcua.organisation.queries import desk_of
from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_next, call_this
from motcua.queueing.actions.counters import close_counter, open_counter
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.lines import open_duties
from motcua.queueing.measured import estimated
from motcua.queueing.models import CounterDuty, Ticket
from motcua.queueing.queries import ahead_of, groups_on, line, ticket_by_public_id
from motcua.queueing.terms import PriorityReason, TicketAct, TicketChannel

router = Router(tags=["Sảnh"])
HALL = frozenset({Role.RECEIVE, Role.RETURN, Role.ASSIST, Role.LEAD})
Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]
Letters = Annotated[list[Letter], Field(max_length=26)]
PublicId = Annotated[str, Field(max_length=16, pattern=r"^[0-9A-Za-z_\-]{1,16}$")]
Reason = Annotated[PriorityReason, Field(strict=False)]


class TicketIn(Shape):
    """What somebody comes for: `service` is the letter of a group; `services`: others in the same visit."""

    unit: Annotated[str, Field(max_length=60)]
    service: Letter
    services: Letters = []
    priority: Reason | None = None
    channel: Annotated[TicketChannel, Field(strict=False)] = TicketChannel.DESK
    phone: Contact = ""


class TicketOut(ShapeOut):
    """A ticket without a name. `ahead`: how many are called before it; `estimate` in words; null: it does not wait."""

    id: str
    number: str
    service: str
    state: str
    priority: str | None
    confirmed: bool
    counter: int | None
    issued_at: Moment
    ahead: int | None
    estimate: str | None


class TicketActIn(Shape):
    """What an act says: `service` and `counter` (its number) for `transfer`, `counter` for `resume`."""

    reason: Words = ""
    service: Letter | None = None
    counter: Annotated[int, Field(ge=1, le=9999)] | None = None
    priority: Reason | None = None


class HallCallIn(Shape):
    """Which ticket out of order, and why; without it the next by the published order."""

    ticket: PublicId | None = None
    reason: Words = ""


class CalledOut(ShapeOut):
    """Who was called."""

    ticket: TicketOut


class OpenIn(Shape):
    """What the counter serves: groups by letter (none: all), classes (left out: as the counter is marked)."""

    services: Letters = []
    classes: Annotated[list[Reason], Field(max_length=5)] | None = None


class CloseIn(Shape):
    """Why, where somebody is at the counter still."""

    reason: Words = ""


class CounterOut(ShapeOut):
    """A counter of the unit: whether it is open, and for what."""

    id: int
    number: int
    name: str
    open: bool
    services: list[str]
    classes: list[str]


class LineOut(ShapeOut):
    """One who waits, in the published order."""

    id: str
    number: str
    ahead: int


@router.post(
    "/tickets",
    response={201: TicketOut, **POSTED, **NO_SUCH},
    summary="Phát một số thứ tự",
    openapi_extra=DOCUMENTED,
)
def take_ticket(request: HttpRequest, said: TicketIn) -> Status[TicketOut]:
    """`service` là chữ cái của nhóm việc; số kế tiếp của dãy trong ngày."""
    caller = let_in(request, HALL)
    desk = _desk(caller, said.unit)
    wish = TicketWish(
        desk_id=desk.pk,
        groups=_groups(caller, desk, [said.service, *said.services]),
        channel=said.channel,
        priority=said.priority,
        phone=said.phone,
    )
    return Status(201, _out(caller, issue(wish=wish, actor=caller.actor, at=caller.at)))


@router.get(
    "/tickets",
    response={200: list[LineOut], **WITH_TOKEN, 409: Problem},
    summary="Hàng chờ theo thứ tự công bố",
)
def list_line(request: HttpRequest) -> list[LineOut]:
    """Những số đang chờ của cơ quan lúc này; `ahead` là số người được gọi trước."""
    caller = let_in(request, HALL)
    waiting = line(_desk(caller, caller.actor.unit_id).pk, caller.at).waiting
    return [LineOut(id=one.public_id, number=one.code, ahead=one.ahead) for one in waiting]


@router.get(
    "/tickets/{ticket}", response={200: TicketOut, **WITH_TOKEN, **NO_SUCH}, summary="Xem một số thứ tự"
)
def read_ticket(request: HttpRequest, ticket: Path[PublicId]) -> TicketOut:
    """Trạng thái, số người phía trước và thời gian chờ ước tính."""
    caller = let_in(request, HALL)
    found = ticket_by_public_id(ticket)
    if found is None or found.desk.unit_id != caller.actor.unit_id:
        raise not_found()
    return _out(caller, found)


@router.post(
    "/tickets/{ticket}/{act}",
    response={200: TicketOut, **POSTED, **NO_SUCH},
    summary="Làm một việc với số thứ tự",
    openapi_extra=DOCUMENTED,
)
def act_on_ticket(
    request: HttpRequest, ticket: Path[PublicId], act: Path[str], said: TicketActIn | None = None
) -> TicketOut:
    """`act`: recall, start, hold, resume, miss, reinsert, transfer, finish, leave, confirm_priority,
    revoke_priority."""
    caller = let_in(request, HALL)
    told, desk = said or TicketActIn(), _desk(caller, caller.actor.unit_id)
    run = ACTS.get(TicketAct(act)) if act in set(TicketAct) else None
    if run is None:
        raise not_found()
    spoken = Spoken(
        ticket=ticket,
        reason=told.reason,
        group=_groups(caller, desk, [told.service])[0] if told.service else None,
        counter=_counter(desk, told.counter).pk if told.counter else None,
        priority=told.priority,
    )
    return _out(caller, run(spoken, caller.actor, caller.at))


@router.get(
    "/counters",
    response={200: list[CounterOut], **WITH_TOKEN, **NO_SUCH, 409: Problem},
    summary="Các quầy của cơ quan",
)
def list_counters(request: HttpRequest, unit: Query[str | None] = None) -> list[CounterOut]:
    """Các quầy hôm nay theo số quầy; quầy nào đang mở, phục vụ nhóm việc và diện nào."""
    caller = let_in(request, HALL)
    desk = _desk(caller, unit or caller.actor.unit_id)
    letters = {one.pk: one.letter for one in groups_on(desk.pk, local_day(caller.at))}
    duties = {one.counter_id: one for one in open_duties(desk.pk, caller.at)}
    there = Counter.objects.filter(in_force(local_day(caller.at)), one_stop_unit=desk).order_by("number")
    return [_counter_out(one, duties.get(one.pk), letters) for one in there]


@router.post(
    "/counters/{counter}/call",
    response={200: CalledOut, 204: None, **POSTED, **NO_SUCH},
    summary="Gọi số tiếp theo",
    openapi_extra=DOCUMENTED,
)
def call_ticket(
    request: HttpRequest, counter: Path[RowId], said: HallCallIn | None = None
) -> Status[CalledOut] | Status[None]:
    """Theo thứ tự công bố; 204 khi không còn ai chờ. Có `ticket`: gọi số đó, ngoài thứ tự phải có `reason`."""
    caller = let_in(request, HALL)
    facts = {"counter_id": counter, "actor": caller.actor, "at": caller.at}
    if said is not None and said.ticket is not None:
        called: Ticket | None = call_this(public_id=said.ticket, reason=said.reason, **facts)  # type: ignore[arg-type]
    else:
        called = call_next(**facts)  # type: ignore[arg-type]
    return Status(204, None) if called is None else Status(200, CalledOut(ticket=_out(caller, called)))


@router.post(
    "/counters/{counter}/open",
    response={200: CounterOut, **POSTED, **NO_SUCH},
    summary="Mở quầy",
    openapi_extra=DOCUMENTED,
)
def open_one_counter(request: HttpRequest, counter: Path[RowId], said: OpenIn | None = None) -> CounterOut:
    """Người của mã truy cập ngồi vào quầy; không ghi `services` là phục vụ mọi nhóm việc."""
    caller = let_in(request, HALL)
    told, desk = said or OpenIn(), _desk(caller, caller.actor.unit_id)
    groups = _groups(caller, desk, told.services)
    duty = open_counter(
        counter_id=counter, groups=groups, classes=told.classes, actor=caller.actor, at=caller.at
    )
    return _after(caller, desk, duty)


@router.post(
    "/counters/{counter}/close",
    response={200: CounterOut, **POSTED, **NO_SUCH},
    summary="Đóng quầy",
    openapi_extra=DOCUMENTED,
)
def close_one_counter(request: HttpRequest, counter: Path[RowId], said: CloseIn | None = None) -> CounterOut:
    """Đang có người ở quầy thì phải có `reason`; người đó về lại chỗ trong hàng."""
    caller = let_in(request, HALL)
    reason = said.reason if said else ""
    duty = close_counter(counter_id=counter, reason=reason, actor=caller.actor, at=caller.at)
    return _after(caller, _desk(caller, caller.actor.unit_id), duty)


def _desk(caller: Caller, unit: str) -> OneStopUnit:
    """The desk of the caller's unit today; of another unit nothing is told."""
    if unit != caller.actor.unit_id:
        raise not_found()
    found = desk_of(unit_id=unit, on=local_day(caller.at))
    if found is None:
        raise refuse("no_desk", "Cơ quan này chưa có Bộ phận Một cửa hôm nay. Đề nghị quản trị kiểm tra lại.")
    return found


def _groups(caller: Caller, desk: OneStopUnit, letters: list[str]) -> tuple[int, ...]:
    known = {one.letter: one.pk for one in groups_on(desk.pk, local_day(caller.at))}
    if not set(letters) <= known.keys():
        raise refuse("group_unknown", "Có nhóm việc không có hôm nay. Hãy chọn lại.", field="service")
    return tuple(known[letter] for letter in letters)


def _counter(desk: OneStopUnit, number: int) -> Counter:
    found = Counter.objects.filter(one_stop_unit=desk, number=number).first()
    if found is None:
        raise refuse("counter_not_there", "Không có quầy số này ở đây. Hãy chọn lại.", field="counter")
    return found


def _after(caller: Caller, desk: OneStopUnit, duty: CounterDuty) -> CounterOut:
    letters = {one.pk: one.letter for one in groups_on(desk.pk, local_day(caller.at))}
    return _counter_out(duty.counter, duty if duty.closed_at is None else None, letters)


def _counter_out(counter: Counter, duty: CounterDuty | None, letters: dict[int, str]) -> CounterOut:
    served = [] if duty is None else [letters[one] for one in duty.groups or letters if one in letters]
    return CounterOut(
        id=counter.pk,
        number=counter.number,
        name=counter.name,
        open=duty is not None,
        services=sorted(served),
        classes=list(duty.classes if duty else counter.priority),
    )


def _out(caller: Caller, ticket: Ticket) -> TicketOut:
    ahead = ahead_of(ticket, caller.at)
    told = (
        None
        if ahead is None
        else estimated(desk_id=ticket.desk_id, group_id=ticket.group_id, ahead=ahead, now=caller.at)
    )
    return TicketOut(
        id=ticket.public_id,
        number=ticket.code,
        service=ticket.group.letter,
        state=ticket.state,
        priority=ticket.priority or None,
        confirmed=ticket.priority_confirmed,
        counter=ticket.counter.number if ticket.counter else None,
        issued_at=ticket.issued_at,
        ahead=ahead,
        estimate=told.words if told else None,
    )
