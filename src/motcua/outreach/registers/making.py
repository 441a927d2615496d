"""What is asked of a register: which unit, which day, which words? And what do all its rows say alike?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.outreach.told import Told
from motcua.participation.sheet import Sheet, day_text

MOST_ROWS = 2000


@dataclass(frozen=True)
class Asked:
    """The unit with everything below it, the day, and the words that are searched for."""

    unit: Unit
    day: date
    wanted: str = ""

    @cached_property
    def units(self) -> Collection[str]:
        """The unit and those below it."""
        return units_under([self.unit.pk])


Maker = Callable[[Asked], Sheet]


def written_by(row: Told) -> str:
    """`Nguyễn Thị Lan, 16/05/2022`."""
    return f"{row.stated_by_name}, {day_text(local_day(row.stated_at))}"


def proof_of(row: Told) -> str:
    """The evidence, or a dash."""
    return row.evidence or "–"


def days_text(first: date, last: date) -> str:
    """One day, or the first and the last."""
    return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"


def struck_text(why: str | None, otherwise: str = "") -> str:
    """What stands where an entry was struck out."""
    return otherwise if why is None else f"Đã gạch bỏ: {why}"
