"""Which delegations are there, how do they stand, who could sign instead? Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from motcua.authority.capacity import Capacity, line
from motcua.authority.delegation_rules import DelegationFacts, standing_on
from motcua.authority.delegation_terms import Stage, Standing
from motcua.authority.models import Delegation, DelegationGuidance, DelegationScope, SigningPower
from motcua.authority.queries import signers_of
from motcua.core.refusals import Refusal, refuse
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import approved_entries, versions_on

MONTHS = 12
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """How many procedures of a unit had a delegation in force on the last day looked at of a month."""

    unit: Unit
    day: date
    procedures: int


def seen_by(unit_id: str) -> QuerySet[Delegation]:
    """The delegations a unit may look at: its own, those it gave, those of the units below it; newest first."""
    mine = Q(unit_id__in=units_under([unit_id])) | Q(delegator_unit_id=unit_id)
    found = Delegation.objects.filter(mine).select_related(
        "unit", "delegator_unit", "delegator", "delegate", "document", "withdrawal", "guidance__document"
    )
    return found.order_by("-proposed_at", "-id")


def delegation_of(code: str, unit_id: str) -> Delegation:
    """One of those. Refused: `delegation_unknown`."""
    found = seen_by(unit_id).filter(code=code[:20]).first()
    if found is None:
        raise refuse(
            "delegation_unknown",
            "Không có ủy quyền này trong phạm vi cơ quan của ông/bà. Hãy xem lại số ủy quyền.",
        )
    return found


def facts_for_policy(record: Delegation) -> DelegationFacts:
    """What the policy of its acts looks at."""
    return DelegationFacts(
        stage=Stage(record.stage),
        unit_id=record.unit_id,
        delegator_unit_id=record.delegator_unit_id,
        delegator_id=record.delegator_id,
        delegate_id=record.delegate_id,
    )


def standing_of(record: Delegation, on: date) -> Standing:
    """How it stands that day."""
    return standing_on(on, stage=Stage(record.stage), valid_from=record.valid_from, ends=record.ends)


def in_force_on(day: date) -> Q:
    """Scope rows by which somebody signs that day, the life of the unit counted."""
    return (
        Q(effective=True, valid_from__lte=day, valid_to__gt=day)
        & (Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gt=day))
        & (
            Q(delegation__delegator_unit__valid_to__isnull=True)
            | Q(delegation__delegator_unit__valid_to__gt=day)
        )
    )


def narrowed(
    found: QuerySet[Delegation], *, on: date | None = None, unit_id: str = ""
) -> QuerySet[Delegation]:
    """Of the list, those in force on a day, those of one unit."""
    if unit_id:
        found = found.filter(unit_id=unit_id)
    if on is not None:
        rows = DelegationScope.objects.filter(in_force_on(on))
        found = found.filter(pk__in=rows.values("delegation_id"))
    return found


def scope_of_delegation(record: Delegation) -> list[ProcedureVersion | str]:
    """Its procedures by code: the version of the first day, or the bare code where that day had none."""
    codes = list(record.scope.order_by("procedure_id").values_list("procedure_id", flat=True))
    versions = versions_on(codes, record.valid_from)
    return [versions.get(code, code) for code in codes]


@dataclass(frozen=True, slots=True)
class LaidPaper:
    """A document that lies beside a delegation as a file, and the step that brought it."""

    seq: int
    name: str
    size: int
    sha256: str
    act: str
    by: str
    at: datetime


def papers_of(record: Delegation) -> list[LaidPaper]:
    """Its documents in the order in which they came."""
    steps = {step.seq: step for step in record.steps.all()}
    return [
        LaidPaper(
            one.seq, one.name, one.file.size, one.file.sha256,
            steps[one.seq].act, steps[one.seq].actor_name, steps[one.seq].at,
        )
        for one in record.papers.select_related("file")
    ]  # fmt: skip


def heads_above(unit: Unit, on: date) -> list[SigningPower]:
    """Who may lend the power for this unit's dossiers: the heads of the unit and of those above it that day."""
    units = [unit.pk, *ancestors_of(unit)]
    found = SigningPower.objects.annotate(over_from=Least("valid_to", "unit__valid_to")).filter(
        Q(over_from__isnull=True) | Q(over_from__gt=on),
        unit_id__in=units,
        capacity=Capacity.HEAD,
        demo=False,
        valid_from__lte=on,
        person__is_active=True,
    )
    return sorted(found.select_related("person", "unit"), key=lambda one: units.index(one.unit_id))


def head_on(*, person_id: int, unit_id: str, on: date) -> SigningPower | None:
    """The head's power of that person in that unit on the day."""
    unit = Unit.objects.get(pk=unit_id)
    return next(
        (one for one in heads_above(unit, on) if (one.person_id, one.unit_id) == (person_id, unit_id)), None
    )


def guidance_on(unit: Unit, day: date) -> DelegationGuidance | None:
    """The version of the guidance in force for the unit that day: its own before that of a unit above."""
    for unit_id in (unit.pk, *ancestors_of(unit)):
        found = DelegationGuidance.objects.filter(unit_id=unit_id, valid_from__lte=day)
        if (newest := found.select_related("document").first()) is not None:
            return newest
    return None


def guidances_of(unit: Unit) -> list[DelegationGuidance]:
    """Every version known to the unit, the newest first."""
    units = [unit.pk, *ancestors_of(unit)]
    return list(DelegationGuidance.objects.filter(unit_id__in=units).select_related("document", "unit"))


