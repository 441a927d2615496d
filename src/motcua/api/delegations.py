"""Which delegations of the power to sign does a program see, and how many procedures have one over time?"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from motcua.api.errors import not_found
from motcua.api.letting_in import KEEPING, let_in, unit_of
from motcua.api.problems import NO_SUCH, WITH_TOKEN
from motcua.api.shapes import Code, DayIn, Moment, ShapeOut
from motcua.authority.delegations import (
    delegation_of,
    figures_of,
    last_months,
    narrowed,
    seen_by,
    standing_of,
)
from motcua.authority.models import Delegation
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under

router = Router(tags=["Ủy quyền ký"])
MOST_ROWS = 500


class DelegationRow(ShapeOut):
    """A delegation; `standing` as of today, `ends` the first day without it, `line` as it is printed."""

    code: str
    unit: str
    delegator: str
    delegator_unit: str
    delegate: str
    delegate_title: str
    capacity: str
    prefix: str
    valid_from: date
    ends: date
    standing: str
    instrument: str
    guidance: str


class OpinionOut(ShapeOut):
    """What a division said, or that its word was waived."""

    adviser: str
    verdict: str
    text: str
    at: Moment


class DelegationStepOut(ShapeOut):
    """One act on it, linked to the one before."""

    act: str
    by: str
    at: Moment
    hash: str


class DelegationOut(DelegationRow):
    """The same with its procedures, opinions and history."""

    procedures: list[str]
    opinions: list[OpinionOut]
    steps: list[DelegationStepOut]


class MonthOut(ShapeOut):
    """Procedures of a unit with a delegation in force on the last day looked at of a month."""

    unit: str
    day: date
    procedures: int


@router.get("/delegations", response={200: list[DelegationRow], **WITH_TOKEN}, summary="Các ủy quyền ký")
def list_delegations(
    request: HttpRequest, on: Annotated[DayIn | None, Query()] = None
) -> list[DelegationRow]:
    """Của cơ quan và cấp dưới; `on`: chỉ những ủy quyền có hiệu lực ngày đó. Nhiều nhất 500 dòng."""
    caller = let_in(request, KEEPING)
    today = local_day(caller.at)
    found = narrowed(seen_by(caller.actor.unit_id), on=on)[:MOST_ROWS]
    return [DelegationRow(**_row(one, on or today)) for one in found]


@router.get(
    "/delegations/figures",
    response={200: list[MonthOut], **WITH_TOKEN},
    summary="Số thủ tục được ủy quyền theo tháng",
)
def delegation_figures(request: HttpRequest) -> list[MonthOut]:
    """Mười hai tháng gần nhất của cơ quan và cấp dưới, tại ngày cuối tháng."""
    caller = let_in(request, KEEPING)
    today = local_day(caller.at)
    units = Unit.objects.filter(pk__in=units_under([unit_of(caller).pk])).order_by("pk")
    rows = figures_of(units, last_months(today), today=today)
    return [MonthOut(unit=one.unit.pk, day=one.day, procedures=one.procedures) for row in rows for one in row]


@router.get(
    "/delegations/{code}", response={200: DelegationOut, **WITH_TOKEN, **NO_SUCH}, summary="Một ủy quyền ký"
)
def get_delegation(request: HttpRequest, code: Path[Code]) -> DelegationOut:
    """Thủ tục, ý kiến và diễn biến của ủy quyền."""
    caller = let_in(request, KEEPING)
    try:
        one = delegation_of(code, caller.actor.unit_id)
    except Refused:
        raise not_found() from None
    opinions = [
        OpinionOut(adviser=said.adviser, verdict=said.verdict, text=said.text, at=said.at)
        for said in one.opinions.all()
    ]
    steps = [
        DelegationStepOut(act=step.act, by=step.actor_name, at=step.at, hash=step.hash)
        for step in one.steps.all()
    ]
    procedures = sorted(one.scope.values_list("procedure_id", flat=True))
    row = _row(one, local_day(caller.at))
    return DelegationOut(**row, procedures=procedures, opinions=opinions, steps=steps)


def _row(one: Delegation, on: date) -> dict[str, Any]:
    return {
        "code": one.code,
        "unit": one.unit_id,
        "delegator": one.delegator.full_name,
        "delegator_unit": one.delegator_unit_id,
        "delegate": one.delegate.full_name,
        "delegate_title": one.delegate_title,
        "capacity": one.capacity,
        "prefix": one.prefix,
        "valid_from": one.valid_from,
        "ends": one.ends,
        "standing": standing_of(one, on).value,
        "instrument": one.instrument,
        "guidance": str(one.guidance) if one.guidance else "",
    }
