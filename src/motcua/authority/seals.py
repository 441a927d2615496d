"""What do pages and programs read of seals? The register, one seal with its life, what lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from motcua.authority.seal_rules import kind_on
from motcua.authority.seal_tables import Imprint, Seal, SealEvent, SealingRule
from motcua.authority.seal_terms import SealingKind, SealState
from motcua.core.moments import end_of, start_of
from motcua.organisation.models import Person, RoleGrant, Unit, in_force
from motcua.organisation.queries import ancestors_of, units_under
from motcua.organisation.terms import Role
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import paths_on, receivable_by

ON_THE_SPOT = "on_the_spot"


class SealNotFound(LookupError):
    """No such seal, or not one of the agency or below it: the answer is the same."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A unit whose procedures need a seal that is not there; `at_desk`: it has one, but none at the desk."""

    unit: Unit
    versions: tuple[ProcedureVersion, ...]
    at_desk: bool


def seals_in_reach(unit_id: str) -> QuerySet[Seal]:
    """The seals of the agency and of the units below it."""
    found = Seal.objects.filter(unit_id__in=units_under([unit_id]))
    return found.select_related("unit", "desk__unit").order_by("unit__name_fold", "number")


def seal_in_reach(seal_id: int, unit_id: str) -> Seal:
    """One of them; raises SealNotFound."""
    found = seals_in_reach(unit_id).filter(pk=seal_id).first()
    if found is None:
        raise SealNotFound(seal_id)
    return found


def history_of(seal: Seal) -> list[SealEvent]:
    """Everything that happened to it, oldest first."""
    return list(seal.events.order_by("seq"))


def imprints_on(seal: Seal, day: date) -> list[Imprint]:
    """The lines of the seal's register of one day, in order."""
    return list(Imprint.objects.filter(seal=seal, at__gte=start_of(day), at__lt=end_of(day)).order_by("seq"))


def latest_imprints(seal: Seal, most: int) -> list[Imprint]:
    """The newest lines of the seal's register."""
    return list(seal.imprints.order_by("-seq")[:most])


def seals_held(person_id: int, unit_id: str) -> list[Seal]:
    """What the person has in hand that may be set under results of the agency, by number."""
    found = Seal.objects.filter(
        holder_id=person_id, state=SealState.IN_USE, unit_id__in=units_under([unit_id])
    )
    return list(found.order_by("unit_id", "number"))


def keepers_for(seal: Seal, day: date) -> list[Person]:
    """Who may be given the seal: the keepers of its unit and of those above it, but not who has it."""
    units = [seal.unit_id, *ancestors_of(seal.unit)]
    grants = RoleGrant.objects.filter(
        in_force(day), unit_id__in=units, role=Role.SEAL, person__is_active=True
    )
    people = Person.objects.filter(pk__in=grants.values("person_id")).exclude(pk=seal.holder_id or 0)
    return list(people.order_by("full_name", "pk"))


def sealing_of(version: ProcedureVersion, day: date) -> SealingKind:
    """How results of the version are sealed that day (R-080): by decision, else by the catalogue, else on paper."""
    procedure: Procedure = version.procedure
    rules = sorted(
        ((rule.valid_from, rule.pk, rule.kind) for rule in procedure.sealing_rules.all()),
        key=lambda rule: rule[:2],
    )
    return kind_on([(since, kind) for since, _pk, kind in rules], version.facts.get("sealing") or "", day)


def sealing_history(procedure: str) -> list[SealingRule]:
    """Every decision on how the procedure is sealed, newest first."""
    return list(SealingRule.objects.filter(procedure_id=procedure).order_by("-valid_from", "-pk"))


def lacking_seals(unit_id: str, day: date) -> list[Lacking]:
    """Active procedures of the agency, and of the units below it, that no seal serves that day (R-075)."""
    units = Unit.objects.filter(in_force(day), pk__in=units_under([unit_id])).select_related(
        "level", "parent"
    )
    used = Seal.objects.filter(unit__in=units, state=SealState.IN_USE)
    having, at_desk = (
        set(seals.values_list("unit_id", flat=True)) for seals in (used, used.filter(desk__isnull=False))
    )
    found = [
        _lacking(unit, day, has_one=unit.pk in having)
        for unit in units.order_by("level__position", "name_fold")
        if unit.pk not in at_desk
    ]
    return [one for one in found if one is not None]


def _lacking(unit: Unit, day: date, *, has_one: bool) -> Lacking | None:
    """Without any seal every procedure that is sealed; with one, but none at the desk, those settled on the spot."""
    versions = (
        receivable_by(unit, day).select_related("procedure").prefetch_related("procedure__sealing_rules")
    )
    sealed = [one for one in versions if sealing_of(one, day) is not SealingKind.NONE]
    if has_one:
        paths = paths_on(unit.pk, [one.procedure_id for one in sealed], day)
        sealed = [one for one in sealed if paths.get(one.procedure_id) == ON_THE_SPOT]
    return Lacking(unit, tuple(_sorted(sealed)), at_desk=has_one) if sealed else None


def _sorted(versions: Iterable[ProcedureVersion]) -> Sequence[ProcedureVersion]:
    return sorted(versions, key=lambda version: (version.name_sort, version.procedure_id))


def seals_waiting_for(person_id: int) -> list[Seal]:
    """Hand-overs the person has to confirm."""
    return list(Seal.objects.filter(offered_to_id=person_id).select_related("unit").order_by(F("id")))
