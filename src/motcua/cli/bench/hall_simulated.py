"""How fast is the simulator beside simpy and ciw, and how far is it off Erlang C?"""

import random
import time
from collections.abc import Callable
from itertools import accumulate
from math import log

from motcua.cli.bench.peers.hall_peers import PEERS
from motcua.cli.bench.tables import (
    NOT_INSTALLED,
    Options,
    Row,
    Table,
    at_least,
    median_of_rounds,
    spread_note,
)
from motcua.queueing.erlang import mean_wait
from motcua.queueing.simulating import Visitors, waits

MILLION = 1_000_000
_A_SECOND, _HANDLING, _COUNTERS = 500 / 480 / 60, 360.0, 8
_PEER_CUSTOMERS = 20_000
_FASTER, _OFF = 10.0, 0.02


def simulated(options: Options, customers: int) -> Table:
    ours: list[float] = []
    seeds = iter(range(1, options.rounds + 1))
    few = min(_PEER_CUSTOMERS, customers)

    def own() -> float:
        speed, off = _own_run(customers, next(seeds))
        ours.append(off)
        return speed

    contenders: dict[str, Callable[[], float]] = {"Một Cửa": own}
    for name, run in PEERS.items():
        contenders[name] = _peer(run, few)
    found = median_of_rounds(contenders, options.rounds)
    rows = [Row("Một Cửa", found["Một Cửa"].median, "/s", note=spread_note(found["Một Cửa"]))]
    for name, least in (("simpy", _FASTER), ("ciw", None)):
        if name not in found:
            rows.append(Row(name, None, "/s", note=NOT_INSTALLED))
            continue
        ratio = found["Một Cửa"].median / found[name].median
        target, met = (f"≥ {least:g} ×", at_least(ratio, least)) if least else ("", None)
        rows.append(Row(name, found[name].median, "/s", ratio, target, met, spread_note(found[name])))
    off = sorted(abs(one) for one in ours)[len(ours) // 2] * 100
    spread = ", ".join(f"{one * 100:+.2f}" for one in ours)
    big = customers >= MILLION
    rows.append(Row("mean wait beside Erlang C", off, "% off", None, f"≤ {_OFF * 100:g} %" if big else "",
                    off <= _OFF * 100 if big else None, f"each round: {spread}"))  # fmt: skip
    return Table(
        f"The simulator: M/M/{_COUNTERS}, {customers:,} customers",
        tuple(rows),
        f"Customers a second of processor time, drawing them included; ratio: Một Cửa over the row. Peers ran {few:,} "
        "customers a round. Erlang C is for the rates that were drawn in the round: what is left is the simulator's.",
    )


def _own_run(customers: int, seed: int) -> tuple[float, float]:
    """Customers a second, and how far the mean wait is off the formula, as a share."""
    dice, begun = random.Random(seed), time.process_time()
    came = list(accumulate(-log(1.0 - dice.random()) / _A_SECOND for _ in range(customers)))
    handling = [-log(1.0 - dice.random()) * _HANDLING for _ in range(customers)]
    waited = [one or 0.0 for one in waits(Visitors(came, handling), [(0.0, _COUNTERS)])]
    speed = customers / (time.process_time() - begun)
    expected = mean_wait(
        a_second=customers / came[-1], handling=sum(handling) / customers, counters=_COUNTERS
    )
    return speed, sum(waited) / customers / expected - 1 if expected else 0.0


def _peer(run: Callable[..., tuple[float, float]], customers: int) -> Callable[[], float]:
    return lambda: run(customers, a_second=_A_SECOND, handling=_HANDLING, counters=_COUNTERS, seed=1)[0]
