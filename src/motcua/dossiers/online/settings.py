"""Which rules hold for filing online? Pure: `data/online_filing.yaml` in, days, hours and procedures out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.yaml_files import read_yaml

FILE = Path(__file__).resolve().parents[4] / "data" / "online_filing.yaml"


@dataclass(frozen=True, slots=True)
class AnswerHours:
    """From a day on the desk answers within so many working hours."""

    valid_from: date
    hours: int
    source: str


@dataclass(frozen=True, slots=True)
class OnlineRules:
    """The whole file."""

    draft_days: int
    draft_told_days: int
    parts_hours: int
    guests: frozenset[str]
    answers: tuple[AnswerHours, ...]
    assurance: Mapping[str, int]

    def assurance_asked(self, procedure: str) -> int:
        """How sure a stay must be to file it (applicants.terms.Assurance); 1 where nothing is said."""
        return self.assurance.get(procedure, 1)

    def kept_until(self, touched: datetime) -> datetime:
        """When a draft that was last touched then is discarded."""
        return touched + timedelta(days=self.draft_days)

    def answer_hours_on(self, day: date) -> int:
        """Working hours within which the desk answers a filing of that day."""
        fitting = [one for one in self.answers if one.valid_from <= day]
        return max(fitting or self.answers, key=lambda one: one.valid_from).hours


@lru_cache(maxsize=1)
def online_rules() -> OnlineRules:
    """Of `data/online_filing.yaml`."""
    return read_online_rules(read_yaml(FILE))


def read_online_rules(said: Mapping[str, Any]) -> OnlineRules:
    """Raises ValueError for a number that is none, telling too early, or where nothing is said of the answer."""
    answers = tuple(
        AnswerHours(date.fromisoformat(str(row["from"])), _positive(row["hours"]), str(row["source"]))
        for row in said["answer_hours"]
    )
    if not answers:
        raise ValueError("answer_hours says nothing")
    if _positive(said["draft_told_days"]) >= _positive(said["draft_days"]):
        raise ValueError("draft_told_days is not below draft_days")
    return OnlineRules(
        draft_days=said["draft_days"],
        draft_told_days=said["draft_told_days"],
        parts_hours=_positive(said["parts_hours"]),
        guests=frozenset(str(code) for code in said["guests"]),
        answers=answers,
        assurance={str(code): _level(level) for code, level in said.get("assurance", {}).items()},
    )


def _positive(number: Any) -> int:
    if type(number) is not int or number < 1:
        raise ValueError(f"{number!r} is no positive number")
    return number


def _level(level: Any) -> int:
    if type(level) is not int or level not in {1, 2, 3}:
        raise ValueError(f"{level!r} is no level of assurance")
    return level
