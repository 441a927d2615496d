"""What is promised for this procedure, at this unit, at this moment? Gathers the facts, asks the pure rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from motcua.core.moments import local_day, start_of
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers.counting import counted
from motcua.dossiers.deadlines import promise
from motcua.dossiers.models import Dossier
from motcua.dossiers.pauses import PresentDue, after_supplement
from motcua.dossiers.promises import Extension, Facts, FromAfar, LegalCutoff, Prolongation, Promise, Term
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Channel
from motcua.organisation.models import Unit
from motcua.organisation.queries import desk_of, signer_rostered
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import Decided, decided_levels
from motcua.procedures.online_levels.rules import level_that_holds
from motcua.procedures.queries import version_on, why_no_version, why_not_due
from motcua.programmes.queries import rules_on, unit_facts
from motcua.programmes.rules import ProgrammeRule, UnitFacts
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What of a promise is the same for every dossier of the procedure at the unit."""

    term: Term
    unit: UnitFacts
    calendar: WorkCalendar
    rules: tuple[ProgrammeRule, ...]
    levels: Decided = ()


def promise_for(
    *,
    procedure: str,
    unit_id: str,
    received_at: datetime,
    channel: str = "desk",
    complete: bool = True,
    at_once: bool = False,
    ordinary: bool = False,
    prolong: str | None = None,
    prolong_until: datetime | None = None,
) -> Promise:
    """The promise as a question, for any unit and moment of the data (promises.md). Raises Refused."""
    unit = Unit.objects.select_related("level", "parent").filter(id=unit_id).first()
    if unit is None:
        raise refuse("unit_unknown", "Không có cơ quan này. Hãy chọn cơ quan trong danh sách.", field="unit")
    day = local_day(received_at)
    version = version_on(procedure, day)
    if version is None:
        raise Refused(why_no_version(procedure, day))
    refuse_if(why_not_due(version, unit, day))
    facts = facts_for(
        version, unit, received_at=received_at, channel=channel, at_once=at_once, ordinary=ordinary
    )
    facts = replace(facts, complete=complete, prolong=_prolongation(prolong, prolong_until))
    return promise(facts)


def promises_at_desk(version: ProcedureVersion, unit: Unit, day: date) -> Callable[[datetime], Promise]:
    """What the desk would promise at any moment of that day: facts gathered once, the rule asked as often as
    needed. Raises Refused where nothing can be promised; so may the function returned."""
    refuse_if(why_not_due(version, unit, day))
    facts = facts_for(version, unit, received_at=start_of(day), channel="desk", at_once=False, ordinary=False)
    return lambda received_at: promise(replace(facts, received_at=received_at))


def promise_of(
    reception: Reception,
    version: ProcedureVersion,
    unit: Unit,
    basis: Basis | None = None,
    rostered: bool | None = None,
) -> Promise:
    """The promise of a complete dossier about to be received; missing papers are judged by the caller.

    `basis` and `rostered` (a signer, that day) where they have just been read.
    """
    facts = facts_for(
        version,
        unit,
        basis=basis,
        rostered=rostered,
        received_at=reception.received_at,
        channel=reception.channel,
        at_once=reception.at_once,
        ordinary=reception.ordinary,
    )
    return promise(replace(facts, prolong=_prolongation(reception.prolong, reception.prolong_until)))


def promise_of_filing(dossier: Dossier, *, at_once: bool) -> Promise:
    """The promise of a filing: from when it was complete, whenever it is accepted (promises 1)."""
    return promise(facts_at(dossier, received_at=dossier.received_at, at_once=at_once))


def due_after_supplement(dossier: Dossier, *, at: datetime) -> PresentDue:
    """The present due time after the papers came: reset, resume or continue (promises 18)."""
    if dossier.due_at is None or dossier.paused_at is None:
        raise ValueError(f"{dossier} has no running promise that waits")
    completed = facts_at(dossier, received_at=at, at_once=False)
    counted(completed)  # promises 3: on a day off the desk takes in no papers, whatever follows
    return after_supplement(
        dossier.version.after_supplement,
        due_at=dossier.due_at,
        due_strict=dossier.due_strict,
        paused_at=dossier.paused_at,
        completed=completed,
        explanation=tuple(dossier.explanation),
    )


