"""Which same-day rules are loaded, and what does a programme's page show?"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, extra_sessions_of
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.terms import VersionStatus
from motcua.programmes.checking import Offered, count_difference, counted, start_difference
from motcua.programmes.first_worked import first_worked
from motcua.programmes.life import ProgrammeLife, programme_life, units_in
from motcua.programmes.models import Programme, ProgrammesVersion
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, UnitFacts, first_day, forebears, holds, reaches
from motcua.programmes.terms import APPLIED, ProgrammeStatus
from motcua.workcalendar.reading import read_hours

__all__ = [
    "LevelList",
    "Listed",
    "ProgrammeLife",
    "ProgrammePage",
    "programme_life",
    "programme_page",
    "programmes_of",
    "replaced_by",
    "rules_on",
    "unit_facts",
    "units_in",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """One procedure on a programme's list; `name` is that of the day, `applied` whether it is in force then."""

    code: str
    name: str
    field: str
    applied: bool


@dataclass(frozen=True, slots=True)
class LevelList:
    """A programme's list for one level: declared and counted numbers, and how they differ (R-016)."""

    level: str
    basis: str
    rows: tuple[Listed, ...]
    declared: tuple[int, int] | None
    counted: tuple[int, int]
    difference: str | None


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything a programme's page shows; `start_difference` is the printed start beside the computed one.

    `first_worked` is the first of its days on which an office works; often `first_day` itself.
    """

    programme: Programme
    rule: ProgrammeRule
    units: tuple[Unit, ...]
    lists: tuple[LevelList, ...]
    children: tuple[Programme, ...]
    first_day: date
    first_worked: date
    start_difference: str | None
    applied_on_day: bool


def rules_on() -> tuple[ProgrammeRule, ...]:
    """All programmes as rules; one small query, compiled once for each version of the programmes."""
    version = ProgrammesVersion.objects.filter(id=1).values_list("digest", flat=True).first()
    return () if version is None else _compiled(version)


@lru_cache(maxsize=16)
def _compiled(version: str) -> tuple[ProgrammeRule, ...]:
    """`version` is the hash over all definitions, so cached rules can never be of another state."""
    return tuple(read_programme(row.definition) for row in Programme.objects.all())


def unit_facts(unit: Unit) -> UnitFacts:
    """The unit as the rules see it."""
    return UnitFacts(
        id=unit.id,
        level=unit.level_id,
        ancestors=ancestors_of(unit),
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        hours=read_hours(unit.hours),
        extra_sessions=extra_sessions_of(unit),
        name=unit.name,
    )


def programme_page(slug: str, day: date) -> ProgrammePage | None:
    """The page of a programme as of a day, or None where there is none."""
    programme = Programme.objects.select_related("document", "parent").filter(slug=slug).first()
    if programme is None:
        return None
    rule = read_programme(programme.definition)
    shown_on = (
        min(max(day, rule.period_from), rule.period_to or day)
        if rule.period_to
        else max(day, rule.period_from)
    )
    units = tuple(programme.units.select_related("level").order_by("level__position", "name_fold"))
    return ProgrammePage(
        programme=programme,
        rule=rule,
        units=units,
        lists=_lists(programme, rule, shown_on),
        children=tuple(programme.children.exclude(status=ProgrammeStatus.DRAFT)),
        first_day=first_day(rule),
        first_worked=first_worked(rule, units),
        start_difference=start_difference(rule),
        applied_on_day=rule.status in APPLIED and holds(day, rule.period_from, rule.period_to),
    )


def programmes_of(unit: Unit, day: date) -> list[ProgrammeRule]:
    """The applied programmes whose scope, level and period hold for the unit that day, narrowest first."""
    line = (unit.id, *ancestors_of(unit))
    return [
        rule
        for rule in rules_on()
        if rule.status in APPLIED
        and holds(day, rule.period_from, rule.period_to)
        and reaches(rule, line, unit.level_id)
    ]


def replaced_by(programme_id: str, unit: Unit, day: date) -> ProgrammeRule | None:
    """The programme that stands alone at the unit that day instead of this one (promises 10); None: it holds."""
    by_id = {rule.id: rule for rule in rules_on()}
    here = (rule for rule in programmes_of(unit, day) if rule.replaces_parent)
    return next((rule for rule in here if programme_id in forebears(rule, by_id)), None)


def _lists(programme: Programme, rule: ProgrammeRule, day: date) -> tuple[LevelList, ...]:
    codes = {code for listed in rule.lists.values() for code in listed}
    versions = list(
        ProcedureVersion.objects.filter(procedure_id__in=codes).order_by(
            "name_sort", "procedure_id", "valid_from"
        )
    )
    catalogue: dict[str, list[Offered]] = {}
    for version in versions:
        catalogue.setdefault(version.procedure_id, []).append(_offered(version))
    bases = {item["level"]: item.get("basis", "") for item in programme.definition["lists"]}
    return tuple(
        _level_list(
            rule, level, bases[level], [v for v in versions if v.procedure_id in listed], catalogue, day
        )
        for level, listed in rule.lists.items()
    )


def _offered(version: ProcedureVersion) -> Offered:
    public = version.status == VersionStatus.PUBLIC
    return Offered(version.field, version.valid_from, version.valid_to, public)


def _level_list(
    rule: ProgrammeRule,
    level: str,
    basis: str,
    versions: list[ProcedureVersion],
    catalogue: dict[str, list[Offered]],
    day: date,
) -> LevelList:
    shown: dict[str, ProcedureVersion] = {}
    for version in versions:  # the version of the day, else the newest before it
        if version.procedure_id not in shown or version.valid_from <= day:
            shown[version.procedure_id] = version
    rows = [
        Listed(v.procedure_id, v.name, v.field, v.in_force_on(day) and v.status == VersionStatus.PUBLIC)
        for v in shown.values()
    ]
    declared = rule.declared_counts.get(level)
    found = counted(rule.lists[level], catalogue, rule.period_from)
    return LevelList(
        level=level,
        basis=basis,
        rows=tuple(sorted(rows, key=lambda row: row.field)),
        declared=declared,
        counted=found,
        difference=count_difference(declared, found) if declared else None,
    )
