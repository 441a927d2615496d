"""Slips as PDF and as a page to read: the same facts, printed again as often as one likes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from motcua.documents.preview import preview
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.papers import paper_of, slip_pdf
from motcua.dossiers.queries import dossier_page, intake_page
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere


def _record(request: StaffRequest, number: str) -> Dossier | Intake:
    found = dossier_page(number, request.actor)
    record = found.dossier if found else intake_page(number, request.actor)
    if record is None:
        raise nowhere(request, number)
    return record


def _site(request: StaffRequest) -> str:
    return request.build_absolute_uri("/")


def _issue(request: StaffRequest) -> int | None:
    """`?lan=1`: the first issue of the slip of reception, as it was given; without it the one that holds."""
    asked = request.GET.get("lan", "")
    return int(asked) if asked.isdecimal() and len(asked) <= 3 else None


@require_GET
def pdf(request: StaffRequest, number: str, form: str) -> HttpResponse:
    """The slip as PDF/A, shown in the browser for printing."""
    record = _record(request, number)
    content = slip_pdf(record, form, site=_site(request), issue=_issue(request))
    journal_view(request, str(record), slip=form)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{number}-{form}.pdf"'
    return response


@require_GET
def page(request: StaffRequest, number: str, form: str) -> HttpResponse:
    """The same paper as a page."""
    record = _record(request, number)
    paper = paper_of(record, form, site=_site(request), issue=_issue(request))
    drawn = preview(paper)
    journal_view(request, str(record), slip=form)
    back = reverse("staff:intake" if isinstance(record, Intake) else "staff:dossier", args=[number])
    context = {
        "paper": mark_safe(drawn),
        "number": number,
        "form": form,
        "title": paper.form.title,
        "back": back,
    }
    return render(request, "staff/slip.html", context)
