"""How much faster is a tray of dossiers than its dossiers one by one?"""

import time
from collections.abc import Callable, Sequence
from itertools import count

from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.tables import Options, Row, Table, at_least, median_of_rounds, spread_note, spread_of
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role

HELP = "Approving and stamping twenty dossiers at once, beside the same acts one by one."
NEEDS_DATABASE = True
_TRAY = 20
_TARGET = 5.0
_ACTS = ((Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL))


def measure(options: Options) -> Sequence[Table]:
    """A table for each act; `size` is the number of dossiers of a tray."""
    size = options.size or _TRAY
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    _both(cast, size, together=True)  # what is read once is read before the clock starts
    rates: dict[str, list[dict[Act, float]]] = {"together": [], "one by one": []}

    def run(name: str) -> Callable[[], float]:
        def once() -> float:
            rates[name].append(_rates(cast, size, options.seconds, together=name == "together"))
            return rates[name][-1][Act.APPROVE]

        return once

    median_of_rounds({name: run(name) for name in rates}, options.rounds)
    rows = []
    for act, _role in _ACTS:
        tray, single = (spread_of([found[act] for found in rates[name]]) for name in rates)
        ratio = tray.median / single.median
        met = at_least(ratio, _TARGET)
        shown = f"≥ {_TARGET:g} ×"
        rows.append(Row(f"{act}, {size} at once", tray.median, "/s", ratio, shown, met, spread_note(tray)))
        rows.append(Row(f"{act}, one by one", single.median, "/s", note=spread_note(single)))
    note = "Acts a second, one worker, durable; the dossiers are received and appraised outside the clock."
    return [Table(f"{size} dossiers at once", tuple(rows), note)]


def _rates(cast: Cast, size: int, seconds: float, *, together: bool) -> dict[Act, float]:
    """Acts a second, for as long as the clocked part lasts `seconds`."""
    took = {act: 0.0 for act, _role in _ACTS}
    for trays in count(1):
        for act, spent in _both(cast, size, together=together).items():
            took[act] += spent
        if min(took.values()) >= seconds / len(_ACTS):
            return {act: trays * size / spent for act, spent in took.items()}
    raise AssertionError("counting ends in the loop")


def _both(cast: Cast, size: int, *, together: bool) -> dict[Act, float]:
    """Seconds that approving and stamping a new tray took."""
    codes = [str(receive_one(cast)) for _ in range(size)]
    perform_many(act=Act.APPRAISE, codes=codes, actor=cast.people[Role.APPRAISE], at=cast.at, said={})
    took = {}
    for act, role in _ACTS:
        actor, begun = cast.people[role], time.perf_counter()
        if together:
            answers = perform_many(act=act, codes=codes, actor=actor, at=cast.at, said={})
            if not all(answer.done for answer in answers):
                raise RuntimeError(f"the tray was not done: {answers}")
        else:
            for code in codes:
                perform(act=act, code=code, actor=actor, at=cast.at, said={})
        took[act] = time.perf_counter() - begun
    return took
