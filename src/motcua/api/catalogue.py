"""What is offered, and what must be brought? The catalogue in force today, in the words of its file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from motcua.api.errors import not_found
from motcua.api.problems import NO_SUCH, WITH_TOKEN
from motcua.api.shapes import Code, ShapeOut, Slug, Words
from motcua.api.tokens import AnyToken, caller_of
from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.procedures.models import Component, ProcedureVersion
from motcua.procedures.online_levels.queries import decided_levels, level_on
from motcua.procedures.queries import search, version_on
from motcua.procedures.terms import VersionStatus

router = Router(tags=["Danh mục thủ tục"])
Facts = Mapping[str, Any]


class Agency(ShapeOut):
    """Who settles it: the kind of agency and its name."""

    type: str
    name: str


class TimeLimit(ShapeOut):
    """How long it may take; `cutoff` {after, rule, effect}, `extension` {value, unit, condition, mode, ground}."""

    value: int | None
    unit: str
    text: str
    cutoff: dict[str, Any] | None
    extension: dict[str, Any] | None


class ProcedureRow(ShapeOut):
    """A procedure in force today; `id` is a slug, `version` counts what held at different times."""

    id: str
    code: str
    name: str
    field: str
    level: str
    also_at: list[str]
    agency: Agency
    time_limit: TimeLimit
    online_level: str
    version: int
    valid_from: date
    valid_to: date | None


class Procedures(ShapeOut):
    """The procedures that fit the question."""

    procedures: list[ProcedureRow]


class ComponentOut(ShapeOut):
    """A paper asked for. `mandatory` is true or `conditional`, then `condition` says when."""

    key: str
    name: str
    mode: str
    form_no: str | None
    originals: int
    copies: int
    mandatory: bool | str
    condition: str | None
    replaceable_by: str | None
    digitise: bool


class Decision(ShapeOut):
    """The decision that announced it; `demo` marks one that is only an illustration."""

    number: str | None
    date: date | None
    issuer: str
    demo: bool


class UnitLevel(ShapeOut):
    """At which online level the unit offers it today: as decided, else as the catalogue says (`decided` false)."""

    unit: str
    online_level: str
    decided: bool


class ProcedureOut(ProcedureRow):
    """A procedure with everything that its file says; `at_unit` is what holds at the unit asked for."""

    at_unit: UnitLevel
    name_other_versions: list[str]
    coordinating_agencies: list[Any]
    fee: dict[str, Any]
    financial_obligation: dict[str, Any]
    components: list[ComponentOut]
    result: dict[str, Any]
    legal_basis: list[str]
    same_day: dict[str, Any] | None
    non_territorial: dict[str, Any] | None
    interlinked: dict[str, Any] | None
    certification: dict[str, Any] | None
    processed_in: str | None
    decision: Decision | None


@router.get("/procedures", auth=AnyToken(), response={200: Procedures, **WITH_TOKEN}, summary="Tìm thủ tục")
def list_procedures(
    request: HttpRequest,
    q: Words | None = None,
    level: Slug | None = None,
    field: Words | None = None,
) -> Procedures:
    """Thủ tục đang áp dụng hôm nay; tìm theo tên hoặc mã, không cần dấu; lọc theo cấp và lĩnh vực."""
    day = local_day(caller_of(request).at)
    found = search(q or "", day, level=level, field=field)
    return Procedures(procedures=[ProcedureRow(**_row(version)) for version in found])


@router.get(
    "/procedures/{code}",
    auth=AnyToken(),
    response={200: ProcedureOut, **WITH_TOKEN, **NO_SUCH},
    summary="Xem một thủ tục",
)
def read_procedure(
    request: HttpRequest, code: Path[Code], unit: Annotated[Slug | None, Query()] = None
) -> ProcedureOut:
    """Một thủ tục đang áp dụng hôm nay với mọi bộ phận cấu thành; dự thảo không có ở đây.

    `at_unit` là mức độ trực tuyến tại cơ quan `unit` (không ghi là cơ quan của mã truy cập).
    """
    caller = caller_of(request)
    day = local_day(caller.at)
    version, asked = version_on(code, day), Unit.objects.filter(pk=unit or caller.actor.unit_id).first()
    if version is None or version.status != VersionStatus.PUBLIC or asked is None:
        raise not_found()
    facts: Facts = version.facts
    return ProcedureOut(
        **_row(version),
        at_unit=_at_unit(version, asked, day),
        name_other_versions=facts.get("name_other_versions") or [],
        coordinating_agencies=facts.get("coordinating_agencies") or [],
        fee=version.fee,
        financial_obligation=facts.get("financial_obligation") or {"has": False},
        components=[_component(component) for component in version.components.all()],
        result=facts.get("result") or {"name": version.result_name},
        legal_basis=facts.get("legal_basis_of_version") or [],
        same_day=facts.get("same_day"),
        non_territorial=facts.get("non_territorial"),
        interlinked=facts.get("interlinked"),
        certification=facts.get("certification"),
        processed_in=facts.get("processed_in"),
        decision=_decision(version),
    )


def _row(version: ProcedureVersion) -> dict[str, Any]:
    return {
        "id": version.procedure.slug,
        "code": version.procedure_id,
        "name": version.name,
        "field": version.field,
        "level": version.level,
        "also_at": version.also_at,
        "agency": Agency(type=version.agency_type, name=version.agency_name),
        "time_limit": TimeLimit(
            value=version.limit_value,
            unit=version.limit_unit,
            text=version.limit_text,
            cutoff=version.limit_cutoff,
            extension=version.limit_extension,
        ),
        "online_level": version.online_level,
        "version": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
    }


def _at_unit(version: ProcedureVersion, unit: Unit, day: date) -> UnitLevel:
    begun = any(one.valid_from <= day for one in decided_levels(unit, version.procedure_id))
    return UnitLevel(unit=unit.pk, online_level=level_on(version, unit, day), decided=begun)


def _component(component: Component) -> ComponentOut:
    return ComponentOut(
        key=component.key,
        name=component.name,
        mode=component.mode,
        form_no=component.form_no or None,
        originals=component.originals,
        copies=component.copies,
        mandatory=True if component.mandatory else "conditional",
        condition=component.condition or None,
        replaceable_by=component.replaceable_by or None,
        digitise=component.digitise,
    )


def _decision(version: ProcedureVersion) -> Decision | None:
    document = version.decision
    if document is None:
        return None
    return Decision(
        number=document.number, date=document.issued_on, issuer=document.issuer, demo=document.demo
    )
