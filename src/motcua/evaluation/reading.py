"""What does `data/evaluation.yaml` say: the guard of small numbers, terms, clean-ups, the weights of the pattern?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.yaml_files import read_yaml
from motcua.evaluation.rules import Weight, read_weights
from motcua.evaluation.terms import Rated

FILE = Path(__file__).resolve().parents[3] / "data" / "evaluation.yaml"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Weights that hold while no agency decided its own."""

    rated: Rated
    valid_from: date
    decision: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """All of the file: numbers of dossiers, days, and the patterns."""

    small: int
    least_weight: int
    objection_days: int
    answer_days: int
    bulk_least: int
    bulk_days: int
    patterns: tuple[Pattern, ...]

    def pattern(self, rated: Rated, day: date) -> Pattern:
        """The newest one that holds on the day; before the first one the first."""
        known = sorted((one for one in self.patterns if one.rated is rated), key=lambda one: one.valid_from)
        held = [one for one in known if one.valid_from <= day]
        return held[-1] if held else known[0]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of the data file."""
    return read_settings(read_yaml(FILE))


def read_settings(said: Mapping[str, Any]) -> Settings:
    """The same of a mapping. Refused as `read_weights`; a missing key is an error of whoever wrote the file."""
    return Settings(
        small=int(said["small"]),
        least_weight=int(said["least_weight"]),
        objection_days=int(said["objection_days"]),
        answer_days=int(said["answer_days"]),
        bulk_least=int(said["bulk"]["least"]),
        bulk_days=int(said["bulk"]["days_overdue"]),
        patterns=tuple(
            Pattern(Rated(one["rated"]), one["valid_from"], one["decision"], read_weights(one["weights"]))
            for one in said["sets"]
        ),
    )
