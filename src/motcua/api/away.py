"""Parcels, visits at home and the day log of helpers, read and written by programs."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.seeing import keep_view, seen_dossier
from motcua.api.shapes import Basis, Code, Contact, Moment, MomentIn, Name, Reason, Shape, ShapeOut, Slug
from motcua.api.tokens import Caller, caller_of
from motcua.core.refusals import refuse
from motcua.dossiers.actions import home_visits
from motcua.dossiers.actions.helping import log_help
from motcua.dossiers.actions.posting import join_parcel, take_parcel
from motcua.dossiers.consignment_terms import Direction
from motcua.dossiers.consignments.reading import parcels
from motcua.dossiers.home.reading import ended, scheduled, waiting
from motcua.dossiers.home_terms import HelpKind, HomeAct, HomeKind
from motcua.dossiers.models import Consignment, HomeRequest
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.return_choices import returning
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role

router = Router(tags=["Nhận và trả ngoài quầy"])
AWAY = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
MOST = 500
Following = Literal["schedule", "nobody_there", "finish", "refuse", "drop"]


class ChoiceOut(ShapeOut):
    """One way to get a result: cost and time in words, whether an address is asked for."""

    channel: str
    label: str
    cost: str
    time: str
    address: bool
    source: str


class ParcelEventOut(ShapeOut):
    """One thing told of a parcel; `counts` false: kept, but not believed or not understood."""

    seq: int
    kind: str
    by: str
    at: Moment
    told_at: Moment
    counts: bool


class ParcelOut(ShapeOut):
    """A parcel: `direction` out (a result) or in (papers), where it stands, both sides of its hand-over."""

    number: str
    direction: str
    code: str
    state: str
    carrier: str
    carrier_person: str
    official: str
    handed_over_at: Moment
    delivered_at: Moment | None
    delivered_to: str
    events: list[ParcelEventOut]


class ParcelIn(Shape):
    """A parcel the post brought."""

    consignment: Contact
    sender: Name
    carrier: Name
    carrier_person: Name
    handed_at: MomentIn | None = None


class JoinIn(Shape):
    """The dossier that was received from it; the postal unit only where two use one number."""

    code: Code
    carrier: Name = ""


class HomeIn(Shape):
    """A request to come home, written down for somebody."""

    kind: Annotated[HomeKind, Field(strict=False)]
    procedure: Slug
    name: Name
    phone: Contact
    address: Basis
    starts: MomentIn
    ends: MomentIn
    note: Reason = ""


class HomeActIn(Shape):
    """What an act on a request reads: `schedule` official, starts, ends; `finish` code; `refuse` reason."""

    official: Slug | None = None
    starts: MomentIn | None = None
    ends: MomentIn | None = None
    code: Code | None = None
    reason: Reason = ""
    note: Reason = ""


class HomeOut(ShapeOut):
    """A request and where it stands."""

    id: int
    number: str
    kind: str
    procedure: str
    state: str
    name: str
    wished_from: Moment
    wished_to: Moment
    visit_from: Moment | None
    visit_to: Moment | None
    official: str
    missed: int
    code: str
    reason: str


class HelpIn(Shape):
    """One person was helped; no name."""

    kind: Annotated[HelpKind, Field(strict=False)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    procedure: Slug | None = None
    filing: Code | None = None


class HelpOut(ShapeOut):
    """The line of the day log."""

    id: int
    day: str
    helper: str


@router.get("/return-choices", auth=None, response=list[ChoiceOut], summary="Các cách nhận kết quả")
def return_choices(request: HttpRequest) -> list[ChoiceOut]:
    """Chi phí, thời gian của từng cách; hồ sơ đổi cách nhận bằng việc `change_return`."""
    return [ChoiceOut.model_validate(one, from_attributes=True) for one in returning().choices]


@router.get(
    "/dossiers/{code}/parcels",
    response={200: list[ParcelOut], **WITH_TOKEN, **NO_SUCH},
    summary="Bưu gửi của một hồ sơ",
)
def parcels_of_dossier(request: HttpRequest, code: Path[Code]) -> list[ParcelOut]:
    """Bưu gửi đến và đi với mọi lời báo; giao bưu chính là việc `send_out`, nhận lại là `come_back`."""
    dossier = seen_dossier(request, code, "view_parcels")
    return [_parcel(one) for one in dossier.consignments.prefetch_related("events").order_by("id")]


@router.get("/parcels", response={200: list[ParcelOut], **WITH_TOKEN}, summary="Bưu gửi của cơ quan")
def parcels_of_unit(
    request: HttpRequest, direction: Annotated[Direction, Query()] = Direction.OUT
) -> list[ParcelOut]:
    """Mới nhất trước, nhiều nhất 500."""
    caller = let_in(request, AWAY)
    found = parcels(caller.actor.unit_id, direction).prefetch_related("events")
    return [_parcel(one) for one in found[:MOST]]


@router.post(
    "/parcels", response={201: ParcelOut, **POSTED}, summary="Ghi bưu gửi đến", openapi_extra=DOCUMENTED
)
def parcel_came(request: HttpRequest, said: ParcelIn) -> Status[ParcelOut]:
    """Bưu chính vừa giao bưu gửi có hồ sơ; sau khi tiếp nhận thì ghép với hồ sơ."""
    caller = let_in(request, AWAY)
    parcel = take_parcel(actor=caller.actor, at=caller.at, said=said.model_dump(exclude_none=True))
    return Status(201, _parcel(parcel))


@router.post(
    "/parcels/{number}/dossier",
    response={200: ParcelOut, **POSTED, **NO_SUCH},
    summary="Ghép bưu gửi đến với hồ sơ",
    openapi_extra=DOCUMENTED,
)
def parcel_joined(request: HttpRequest, number: Path[Code], said: JoinIn) -> ParcelOut:
    """Hồ sơ phải tiếp nhận qua bưu chính; mỗi bưu gửi một hồ sơ."""
    caller = let_in(request, AWAY)
    try:
        joined = join_parcel(
            number=number, code=said.code, carrier=said.carrier, actor=caller.actor, at=caller.at
        )
    except DossierNotFound:
        raise not_found() from None
    return _parcel(joined)


def _parcel(one: Consignment) -> ParcelOut:
    return ParcelOut(
        number=one.number,
        direction=one.direction,
        code=str(one.dossier or ""),
        state=one.state,
        carrier=one.carrier,
        carrier_person=one.carrier_person,
        official=one.official_name,
        handed_over_at=one.handed_over_at,
        delivered_at=one.delivered_at,
        delivered_to=one.delivered_to,
        events=[ParcelEventOut.model_validate(event, from_attributes=True) for event in one.events.all()],
    )


@router.get("/home-requests", response={200: list[HomeOut], **WITH_TOKEN}, summary="Yêu cầu tại nhà")
def home_requests(
    request: HttpRequest, state: Literal["waiting", "scheduled", "ended"] = "waiting"
) -> list[HomeOut]:
    """Chờ xếp lịch, đã hẹn, hoặc đã xong; lần xem được ghi nhật ký."""
    caller = let_in(request, AWAY)
    found = {"waiting": waiting, "scheduled": scheduled, "ended": ended}[state](caller.actor.unit_id)[:MOST]
    rows = list(found)
    for row in rows:
        keep_view(caller, row.number, "view_home_request")
    return [_home(row) for row in rows]


@router.post(
    "/home-requests",
    response={201: HomeOut, **POSTED},
    summary="Ghi yêu cầu tại nhà",
    openapi_extra=DOCUMENTED,
)
def ask_home(request: HttpRequest, said: HomeIn) -> Status[HomeOut]:
    """Chỉ khi cơ quan được phép làm việc này tại nhà vào ngày đó."""
    caller = let_in(request, AWAY)
    unit = Unit.objects.get(pk=caller.actor.unit_id)
    words = said.model_dump()
    return Status(201, _home(home_visits.ask_home(unit=unit, said=words, actor=caller.actor, at=caller.at)))


@router.post(
    "/home-requests/{request_id}/{act}",
    response={200: HomeOut, **POSTED, **NO_SUCH},
    summary="Làm một việc với yêu cầu tại nhà",
    openapi_extra=DOCUMENTED,
)
def act_on_home(
    request: HttpRequest, request_id: Path[int], act: Path[Following], said: HomeActIn
) -> HomeOut:
    """`schedule` xếp lịch, xếp lại; `nobody_there` không gặp; `finish` bằng mã hồ sơ; `refuse` có lý do; `drop`."""
    return _home(_followed(let_in(request, AWAY), request_id, HomeAct(act), said))


def _followed(caller: Caller, request_id: int, act: HomeAct, said: HomeActIn) -> HomeRequest:
    actor, at = caller.actor, caller.at
    if act is HomeAct.SCHEDULE:
        if said.starts is None or said.ends is None:
            raise refuse("starts_missing", "Chưa ghi giờ hẹn. Hãy ghi starts, ends.", field="starts")
        return home_visits.schedule_home(
            request_id=request_id,
            official=said.official or "",
            starts=said.starts,
            ends=said.ends,
            actor=actor,
            at=at,
            note=said.note,
        )
    if act is HomeAct.FINISH:
        return home_visits.finish_home(request_id=request_id, code=said.code or "", actor=actor, at=at)
    if act is HomeAct.REFUSE:
        return home_visits.refuse_home(request_id=request_id, reason=said.reason, actor=actor, at=at)
    follow = home_visits.nobody_there if act is HomeAct.NOBODY_THERE else home_visits.drop_home
    return follow(request_id=request_id, actor=actor, at=at, note=said.note)


def _home(one: HomeRequest) -> HomeOut:
    return HomeOut(
        id=one.pk,
        number=one.number,
        kind=one.kind,
        procedure=one.procedure_id,
        state=one.state,
        name=one.name,
        wished_from=one.wished_from,
        wished_to=one.wished_to,
        visit_from=one.visit_from,
        visit_to=one.visit_to,
        official=one.official.full_name if one.official else "",
        missed=one.missed,
        code=str(one.dossier or ""),
        reason=one.reason,
    )


@router.post("/help", response={201: HelpOut, **POSTED}, summary="Ghi lượt hỗ trợ", openapi_extra=DOCUMENTED)
def helped(request: HttpRequest, said: HelpIn) -> Status[HelpOut]:
    """Người hỗ trợ ghi đã giúp việc gì, bao nhiêu phút; không ghi tên người được giúp."""
    caller = caller_of(request)
    entry = log_help(actor=caller.actor, at=caller.at, said=said.model_dump(exclude_none=True))
    return Status(201, HelpOut(id=entry.pk, day=entry.day.isoformat(), helper=entry.helper_name))
