"""How many dossiers a second go through the five acts of a result settled on the spot, beside what limit and peers?"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from motcua.cli.bench import flow_orm, pgbench
from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, cast_of, trip, trips
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.peers import spiff
from motcua.cli.bench.tables import (
    NOT_INSTALLED,
    Options,
    Row,
    Spread,
    Table,
    at_least,
    median_of_rounds,
    spread_note,
    version_of,
)
from motcua.cli.bench.workers import rate

HELP = "Five acts (receive, appraise, approve, stamp, return) through the domain: policy, step, hash, number, outbox."
NEEDS_DATABASE = True
OURS, LIMIT, ORM = "Một Cửa", "pgbench, one statement a step", "Django ORM: lock, update, insert"
_PEERS = {"SpiffWorkflow": "SpiffWorkflow", "django-viewflow": "django-viewflow"}
# workers → what share of the limit, how many times the best peer, how many times the ORM minimum.
_TARGETS = {1: (0.5, 2.5, None), 8: (0.35, 3.0, 4.0)}


def measure(options: Options) -> Sequence[Table]:
    """A table for one worker and one for eight, all contenders by turns."""
    code = trip(cast_of(UNIT, PROCEDURE, MONDAY))
    script = options.folder / "five_steps.sql"
    script.write_text(pgbench.script_of(code))
    return [_table(workers, code, script, options) for workers in _TARGETS]


def _table(workers: int, code: str, script: Path, options: Options) -> Table:
    told = partial(rate, workers=workers, seconds=options.seconds)
    contenders: dict[str, Callable[[], float]] = {
        OURS: lambda: told(trips(UNIT, MONDAY)),
        LIMIT: lambda: pgbench.rate(script, clients=workers, seconds=options.seconds),
        ORM: lambda: told(flow_orm.trips(code, MONDAY)),
    }
    if version_of(spiff.PACKAGE):
        spiff.prepare()
        contenders["SpiffWorkflow"] = lambda: told(spiff.trips(code, MONDAY))
    if version_of("django-viewflow"):
        contenders["django-viewflow"] = lambda: _viewflow(workers, options.seconds)
    found = median_of_rounds(contenders, options.rounds)
    return Table(
        f"{workers} worker{'s' if workers > 1 else ''}, dossiers a second",
        tuple(_rows(found, workers)),
        "Ratio: Một Cửa over the row. Each trip is five durable transactions on another dossier; all workers sit in "
        "one unit and draw on the same series of numbers. pgbench writes the same rows without policy, hash or "
        "reading. The ORM writes them too; SpiffWorkflow the same by that ORM, with its own state read and stored in "
        "the transaction of the act, so that it cannot be faster than the ORM beside it; django-viewflow only its own "
        "rows. The acting person's roles are read once, as a request reads them.",
    )


def _rows(found: dict[str, Spread], workers: int) -> list[Row]:
    share, peers, orm = _TARGETS[workers]
    ours = found[OURS].median
    best = max((found[name].median for name in _PEERS if name in found), default=None)
    rows = [Row(OURS, ours, "/s", note=spread_note(found[OURS]))]
    rows.append(_row(LIMIT, found[LIMIT], ours, share))
    rows.append(_row(ORM, found[ORM], ours, orm))
    for name, package in _PEERS.items():
        if name not in found:
            rows.append(Row(name, None, "/s", note=NOT_INSTALLED))
            continue
        is_best = found[name].median == best
        rows.append(_row(f"{name} {version_of(package)}", found[name], ours, peers if is_best else None))
    return rows


def _row(name: str, spread: Spread, ours: float, target: float | None) -> Row:
    ratio = ours / spread.median
    met = None if target is None else at_least(ratio, target)
    shown = "" if target is None else f"≥ {target:g} ×"
    return Row(name, spread.median, "/s", ratio, shown, met, spread_note(spread))


def _viewflow(workers: int, seconds: float) -> float:
    words = [sys.executable, "-m", "motcua.cli.bench.peers.viewflow_run", str(workers), str(seconds)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"django-viewflow failed: {done.stderr[-2000:]}")
    return float(done.stdout)
