"""The first page of staff: what waits for me, what falls due, a quick search."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import due_today, in_unit, mine, overdue
from motcua.dossiers.terms import State
from motcua.organisation.terms import Role
from motcua.web.staff.doors import KEEPING, RECEIVING, WORKING
from motcua.web.staff.helping import HELPING
from motcua.web.staff.notices import notices_for
from motcua.web.staff.parcels import PARCELS
from motcua.web.staff.requests import StaffRequest, journal_list
from motcua.web.staff.rows import rows_of
from motcua.web.staff.sought import address, clean

MOST_URGENT = 8


@require_http_methods(["GET", "POST"])
def home(request: StaffRequest) -> HttpResponse:
    """Figures that open the list behind them, and the most urgent dossiers of mine."""
    if request.method == "POST":
        return _search(request, clean(request.POST.get("q", "")))
    if not request.actor.has(*WORKING):
        return render(request, "staff/home.html", {"notices": notices_for(request, clock.now())})
    now = clock.now()
    urgent = list(mine(request.actor).order_by("due_at", "id")[:MOST_URGENT])
    journal_list(request, "home", urgent)
    context = {
        "figures": _figures(request),
        "rows": rows_of(urgent, request.unit, now),
        "receives": request.actor.has(*RECEIVING),
        "keeps": request.actor.has(*KEEPING),
        "away": request.actor.has(*PARCELS),
        "posts": request.actor.has(Role.POST) and not request.actor.has(*PARCELS),
        "helps": request.actor.has(*HELPING),
        "notices": notices_for(request, now),
    }
    return render(request, "staff/home.html", context)


def _figures(request: StaffRequest) -> list[tuple[int, str, str, str]]:
    """Number, label, colour, the list behind it; a zero is nothing to be red about."""
    now, unit_id = clock.now(), request.actor.unit_id
    ready = in_unit(unit_id).filter(state=State.READY)
    counted = (
        (mine(request.actor).count(), _("Việc của tôi"), "", "/can-bo/xu-ly/"),
        (overdue(unit_id, now).count(), _("Quá hạn"), "red", "/can-bo/qua-han/"),
        (due_today(unit_id, now).count(), _("Đến hạn hôm nay"), "yellow", "/can-bo/hom-nay/"),
        (ready.count(), _("Chờ trả kết quả"), "green", "/can-bo/tra-ket-qua/"),
    )
    return [(number, label, colour if number else "", address) for number, label, colour, address in counted]


def _search(request: StaffRequest, text: str) -> HttpResponse:
    """A whole code opens its dossier; anything else opens the list narrowed by it."""
    code = text.upper().replace(" ", "")
    if Dossier.objects.filter(unit_id=request.actor.unit_id, code=code).exists():
        return redirect("staff:dossier", code)
    return redirect(address(request, "/can-bo/ho-so/", text, **{"da-xong": "1"}))
