"""The tables of the programme, each made for a unit on a day."""

from collections.abc import Callable, Mapping
from datetime import date

from motcua.organisation.models import Unit
from motcua.participation.sheet import Sheet
from motcua.participation.sheets import choosing, exchange, figures, readiness, staff

Maker = Callable[[Unit, date], Sheet]
# By the name that interface and command use.
SHEETS: Mapping[str, Maker] = {
    **choosing.SHEETS,
    **figures.SHEETS,
    **readiness.SHEETS,
    **staff.SHEETS,
    **exchange.SHEETS,
}
