"""How many dossiers a second does a month played again take through the acts of the desks, and how much memory?"""

import resource
import time
from datetime import date
from fractions import Fraction

from motcua.cli.bench.tables import Options, Row, Table, at_least
from motcua.cli.replay.office import month_of, prepare, written_much
from motcua.cli.replay.plan import Month, by_unit_and_day, largest_remainders
from motcua.cli.replay.running import Cells, play

_REPLAY, _WORKERS = "hcmc-2022", 3
_MINUTES, _MEGABYTES = 30, 1024


def replay_table(options: Options) -> Table:
    """The fullest day of the month at its full density (`size`: fewer of it), durable; the month by that rate."""
    month = month_of(_REPLAY)
    prepare(_REPLAY, month)
    cells = _one_day(month, options.size)
    count, whole = sum(cells.values()), sum(block.same_day for block in month.blocks)
    begun = time.perf_counter()
    with written_much():
        play(month, cells, seed=1, workers=_WORKERS, resumed=False, tell=lambda _played: None)
    rate = count / (time.perf_counter() - begun)
    needed = whole / _MINUTES / 60
    memory = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    rows = (
        Row(
            f"{count:,} dossiers played",
            rate,
            "/s",
            rate / needed,
            f"≥ {needed:,.0f} /s",
            at_least(rate / needed, 1.0),
            f"{whole:,} at this rate: {whole / rate / 60:,.0f} min",
        ),
        Row(
            "memory of the largest process",
            memory / 1024,
            "MB",
            None,
            f"< {_MEGABYTES} MB",
            memory / 1024 < _MEGABYTES,
        ),
    )
    note = "Reception, appraisal, approval, seal and hand-over as lists, each list durable; three processes."
    return Table(f"Replay {_REPLAY}", rows, note)


def _one_day(month: Month, most: int) -> Cells:
    """The first Monday; cut down in proportion where fewer are asked for."""
    monday = date(2022, 5, 16)
    days = [date(2022, 5, number) for number in range(16, 21)]
    cells = {
        place: count
        for place, count in by_unit_and_day(month, days, Fraction(5, 23)).items()
        if place[1] == monday
    }
    if not most or most >= sum(cells.values()):
        return cells
    return dict(zip(cells, largest_remainders(most, list(cells.values())), strict=True))
