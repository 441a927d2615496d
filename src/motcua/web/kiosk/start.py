"""The first page of a kiosk, the way to pages that others have too, and the end of a visit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.queueing.kiosks import KioskHere
from motcua.queueing.queries import approved
from motcua.queueing.terms import HallService
from motcua.web.kiosk.opening import kiosk_page, of_machine
from motcua.web.kiosk.visits import end_visit

_ELSEWHERE = {"tra-cuu": "track"}


@require_safe
@of_machine
def start(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """What can be done here; nobody is at the machine yet."""
    booked = approved(kiosk.desk_id, HallService.APPOINTMENTS, local_day(clock.now()))
    shown = {"kiosk": kiosk, "first": True, "idle_over": request.GET.get("het-gio") == "1", "booked": booked}
    return render(request, "kiosk/start.html", shown)


@require_safe
@kiosk_page()
def go(request: HttpRequest, kiosk: KioskHere, where: str) -> HttpResponse:
    """A visit begins with a page that every browser opens."""
    if where not in _ELSEWHERE:
        raise Http404
    return redirect(_ELSEWHERE[where])


@require_POST
@of_machine
def finish(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """Somebody leaves, or nobody answered the warning: everything typed goes."""
    end_visit(request, clock.now())
    return redirect("kiosk_start", kiosk.desk_id)
