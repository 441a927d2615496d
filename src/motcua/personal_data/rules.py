"""Until when is a request answered, when does an unused account go? Pure: `data/personal_data.yaml` in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.yaml_files import read_yaml
from motcua.personal_data.terms import RightsKind

FILE = Path(__file__).resolve().parents[3] / "data" / "personal_data.yaml"


@dataclass(frozen=True, slots=True)
class RightsRule:
    """One rule set: a term for each kind; `checked` false while its figures were not compared with the text."""

    key: str
    name: str
    valid_from: date
    valid_to: date | None
    due: Mapping[RightsKind, timedelta]
    source: str
    checked: bool

    def due_at(self, kind: RightsKind, asked_at: datetime) -> datetime:
        """Hours by the clock, days by the calendar at the same hour."""
        return asked_at + self.due[kind]


@dataclass(frozen=True, slots=True)
class DataRules:
    """All settings of the file."""

    rules: tuple[RightsRule, ...]
    idle: timedelta
    told: timedelta
    export: timedelta
    breach: timedelta
    kept_by_law: tuple[tuple[str, str], ...]

    def on(self, day: date) -> RightsRule:
        """The rule set in force; before the first one the first."""
        held = [
            one
            for one in self.rules
            if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
        ]
        return held[-1] if held else self.rules[0]


@lru_cache(maxsize=1)
def data_rules() -> DataRules:
    """The settings of the data file."""
    return read_rules(read_yaml(FILE))


def read_rules(said: Mapping[str, Any]) -> DataRules:
    """The same of a mapping; an unknown kind or a missing term is an error of whoever wrote the file."""
    accounts = said["accounts"]
    return DataRules(
        rules=tuple(_rule(one) for one in said["rules"]),
        idle=timedelta(days=round(accounts["idle_months"] * 30.4375)),
        told=timedelta(days=accounts["told_days"]),
        export=timedelta(hours=said["export_hours"]),
        breach=timedelta(hours=said["breach_hours"]),
        kept_by_law=tuple((one["what"], one["why"]) for one in said["kept_by_law"]),
    )


def _rule(said: Mapping[str, Any]) -> RightsRule:
    due = {RightsKind(kind): timedelta(**term) for kind, term in said["due"].items()}
    lacking = set(RightsKind) - set(due)
    if lacking:
        raise ValueError(f"{said['key']}: {sorted(lacking)}")
    return RightsRule(
        said["key"],
        said["name"],
        said["valid_from"],
        said["valid_to"],
        due,
        said["source"],
        bool(said["checked"]),
    )
