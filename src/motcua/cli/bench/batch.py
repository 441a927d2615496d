"""How much faster is a tray of dossiers than its dossiers one by one, for the program itself and for who calls it?"""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from http.client import HTTPConnection
from itertools import count

from motcua.cli.address import Address
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one, tokens_of
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


def measure(options: Options) -> Sequence[Table]:
    """Through the domain, then over the interface; `size` is the number of dossiers of a tray."""
    size = options.size or _TRAY
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    inside = _table(
        f"{size} dossiers at once, through the domain",
        {
            f"{size} at once": lambda codes: _through_the_domain(cast, codes, together=True),
            "one by one": lambda codes: _through_the_domain(cast, codes, together=False),
        },
        cast,
        size,
        options,
        "Acts a second, one worker, durable; the dossiers are received and appraised outside the clock.",
    )
    set_clock(options.folder, wanted=MONDAY, hours=None)
    tokens = tokens_of(cast, [role for _act, role in _ACTS])
    with served(options.folder) as address:
        outside = _table(
            f"{size} dossiers at once, over the interface",
            {
                f"{size} at once": lambda codes: _over_the_interface(address, tokens, codes, together=True),
                "one by one": lambda codes: _over_the_interface(address, tokens, codes, together=False),
            },
            cast,
            size,
            options,
            "As a program of another office sends them: one connection kept open, signed in with a person's key, the "
            "next call once the last is answered.",
        )
    return [inside, outside]


def _table(title: str, ways: dict[str, Tray], cast: Cast, size: int, options: Options, note: str) -> Table:
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
        met = at_least(ratio, _TARGET)
        rows.append(Row(together, tray.median, "/s", ratio, f"≥ {_TARGET:g} ×", met, spread_note(tray)))
        rows.append(Row(alone, single.median, "/s", note=spread_note(single)))
    return Table(title, tuple(rows), note)


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


def _over_the_interface(
    address: Address, tokens: dict[Role, str], codes: list[str], *, together: bool
) -> Spent:
    took = {}
    with closing(HTTPConnection(address.host, address.port, timeout=60)) as wire:
        for act, role in _ACTS:
            if together:
                calls = [(f"/api/v1/acts/{act.value}", json.dumps({"codes": codes}))]
            else:
                calls = [(f"/api/v1/dossiers/{code}/acts/{act.value}", "{}") for code in codes]
            begun = time.perf_counter()
            done = sum(_called(wire, path, body, tokens[role]) for path, body in calls)
            took[act] = time.perf_counter() - begun
            if done != len(codes):
                raise RuntimeError(f"{done} of {len(codes)} acts were done over the interface")
    return took


def _called(wire: HTTPConnection, path: str, body: str, token: str) -> int:
    """How many dossiers the call moved on."""
    headers = {"Host": "localhost", "Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    wire.request("POST", path, body, headers)
    answer = wire.getresponse()
    told = json.loads(answer.read())
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}: {told}")
    return sum(one.get("done") is not None for one in told["answers"]) if "answers" in told else 1
