"""Who opens a page of the kiosk? A machine that is set up for the desk, where a decision switched kiosks on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from config import clock
from motcua.core.moments import local_day
from motcua.queueing.kiosks import KioskHere
from motcua.queueing.queries import approved
from motcua.queueing.terms import HallService
from motcua.web.kiosk.visits import begin_visit, visit_goes_on
from motcua.web.shared.kiosk_mode import kiosk_here

View = Callable[Concatenate[HttpRequest, KioskHere, ...], HttpResponseBase]


def of_machine(view: View) -> Callable[..., HttpResponseBase]:
    """What the machine itself asks for; nobody needs to stand before it."""

    @wraps(view)
    def opened(request: HttpRequest, desk_id: int, *args: object, **kwargs: object) -> HttpResponseBase:
        kiosk = kiosk_here(request)
        if kiosk is None:  # another machine is told what this address is
            return render(request, "kiosk/not_set_up.html", status=403)
        if kiosk.desk_id != desk_id:
            return redirect("kiosk_start", kiosk.desk_id)
        if not approved(kiosk.desk_id, HallService.KIOSK, local_day(clock.now())):
            return render(request, "kiosk/not_approved.html", {"kiosk": kiosk}, status=403)
        return view(request, kiosk, *args, **kwargs)

    return opened


def kiosk_page(*, begins: bool = True) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A page of the kiosk; `begins`: a visit may begin with it, others lead back to the first page."""

    def wrapper(view: View) -> Callable[..., HttpResponseBase]:
        @of_machine
        @wraps(view)
        def opened(
            request: HttpRequest, kiosk: KioskHere, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            if begins:
                begin_visit(request, clock.now())
            elif not visit_goes_on(request):
                return redirect("kiosk_start", kiosk.desk_id)
            return view(request, kiosk, *args, **kwargs)

        return opened

    return wrapper
