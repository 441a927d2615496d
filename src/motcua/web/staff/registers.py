"""The lists of the desk: register by days, tray for the signer, and hand-over of a shift."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.listings import Listing, RegisterLine, ShiftSheet
from motcua.documents.sheets.register import REGISTER_COLUMNS, register_cells
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.documents.typesetting import typeset
from motcua.dossiers import registers, shifts
from motcua.organisation.models import Person
from motcua.web.staff.fees import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view

HEADER = [f"{column.group}: {column.title}" if column.group else column.title for column in REGISTER_COLUMNS]
# The page has room for these; agency and number of sets are the same in almost every row.
SHOWN = [HEADER[1], HEADER[2], *HEADER[4:6], *HEADER[7:10], HEADER[11], HEADER[12]]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def register(request: StaffRequest) -> HttpResponse:
    """The register of some days on a page, with its files."""
    first, last = _days(request)
    try:
        lines, refusal = registers.register_lines(request.unit.id, first, last), None
    except Refused as refused:
        lines, refusal = (), refused.refusal
    if lines:
        journal_view(request, "list:so-theo-doi", codes=[line.code for line in lines])
    rows = [(line.code, _shown(line)) for line in lines]
    context = {"first": first, "last": last, "header": SHOWN, "rows": rows, "refusal": refusal}
    context["kinds"] = ("pdf", "csv", "xlsx")
    return render(request, "staff/register.html", context, status=409 if refusal else 200)


def _shown(line: RegisterLine) -> list[tuple[str, str]]:
    """Title and cell of what the page shows beside the code; the files hold every column."""
    cells = dict(zip(HEADER[1:], register_cells(line), strict=True))
    return [(title, cells[title]) for title in SHOWN[1:]]


@require_GET
def register_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same rows as PDF, CSV or XLSX; what cannot be printed is refused on a page."""
    first, last = _days(request)
    name = f"so-theo-doi-{first.isoformat()}-{last.isoformat()}.{kind}"
    journal_view(request, "list:so-theo-doi", file=name)
    if kind == "pdf":
        return _pdf(registers.register(request.unit, first, last, at=clock.now()), name)
    lines = registers.register_lines(request.unit.id, first, last)
    rows = [(str(place), *register_cells(line)) for place, line in enumerate(lines, start=1)]
    if kind == "csv":
        return _file(as_csv(HEADER, rows), "text/csv; charset=utf-8", name)
    if kind == "xlsx":
        return _file(as_xlsx("Sổ theo dõi", HEADER, rows), _XLSX, name)
    raise Http404


def _days(request: StaffRequest) -> tuple[date, date]:
    """`tu` and `den` of the address; today where they cannot be read."""
    today = local_day(clock.now())
    found = []
    for name in ("tu", "den"):
        try:
            found.append(date.fromisoformat(request.GET.get(name, "")[:10]))
        except ValueError:
            found.append(today)
    return found[0], found[1]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pdf(paper: Listing, name: str) -> HttpResponse:
    response = HttpResponse(typeset(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_GET
def tray_pdf(request: StaffRequest) -> HttpResponse:
    """Bảng kê trình ký: what waits for the signer now."""
    paper = registers.tray(request.unit, submitted_by=request.actor.name, at=clock.now())
    journal_view(request, "list:trinh-ky", codes=[line.code for line in paper.lines])
    return _pdf(paper, f"trinh-ky-{local_day(clock.now()).isoformat()}.pdf")


@require_GET
def shift(request: StaffRequest) -> HttpResponse:
    """My hand-over of a day on a page: every figure leads to its list."""
    paper = _shift(request)
    parts = [
        ("tiep-nhan", _("Hồ sơ đã tiếp nhận"), paper.received),
        ("da-tra", _("Hồ sơ đã trả kết quả"), paper.returned),
        ("chua-xong", _("Hồ sơ chưa xong"), paper.unfinished),
    ]
    figures = [(len(lines), title, "", f"#{slug}") for slug, title, lines in parts]
    figures += [
        (paper.originals, _("Bản chính tôi đang giữ"), "", "/can-bo/ban-chinh/?cua=toi"),
        (paper.uncollected, _("Kết quả trên kệ"), "", "/can-bo/ke-ket-qua/"),
        (paper.to_call, _("Cần gọi nhắc"), "yellow" if paper.to_call else "", "/can-bo/ke-ket-qua/?xem=goi"),
        (paper.imprints, _("Lượt đóng dấu"), "", ""),
    ]
    return render(request, "staff/shift.html", {"paper": paper, "parts": parts, "figures": figures})


@require_GET
def shift_pdf(request: StaffRequest) -> HttpResponse:
    """The same as a paper with two places to sign."""
    return _pdf(_shift(request), f"ban-giao-{day_asked(request).isoformat()}.pdf")


def _shift(request: StaffRequest) -> ShiftSheet:
    me = Person.objects.get(pk=request.actor.person_id)
    paper = shifts.shift_sheet(request.unit, me, day_asked(request), at=clock.now())
    codes = {line.code for line in (*paper.received, *paper.returned, *paper.unfinished)}
    if codes:
        journal_view(request, "list:ban-giao", codes=sorted(codes))
    return paper
