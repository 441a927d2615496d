"""Which programme and unit does a page mean, who keeps it, how does a table become rows with addresses?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render

from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.participation.joining import told_programme
from motcua.participation.models import Registration
from motcua.participation.sheet import Line, Sheet
from motcua.programmes.models import Programme
from motcua.programmes.policies import KEEPING_THE_PLAN
from motcua.web.staff.requests import StaffRequest, journal_view

READING = frozenset({Role.CONTROL, Role.LEAD, Role.APPROVE, Role.INSPECT})
KEEPING = frozenset(KEEPING_THE_PLAN)
_MOST_ROWS = 2000
Address = Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One table of a page: its rows as (cells, address of the first cell, address and text of what can be done)."""

    made: Sheet
    rows: Sequence[tuple[tuple[str, ...], str, str]]
    files: Sequence[tuple[str, str]] = ()
    does: str = ""
    empty: str = ""
    total: int = 0


def shown(
    made: Sheet,
    *,
    opens: Address = lambda _line: "",
    does: Address = lambda _line: "",
    says: str = "",
    files: str = "",
    empty: str = "",
) -> Shown:
    """The table with its addresses; `files` is the address of its files without their ending."""
    rows = [(line.cells, opens(line), does(line)) for line in made.lines[:_MOST_ROWS]]
    kinds = [(kind, files.replace("KIND", kind)) for kind in ("csv", "xlsx")] if files else []
    return Shown(made, rows, kinds, says, empty, len(made.lines))


def programme_asked(slug: str) -> Programme:
    """The programme; 404 where there is none, or only a draft: nobody takes part in it yet."""
    try:
        return told_programme(slug)
    except Refused:
        raise Http404 from None


def seen_units(request: StaffRequest) -> frozenset[str]:
    """The actor's unit and all below: whom the pages show."""
    return units_under([request.unit.pk])


def unit_asked(request: StaffRequest) -> Unit:
    """The actor's unit, or one below it that the address names (`don-vi`); 404 for any other."""
    wanted = request.GET.get("don-vi", "")[:60]
    if not wanted or wanted == request.unit.pk:
        return request.unit
    if wanted not in seen_units(request):
        raise Http404
    return Unit.objects.select_related("level", "parent").get(pk=wanted)


def registration_seen(request: StaffRequest, registration_id: int) -> Registration:
    """A registration of one of these units; 404 elsewhere."""
    rows = Registration.objects.select_related("programme", "unit__level", "unit__parent")
    found = rows.filter(pk=min(registration_id, 10**18), unit_id__in=seen_units(request)).first()
    if found is None:
        raise Http404
    return found


def keeps(request: StaffRequest, unit_id: str) -> bool:
    """Whether the actor writes for that unit; the acts judge it themselves."""
    return unit_id == request.actor.unit_id and request.actor.has(*KEEPING)


def table_file(request: StaffRequest, made: Sheet, kind: str, name: str) -> HttpResponse:
    """The same rows as CSV or XLSX; that they left the office is kept."""
    if kind not in {FileKind.CSV, FileKind.XLSX}:
        raise Http404
    rows = [line.cells for line in made.lines]
    content = as_csv(made.columns, rows) if kind == FileKind.CSV else as_xlsx(made.title, made.columns, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    journal_view(request, f"list:dang-ky-{made.name}", file=f"{name}.{kind}")
    return response


def table_page(request: StaffRequest, table: Shown, **more: object) -> HttpResponse:
    """A page of one table."""
    return render(request, "registrations/sheet.html", {"table": table, "title": table.made.title, **more})


def asked(**said: object) -> str:
    """`?tu=2022-05-15&den=…` of what is said."""
    return "?" + urlencode({name: value for name, value in said.items() if value not in (None, "")})
