"""How fast do recorded dossiers come in, beside PostgreSQL taking the same prepared rows by COPY?"""

import csv
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from motcua.cli.bench.flow_acts import UNIT
from motcua.cli.bench.tables import Options, Row, Spread, Table, at_least, median_of_rounds
from motcua.dossiers.actions.recording import fold_recorded, import_recorded
from motcua.dossiers.recorded.checking import recorded_faults
from motcua.dossiers.recorded.rows import COLUMNS, TABLE, of_import
from motcua.dossiers.recorded.terms import COLUMNS as CALLED
from motcua.dossiers.recorded_tables import RecordedImport

_SIZE, _AT_LEAST, _PIECE = 200_000, 0.8, 128 * 1024
_MINUTE = "%d/%m/%Y %H:%M"


def import_table(options: Options, at: datetime) -> Table:
    """A file of recorded dossiers, read, checked and kept, by turns with the bare rows; each durable at its end."""
    size = min(options.size or _SIZE, _SIZE)
    file, rows = options.folder / "recorded.csv", options.folder / "recorded.rows"
    _write(file, size, at)
    proved = _proved(file, rows, at)
    taken = median_of_rounds(
        {
            "import": lambda: _rate(size, lambda: import_recorded(file=file, at=at)),
            "COPY": lambda: _rate(size, lambda: _copy_in(rows)),
        },
        max(options.rounds, 3),
    )
    _empty()
    ours, bare = taken["import"], taken["COPY"]
    ratio = ours.median / bare.median
    met = at_least(ratio, _AT_LEAST)
    return Table(
        f"Import of {size:,} recorded dossiers",
        (
            Row("bare COPY of the prepared rows", bare.median, "/s", note=_range(bare)),
            Row("motcua import-dossiers", ours.median, "/s", ratio, f"≥ {_AT_LEAST} ×", met, _range(ours)),
            *proved,
        ),
        "Both fill the same empty table with its key, its unique codes and its checks, in one durable transaction. The "
        "import reads the CSV, checks each line, proves the rows by a hash and writes the journal.",
    )


def _rate(size: int, work: Callable[[], object]) -> float:
    _empty()
    begun = time.perf_counter()
    work()
    return size / (time.perf_counter() - begun)


def _proved(file: Path, rows: Path, at: datetime) -> list[Row]:
    """Once: kept, written out as the prepared rows, folded, proved."""
    _empty()
    done = import_recorded(file=file, at=at)
    _copy_out(rows, done.number)
    begun = time.perf_counter()
    fold_recorded(at=at)
    folded = time.perf_counter() - begun
    begun = time.perf_counter()
    found = len(list(recorded_faults()))
    return [
        Row("their sums, made by the job afterwards", folded, "s"),
        Row(
            "proving them",
            time.perf_counter() - begun,
            "s",
            None,
            "nothing found",
            not found,
            f"{found} findings",
        ),
    ]


def _range(spread: Spread) -> str:
    return f"{spread.lowest:,.0f} to {spread.highest:,.0f}"


def _write(file: Path, size: int, at: datetime) -> None:
    """The settled dossiers of five years, as another system would write them."""
    dice = random.Random(129)
    with file.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text)
        table.writerow(CALLED)
        table.writerows(_lines(dice, size, at - timedelta(days=60)))


def _lines(dice: random.Random, size: int, last: datetime) -> Iterator[Sequence[str]]:
    for number in range(size):
        received = last - timedelta(minutes=dice.randrange(5 * 365 * 1440))
        due = received + timedelta(hours=dice.randrange(8, 240))
        ready = received + timedelta(minutes=dice.randrange(30, 9000))
        ended = ready + timedelta(minutes=dice.randrange(600))
        yield (
            f"H29.118-{number:08}", UNIT, f"1.{dice.randrange(400):06}", "desk", f"{received:{_MINUTE}}",
            f"{due:{_MINUTE}}", f"{ready:{_MINUTE}}", f"{ended:{_MINUTE}}", "returned",
        )  # fmt: skip


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}, dossiers_recordedsum")
    RecordedImport.objects.all().delete()


def _copy_out(rows: Path, number: int) -> None:
    asked = f"COPY (SELECT {COLUMNS} FROM {TABLE} WHERE {of_import(number)} ORDER BY id) TO STDOUT"
    with connection.cursor() as cursor, rows.open("wb") as kept, cursor.copy(asked) as copy:
        for piece in copy:
            kept.write(piece)


def _copy_in(rows: Path) -> None:
    asked = f"COPY {TABLE} ({COLUMNS}) FROM STDIN"
    with connection.cursor() as cursor, rows.open("rb") as kept, cursor.copy(asked) as copy:
        while piece := kept.read(_PIECE):
            copy.write(piece)
