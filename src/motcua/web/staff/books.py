"""Certification books: which there are, a month for binding, the closing of a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config import clock
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions.certifying import close_book
from motcua.dossiers.books import book_years, rows_of
from motcua.dossiers.registers import month_of_book
from motcua.organisation.terms import Role
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_view


@require_GET
def books(request: StaffRequest) -> HttpResponse:
    """The books of the unit by year; `so`, `nam` and `thang` open the rows behind a figure."""
    book, year, month = request.GET.get("so", ""), _number(request, "nam"), _number(request, "thang")
    page = None
    if book.isprintable() and year:
        page = list_page(request, rows_of(request.unit.id, book[:12], year, month))
    if page and page.rows:
        journal_view(request, f"book:{book} {year}", codes=[str(row.dossier) for row in page.rows])
    context = {
        "years": book_years(request.unit.id),
        "list": page,
        "book": book,
        "year": year,
        "month": month,
        "months": range(1, 13),
        "closes": request.actor.has(Role.LEAD, Role.APPROVE),
    }
    return render(request, "staff/books.html", context)


def _number(request: StaffRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else None


@require_GET
def book_pdf(request: StaffRequest) -> HttpResponse:
    """A month (or the year) of a book as PDF/A for binding."""
    book, year, month = request.GET.get("so", ""), _number(request, "nam"), _number(request, "thang")
    paper = month_of_book(request.unit, book, year or clock.now().year, month or None, at=clock.now())
    journal_view(request, f"book:{book} {year}", month=month)
    response = HttpResponse(typeset(paper), content_type="application/pdf")
    name = f"{book.replace('/', '-').replace(',', '-')}-{paper.year}-{month or 'nam'}.pdf"
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{name}".encode("ascii", "ignore").decode()
    return response


@require_POST
def close(request: StaffRequest) -> HttpResponse:
    """Close a book's year; a refusal is shown by itself."""
    year = request.POST.get("nam", "")
    number = int(year) if year.isascii() and year.isdigit() and len(year) <= 4 else 0
    closing = close_book(
        book=request.POST.get("so", "")[:12], year=number or 1, actor=request.actor, at=clock.now()
    )
    told = _("Đã khóa sổ %(book)s năm %(year)s: %(count)s số.")
    messages.success(request, told % {"book": closing.book, "year": closing.year, "count": closing.numbers})
    return redirect("staff:books")
