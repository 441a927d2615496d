"""Two hundred officials call while two thousand people watch; nobody is called twice; the simulator beside peers."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from motcua.cli.address import Address
from motcua.cli.bench.hall_office import Official, line_up, officials
from motcua.cli.bench.hall_raced import raced
from motcua.cli.bench.hall_simulated import MILLION, simulated
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.serving import run_client, served, served_live
from motcua.cli.bench.tables import Options, Row, Table
from motcua.cli.office_day import set_clock
from motcua.queueing.models import TicketEvent
from motcua.queueing.terms import TicketAct

HELP = "200 officials calling, 2,000 people watching; calls raced for (--size, 100,000 unless told); the simulator."
NEEDS_DATABASE = True
_OFFICIALS, _WATCHERS, _RACES, _RUNNERS = 200, 2000, 100_000, 8
_CALL_MS, _SHOWN_MS = 500.0, 1000.0
# An official presses something every few seconds; a real visitor keeps a counter for minutes.
_PAUSE, _LONGER = 10.0, 10


def measure(options: Options) -> Sequence[Table]:
    """The hall over HTTP, races for calls, the simulator. A `--size` below 2,000 makes everything small."""
    races = options.size or _RACES
    there = min(_OFFICIALS, max(8, races // 10))
    set_clock(options.folder, wanted=MONDAY, hours=None)
    people = officials(there, MONDAY)
    pressed = _pressed(options, people, min(_WATCHERS, there * 10), races)
    return [pressed, raced(people[:_RUNNERS], races), simulated(options, min(MILLION, races * 10))]


def _pressed(options: Options, people: list[Official], watchers: int, races: int) -> Table:
    whole = len(people) == _OFFICIALS
    seconds = max(2.0, options.seconds * _LONGER) if whole else options.seconds
    pause = _PAUSE if whole else 1.0
    desks = sorted({one.desk_id for one in people})
    for desk in desks:
        line_up(desk, int(20 * (seconds / pause + 2) * 2), MONDAY - timedelta(minutes=10))
    orders = {"seconds": seconds, "pause": pause}
    orders["officials"] = [{"counter": one.counter_id, "token": one.token} for one in people]  # type: ignore[assignment]
    with (
        served(options.folder) as address,
        served_live(options.folder) as live,
        _watching(live, [desks[place % len(desks)] for place in range(watchers)]) as watching,
    ):
        heard = run_client("hall_officers", orders | {"host": address.host, "port": address.port})
        time.sleep(2)
    return _pressed_table(heard, watching, len(people), watchers, len(desks), seconds)


def _pressed_table(
    heard: dict[str, Any], watching: dict[str, Any], people: int, watchers: int, desks: int, seconds: float
) -> Table:
    calls = [(answered - pressed) * 1e3 for _ticket, pressed, answered in heard["calls"]]
    shown = list(_delays(heard["calls"], watching["heard"]))
    twice = Counter(ticket for ticket, _pressed, _answered in heard["calls"])
    doubled = sum(count - 1 for count in twice.values())
    refused = len(heard["refused"])
    rows = [
        _latency("a call, pressed to answered: p95", calls, _CALL_MS),
        _latency("start and finish: p95", heard["acts"], None),
        _latency("a call, pressed to heard by a screen: p95", shown, _SHOWN_MS),
        Row("calls", len(calls), "", note=f"{len(calls) / seconds:.1f} a second; {heard['nobody']} found nobody"),
        Row("screens that listened to the end", watching["listening"], "", None, f"= {watchers}",
            watching["listening"] == watchers),
        Row("calls heard, of all there were to hear", len(shown) * 100 / max(1, len(calls) * watchers / desks), "%",
            note="a call whose visitor is served before the screen is told does not hold any more"),
        Row("tickets called twice", doubled, "cases", None, "= 0", doubled == 0),
        Row("refused or broken off", refused, "cases", None, "= 0", refused == 0, "".join(heard["refused"][:1])[:200]),
    ]  # fmt: skip
    return Table(
        f"{people} officials calling, {watchers:,} people watching, {desks} desks",
        tuple(rows),
        "Over the interface, granian with 2 workers; the screens hear by `/live/`, one process. Milliseconds; half and "
        "most in the note. Clients, servers and database share the machine.",
    )


def _delays(calls: list[tuple[str, float, float]], heard: dict[str, list[float]]) -> Iterator[float]:
    """From pressing until each watcher heard, in ms."""
    found = TicketEvent.objects.filter(
        act=TicketAct.CALL, ticket__public_id__in=[ticket for ticket, *_ in calls]
    )
    events = dict(found.values_list("ticket__public_id", "id"))
    for ticket, pressed, _answered in calls:
        yield from ((moment - pressed) * 1e3 for moment in heard.get(str(events[ticket]), ()))


def _latency(name: str, took: list[float], most: float | None) -> Row:
    ordered = sorted(took) or [0.0]
    p95 = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
    note = (
        f"{len(took):,} measured, half within {ordered[len(ordered) // 2]:.0f} ms, {ordered[-1]:.0f} at most"
    )
    target, met = (f"< {most:g} ms", bool(took) and p95 < most) if most is not None else ("", None)
    return Row(name, p95, "ms", None, target, met, note)


@contextmanager
def _watching(live: Address, desks: list[int]) -> Iterator[dict[str, Any]]:
    """People who watch during the block; what they heard is in the mapping afterwards."""
    found: dict[str, Any] = {}
    words = [sys.executable, "-m", "motcua.cli.bench.hall_watchers"]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both were asked for")
    try:
        process.stdin.write(json.dumps({"host": live.host, "port": live.port, "desks": desks}) + "\n")
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the watchers of the benchmark failed")
        yield found
        process.stdin.write("enough\n")
        process.stdin.flush()
        found.update(json.loads(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.terminate()
        process.wait()
