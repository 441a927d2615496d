"""How long does the clock write a workbook of a hundred thousand dossiers, and does memory grow with the rows?"""

import resource
import time
from datetime import date, datetime

from django.db import connection

from motcua.cli.bench.flow_acts import UNIT
from motcua.cli.bench.tables import Row, Table
from motcua.cli.bench.workers import together
from motcua.organisation.models import Person, Unit
from motcua.organisation.queries import units_under
from motcua.reports.actions.exporting import write_long_lists
from motcua.reports.export_terms import ExportState
from motcua.reports.long_lists import rows_in
from motcua.reports.models import BigExport

_ROWS, _PART, _SECONDS, _GROWTH = 100_000, 20_000, 6.0, 16
_KILO = 1024


def export_table(last: date, at: datetime) -> Table:
    """The dossiers of the days before `last`, as many days as make a hundred thousand; a fifth of them first."""
    part, whole = _asked(_PART, last, at), _asked(_ROWS, last, at)
    _seconds, small = _written(part, at)
    seconds, large = _written(whole, at)
    whole.refresh_from_db()
    done = whole.state == ExportState.READY.value and whole.done == whole.total
    grown = (large - small) / _KILO
    # What is asked for is made to a hundred thousand, as days hold more or fewer.
    took = seconds * _ROWS / max(whole.total, 1)
    return Table(
        f"A workbook of {whole.total:,} dossiers, written in the background",
        (
            Row("for 100,000 rows", took, "s", None, f"< {_SECONDS:g} s", took < _SECONDS, f"{seconds:.1f} s in all"),
            Row(
                f"more memory than for {part.total:,} rows", grown, "MB", None, f"< {_GROWTH} MB", grown < _GROWTH,
                f"{large / _KILO:,.0f} MB at most",
            ),
            Row("rows told as written at the end", whole.done, "", None, f"{whole.total:,}", done),
        ),
        "From the asking to the file kept whole in the database, in a process of its own as the office's jobs are.",
    )  # fmt: skip


def _asked(rows: int, last: date, at: datetime) -> BigExport:
    """A list of about so many rows: as many whole days as stay under it, one at least."""
    unit = Unit.objects.get(pk=UNIT)
    whole = Unit.objects.get(pk=unit.parent_id or unit.pk)
    person = Person.objects.order_by("pk")[:1].get()
    export = BigExport(
        unit=whole, asked_by=person, asked_at=at, first=_first_day(whole.pk, rows, last), last=last
    )
    export.total = rows_in(export)
    return export


def _first_day(unit_id: str, rows: int, last: date) -> date:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(min(day), %(last)s) FROM (
                SELECT day, sum(sum(received)) OVER (ORDER BY day DESC) AS so_far FROM reports_dayfigure
                WHERE day <= %(last)s AND unit_id = ANY(%(units)s) GROUP BY day) days
            WHERE so_far <= %(rows)s
            """,
            {"last": last, "units": sorted(units_under([unit_id])), "rows": rows},
        )
        found = cursor.fetchone()
    assert found is not None
    first: date = found[0]
    return first


def _written(export: BigExport, at: datetime) -> tuple[float, int]:
    """Seconds, and the most memory (KiB) of the process that wrote it."""
    export.save()

    def run(_number: int) -> tuple[float, int]:
        begun = time.perf_counter()
        write_long_lists(at=at)
        return time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    return together(run, workers=1)[0]
