"""Does a unit belong to a programme, which of its listed procedures does it settle, what has it registered?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.core.moments import end_of, local_day
from motcua.core.refusals import Refused, refuse
from motcua.organisation.models import Unit
from motcua.participation.models import Registration
from motcua.participation.registration_rules import Joining
from motcua.participation.registration_terms import Option
from motcua.procedures import policies
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import offer_of, public_versions, settler_of
from motcua.programmes.life import unit_in
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, holds
from motcua.programmes.terms import APPLIED, ProgrammeStatus


@dataclass(frozen=True, slots=True)
class Taking:
    """A unit in a programme's scope: the listed procedures it settles, and those it added on its own."""

    unit: Unit
    listed: tuple[str, ...]
    own: tuple[str, ...]


def programme_of(programme_id: str) -> Programme:
    """The programme. Raises Refused `programme_unknown`."""
    found = Programme.objects.select_related("document").filter(slug=programme_id).first()
    if found is None:
        raise _unknown()
    return found


def told_programme(programme_id: str) -> Programme:
    """The same for pages: a draft is its own office's alone. Raises Refused `programme_unknown`."""
    found = programme_of(programme_id)
    if found.status == ProgrammeStatus.DRAFT:
        raise _unknown()
    return found


def family(programme_id: str) -> tuple[str, ...]:
    """The programme and what other units made of it, down to the last: the city's counts what its districts do."""
    children: dict[str | None, list[str]] = {}
    for slug, parent in Programme.objects.values_list("slug", "parent_id"):
        children.setdefault(parent, []).append(slug)
    found = [programme_id]
    for slug in found:  # grows while it is walked
        found += [child for child in children.get(slug, []) if child not in found]
    return tuple(found)


def options_of(programme: Programme) -> frozenset[Option]:
    """The options its plan offers; a plan that names none leaves all six (001, 2.2 tells of them all over the city)."""
    named = {str(one.get("id", "")) for one in programme.definition.get("options", ())}
    known = frozenset(option for option in Option if option.value in named)
    return known or frozenset(Option)


def day_within(rule: ProgrammeRule, day: date) -> date:
    """The day itself within the period, else its nearest one: units and lists are looked at as they were then."""
    shown = max(day, rule.period_from)
    return shown if rule.period_to is None else min(shown, rule.period_to - timedelta(days=1))


def takings(rule: ProgrammeRule, units: Iterable[Unit], day: date) -> list[Taking]:
    """Each unit with the listed procedures it settles that day, and its own additions (R-117)."""
    codes = {code for listed in rule.lists.values() for code in listed}
    versions = list(public_versions(day).filter(procedure_id__in=codes))
    return [_taking(rule, unit, versions, day) for unit in units]


def _taking(rule: ProgrammeRule, unit: Unit, versions: Collection[ProcedureVersion], day: date) -> Taking:
    here, settler = rule.lists.get(unit.level_id, frozenset()), settler_of(unit)
    listed = (
        one.procedure_id
        for one in versions
        if one.procedure_id in here and policies.settles(offer_of(one), settler)
    )
    own = (
        added.code
        for added in rule.additions
        if added.unit == unit.id and holds(day, added.valid_from, added.valid_to)
    )
    return Taking(unit, tuple(sorted(listed)), tuple(sorted(own)))


def standing_on(programme_ids: Collection[str], day: date) -> QuerySet[Registration]:
    """Registrations that stand at the end of that day."""
    end = end_of(day)
    found = Registration.objects.filter(programme_id__in=programme_ids, stated_at__lt=end)
    return found.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)).select_related("unit", "programme")


def joining_of(programme: Programme, unit: Unit, at: datetime) -> Joining:
    """The unit beside the programme now, as the acts judge it."""
    rule = read_programme(programme.definition)
    day = day_within(rule, local_day(at))
    covered = unit_in(programme, unit.pk, day)
    listed = takings(rule, [covered], day)[0].listed if covered else ()
    rows = Registration.objects.filter(programme=programme, unit=unit, withdrawn_at=None)
    standing = {Option(option): main for option, main in rows.values_list("option", "main")}
    return Joining(
        applied=rule.status in APPLIED,
        in_scope=covered is not None,
        period_from=rule.period_from,
        period_to=rule.period_to,
        listed=len(listed),
        offered=options_of(programme),
        standing=frozenset(standing),
        main=next((option for option, main in standing.items() if main), None),
    )


def _unknown() -> Refused:
    return refuse(
        "programme_unknown", "Không có chương trình này. Hãy chọn trong danh sách.", field="programme"
    )
