"""How is a report shown on a page? Its tables with links behind the figures, its drawing, its files."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from motcua.documents.charts import chart_of
from motcua.documents.papers import Head
from motcua.documents.report_files import REPORT_TYPES, ReportFile, report_file
from motcua.documents.report_paper import ReportPaper, ReportTable, cell_text

# The address of the list behind a figure by its key, or nothing where it opens none here.
Opening = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: the title of its column, its text, whether it names the row or is a figure, the list behind it."""

    title: str
    text: str
    head: bool
    numeric: bool
    address: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its drawing (empty where it has none)."""

    table: ReportTable
    chart: SafeString
    rows: tuple[tuple[bool, tuple[ShownCell, ...]], ...]


def nothing_opens(key: str) -> str:
    """No list is shown here."""
    return ""


def campaign_list(key: str, *, unit_id: str = "") -> str:
    """The address of the dossiers behind a figure of a campaign, of the reader's unit and below, or of one below."""
    below = {"don-vi": unit_id} if unit_id else {}
    return f"{reverse('campaign:cell')}?{urlencode({'o': key} | below)}"


def tables_shown(paper: ReportPaper, opening: Opening = nothing_opens) -> list[ShownTable]:
    """Every table of a report as the template draws it."""
    return [
        ShownTable(
            table=one,
            # Drawn of escaped texts and numbers only.
            chart=mark_safe(chart_of(one)),
            rows=tuple((row.total, _cells(one, place, opening)) for place, row in enumerate(one.rows)),
        )
        for one in paper.tables
    ]


def _cells(table: ReportTable, place: int, opening: Opening) -> tuple[ShownCell, ...]:
    row = table.rows[place]
    return tuple(
        ShownCell(
            title=column.title,
            text=cell_text(cell),
            head=number == 0,
            numeric=not column.wide,
            address=opening(row.lists[column.key]) if column.key in row.lists else "",
        )
        for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
    )


def file_answer(
    paper: ReportPaper,
    kind: ReportFile,
    head: Head,
    name: str,
    *,
    code: str = "",
    sha256: str = "",
    sender: str = "",
) -> HttpResponse:
    """The report as a file to keep."""
    content = report_file(paper, kind, head, code=code, sha256=sha256, sender=sender)
    response = HttpResponse(content, content_type=REPORT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    return response
