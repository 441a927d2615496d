"""The lists of the desk: register by days, tray for the signer, and hand-over of a shift."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.listings import Listing, RegisterLine, ShiftSheet
from motcua.documents.sheets.register import register_cells
from motcua.documents.typesetting import typeset
from motcua.dossiers import register_files as files
from motcua.dossiers import registers, shifts
from motcua.dossiers.applicants import KIND_LABELS, ApplicantKind
from motcua.dossiers.channels import ByChannel
from motcua.dossiers.register_files import HEADER, FileKind
from motcua.dossiers.terms import CHANNEL_LABELS, RETURN_LABELS, Channel, ReturnChannel
from motcua.organisation.models import Person
from motcua.web.staff.days import day_asked, days_asked
from motcua.web.staff.doors import RESERVING
from motcua.web.staff.requests import StaffRequest, journal_view

# The page has room for these; agency and number of sets are the same in almost every row.
SHOWN = [HEADER[1], HEADER[2], *HEADER[4:6], *HEADER[7:10], HEADER[11], HEADER[12]]


@require_GET
def register(request: StaffRequest) -> HttpResponse:
    """The register of some days on a page, with its files."""
    first, last = days_asked(request)
    only = _channels(request)
    try:
        lines, refusal = registers.register_lines(request.unit.id, first, last, only), None
    except Refused as refused:
        lines, refusal = (), refused.refusal
    if lines:
        journal_view(request, "list:so-theo-doi", codes=[line.code for line in lines])
    rows = [(line.code, _shown(line)) for line in lines]
    context = {"first": first, "last": last, "header": SHOWN, "rows": rows, "refusal": refusal}
    context |= {
        "numbers": request.actor.has(*RESERVING),
        "selects": _selects(only),
        "returned": only.returned,
    }
    context["files"] = [(kind.value, f"tai.{kind.value}?{_address(first, last, only)}") for kind in FileKind]
    return render(request, "staff/register.html", context, status=409 if refusal else 200)


def _address(first: date, last: date, only: ByChannel) -> str:
    """The same days and channels as an address says them."""
    said = {"kenh": only.channel, "nhan": only.return_channel, "nguoi-nop": only.applicant_kind}
    said |= {"da-tra": "1" if only.returned else ""}
    days = {"tu": first.isoformat(), "den": last.isoformat()}
    return urlencode(days | {name: value for name, value in said.items() if value})


def _selects(only: ByChannel) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Name, label, options and choice of the filters by channel and by who filed."""
    came = [("", _("Mọi kênh")), *((one.value, label) for one, label in CHANNEL_LABELS.items())]
    out = [("", _("Mọi cách")), *((one.value, label) for one, label in RETURN_LABELS.items())]
    who = [("", _("Mọi người nộp")), *((one.value, label) for one, label in KIND_LABELS.items())]
    return [
        ("kenh", _("Kênh nộp"), came, only.channel),
        ("nguoi-nop", _("Người nộp"), who, only.applicant_kind),
        ("nhan", _("Cách nhận kết quả"), out, only.return_channel),
    ]


def _shown(line: RegisterLine) -> list[tuple[str, str]]:
    """Title and cell of what the page shows beside the code; the files hold every column."""
    cells = dict(zip(HEADER[1:], register_cells(line), strict=True))
    return [(title, cells[title]) for title in SHOWN[1:]]


@require_GET
def register_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same rows as PDF, CSV or XLSX; what cannot be printed is refused on a page."""
    if kind not in {known.value for known in FileKind}:
        raise Http404
    first, last = days_asked(request)
    made = files.register_file(
        request.unit, first, last, FileKind(kind), at=clock.now(), only=_channels(request)
    )
    journal_view(request, "list:so-theo-doi", file=made.name)
    response = HttpResponse(made.content, content_type=made.content_type)
    place = "inline" if kind == FileKind.PDF else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{made.name}"'
    return response


def _channels(request: StaffRequest) -> ByChannel:
    """`kenh`, `nhan`, `nguoi-nop` and `da-tra` of the address; a word that is none of theirs narrows nothing."""
    came, out, who = (request.GET.get(name, "") for name in ("kenh", "nhan", "nguoi-nop"))
    return ByChannel(
        channel=came if came in {one.value for one in Channel} else "",
        return_channel=out if out in {one.value for one in ReturnChannel} else "",
        returned=request.GET.get("da-tra") == "1",
        applicant_kind=who if who in {one.value for one in ApplicantKind} else "",
    )


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
        (paper.imprints, _("Lượt đóng dấu"), "", "/can-bo/con-dau/"),
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
