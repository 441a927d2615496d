"""Which same-day programmes cover this dossier, and with which cut-off? (promises 9 to 11, 15; R-091)

A programme is data (data/programmes.yaml, read by `reading.py`); no place, level or hour is named here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import NamedTuple, Protocol

from motcua.programmes.terms import APPLIED, Unfit
from motcua.workcalendar.calendar import ExtraSession, Hours


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The unit that receives: `ancestors` from the nearest up."""

    id: str
    level: str
    ancestors: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    hours: Hours
    extra_sessions: tuple[ExtraSession, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class AfterCutOff:
    """What holds after the cut-off: the next working day by a clock time (`by` None: its close)."""

    unless_settled_at_once: bool
    by: time | None
    strict: bool


@dataclass(frozen=True, slots=True)
class ProcedureCutOff:
    """A submission time for one procedure, of one unit or of all (104/KH-UBND II.1.3)."""

    unit: str | None
    code: str
    cut_off: time
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class UnitAddition:
    """A procedure that a unit registered on its own (results notice HCMC 2022, 2.2: "chủ động đăng ký thêm")."""

    unit: str
    code: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgrammeRule:
    """One programme. Periods are half-open; `channels` maps a channel to the lowest online level it needs.

    A rule is the same as itself only: what was found for it is remembered under it, however long its lists are.
    """

    id: str
    name: str
    status: str
    parent: str | None
    replaces_parent: bool
    units: frozenset[str]
    with_descendants: bool
    levels: frozenset[str]
    period_from: date
    period_to: date | None
    weekdays: frozenset[int] | None
    lists: Mapping[str, frozenset[str]]
    additions: tuple[UnitAddition, ...]
    procedure_cut_offs: tuple[ProcedureCutOff, ...]
    cut_off: time | None
    cut_off_assumed: bool
    after_cut_off: AfterCutOff
    channels: Mapping[str, int]
    document: str
    clause: str
    notes: tuple[str, ...] = ()
    declared_counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    demo: bool = False

    @property
    def source(self) -> str:
        """Document and clause as shown ("Kế hoạch số 104/KH-UBND ngày 13/5/2022, mục II.1.1")."""
        return f"{self.document}, mục {self.clause}" if self.clause else self.document


class Place(NamedTuple):
    """All of a unit that decides which programmes are its own."""

    id: str
    level: str
    ancestors: tuple[str, ...]


class Placed(Protocol):
    """Anything that has a place: `UnitFacts` or a bare `Place`."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def ancestors(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Occasion:
    """A dossier as a programme sees it; the day is that of the counted moment."""

    unit: Placed
    procedure: str
    day: date
    works: bool
    channel: str
    online_level: int


@dataclass(frozen=True, slots=True)
class Applies:
    """The rule covers the dossier; `cut_off` is that of the procedure where one is set."""

    rule: ProgrammeRule
    cut_off: time | None
    own_cut_off: bool
    distance: int

    @property
    def breadth(self) -> tuple[int, bool, int, str]:
        """Sorts the narrower scope first (promises 10)."""
        return (
            self.distance,
            self.rule.with_descendants,
            -self.rule.period_from.toordinal(),
            self.rule.id,
        )


@dataclass(frozen=True, slots=True)
class NotApplied:
    """The rule does not cover the dossier, and the first reason why."""

    rule: ProgrammeRule
    reason: Unfit


@dataclass(frozen=True, slots=True)
class Coverage:
    """What covers a dossier, narrowest first, and what does not."""

    applied: tuple[Applies, ...]
    set_aside: tuple[NotApplied, ...]


def holds(day: date, start: date | None, end: date | None) -> bool:
    """Half-open [start, end); None is open."""
    return (start is None or start <= day) and (end is None or day < end)


def reaches(rule: ProgrammeRule, line: Sequence[str], level: str) -> bool:
    """Whether the scope holds a unit: `line` is its id and its superiors' from the nearest up, `level` its own."""
    return level in rule.levels and not rule.units.isdisjoint(line if rule.with_descendants else line[:1])


def first_day(rule: ProgrammeRule) -> date:
    """The first day of the period that is one of its weekdays (25/9/2023 is a Monday: 29/9/2023)."""
    ahead = (rule.period_from + timedelta(days=n) for n in range(7))
    return next(day for day in ahead if rule.weekdays is None or day.weekday() in rule.weekdays)


def applies(rule: ProgrammeRule, occasion: Occasion) -> Applies | NotApplied:
    """Whether one rule, looked at alone, covers the dossier (promises 9, 15)."""
    reason = _why_not_in_force(rule, occasion) or _why_not_covered(rule, occasion)
    if reason:
        return NotApplied(rule, reason)
    own = _own_cut_off(rule, occasion)
    distance = _distance(rule, occasion.unit)
    return Applies(rule, own or rule.cut_off, own is not None, -1 if distance is None else distance)


def programmes_that_apply(rules: Iterable[ProgrammeRule], occasion: Occasion) -> Coverage:
    """All rules judged together: a child that replaces its parent stands alone (promises 10)."""
    by_id = {rule.id: rule for rule in rules}
    replaced = {
        parent
        for rule in by_id.values()
        if rule.replaces_parent and _why_not_in_force(rule, occasion) is None
        for parent in forebears(rule, by_id)
    }
    applied, set_aside = [], []
    for rule in by_id.values():
        found = applies(rule, occasion)
        if isinstance(found, NotApplied):
            set_aside.append(found)
        elif rule.id in replaced:
            set_aside.append(NotApplied(rule, Unfit.REPLACED))
        else:
            applied.append(found)
    return Coverage(tuple(sorted(applied, key=lambda found: found.breadth)), tuple(set_aside))


def forebears(rule: ProgrammeRule, by_id: Mapping[str, ProgrammeRule]) -> list[str]:
    """The parent and what stands above it: a unit's own rule stands alone."""
    line: list[str] = []
    parent = rule.parent
    while parent is not None and parent not in line:
        line.append(parent)
        parent = by_id[parent].parent if parent in by_id else None
    return line


def _why_not_in_force(rule: ProgrammeRule, occasion: Occasion) -> Unfit | None:
    """Status, period and scope: what decides that a rule is the unit's own on that day."""
    if rule.status not in APPLIED:
        return Unfit.STATUS
    if not holds(occasion.day, rule.period_from, rule.period_to):
        return Unfit.PERIOD
    if _distance(rule, occasion.unit) is None:
        return Unfit.SCOPE
    return None if occasion.unit.level in rule.levels else Unfit.LEVEL


def _why_not_covered(rule: ProgrammeRule, occasion: Occasion) -> Unfit | None:
    if not _listed(rule, occasion):
        return Unfit.PROCEDURE
    if rule.weekdays is not None and occasion.day.weekday() not in rule.weekdays:
        return Unfit.WEEKDAY
    if not occasion.works:
        return Unfit.DAY_OFF
    needed = rule.channels.get(occasion.channel)
    return Unfit.CHANNEL if needed is None or occasion.online_level < needed else None


def _listed(rule: ProgrammeRule, occasion: Occasion) -> bool:
    return occasion.procedure in rule.lists.get(occasion.unit.level, ()) or any(
        (added.unit, added.code) == (occasion.unit.id, occasion.procedure)
        and holds(occasion.day, added.valid_from, added.valid_to)
        for added in rule.additions
    )


def _own_cut_off(rule: ProgrammeRule, occasion: Occasion) -> time | None:
    """The procedure's cut-off set nearest to the unit: its own, an upper unit's, or one for all units."""
    line: tuple[str | None, ...] = (occasion.unit.id, *occasion.unit.ancestors, None)
    fitting = [
        own
        for own in rule.procedure_cut_offs
        if own.code == occasion.procedure
        and own.unit in line
        and holds(occasion.day, own.valid_from, own.valid_to)
    ]
    return min(fitting, key=lambda own: line.index(own.unit)).cut_off if fitting else None


def _distance(rule: ProgrammeRule, unit: Placed) -> int | None:
    """Steps up from the unit to the scope that holds it; None outside the scope."""
    line = (unit.id, *unit.ancestors) if rule.with_descendants else (unit.id,)
    return next((steps for steps, id_ in enumerate(line) if id_ in rule.units), None)
