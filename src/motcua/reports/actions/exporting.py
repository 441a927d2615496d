"""A long list is asked for, written in the background row by row, fetched, and gone after its days."""

import hashlib
import tempfile
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.documents.plain_workbook import write_plain_workbook
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.reports.export_terms import ExportState
from motcua.reports.issue_policies import why_no_role, why_not_period
from motcua.reports.issue_terms import ReportAct
from motcua.reports.long_lists import HEADER, rows_in, rows_of
from motcua.reports.models import BigExport, ExportPart

MOST_ROWS = 1_000_000  # a sheet holds 1,048,576
MOST_WAITING = 3
KEPT = timedelta(days=2)
STUCK = timedelta(hours=2)
_PART = 1024 * 1024
_TELL_EVERY = 5000


@transaction.atomic
def ask_long_list(*, first: date, last: date, actor: Actor, at: datetime) -> BigExport:
    """Ask for the dossiers received on those days, both in it. Raises Refused: no_role, period_*, long_list_*."""
    refuse_if(why_no_role(ReportAct.DRAFT, actor) or why_not_period(first, last, at))
    waiting = BigExport.objects.filter(
        unit_id=actor.unit_id, state__in=[ExportState.WAITING.value, ExportState.WRITING.value]
    )
    if waiting.count() >= MOST_WAITING:
        raise refuse(
            "long_list_waiting",
            f"Cơ quan đang có {MOST_WAITING} danh sách chờ lập. Hãy chờ lập xong rồi yêu cầu.",
        )
    made = BigExport(unit_id=actor.unit_id, asked_by_id=actor.person_id, asked_at=at, first=first, last=last)
    made.total = rows_in(made)
    if made.total > MOST_ROWS:
        raise refuse(
            "long_list_too_long",
            f"Kỳ này có {made.total} hồ sơ, một bảng tính chứa nhiều nhất {MOST_ROWS} dòng. Hãy chia nhỏ kỳ.",
            field="last",
        )
    made.save(force_insert=True)
    note(actor, at, "ask_long_list", f"long_list:{made.pk}")
    return made


def write_long_lists(*, at: datetime) -> int:
    """The clock writes every list that waits, one after the other; how many. What was left half-written by a
    process that died is begun anew; files older than their days go."""
    _tidy(at)
    written = 0
    while (export := _taken()) is not None:
        try:
            _write(export, at)
        except OSError:  # no place on the disk: whoever asked sees it, and asks again
            BigExport.objects.filter(pk=export.pk).update(state=ExportState.FAILED.value)
            continue
        written += 1
    return written


@transaction.atomic
def _taken() -> BigExport | None:
    waiting = BigExport.objects.select_for_update(skip_locked=True, of=("self",)).select_related("unit")
    export = waiting.filter(state=ExportState.WAITING.value).order_by("id").first()
    if export is not None:
        export.state = ExportState.WRITING.value
        export.save(update_fields=["state"])
    return export


def _write(export: BigExport, at: datetime) -> None:
    with tempfile.TemporaryDirectory(prefix="motcua-list-") as folder:
        file = Path(folder) / "list.xlsx"
        rows = _fill(export, file)
        with transaction.atomic():
            digest, size = hashlib.sha256(), 0
            with file.open("rb") as content:
                for number, part in enumerate(iter(lambda: content.read(_PART), b"")):
                    ExportPart.objects.create(export=export, number=number, content=part)
                    digest.update(part)
                    size += len(part)
            BigExport.objects.filter(pk=export.pk).update(
                state=ExportState.READY.value,
                done=rows,
                total=rows,
                size=size,
                sha256=digest.hexdigest(),
                finished_at=at,
            )


def _fill(export: BigExport, file: Path) -> int:
    """Each row leaves the memory as soon as it is written; how many there were."""
    line = 0
    with closing(rows_of(export)) as rows:
        for line in write_plain_workbook(file, "Hồ sơ", HEADER, rows):
            if line % _TELL_EVERY == 0:
                _tell(export, line)
    return line


def _tell(export: BigExport, line: int) -> None:
    """How far it is, for whoever waits."""
    BigExport.objects.filter(pk=export.pk).update(done=line)


def _tidy(at: datetime) -> None:
    """Files of more than two days go; what a dead process left is begun anew."""
    old = BigExport.objects.filter(state=ExportState.READY.value, finished_at__lt=at - KEPT)
    with transaction.atomic():
        ids = list(old.values_list("pk", flat=True))
        ExportPart.objects.filter(export_id__in=ids).delete()
        BigExport.objects.filter(pk__in=ids).update(state=ExportState.GONE.value)
    left = BigExport.objects.filter(state=ExportState.WRITING.value, asked_at__lt=at - STUCK)
    left.update(state=ExportState.WAITING.value, done=0)
