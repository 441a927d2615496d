"""Which dossiers come in when the month is played again? Sums by block as they were, the rest drawn from a seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from motcua.core.moments import at

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OLDEST, _YOUNGEST = 1950, 2003
_MOST_COPIES = 4
_FEWEST = 5  # for so many a list is worth entering


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the campaign: how many dossiers of the same day, by which agencies, for which procedures."""

    id: str
    same_day: int
    units: Mapping[str, int]
    procedures: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the desk's day and how many come in it, as a weight."""

    begins: time
    ends: time
    weight: int


@dataclass(frozen=True, slots=True)
class Month:
    """What data/replay says of a month."""

    id: str
    programme: str
    first: date
    last: date
    cut_off: time
    blocks: tuple[Block, ...]
    weekdays: Mapping[str, int]
    arrivals: tuple[Stretch, ...]
    lists: tuple[time, ...]
    papers: tuple[Mapping[str, Any], ...]
    certified: frozenset[str]
    people: Mapping[str, Any]

    @property
    def units(self) -> dict[str, Block]:
        """The agencies, each with its block."""
        return {unit: block for block in self.blocks for unit in block.units}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody comes to the desk: when, for what, who, with what to certify."""

    moment: datetime
    procedure: str
    name: str
    id_number: str
    phone: str
    address: str
    items: tuple[dict[str, Any], ...]
    at_once: bool


def read_month(data: Mapping[str, Any]) -> Month:
    """The month of a file of kind `replay`. Raises KeyError, ValueError."""
    stretches = tuple(
        Stretch(time.fromisoformat(row["from"]), time.fromisoformat(row["to"]), row["weight"])
        for row in data["arrivals"]
    )
    return Month(
        id=data["id"],
        programme=data["programme"],
        first=data["first"],
        last=data["last"],
        cut_off=time.fromisoformat(data["cut_off"]),
        blocks=tuple(_block(row) for row in data["blocks"]),
        weekdays=data["weekdays"],
        arrivals=stretches,
        lists=tuple(time.fromisoformat(text) for text in data["lists"]),
        papers=tuple(data["papers"]),
        certified=frozenset(data["certified"]),
        people=data["people"],
    )


def _block(row: Mapping[str, Any]) -> Block:
    own = row.get("procedures_of", {})
    procedures = {unit: own.get(unit, row["procedures"]) for unit in row["units"]}
    return Block(row["block"], row["same_day"], row["units"], procedures)


def largest_remainders(total: int, weights: Sequence[int]) -> list[int]:
    """`total` divided by weight into whole numbers that add up to it; what is left over goes to the largest
    remainders, of equal ones to the earlier. Raises ValueError where nothing has a weight."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("nothing to divide by")
    shares = [divmod(total * weight, whole) for weight in weights]
    left = total - sum(share for share, _rest in shares)
    by_rest = sorted(range(len(weights)), key=lambda place: (-shares[place][1], place))
    more = set(by_rest[:left])
    return [share + (place in more) for place, (share, _rest) in enumerate(shares)]


def by_block(month: Month, share: Fraction) -> dict[str, int]:
    """How many dossiers of each block are played for a share of the month (1: all)."""
    sums = [block.same_day for block in month.blocks]
    total = round(share * sum(sums))
    return dict(zip((block.id for block in month.blocks), largest_remainders(total, sums), strict=True))


def by_unit_and_day(month: Month, days: Sequence[date], share: Fraction) -> dict[tuple[str, date], int]:
    """How many come to each agency on each of its working days; none that has nobody."""
    counts = by_block(month, share)
    of_day = [month.weekdays[_WEEKDAYS[day.weekday()]] for day in days]
    found: dict[tuple[str, date], int] = {}
    for block in month.blocks:
        of_units = largest_remainders(counts[block.id], list(block.units.values()))
        for unit, count in zip(block.units, of_units, strict=True):
            for day, some in zip(days, largest_remainders(count, of_day), strict=True):
                if some:
                    found[unit, day] = some
    return found


def arrivals_of(month: Month, unit: str, day: date, count: int, *, seed: int) -> list[Arrival]:
    """Who comes to the agency that day, in the order of the minutes; the same for the same seed."""
    drawn = random.Random(f"{month.id}|{seed}|{unit}|{day.isoformat()}")
    minutes = sorted(_minute(month, day, drawn) for _ in range(count))
    procedures = month.units[unit].procedures[unit]
    codes = drawn.choices(list(procedures), list(procedures.values()), k=count)
    return [_arrival(month, moment, code, drawn) for moment, code in zip(minutes, codes, strict=True)]


def _minute(month: Month, day: date, drawn: random.Random) -> datetime:
    [stretch] = drawn.choices(month.arrivals, [one.weight for one in month.arrivals])
    begins, ends = at(day, stretch.begins), at(day, stretch.ends)
    return begins + timedelta(minutes=drawn.randrange(int((ends - begins).total_seconds()) // 60))


def _arrival(month: Month, moment: datetime, code: str, drawn: random.Random) -> Arrival:
    people = month.people
    [surname] = drawn.choices(list(people["surnames"]), list(people["surnames"].values()))
    born = drawn.randrange(_OLDEST, _YOUNGEST)
    sex_and_century = 2 * (born >= 2000) + drawn.randrange(2)
    return Arrival(
        moment=moment,
        procedure=code,
        name=f"{surname} {drawn.choice(people['middles'])} {drawn.choice(people['givens'])}",
        id_number=f"079{sex_and_century}{born % 100:02d}{drawn.randrange(10**6):06d}",
        phone=f"09{drawn.randrange(10**8):08d}",
        address=f"{drawn.randrange(1, 400)} {drawn.choice(people['streets'])}",
        items=(_paper(month, drawn),) if code in month.certified else (),
        at_once=moment.time() >= month.cut_off,
    )


def _paper(month: Month, drawn: random.Random) -> dict[str, Any]:
    [paper] = drawn.choices(month.papers, [one["weight"] for one in month.papers])
    return {"title": paper["title"], "pages": paper["pages"], "copies": drawn.randint(1, _MOST_COPIES)}


def lists_of(month: Month, day: date, arrivals: Sequence[Arrival]) -> list[tuple[datetime, int, int]]:
    """When the desk enters which arrivals: the moment, the first and the one after the last.

    No list is entered for few, but the last of the day. Raises ValueError where somebody comes after that.
    """
    found, first, last = [], 0, month.lists[-1]
    for entered in (at(day, one) for one in month.lists):
        after = sum(arrival.moment < entered for arrival in arrivals)
        if after - first >= _FEWEST or (entered.time() == last and after > first):
            found.append((entered, first, after))
            first = after
    if first < len(arrivals):
        raise ValueError(f"{len(arrivals) - first} come after the last list of {day}")
    return found
