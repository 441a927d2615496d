"""How long has a result lain on the shelf, and is the person to be called? Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

# regulations 1.8: reminder notices, no automatic destruction. The first days nobody is called.
QUIET_DAYS = 3
MARK_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Age:
    """A stretch of days on the shelf, both ends in it; `last` None: and more."""

    slug: str
    first: int
    last: int | None

    @property
    def label(self) -> str:
        """`4–10 ngày`."""
        return f"Trên {self.first - 1} ngày" if self.last is None else f"{self.first}–{self.last} ngày"

    def has(self, days: int) -> bool:
        """Does so many days fall in it?"""
        return self.first <= days and (self.last is None or days <= self.last)


AGES = (Age("0-3", 0, 3), Age("4-10", 4, 10), Age("11-30", 11, 30), Age("tren-30", 31, None))


def days_on_shelf(ready_on: date, today: date) -> int:
    """Whole days since the result was ready; 0 on that day."""
    return max((today - ready_on).days, 0)


def age_of(days: int) -> Age:
    """The stretch a number of days falls in; each in exactly one."""
    return next(age for age in AGES if age.has(days))


def may_be_marked(days: int, last_reminder_on: date | None, today: date) -> bool:
    """Is it time for the automatic mark “cần gọi nhắc”? Never in the first days, at most one in a week, and a week
    after whatever reminder came last."""
    if days <= QUIET_DAYS:
        return False
    return last_reminder_on is None or today - last_reminder_on >= MARK_EVERY
