"""What may a person choose for the result, what does it cost, when is it delivered? Pure: `data/returning.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.yaml_files import read_yaml
from motcua.dossiers.terms import RETURN_LABELS, ReturnChannel

RETURNING_FILE = Path(__file__).resolve().parents[3] / "data" / "returning.yaml"


class DeliveredWhen(StrEnum):
    """When a result in the person's store counts as delivered."""

    PLACED = "placed"  # khi gửi vào kho
    OPENED = "opened"  # khi mở, tải hoặc xác nhận
    CONFIRMED = "confirmed"  # khi người nhận xác nhận


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to get the result: its cost and time in words, whether an address is needed, its source."""

    channel: ReturnChannel
    cost: str
    time: str
    address: bool
    source: str
    confidence: str

    @property
    def label(self) -> str:
        """The way by its official word."""
        return RETURN_LABELS[self.channel]


@dataclass(frozen=True, slots=True)
class Returning:
    """The whole table."""

    choices: tuple[Choice, ...]
    electronic: tuple[tuple[date, DeliveredWhen], ...]
    good_for: Mapping[str, int]

    def choice(self, channel: ReturnChannel) -> Choice:
        """What is said of one way."""
        return next(one for one in self.choices if one.channel == channel)

    def delivered_when(self, day: date) -> DeliveredWhen:
        """The rule of the day; before the first row the strictest."""
        held = [(start, rule) for start, rule in self.electronic if start <= day]
        return max(held, key=lambda row: row[0])[1] if held else DeliveredWhen.CONFIRMED

    def good_until(self, procedure: str, issued: date) -> date | None:
        """The first day on which a result is good no more; None where nothing limits it."""
        months = self.good_for.get(procedure)
        return None if months is None else _months_on(issued, months)


@lru_cache(maxsize=1)
def returning() -> Returning:
    """Of `data/returning.yaml`."""
    return read_returning(read_yaml(RETURNING_FILE))


def read_returning(said: Mapping[str, Any]) -> Returning:
    """Raises ValueError where a way is missing or named twice, or a row is none."""
    choices = tuple(
        Choice(
            channel=ReturnChannel(row["channel"]),
            cost=row["cost"],
            time=row["time"],
            address=bool(row["address"]),
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in said["choices"]
    )
    if sorted(one.channel for one in choices) != sorted(ReturnChannel):
        raise ValueError("each way of returning stands once in the table")
    return Returning(
        choices=choices,
        electronic=tuple(
            (row["valid_from"], DeliveredWhen(row["delivered_when"])) for row in said["electronic"]
        ),
        good_for={row["procedure"]: _months(row["months"]) for row in said["good_for"]},
    )


def _months(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 600:
        raise ValueError(f"{value!r} is no number of months")
    return value


def _months_on(day: date, months: int) -> date:
    """The same day of a later month; where the month has none, the first of the next (Bộ luật dân sự điều 147)."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + year, month=month + 1)
    except ValueError:
        year, month = divmod(day.month + months, 12)
        return date(day.year + year, month + 1, 1)
