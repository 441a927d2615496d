"""Which days are model days, what does a roster of one lack? Pure (Thanh Hà 2023 II.3, III.3; R-111, R-230)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.programmes.rules import ProgrammeRule, holds
from motcua.programmes.terms import APPLIED

_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Rostered:
    """Who is on a desk's roster of a day, by name; `able_deputies` are those deputies who may sign."""

    signer: str = ""
    officials: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    able_deputies: int = 0


def is_model_day(rule: ProgrammeRule, day: date, *, works: bool) -> bool:
    """A working day of the programme's weekdays in its period, of a programme that is applied."""
    return (
        works
        and rule.status in APPLIED
        and holds(day, rule.period_from, rule.period_to)
        and (rule.weekdays is None or day.weekday() in rule.weekdays)
    )


def model_days(
    rule: ProgrammeRule, first: date, count: int, works: Callable[[date], bool]
) -> tuple[date, ...]:
    """The next `count` model days from `first` on, looking two months ahead."""
    ahead = (first + timedelta(days=n) for n in range(_LOOK_AHEAD))
    found = [day for day in ahead if is_model_day(rule, day, works=works(day))]
    return tuple(found[:count])


def missing_of(rostered: Rostered | None) -> tuple[str, ...]:
    """What a desk's roster lacks; an empty answer is a whole roster."""
    if rostered is None:
        return ("lịch trực",)
    parts = (
        (rostered.signer, "người ký"),
        (rostered.officials, "cán bộ trực"),
        (rostered.deputies, "người thay"),
        (rostered.able_deputies or not rostered.deputies, "người thay có quyền ký"),
    )
    return tuple(words for there, words in parts if not there)
