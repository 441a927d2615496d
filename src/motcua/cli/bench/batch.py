"""How much faster is a tray of dossiers than its dossiers one by one: on the pages, over the interface, inside?"""

import time
from collections.abc import Callable, Sequence
from itertools import count

from motcua.cli.bench.batch_sent import on_the_pages, over_the_interface
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one, sessions_of, tokens_of
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.serving import served
from motcua.cli.bench.tables import Options, Row, Table, at_least, median_of_rounds, spread_note, spread_of
from motcua.cli.office_day import set_clock
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role

HELP = "Approving and stamping twenty dossiers at once, beside the same acts one by one."
NEEDS_DATABASE = True
_TRAY = 20
_TARGET = 5.0
_ACTS = ((Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL))


# Seconds that each act took on one tray of so many dossiers.
Spent = dict[Act, float]
Tray = Callable[[list[str]], Spent]
# The same for a tray at once (true) or one by one.
Way = Callable[[list[str], bool], Spent]


def measure(options: Options) -> Sequence[Table]:
    """Where a tray is sent, then inside the program; `size` is the number of dossiers of a tray."""
    size = options.size or _TRAY
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    set_clock(options.folder, wanted=MONDAY, hours=None)
    pressing = [role for _act, role in _ACTS]
    tokens, sessions = tokens_of(cast, pressing), sessions_of(cast, pressing)

    def table(where: str, way: Way, note: str, target: float | None = _TARGET) -> Table:
        ways: dict[str, Tray] = {
            f"{size} at once": lambda codes: way(codes, True),
            "one by one": lambda codes: way(codes, False),
        }
        return _table(f"{size} dossiers at once, {where}", ways, cast, size, options, note, target)

    with served(options.folder) as address:
        pages = table(
            "on the pages",
            lambda codes, together: on_the_pages(address, _ACTS, sessions, codes, together=together),
            "As a signer and a keeper press: the list, (for the signer) the tray looked over, the press and the page "
            "of what was done; one by one the dossier's page, the press and the page it leads to. No time to read.",
        )
        interface = table(
            "over the interface",
            lambda codes, together: over_the_interface(address, _ACTS, tokens, codes, together=together),
            "As a program of another office sends them: one connection kept open, signed in with a person's key, the "
            "next call once the last is answered.",
        )
    inside = table(
        "inside the program",
        lambda codes, together: _through_the_domain(cast, codes, together=together),
        "One worker, durable; without the way to the program and back, which a tray spares too. Not judged: "
        "[decision 0038](../adr/0038-a-tray-is-judged-where-it-is-sent.md).",
        target=None,
    )
    return [pages, interface, inside]


def _table(
    title: str,
    ways: dict[str, Tray],
    cast: Cast,
    size: int,
    options: Options,
    note: str,
    target: float | None,
) -> Table:
    """Both ways by turns; the first is judged by the second."""
    for way in ways.values():
        way(_appraised(cast, size))  # what is read once is read before the clock starts
    rates: dict[str, list[Spent]] = {name: [] for name in ways}

    def run(name: str) -> Callable[[], float]:
        def once() -> float:
            rates[name].append(_rates(ways[name], cast, size, options.seconds))
            return rates[name][-1][Act.APPROVE]

        return once

    median_of_rounds({name: run(name) for name in ways}, options.rounds)
    rows = []
    for act, _role in _ACTS:
        tray, single = (spread_of([found[act] for found in rates[name]]) for name in ways)
        together, alone = (f"{act}, {name}" for name in ways)
        ratio = tray.median / single.median
        wanted = f"≥ {target:g} ×" if target else ""
        met = at_least(ratio, target) if target else None
        rows.append(Row(together, tray.median, "/s", ratio, wanted, met, spread_note(tray)))
        rows.append(Row(alone, single.median, "/s", note=spread_note(single)))
    return Table(title, tuple(rows), f"Acts a second. {note} Received and appraised outside the clock.")


def _rates(way: Tray, cast: Cast, size: int, seconds: float) -> Spent:
    """Acts a second, for as long as the clocked part lasts `seconds`."""
    took = {act: 0.0 for act, _role in _ACTS}
    for trays in count(1):
        for act, spent in way(_appraised(cast, size)).items():
            took[act] += spent
        if min(took.values()) >= seconds / len(_ACTS):
            return {act: trays * size / spent for act, spent in took.items()}
    raise AssertionError("counting ends in the loop")


def _appraised(cast: Cast, size: int) -> list[str]:
    """Codes of a new tray that waits for its approval."""
    codes = [str(receive_one(cast)) for _ in range(size)]
    perform_many(act=Act.APPRAISE, codes=codes, actor=cast.people[Role.APPRAISE], at=cast.at, said={})
    return codes


def _through_the_domain(cast: Cast, codes: list[str], *, together: bool) -> Spent:
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
