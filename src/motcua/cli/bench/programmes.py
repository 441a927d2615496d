"""What does a campaign's report cost over a million dossiers, and what do the acts pay for the sums behind it?"""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing.synchronize import Event

from django.db import connections

from motcua.cli.bench.flow_acts import UNIT, trips
from motcua.cli.bench.lists import explained, statements
from motcua.cli.bench.lists_office import fill
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.programmes_export import export_table
from motcua.cli.bench.programmes_import import import_table
from motcua.cli.bench.programmes_office import add_agencies
from motcua.cli.bench.programmes_replay import replay_table
from motcua.cli.bench.tables import Options, Row, Spread, Table, median_of_rounds
from motcua.cli.bench.workers import rate
from motcua.organisation.queries import units_under
from motcua.reports.actions.folding import fold, make_anew
from motcua.reports.campaign import campaign_report
from motcua.reports.keys import CellKey
from motcua.reports.opening import cell_dossiers
from motcua.reports.recounting import recount
from motcua.reports.rollups import Asked, sums_by
from motcua.reports.terms import Measure

HELP = "The report of a campaign over a million dossiers (--size 10000000 for ten), and the acts beside the folding."
NEEDS_DATABASE = True
_SIZE, _WORKERS = 1_000_000, 8
_ALL_MS, _ONE_MS, _ACTS = 10.0, 1.0, 0.9
_EVERY = 1.0  # seconds between two foldings; the office's own job waits a minute
_LAST = MONDAY.date() - timedelta(days=60)
_FIRST = _LAST - timedelta(days=31)
_PROGRAMME = "q11-same-day-2022"  # that of the pattern

Work = Callable[[], object]


def measure(options: Options) -> Sequence[Table]:
    """Make the dossiers and their sums, ask, then let eight people work with and without the job."""
    size = options.size or _SIZE
    imported = import_table(options, MONDAY)  # as an office does it: before it has many dossiers of its own
    agencies = add_agencies(UNIT)
    filled = [_made(size), *_sums(size)]
    return [
        _report(size, agencies, filled, options.rounds),
        export_table(_LAST, MONDAY),
        imported,
        _acts(options),
        replay_table(options),
    ]


def _made(size: int) -> Row:
    took = fill(size, MONDAY, lean=True)
    return Row("making the dossiers, indexes included", took, "s", note=f"{size / took:,.0f} dossiers/s")


def _sums(size: int) -> list[Row]:
    """Counted anew, then compared."""
    begun = time.perf_counter()
    made = make_anew(at=MONDAY)
    took = time.perf_counter() - begun
    fold(at=MONDAY)
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) reports_dayfigure")
        cursor.execute("VACUUM (ANALYZE) reports_counteddossier")
    begun = time.perf_counter()
    found = recount()
    said = "nothing differs" if found.holds else f"{len(found.cells)} sums differ"
    return [
        Row("all sums made anew", took, "s", note=f"{size / took:,.0f} dossiers/s, {made.sums:,} sums"),
        Row("recount of every dossier", time.perf_counter() - begun, "s", None, "equal", found.holds, said),
    ]


def _report(size: int, agencies: int, filled: list[Row], rounds: int) -> Table:
    asked = Asked(_FIRST, _LAST, MONDAY, None, [_PROGRAMME])
    one = Asked(_FIRST, _LAST, MONDAY, [UNIT], [_PROGRAMME])
    key = CellKey(_PROGRAMME, _FIRST, _LAST, f"unit={UNIT}", Measure.RECEIVED)
    scope = units_under([UNIT])
    rows = [
        _row("32 days by block, all agencies", lambda: sums_by(asked, "block"), rounds, _ALL_MS),
        _row("32 days of one agency", lambda: sums_by(one, "unit_id"), rounds, _ONE_MS),
        _row(
            "a page of the dossiers behind a figure",
            lambda: cell_dossiers(key, at=MONDAY, unit_ids=scope),
            rounds,
            None,
        ),
        _whole("the whole report with Django's part", lambda: _campaign(_FIRST, _LAST), rounds),
    ]
    return Table(
        f"{size:,} dossiers of {agencies:,} agencies: the report of a campaign",
        (*filled, *rows),
        "Statements as the page sends them, explained with ANALYZE: milliseconds in the database, warm, median. "
        "The sums of a month are read with the steps since the watermark in one statement.",
    )


def _campaign(first: date, last: date) -> object:
    return campaign_report(_PROGRAMME, first, last, at=MONDAY)


def _row(name: str, work: Work, rounds: int, most: float | None) -> Row:
    times = []
    for _ in range(2 + max(rounds, 3)):
        times.append(sum(explained(sql, params)["Execution Time"] for sql, params in statements(work)))
    took = statistics.median(times[2:])
    if most is None:
        return Row(name, took, "ms")
    return Row(name, took, "ms", None, f"< {most:g} ms", took < most)


def _whole(name: str, work: Work, rounds: int) -> Row:
    times = []
    for _ in range(2 + max(rounds, 3)):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return Row(name, statistics.median(times[2:]), "ms")


def _acts(options: Options) -> Table:
    def alone() -> float:
        return rate(trips(UNIT, MONDAY), workers=_WORKERS, seconds=options.seconds)

    def beside() -> float:
        with _folding():
            return alone()

    found = median_of_rounds({"without": alone, "with": beside}, options.rounds)
    ratio = found["with"].median / found["without"].median
    return Table(
        f"Trips of a dossier a second, {_WORKERS} at work",
        (
            _act_row("without the job", found["without"]),
            Row(
                "with the job, once a second",
                found["with"].median,
                "/s",
                ratio,
                f"≥ {_ACTS} ×",
                ratio >= _ACTS,
            ),
        ),
        "A trip is a dossier from reception to hand-over through the product's own acts, each durable.",
    )


def _act_row(name: str, spread: Spread) -> Row:
    return Row(name, spread.median, "/s", note=f"{spread.lowest:,.0f} to {spread.highest:,.0f}")


@contextmanager
def _folding() -> Iterator[None]:
    """The job in a process of its own, as the office has it."""
    forked = multiprocessing.get_context("fork")
    done = forked.Event()
    connections.close_all()  # a connection belongs to the process that opened it
    process = forked.Process(target=_fold_until, args=(done,))
    process.start()
    try:
        yield
    finally:
        done.set()
        process.join()


def _fold_until(done: Event) -> None:
    while not done.wait(_EVERY):
        fold(at=MONDAY)
    connections.close_all()
