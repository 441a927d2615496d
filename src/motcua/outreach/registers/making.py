"""What is asked of a register: which unit, which day, which words? And what do all its rows say alike?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Model, QuerySet

from motcua.core.moments import local_day
from motcua.core.vntext import fold
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.outreach.told import Told, found
from motcua.participation.sheet import Sheet, day_text, number_text

MOST_ROWS = 2000
Row = TypeVar("Row", bound=Model)
Entry = TypeVar("Entry", bound=Told)


@dataclass(frozen=True)
class Asked:
    """The unit with everything below it, the day, the words that are searched for; `only` is the key of one entry."""

    unit: Unit
    day: date
    wanted: str = ""
    only: int | None = None

    @cached_property
    def units(self) -> Collection[str]:
        """The unit and those below it."""
        return units_under([self.unit.pk])

    @cached_property
    def words(self) -> list[str]:
        """The words as search compares them."""
        return fold(self.wanted[:200]).split()

    def holds(self, text: str) -> bool:
        """Whether every word stands in a text, with or without accents."""
        folded = fold(text)
        return all(word in folded for word in self.words)

    def kept(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The one entry that is asked for, else all of them."""
        return rows if self.only is None else rows.filter(pk=self.only)


Maker = Callable[[Asked], Sheet]


def entries(table: type[Entry], asked: Asked) -> QuerySet[Entry]:
    """What these units wrote into a register, where it holds the words; in no order."""
    return found(asked.kept(table._default_manager.filter(unit_id__in=asked.units)), asked.wanted)


def shown_of(rows: QuerySet[Row] | list[Row]) -> list[Row]:
    """The rows that a table shows. Figures are of all the rows, not of these."""
    return list(rows[:MOST_ROWS])


def cut_note(total: int) -> tuple[str, ...]:
    """What is said above a table that does not show all its rows."""
    if total <= MOST_ROWS:
        return ()
    shown, every = number_text(MOST_ROWS), number_text(total)
    return (
        f"Hiện {shown} trên {every} dòng; các con số tính đủ mọi dòng. Hãy tìm theo từ để thấy dòng khác.",
    )


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
