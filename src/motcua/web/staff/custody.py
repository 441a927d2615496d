"""Originals the unit has: who holds which since when, pass them on, print the receipt of a dossier."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.typesetting import typeset
from motcua.dossiers.custody import copies_held, held
from motcua.dossiers.desk_papers import custody_paper
from motcua.dossiers.queries import dossier_page
from motcua.dossiers.terms import Act
from motcua.web.staff.desk_forms import officials
from motcua.web.staff.paging import page_asked
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.trays import done_for_many

PAGE_SIZE = 100
MINE = "toi"


@require_http_methods(["GET", "POST"])
def originals(request: StaffRequest) -> HttpResponse:
    """The list, the longest kept first; `cua=toi` shows what I hold. A POST passes the ticked ones on."""
    if request.method == "POST":
        return _pass_on(request)
    mine = request.GET.get("cua") == MINE
    person = request.actor.person_id if mine else None
    page = page_asked(request)
    found = list(held(request.unit.id, person)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1])
    rows, today = found[:PAGE_SIZE], local_day(clock.now())
    if rows:
        codes = list(dict.fromkeys(str(row.dossier) for row in rows))
        journal_view(request, "list:ban-chinh", codes=codes)
    here = f"{request.path}?cua={MINE}&" if mine else f"{request.path}?"
    context = {
        "rows": [(row, (today - local_day(row.kept_at)).days) for row in rows],  # type: ignore[attr-defined]
        "tabs": _tabs(request, mine),
        "officials": officials(request.unit.id) if rows else [],
        "following": f"{here}trang={page + 1}" if len(found) > PAGE_SIZE else "",
        "first": here.rstrip("?&") if page else "",
    }
    return render(request, "staff/originals.html", context)


def _tabs(request: StaffRequest, mine: bool) -> list[tuple[str, str, bool, int]]:
    """All of the unit, and mine, each with how many sheets."""
    unit_id, me = request.unit.id, request.actor.person_id
    return [
        (_("Cả cơ quan giữ"), request.path, not mine, copies_held(unit_id)),
        (_("Tôi đang giữ"), f"{request.path}?cua={MINE}", mine, copies_held(unit_id, me)),
    ]


def _pass_on(request: StaffRequest) -> HttpResponse:
    """Each dossier judged on its own: what I hold of it goes to the official named."""
    said = {"officer": request.POST.get("officer", ""), "note": request.POST.get("note", "")}
    codes = request.POST.getlist("code")
    return done_for_many(request, Act.MOVE_ORIGINALS, codes, said=said, back=request.path)


@require_GET
def receipt(request: StaffRequest, code: str) -> HttpResponse:
    """Giấy giao nhận bản chính of one dossier as PDF/A."""
    found = dossier_page(code, request.actor)
    if found is None:
        raise Http404
    journal_view(request, str(found.dossier), paper="ban-chinh")
    paper = custody_paper(found.dossier, official=request.actor.name)
    response = HttpResponse(typeset(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ban-chinh-{found.dossier}.pdf"'
    return response