def term_of(version: ProcedureVersion) -> Term:
    """The version's time limit as the rule reads it."""
    cutoff, extension = version.limit_cutoff, version.limit_extension
    return Term(
        value=version.limit_value,
        unit=version.limit_unit,
        cutoff=LegalCutoff(
            after=time.fromisoformat(cutoff["after"]), effect=cutoff["effect"], rule=cutoff.get("rule", "")
        )
        if cutoff
        else None,
        extension=Extension(
            value=extension["value"],
            unit=extension["unit"],
            mode=extension["mode"],
            ground=extension["ground"],
            condition=extension.get("condition", ""),
        )
        if extension
        else None,
        text=version.limit_text,
        source=", ".join(version.facts.get("legal_basis", [])[:2]),
    )


def basis_of(version: ProcedureVersion, unit: Unit) -> Basis:
    """The same facts for any moment, as the catalogue and the calendar stand now. Refused: `no_calendar`."""
    levels = decided_levels(unit, version.procedure_id)
    return Basis(term_of(version), unit_facts(unit), calendar_of(unit), rules_on(), levels)


def facts_for(
    version: ProcedureVersion,
    unit: Unit,
    *,
    basis: Basis | None = None,
    rostered: bool | None = None,
    received_at: datetime,
    channel: str,
    at_once: bool,
    ordinary: bool,
    came_in_at: datetime | None = None,
) -> Facts:
    """`came_in_at`: the level of that moment counts, for a dossier that came in before `received_at`."""
    basis = basis or basis_of(version, unit)
    level = level_that_holds(basis.levels, local_day(came_in_at or received_at), version.online_level)
    if rostered is None:
        rostered = signer_rostered(unit_id=unit.id, moment=received_at)
    return Facts(
        procedure=version.procedure_id,
        version=f"{version.procedure_id}/{version.number}",
        term=basis.term,
        unit=basis.unit,
        calendar=basis.calendar,
        received_at=received_at,
        online_level=int(level) if level.isdigit() else level,
        rules=basis.rules,
        field=version.field,
        channel=channel,
        at_once=at_once,
        ordinary=ordinary,
        signer_rostered=rostered,
        procedure_from=version.valid_from,
        procedure_to=version.valid_to,
        from_afar=_from_afar(unit, channel, received_at),
    )


def facts_at(dossier: Dossier, *, received_at: datetime, at_once: bool = False) -> Facts:
    """Facts of a dossier already there: its own version, whatever is in force now (promises 21)."""
    unit = Unit.objects.select_related("level", "parent").get(pk=dossier.unit_id)
    facts = facts_for(
        dossier.version,
        unit,
        received_at=received_at,
        channel=dossier.channel,
        at_once=at_once,
        ordinary=dossier.by_wish,
        came_in_at=dossier.received_at,
    )
    return replace(
        facts, procedure_from=None, procedure_to=None, prolong=_prolonged_before(dossier, received_at)
    )


def _prolonged_before(dossier: Dossier, moment: datetime) -> Prolongation | None:
    """A lawful prolongation once chosen holds on; an agreed time that is over holds no more."""
    step = dossier.steps.filter(data__has_key="prolong").order_by("-seq").first()
    if step is None:
        return None
    chosen = step.data["prolong"]
    until = datetime.fromisoformat(chosen["until"]) if chosen["until"] else None
    return None if until is not None and until <= moment else Prolongation(chosen["ground"], until)


def _from_afar(unit: Unit, channel: str, received_at: datetime) -> FromAfar:
    """promises 3, R-097: from when online and kiosk count outside working hours, a setting of the desk."""
    if channel not in {Channel.ONLINE, Channel.KIOSK}:
        return FromAfar.NEXT_OPENING
    desk = desk_of(unit_id=unit.id, on=local_day(received_at))
    return FromAfar(desk.from_afar) if desk is not None else FromAfar.NEXT_OPENING


def _prolongation(ground: str | None, until: datetime | None) -> Prolongation | None:
    return Prolongation(ground, until) if ground else None
