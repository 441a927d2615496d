"""Which programmes cover a dossier, and with which words? Found once for the like dossiers of a day (promises 9, 10).

What is remembered depends on nothing but its arguments: immutable rules, the unit's place, procedure, day,
channel and online level. A changed programme is another rule, so nothing here can be out of date.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.dossiers import explaining
from motcua.dossiers.promises import Counted, Facts
from motcua.procedures.online_levels.rules import level_number
from motcua.programmes.rules import Applies, Occasion, Place, ProgrammeRule, programmes_that_apply

_REMEMBERED = 8192  # some 60 procedures by channel and unit, of the last days


@dataclass(frozen=True, slots=True)
class Covered:
    """A programme that applies; `opening` is its line of the explanation as far as the cut-off."""

    found: Applies
    rank: int
    title: str
    opening: str


@dataclass(frozen=True, slots=True)
class Covering:
    """The programmes that apply, narrowest first, and those a reader might have expected."""

    programmes: tuple[Covered, ...]
    near_misses: tuple[str, ...]


def covering(facts: Facts, moment: Counted) -> Covering:
    """What covers the dossier on the day of its counted moment."""
    unit, day = facts.unit, moment.at.date()
    return _found(
        facts.rules,
        unit.id,
        unit.level,
        unit.ancestors,
        facts.procedure,
        day,
        facts.calendar.is_working_day(day),
        facts.channel,
        level_number(facts.online_level),
    )


@lru_cache(maxsize=_REMEMBERED)
def _found(
    rules: tuple[ProgrammeRule, ...],
    unit: str,
    level: str,
    ancestors: tuple[str, ...],
    procedure: str,
    day: date,
    works: bool,
    channel: str,
    online: int,
) -> Covering:
    occasion = Occasion(Place(unit, level, ancestors), procedure, day, works, channel, online)
    coverage = programmes_that_apply(rules, occasion)
    return Covering(
        tuple(
            Covered(found, rank, f"chương trình “{found.rule.name}”", explaining.programme_opening(found))
            for rank, found in enumerate(coverage.applied)
        ),
        tuple(explaining.near_misses(coverage.set_aside)),
    )
