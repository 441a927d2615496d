"""Which units do what for a programme, what broke their pledges, how does a program register? (R-099, R-125, R-161)"""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.shapes import DayIn, Flag, Moment, Shape, ShapeOut, Slug
from motcua.api.tokens import caller_of
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.participation import queries
from motcua.participation.actions.registering import Particulars, register
from motcua.participation.joining import told_programme
from motcua.participation.models import Registration
from motcua.participation.pledging import warnings_of
from motcua.participation.registration_rules import Planned
from motcua.participation.registration_sheets import matrix_rows
from motcua.participation.registration_terms import OPTION_NUMBERS, ActivityKind, Option

router = Router(tags=["Đơn vị thực hiện chương trình"])
READING = frozenset({Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT})
_MOST = 500
Kind = Literal["dialogue", "promotion", "awareness", "survey", "support", "festival"]
Line = Annotated[str, Field(max_length=3000)]


class PlannedIn(Shape):
    """An event of option 2.3 or the festival day of 2.5."""

    kind: Kind
    name: Line
    day: DayIn
    place: Line = ""
    partners: Annotated[list[Line], Field(max_length=100)] = []
    result: Line = ""
    evidence: Line = ""


class RegistrationIn(Shape):
    """What the unit takes on: `option` is `2.1` to `2.6` or its word; what must be said depends on it."""

    option: Annotated[str, Field(max_length=40)]
    main: Flag = True
    description: Line = ""
    owner: Line = ""
    evidence: Line = ""
    procedures: Annotated[list[Slug], Field(max_length=_MOST)] = []
    pledged_from: DayIn | None = None
    activities: Annotated[list[PlannedIn], Field(max_length=50)] = []


class RegistrationOut(ShapeOut):
    """A registration; `warnings` say which pledged procedures are not often late."""

    id: int
    programme: str
    unit: str
    option: str
    number: str
    main: bool
    evidence: str
    registered_at: Moment
    registered_by: str
    warnings: list[str]


class MatrixUnit(ShapeOut):
    """A unit: listed procedures it settles, its own additions, and by option `main`, `voluntary` or null."""

    unit: str
    name: str
    level: str
    listed: int
    own: int
    clear_backlog: str | None
    no_late_result: str | None
    dialogue_promotion_survey: str | None
    feedback_1022_same_day: str | None
    festival_day: str | None
    other_initiative: str | None
    evidence: list[str]
    missing: bool


class MatrixOut(ShapeOut):
    """Units by option at the end of `day`; `missing` must still register, `committed` clear a backlog or pledge."""

    programme: str
    day: date
    units: list[MatrixUnit]
    missing: list[str]
    committed: list[str]


class BreachOut(ShapeOut):
    """A late result in spite of a pledge; `code` is null for a dossier of another unit."""

    unit: str
    procedure: str
    due_at: Moment
    ready_at: Moment | None
    overdue_before: bool
    code: str | None


class BreachesOut(ShapeOut):
    """Late results of pledged procedures between two days, both in it; each once."""

    programme: str
    first: date
    last: date
    pledges: int
    breaches: list[BreachOut]


@router.get(
    "/programmes/{programme}/registrations",
    response={200: MatrixOut, **WITH_TOKEN, **NO_SUCH},
    summary="Đơn vị theo nội dung đăng ký",
)
def programme_registrations(
    request: HttpRequest, programme: Path[Slug], day: Annotated[DayIn | None, Query()] = None
) -> MatrixOut:
    """Cơ quan của mã truy cập và các cơ quan cấp dưới; không ghi ngày là hôm nay."""
    caller = let_in(request, READING)
    wanted = _programme(programme)
    ids = units_under([caller.actor.unit_id])
    found = queries.matrix(wanted, day or local_day(caller.at)).only(ids)
    both = found.units(Option.CLEAR_BACKLOG, Option.NO_LATE_RESULT)
    return MatrixOut(
        programme=wanted,
        day=found.day,
        units=[MatrixUnit.model_validate(row) for row in matrix_rows(found)],
        missing=[row.unit.pk for row in found.missing],
        committed=[row.unit.pk for row in both],
    )


@router.get(
    "/programmes/{programme}/breaches",
    response={200: BreachesOut, **WITH_TOKEN, **NO_SUCH},
    summary="Kết quả trễ hạn của thủ tục đã cam kết",
)
def programme_breaches(request: HttpRequest, programme: Path[Slug]) -> BreachesOut:
    """Trong thời gian chương trình đến hôm nay; mã hồ sơ chỉ của cơ quan mình."""
    caller = let_in(request, READING)
    wanted = _programme(programme)
    days = queries.days_of(wanted, caller.at)
    found = queries.breaches(wanted, *days, caller.at, unit_ids=units_under([caller.actor.unit_id]))
    return BreachesOut(
        programme=wanted,
        first=found.first,
        last=found.last,
        pledges=len(found.pledges),
        breaches=[
            BreachOut(
                unit=one.unit_id,
                procedure=one.procedure,
                due_at=one.due_at,
                ready_at=one.ready_at,
                overdue_before=one.overdue_before,
                code=one.code if one.unit_id == caller.actor.unit_id else None,
            )
            for one in found.found
        ],
    )


@router.post(
    "/programmes/{programme}/registrations",
    response={200: RegistrationOut, **POSTED, **NO_SUCH},
    summary="Đăng ký nội dung thực hiện",
    openapi_extra=DOCUMENTED,
)
def register_option(request: HttpRequest, programme: Path[Slug], said: RegistrationIn) -> RegistrationOut:
    """Một nội dung chính cho đơn vị không có thủ tục trong danh mục; nội dung khác là tự nguyện."""
    caller = caller_of(request)
    row = register(
        unit_id=caller.actor.unit_id,
        programme=_programme(programme),
        option=said.option,
        main=said.main,
        said=_particulars(said),
        actor=caller.actor,
        at=caller.at,
    )
    return _out(row)


def _programme(slug: str) -> str:
    try:
        return told_programme(slug).pk
    except Refused:
        raise not_found() from None


def _particulars(said: RegistrationIn) -> Particulars:
    return Particulars(
        description=said.description,
        owner=said.owner,
        evidence=said.evidence,
        procedures=said.procedures,
        pledged_from=said.pledged_from,
        activities=[
            Planned(
                kind=ActivityKind(one.kind),
                name=one.name,
                day=one.day,
                place=one.place,
                partners=tuple(one.partners),
                result=one.result,
                evidence=one.evidence,
            )
            for one in said.activities
        ],
    )


def _out(row: Registration) -> RegistrationOut:
    return RegistrationOut(
        id=row.pk,
        programme=row.programme_id,
        unit=row.unit_id,
        option=row.option,
        number=OPTION_NUMBERS[Option(row.option)],
        main=row.main,
        evidence=row.evidence,
        registered_at=row.stated_at,
        registered_by=row.stated_by_name,
        warnings=warnings_of(row),
    )