def figures_of(units: Iterable[Unit], months: Iterable[date], *, today: date) -> list[list[MonthFigure]]:
    """For each unit a row of months (first days): procedures with a delegation at the month's end, today at most."""
    units = list(units)
    rows: list[list[MonthFigure]] = [[] for _ in units]
    for month in months:
        day = min(_last_of(month), today)
        counted: dict[str, set[str]] = {}
        found = DelegationScope.objects.filter(in_force_on(day), unit__in=units)
        for unit_id, procedure in found.values_list("unit_id", "procedure_id"):
            counted.setdefault(unit_id, set()).add(procedure)
        for row, unit in zip(rows, units, strict=True):
            row.append(MonthFigure(unit, day, len(counted.get(unit.pk, ()))))
    return rows


def last_months(today: date) -> list[date]:
    """The first days of the last twelve months, this one last."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def _last_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def candidates_of(unit: Unit, day: date) -> list[ProcedureVersion]:
    """What could be delegated next: 4-tại-chỗ procedures of the unit for which nobody holds a delegation that day."""
    listed = set(approved_entries(day).filter(unit=unit).values_list("procedure_id", flat=True))
    lent = DelegationScope.objects.filter(in_force_on(day), unit=unit)
    open_ones = listed - set(lent.values_list("procedure_id", flat=True))
    found = versions_on(open_ones, day).values()
    return sorted(found, key=lambda version: (version.name_sort, version.procedure_id))


def delegates_of(unit_id: str, on: date, procedure: str = "") -> list[Delegation]:
    """The delegations by which somebody signs in the unit that day, for one procedure where it is named."""
    rows = DelegationScope.objects.filter(in_force_on(on), unit_id=unit_id, delegate__is_active=True)
    if procedure:
        rows = rows.filter(procedure_id=procedure)
    found = Delegation.objects.filter(pk__in=rows.values("delegation_id")).select_related("delegate")
    return list(found.order_by("id"))


def procedures_of(given: Iterable[Delegation], on: date) -> frozenset[str]:
    """The procedures of some delegations of one person that they may sign for that day."""
    rows = DelegationScope.objects.filter(in_force_on(on), delegation__in=list(given))
    return frozenset(rows.values_list("procedure_id", flat=True))


def cited(record: Delegation) -> dict[str, str]:
    """The power it gives, as an approval cites it."""
    return {"title": record.delegate_title, "prefix": record.prefix, "capacity": record.capacity}


def why_no_power(*, person_id: int, unit_id: str, procedure: str, on: date) -> Refusal:
    """Why this person signs no result of the procedure in the unit that day, and who may instead."""
    told = _lapsed(person_id, unit_id, procedure, on)
    reason = told or f"Ông/bà không có thẩm quyền ký kết quả thủ tục này tại cơ quan này ngày {on:%d/%m/%Y}."
    able = _able(person_id, unit_id, procedure, on)
    others = (
        f"người ký được: {'; '.join(able)}" if able else "lãnh đạo để giao quyền ký, hôm nay chưa ai ký được"
    )
    return Refusal("no_signing_power", f"{reason} Hãy trình {others}.")


def _lapsed(person_id: int, unit_id: str, procedure: str, on: date) -> str:
    """What became of the person's own delegation for it, the nearest in time first."""
    own = Delegation.objects.filter(delegate_id=person_id).order_by(
        F("withdrawn_from").desc(nulls_last=True), "-valid_to"
    )
    here = [one for one in own if one.unit_id == unit_id]
    scoped = set(
        DelegationScope.objects.filter(delegation__in=here, procedure_id=procedure).values_list(
            "delegation_id", flat=True
        )
    )
    for one in here:
        if one.pk in scoped and (text := _LAPSED.get(standing_of(one, on))):
            return text.format(code=one.code, start=f"{one.valid_from:%d/%m/%Y}", end=f"{one.ends:%d/%m/%Y}")
    in_force = [one for one in own if standing_of(one, on) is Standing.IN_FORCE]
    for one in in_force:
        if one.unit_id == unit_id:
            return f"Ủy quyền {one.code} của ông/bà không gồm thủ tục {procedure}."
    return f"Ủy quyền {in_force[0].code} của ông/bà là ở cơ quan khác." if in_force else ""


_LAPSED = {
    Standing.EXPIRED: "Ủy quyền {code} của ông/bà đã hết hiệu lực từ ngày {end}.",
    Standing.WITHDRAWN: "Ủy quyền {code} của ông/bà đã bị thu hồi từ ngày {end}.",
    Standing.COMING: "Ủy quyền {code} của ông/bà chỉ có hiệu lực từ ngày {start}.",
    Standing.WAITING: "Ủy quyền {code} của ông/bà chưa được quyết định.",
}


def _able(person_id: int, unit_id: str, procedure: str, on: date) -> list[str]:
    """Who may sign a result of the procedure that day, with their offices; a few of them."""
    able = [
        f"{one.person.full_name} ({line({'title': one.title, 'prefix': one.prefix, 'capacity': one.capacity})})"
        for one in signers_of(unit_id=unit_id, on=on)
        if not one.demo and one.person_id != person_id
    ]
    able += [
        f"{one.delegate.full_name} ({line(cited(one))})"
        for one in delegates_of(unit_id, on, procedure)
        if one.delegate_id != person_id
    ]
    return able[:_MOST_NAMED]
