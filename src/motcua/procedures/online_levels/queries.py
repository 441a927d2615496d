"""At which online level does a unit offer a procedure on a day, what was planned, and which campaigns were there?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of
from motcua.procedures.models import OnlineCampaign, OnlineLevelDecision, ProcedureVersion
from motcua.procedures.online_levels.rules import LevelFrom, level_number, level_that_holds
from motcua.procedures.queries import public_versions

Decided = tuple[LevelFrom, ...]


@dataclass(frozen=True, slots=True)
class RollOut:
    """One procedure of a unit: the level of today with its decision, the level planned and by when (R-126)."""

    version: ProcedureVersion
    reached: str
    decision: OnlineLevelDecision | None
    plan: OnlineLevelDecision | None
    behind: bool


def decided_levels(unit: Unit, code: str) -> Decided:
    """Every decision about the procedure at the unit or above it, whatever its day; for `level_that_holds`."""
    rows = OnlineLevelDecision.objects.filter(unit_id__in=_line(unit), procedure_id=code, planned=False)
    return tuple(LevelFrom(row.valid_from, row.pk, row.level) for row in rows)


def level_on(version: ProcedureVersion, unit: Unit, day: date) -> str:
    """The level at which the unit offers the version that day, as decided, else as the catalogue says (R-011)."""
    return level_that_holds(decided_levels(unit, version.procedure_id), day, version.online_level)


def levels_decided(unit_ids: Collection[str]) -> Mapping[tuple[str, str], Decided]:
    """(unit, procedure) → the decisions of that very unit; for many units in one question."""
    found: dict[tuple[str, str], list[LevelFrom]] = defaultdict(list)
    for row in OnlineLevelDecision.objects.filter(unit_id__in=unit_ids, planned=False):
        found[row.unit_id, row.procedure_id].append(LevelFrom(row.valid_from, row.pk, row.level))
    return {key: tuple(rows) for key, rows in found.items()}


def roll_out(unit: Unit, day: date) -> list[RollOut]:
    """Every procedure the unit settles that day with the level reached and planned."""
    rows = OnlineLevelDecision.objects.filter(unit_id__in=_line(unit)).order_by("valid_from", "pk")
    decided: dict[str, OnlineLevelDecision] = {}
    planned: dict[str, OnlineLevelDecision] = {}
    for row in rows:
        if row.planned:
            planned[row.procedure_id] = row
        elif row.valid_from <= day:
            decided[row.procedure_id] = row
    return [
        _roll_out(version, decided.get(version.procedure_id), planned.get(version.procedure_id), day)
        for version in public_versions(day, unit=unit)
    ]


def _roll_out(
    version: ProcedureVersion,
    decision: OnlineLevelDecision | None,
    plan: OnlineLevelDecision | None,
    day: date,
) -> RollOut:
    reached = decision.level if decision else version.online_level
    late = plan is not None and plan.valid_from <= day and level_number(reached) < level_number(plan.level)
    return RollOut(version, reached, decision, plan, late)


def history_of(unit: Unit, code: str) -> list[OnlineLevelDecision]:
    """All that was decided and planned about a procedure here and above, the newest first."""
    rows = OnlineLevelDecision.objects.filter(unit_id__in=_line(unit), procedure_id=code)
    return list(rows.select_related("unit").order_by("-stated_at", "-pk"))


def campaigns_of(unit: Unit) -> Sequence[OnlineCampaign]:
    """Campaigns of the unit and those above it, the newest first."""
    return list(OnlineCampaign.objects.filter(unit_id__in=_line(unit)).order_by("-starts_on", "-pk"))


def before_and_after(
    campaign: OnlineCampaign,
) -> tuple[tuple[date, date], tuple[date, date], tuple[date, date]]:
    """First and last day before, during and after: three stretches of the campaign's own length."""
    days = (campaign.ends_on - campaign.starts_on).days + 1
    length, one = timedelta(days=days), timedelta(days=1)
    return (
        (campaign.starts_on - length, campaign.starts_on - one),
        (campaign.starts_on, campaign.ends_on),
        (campaign.ends_on + one, campaign.ends_on + length),
    )


def _line(unit: Unit) -> tuple[str, ...]:
    return (unit.pk, *ancestors_of(unit))
