"""What is a register of a unit? Its rows through time, a form that adds one, and how one is ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.policies import Period
from motcua.organisation.terms import Role
from motcua.web.admin.fields import UnitForm

Text = str | Promise
END = gettext_lazy("Kết thúc")
# The act that ends a row: unit, id of the row, day (None: today), actor, moment.
Ending = Callable[[Unit, int, date | None, Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its id, its cells in the order of the columns, its standing today (words, colour), may it end?"""

    id: int
    cells: tuple[str, ...]
    standing: tuple[str, str]
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register: where it is, what it says, who opens it, what it reads and writes."""

    slug: str
    title: Text
    lead: Text
    columns: tuple[Text, ...]
    empty: Text
    roles: frozenset[Role]
    rows: Callable[[Unit, date], list[Row]]
    form: type[UnitForm] | None = None
    add: Text = ""
    end: Ending | None = None
    end_label: Text = END
    end_has_day: bool = True


def day_words(day: date | None) -> str:
    """01/06/2022, or a dash for an open end."""
    return f"{day:%d/%m/%Y}" if day else "–"


def standing(period: Period, day: date) -> tuple[str, str]:
    """How a term stands on the day: words and colour."""
    if period.holds_on(day):
        return _("Đang hiệu lực"), "green"
    return (_("Sắp tới"), "blue") if period.valid_from > day else (_("Đã hết"), "grey")


def term_row(row_id: int, cells: tuple[str, ...], valid_from: date, valid_to: date | None, day: date) -> Row:
    """A row of something with a term; its two days stand last."""
    period = Period(valid_from, valid_to)
    ended = valid_to is not None and valid_to <= day
    days = (day_words(valid_from), day_words(valid_to))
    return Row(row_id, (*cells, *days), standing(period, day), open=not ended)


def by_slug(registers: tuple[Register, ...]) -> Mapping[str, Register]:
    """The registers by their word in the address."""
    return {register.slug: register for register in registers}
