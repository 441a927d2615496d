"""Under which key do the dossiers behind a figure open? A short text, the same in page, file and program."""

from dataclasses import dataclass
from datetime import date

from motcua.core.refusals import Refused, refuse
from motcua.reports.terms import MEASURES, OPEN_OVERDUE

# Dossiers of any programme or none.
EVERY_PROGRAMME = "*"
# Dossiers that another system recorded, of any programme or none.
RECORDED_ELSEWHERE = "+"
_PARTS = 5
_PLACES = ("all", "block", "unit", "desk", "scope")
_WEEKDAYS = "1234567"


@dataclass(frozen=True, slots=True)
class CellKey:
    """Which dossiers: of a programme with its children, received on these days, both in it, at a place.

    `place` is "all", "block=district_block", "unit=hcmc.q11", "desk=12" or "scope=q11-same-day-2022": the agencies of
    that programme, whatever promised there. `weekdays` as digits, Monday 1; "" any.
    """

    programme: str
    first: date
    last: date
    place: str
    measure: str
    weekdays: str = ""

    def __str__(self) -> str:
        days = f"{self.first.isoformat()}~{self.last.isoformat()}"
        return "|".join((self.programme, days, self.weekdays, self.place, self.measure))

    @property
    def where(self) -> tuple[str, str]:
        """The kind of place, and which one."""
        kind, _equals, name = self.place.partition("=")
        return kind, name


def read_key(text: str) -> CellKey:
    """The key written so. Refused: `cell_unknown`."""
    parts = text.split("|")
    days = parts[1].split("~") if len(parts) == _PARTS else []
    try:
        key = CellKey(
            parts[0],
            date.fromisoformat(days[0]),
            date.fromisoformat(days[1]),
            parts[3],
            parts[4],
            parts[2],
        )
    except (IndexError, ValueError):
        raise _unknown() from None
    if not _fits(key) or str(key) != text:
        raise _unknown()
    return key


def _fits(key: CellKey) -> bool:
    kind, name = key.where
    placed = (
        kind in _PLACES
        and (kind == "block" or (kind == "all") == (name == ""))
        and (kind != "desk" or (name.isascii() and name.isdigit() and len(name) < 19))
    )
    known = key.measure in {*MEASURES, OPEN_OVERDUE} and set(key.weekdays) <= set(_WEEKDAYS)
    return placed and known and "\x00" not in str(key) and key.first <= key.last


def _unknown() -> Refused:
    return refuse(
        "cell_unknown",
        "Không có số liệu này. Hãy mở lại báo cáo và chọn con số cần xem.",
        field="o",
    )
