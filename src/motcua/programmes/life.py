"""Where is a programme in its life, what happened to it, which units run it, what did each of them issue?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.organisation.stated import newest
from motcua.programmes.first_worked import first_worked
from motcua.programmes.life_rules import EvaluationPeriod, evaluation_periods, phase_on
from motcua.programmes.life_terms import SOURCE_LABELS, Frequency, Phase, PlanKind, Source, StepKind
from motcua.programmes.models import (
    Programme,
    ProgrammeFunding,
    ProgrammeStep,
    ProgrammeTarget,
    SteeringDocument,
)
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, first_day, reaches
from motcua.programmes.terms import APPLIED, ProgrammeStatus


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A month or quarter that is over, and its evaluation (None: still owed)."""

    period: EvaluationPeriod
    step: ProgrammeStep | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An extension that was proposed; `decided` tells whether one was decided since. It changes no promise itself."""

    step: ProgrammeStep
    decided: bool


@dataclass(frozen=True, slots=True)
class ProgrammeLife:
    """A programme on a day. `last_day` is the last day of its period (None: open), `first_model_day` the first day
    that is one of its weekdays, `first_worked` the first of those on which an office works, `owner` the id of the unit
    that issued the plan."""

    programme: Programme
    rule: ProgrammeRule
    phase: Phase
    owner: str
    first_model_day: date
    first_worked: date
    last_day: date | None
    steps: tuple[ProgrammeStep, ...]
    proposals: tuple[Proposal, ...]
    evaluations: tuple[Evaluated, ...]
    fundings: tuple[ProgrammeFunding, ...]
    targets: tuple[ProgrammeTarget, ...]


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit of a programme with its own plan or steering document; None is shown as "chưa có" (R-266)."""

    unit: Unit
    document: SteeringDocument | None
    receivers: int
    confirmed: int


def programme_life(programme_id: str, day: date) -> ProgrammeLife | None:
    """The life of a programme as of a day, or None where there is no such programme."""
    programme = Programme.objects.select_related("document", "parent").filter(slug=programme_id).first()
    if programme is None:
        return None
    rule = read_programme(programme.definition)
    steps = tuple(programme.steps.select_related("unit").order_by("id"))
    return ProgrammeLife(
        programme=programme,
        rule=rule,
        phase=phase_on(rule.status, rule.period_from, rule.period_to, day),
        owner=owner_of(programme),
        first_model_day=first_day(rule),
        first_worked=first_worked(rule, programme.units.all()),
        last_day=rule.period_to - timedelta(days=1) if rule.period_to else None,
        steps=steps,
        proposals=_proposals(steps),
        evaluations=_evaluations(programme, rule, steps, day),
        fundings=tuple(programme.fundings.order_by("id")),
        targets=tuple(programme.targets.order_by("year", "id")),
    )


def units_in(programme: Programme, day: date) -> list[Unit]:
    """The units that run the programme that day: in scope, of its levels, existing; from the top level down."""
    return list(_running(programme, day).order_by("level__position", "name_fold"))


def unit_in(programme: Programme, unit_id: str, day: date) -> Unit | None:
    """That unit where it is one of those that run the programme that day."""
    return _running(programme, day).filter(pk=unit_id).first()


def _running(programme: Programme, day: date) -> QuerySet[Unit]:
    rule = read_programme(programme.definition)
    scope = units_under(rule.units) if rule.with_descendants else rule.units
    found = Unit.objects.filter(in_force(day), pk__in=scope, level_id__in=rule.levels)
    return found.select_related("level", "parent")


def takes_part(programme: Programme, line: Sequence[str], level: str) -> bool:
    """Whether a unit is in scope: `line` is its id and its superiors' from the nearest up, `level` its own."""
    return reaches(read_programme(programme.definition), line, level)


def may_be_seen(programme: Programme, line: Sequence[str], level: str) -> bool:
    """Whether a unit has a part in it: it issued the plan, or is in scope of what is no draft any more."""
    if owner_of(programme) == line[0]:
        return True
    return programme.status != ProgrammeStatus.DRAFT and takes_part(programme, line, level)


def may_be_followed(programme: Programme, line: Sequence[str]) -> bool:
    """Whether a unit's own programme may belong to this one: applied, and the unit or a superior is in its scope."""
    return programme.status in APPLIED and bool(read_programme(programme.definition).units & set(line))


def owner_of(programme: Programme) -> str:
    """The unit that issued the plan and runs its life; where the issuer is no unit, the first of its scope."""
    definition = programme.definition
    return str(definition["document"].get("issuer") or min(definition["scope"]["units"]))


def support_words(programme: Programme) -> list[str]:
    """Who pays it and which targets it serves, as a report says it; nothing where nothing was stated (R-123, R-291)."""
    money = [
        SOURCE_LABELS[Source(one.source)]
        + (f" {one.amount:,} đồng".replace(",", ".") if one.amount else " (chưa ghi số tiền)")
        for one in programme.fundings.order_by("id")
    ]
    targets = [f"{one.target} ({one.year})" for one in programme.targets.order_by("year", "id")]
    said = (("Kinh phí", money), ("Chỉ tiêu năm mà chương trình phục vụ", targets))
    return [f"{what}: {'; '.join(found)}." for what, found in said if found]


def unit_plans(programme: Programme, day: date) -> list[UnitPlan]:
    """Every unit of the programme with the newest plan or steering document it stated."""
    documents = SteeringDocument.objects.filter(programme=programme).annotate(
        sent=Count("receivers"),
        read=Count("receivers", filter=Q(receivers__confirmation__isnull=False)),
    )
    held = newest(documents, lambda one: one.unit_id)
    rows = ((unit, held.get(unit.pk)) for unit in units_in(programme, day))
    return [
        UnitPlan(unit, found, getattr(found, "sent", 0), getattr(found, "read", 0)) for unit, found in rows
    ]


def without_plan(plans: list[UnitPlan]) -> list[Unit]:
    """Units that stated no document, or one without number or day."""
    return [
        one.unit
        for one in plans
        if one.document is None or not one.document.number or one.document.issued_on is None
    ]


def own_plan_kind(unit_id: str, programme: Programme) -> PlanKind:
    """The unit that issued the programme's plan sends steering documents, the others have plans of their own."""
    return PlanKind.STEERING if unit_id == owner_of(programme) else PlanKind.PLAN


def _proposals(steps: tuple[ProgrammeStep, ...]) -> tuple[Proposal, ...]:
    decided = max((step.pk for step in steps if step.kind == StepKind.EXTENDED), default=0)
    return tuple(Proposal(step, step.pk < decided) for step in steps if step.kind == StepKind.PROPOSED)


def _evaluations(
    programme: Programme, rule: ProgrammeRule, steps: tuple[ProgrammeStep, ...], day: date
) -> tuple[Evaluated, ...]:
    asked = [Frequency(one) for one in programme.definition.get("evaluation", ())]
    if not asked or phase_on(rule.status, rule.period_from, rule.period_to, day) not in _EVALUATED:
        return ()
    made = {
        (step.data.get("frequency"), step.day, step.last_day): step
        for step in steps
        if step.kind == StepKind.EVALUATED
    }
    periods = evaluation_periods(asked, rule.period_from, rule.period_to, day)
    return tuple(Evaluated(one, made.get((one.frequency.value, one.first, one.last))) for one in periods)


_EVALUATED = {Phase.RUNNING, Phase.ENDED}
