"""What does a person need to know of one procedure? Everything in words, for one version and one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.promising import promises_at_desk
from motcua.dossiers.terms import CHANNEL_LABELS, Channel, Path
from motcua.dossiers.usual_times import UsualTime, usual_time
from motcua.organisation.models import Unit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import level_on
from motcua.procedures.online_levels.rules import filed_online
from motcua.procedures.queries import active_process, path_on
from motcua.web.citizen.desk_steps import DeskStep, desk_steps
from motcua.web.citizen.filing_ways import FilingWays, filing_ways, online_words
from motcua.web.citizen.promise_lines import PromiseLine, promise_lines
from motcua.web.citizen.wording import (
    FeeLine,
    Paper,
    due_words,
    fee_lines,
    limit_words,
    papers_of,
    public_text,
    working_words,
)
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class ProcedureReading:
    """One version for a visitor."""

    version: ProcedureVersion
    in_force: bool
    limit: str
    limit_text: str
    papers: tuple[Paper, ...]
    fees: tuple[FeeLine, ...]
    exemptions: tuple[str, ...]
    channels: tuple[str, ...]
    online: str
    legal_basis: tuple[str, ...]
    versions: tuple[ProcedureVersion, ...]


@dataclass(frozen=True, slots=True)
class AtUnit:
    """The procedure at one unit on the next day it works: what is promised, or why nothing is; its steps.

    `now_due` stands where the promise moves with every minute (a term in hours).
    """

    unit: Unit
    day: date
    is_today: bool
    lines: tuple[PromiseLine, ...]
    now_due: str
    explanation: tuple[str, ...]
    refusal: Refusal | None
    on_the_spot: bool
    steps: tuple[DeskStep, ...]
    ways: FilingWays
    usual: UsualTime
    usual_words: tuple[str, str]


def read_version(
    version: ProcedureVersion, versions: Sequence[ProcedureVersion], day: date, unit: Unit | None = None
) -> ProcedureReading:
    """Everything of the version; the online level is that of the unit in view, else the catalogue's."""
    level = level_on(version, unit, day) if unit else version.online_level
    return ProcedureReading(
        version=version,
        in_force=version.in_force_on(day),
        limit=limit_words(version),
        limit_text=public_text(version.limit_text),
        papers=tuple(papers_of(version.components.all())),
        fees=tuple(fee_lines(version.fee)),
        exemptions=tuple(public_text(text) for text in version.fee.get("exemptions", ())),
        channels=channels_of(level),
        online=online_words(level),
        legal_basis=tuple(version.facts.get("legal_basis_of_version", ())),
        versions=tuple(versions),
    )


def channels_of(level: str) -> tuple[str, ...]:
    """How a dossier may come in."""
    offered = [Channel.DESK, Channel.POST, Channel.HOME]
    if filed_online(level):
        offered += [Channel.ONLINE, Channel.KIOSK]
    return tuple(CHANNEL_LABELS[channel] for channel in offered)


def read_at_unit(version: ProcedureVersion, unit: Unit, now: datetime) -> AtUnit:
    """What the unit promises for it today, or on its next working day."""
    today = local_day(now)
    calendar = calendar_of(unit)
    day = today if calendar.is_working_day(today) else calendar.next_working_day(today)
    lines: tuple[PromiseLine, ...] = ()
    explanation: tuple[str, ...] = ()
    now_due, refusal = "", None
    opening, close = calendar.opening(day), calendar.close_of(day)
    asked_at = min(max(now, opening), close)
    try:
        ask = promises_at_desk(version, unit, day)
        lines = promise_lines(ask, opening=opening, close=close)
        promise = ask(asked_at)
        explanation = tuple(public_text(line) for line in promise.explanation)
        now_due = "" if lines else due_words(promise.due_at, strict=promise.due_strict, today=today)
    except Refused as refused:
        refusal = refused.refusal
    usual = usual_time(unit, version.procedure_id, today)
    on_the_spot, steps = _steps(version, unit, day)
    return AtUnit(
        unit=unit,
        day=day,
        is_today=day == today,
        lines=lines,
        now_due=now_due,
        explanation=explanation,
        refusal=refusal,
        on_the_spot=on_the_spot,
        steps=steps,
        ways=filing_ways(version, unit, day),
        usual=usual,
        usual_words=(working_words(usual.median), working_words(usual.ninth_decile)),
    )


def _steps(version: ProcedureVersion, unit: Unit, day: date) -> tuple[bool, tuple[DeskStep, ...]]:
    process = active_process(version, unit, day)
    on_the_spot = path_on(unit.id, version.procedure_id, day) != Path.ORDINARY
    return on_the_spot, desk_steps(process.steps) if process else ()
