"""What do people say of the service? Figures by desk and month, low ratings for the head, the rules of conduct."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.qr_codes import qr_svg
from motcua.dossiers.rating_codes import code_text, newest_slip
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.feedback.actions.following_up import follow_up
from motcua.feedback.models import Rating
from motcua.feedback.policies import ANSWERING, READING_SINGLE
from motcua.feedback.queries import is_used, low_ratings, marks_of, occasion_of, rare_cells
from motcua.feedback.report import (
    HEADER,
    SatisfactionReport,
    as_cells,
    in_time_cells,
    report_file,
    said_cells,
    satisfaction_report,
)
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import (
    FOUR_ALWAYS,
    FOUR_PLEASE,
    ITEM_LABELS,
    MARK_LABELS,
    OCCASION_LABELS,
    SATISFACTION_LABELS,
    Mark,
    Occasion,
)
from motcua.organisation.queries import units_under
from motcua.web.staff.days import days_asked
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, dossier_meant, journal_view

_FILES = (FileKind.CSV.value, FileKind.XLSX.value)


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """The unit and everything below it, this month where nothing is said; small numbers are marked (R-287)."""
    made = _report(request)
    said, in_time = said_cells(made.said), in_time_cells(made.in_time)
    context = {
        "first": made.first,
        "last": made.last,
        "figures": [
            (made.said.answers, _("Phiếu đánh giá"), "", ""),
            (said[1], _("Hài lòng"), "", ""),
            (in_time[1], _("Trước hạn"), "", ""),
            (in_time[2], _("Đúng hạn"), "", ""),
        ],
        "header": HEADER,
        "rows": [list(zip(HEADER, cells, strict=True)) for cells in as_cells(made)[:-1]],
        "notes": made.notes,
        "reads_single": request.actor.has(*READING_SINGLE),
        "low_list": f"{reverse('ratings:low')}?{_days(made.first, made.last)}",
        "files": [
            (kind, f"{reverse('ratings:file', args=[kind])}?{_days(made.first, made.last)}")
            for kind in _FILES
        ],
    }
    return render(request, "staff/ratings.html", context)


@require_GET
def figures_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same as CSV or XLSX; names nobody."""
    if kind not in _FILES:
        raise Http404
    made = _report(request)
    response = HttpResponse(report_file(made, kind), content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"hai-long-{made.first:%Y-%m}-{made.last:%Y-%m}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def low(request: StaffRequest) -> HttpResponse:
    """Low ratings with what was done about them; nobody's name, no dossier, no moment (R-238)."""
    first, last = _asked(request)
    found = low_ratings(units_under([request.unit.pk]), first, last)
    page = list_page(request, found)
    if page.rows:
        journal_view(request, "list:danh-gia")
    rare = rare_cells(page.rows)
    context = {
        "first": first,
        "last": last,
        "rows": [_row(one, rare) for one in page.rows],
        "list": page,
        "answers": request.actor.has(*ANSWERING),
        "small": rating_rule().small,
    }
    return render(request, "staff/ratings_low.html", context)


@require_http_methods(["GET", "POST"])
def follow(request: StaffRequest, rating_id: UUID) -> HttpResponse:
    """What was done about one low rating."""
    within = Rating.objects.filter(pk=rating_id, unit_id__in=units_under([request.unit.pk]))
    rating = within.select_related("desk__unit", "procedure").prefetch_related("follow_ups").first()
    if rating is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            follow_up(
                rating_id=rating_id, text=request.POST.get("text", ""), actor=request.actor, at=clock.now()
            )
            messages.success(request, _("Đã ghi việc đã làm."))
            return redirect("ratings:low")
        except Refused as refused:
            refusal = refused.refusal
    context = {
        "one": _row(rating, rare_cells([rating])),
        "refusal": refusal,
        "text": request.POST.get("text", "")[:2000],
        "answers": request.actor.has(*ANSWERING),
    }
    return render(request, "staff/rating.html", context, status=409 if refusal else 200)


@require_GET
def conduct(request: StaffRequest) -> HttpResponse:
    """“4 xin, 4 luôn”: what everybody at the desk says and does (001/KH-UBND 2.2, R-236)."""
    context = {
        "please": [ITEM_LABELS[item] for item in FOUR_PLEASE],
        "always": [ITEM_LABELS[item] for item in FOUR_ALWAYS],
    }
    return render(request, "staff/conduct.html", context)


def _row(rating: Rating, rare: frozenset[tuple[int, date, str]]) -> dict[str, Any]:
    cell = (rating.desk_id, rating.month, rating.procedure_id)
    marks = {item: mark for item, mark in marks_of(rating).items() if mark is not None and mark < 3}
    return {
        "id": rating.pk,
        "unit": rating.desk.unit.name,
        "month": f"{rating.month:%m/%Y}",
        "procedure": "" if cell in rare else rating.procedure_id,
        "occasion": OCCASION_LABELS[Occasion(rating.occasion)],
        "satisfaction": SATISFACTION_LABELS[rating.satisfaction],
        "marks": [(ITEM_LABELS[item], MARK_LABELS[Mark(str(mark))]) for item, mark in marks.items()],
        "words": rating.words,
        "masked": rating.masked,
        "done": [(one.text, one.stated_by_name, one.stated_at) for one in rating.follow_ups.all()],
    }


def _report(request: StaffRequest) -> SatisfactionReport:
    return satisfaction_report(request.unit, *_asked(request), clock.now())


def _asked(request: StaffRequest) -> tuple[date, date]:
    days = days_asked(request, first=local_day(clock.now()).replace(day=1))
    return min(days), max(days)


def _days(first: date, last: date) -> str:
    return urlencode({"tu": first.isoformat(), "den": last.isoformat()})


@require_GET
def invite(request: StaffRequest, number: str) -> HttpResponse:
    """The code of the slip given last, large enough to be read off the screen: mời người dân đánh giá."""
    dossier = dossier_meant(request, number)
    slip = newest_slip(dossier)
    if slip is None:
        raise Http404
    journal_view(request, str(dossier), invites="rating")
    address = request.build_absolute_uri(reverse("rate_slip", args=[slip.code]))
    context = {
        "number": number,
        "code": code_text(slip.code),
        "occasion": OCCASION_LABELS[occasion_of(slip.act)],
        # The drawing holds numbers only, never the payload as text.
        "drawing": mark_safe(qr_svg(address)),
        "used": is_used(slip),
    }
    return render(request, "staff/rating_invite.html", context)
