"""I have an appointment: the code of its slip gives the number, callable from the slot on (R-041)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config import clock
from config.client_address import client_address
from motcua.core.refusals import Refused
from motcua.core.tries import arriving_limits, count_try, give_back
from motcua.queueing.actions.arriving import arrive_by_secret
from motcua.queueing.kiosks import KioskHere
from motcua.web.kiosk.opening import kiosk_page
from motcua.web.kiosk.tickets import to_slip
from motcua.web.shared.errors import too_many

LONGEST = 40


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page()
def arrived(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """Type the code of the slip; pressed twice it is the same number."""
    if request.method != "POST":
        return render(request, "kiosk/appointment.html", {"kiosk": kiosk})
    limits = arriving_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    try:
        said = request.POST.get("secret", "")[:LONGEST]
        came = arrive_by_secret(desk_id=kiosk.desk_id, secret=said, actor=None, at=clock.now())
    except Refused as refused:
        shown = {"kiosk": kiosk, "refusal": refused.refusal}
        return render(request, "kiosk/appointment.html", shown, status=409)
    give_back(keys=limits)
    assert came.ticket is not None  # whoever arrived has one
    return to_slip(request, kiosk, came.ticket)
