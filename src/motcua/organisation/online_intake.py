"""Where do people of this unit file online that day: with the unit itself, or at the national portal?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from motcua.core.yaml_files import read_yaml
from motcua.organisation.models import OnlineIntake, Unit
from motcua.organisation.queries import ancestors_of
from motcua.organisation.terms import IntakeMode

FILE = Path(__file__).resolve().parents[3] / "data" / "online_intake.yaml"


@dataclass(frozen=True, slots=True)
class Default:
    """What holds from a day on where no unit has said anything."""

    mode: IntakeMode
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Portal:
    """The national portal: where people are sent, and what it is called."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Intake:
    """The mode that holds, since when, by which document; `unit_id` empty where it is the general default."""

    mode: IntakeMode
    valid_from: date
    source: str
    unit_id: str = ""


def intake_on(unit: Unit, day: date) -> Intake:
    """The unit's own saying, else that of the nearest unit above it, else what holds everywhere."""
    line = (unit.id, *ancestors_of(unit))
    said = _said(line, day)
    row = next((said[unit_id] for unit_id in line if unit_id in said), None)
    if row is not None:
        return Intake(IntakeMode(row.mode), row.valid_from, row.source, row.unit_id)
    default = max((one for one in _defaults() if one.valid_from <= day), key=_from, default=_defaults()[0])
    return Intake(default.mode, default.valid_from, default.source)


@lru_cache(maxsize=1)
def portal() -> Portal:
    """Of `data/online_intake.yaml`, read once a process."""
    said = read_yaml(FILE)
    return Portal(str(said["portal"]), str(said["portal_name"]))


def _said(unit_ids: Collection[str], day: date) -> dict[str, OnlineIntake]:
    rows = OnlineIntake.objects.filter(unit_id__in=unit_ids, valid_from__lte=day)
    return {row.unit_id: row for row in rows.order_by("valid_from", "id")}


def _from(default: Default) -> date:
    return default.valid_from


@lru_cache(maxsize=1)
def _defaults() -> tuple[Default, ...]:
    rows = read_yaml(FILE)["defaults"]
    return tuple(
        Default(IntakeMode(row["mode"]), date.fromisoformat(str(row["from"])), str(row["source"]))
        for row in rows
    )
