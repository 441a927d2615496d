"""How was I served? Five faces for the code of a slip, at the machine in the hall (R-289)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from config.client_address import client_address
from motcua.core.refusals import Refused
from motcua.core.tries import count_try, give_back, rating_limits
from motcua.dossiers.rating_codes import code_text, read_code, slip_of
from motcua.feedback.actions.rating import rate
from motcua.feedback.queries import is_used
from motcua.feedback.rules import RATED_ALREADY, UNKNOWN, rating_rule
from motcua.feedback.terms import SATISFACTION_LABELS
from motcua.queueing.kiosks import KioskHere
from motcua.web.kiosk.opening import kiosk_page
from motcua.web.shared.errors import too_many


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page()
def ask(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """Type the code, or hold the slip under the reader: it types the whole address."""
    if request.method == "POST":
        typed = request.POST.get("code", "").strip().rstrip("/").rsplit("/", 1)[-1]
        code = read_code(typed)
        if code.isalnum() and code.isascii():
            return redirect("kiosk_rate", kiosk.desk_id, code)
        return render(request, "kiosk/rating_code.html", {"kiosk": kiosk, "missing": True}, status=422)
    return render(request, "kiosk/rating_code.html", {"kiosk": kiosk})


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page(begins=False)
def faces(request: HttpRequest, kiosk: KioskHere, code: str) -> HttpResponse:
    """One press on one of five faces."""
    limits = rating_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    slip = slip_of(read_code(code))
    if slip is None:
        return _no(request, kiosk, Refused(UNKNOWN))
    give_back(keys=limits)
    why = RATED_ALREADY if is_used(slip) else rating_rule().why_not(slip.at, clock.now())
    if why:
        return _no(request, kiosk, Refused(why))
    if request.method == "POST" and (number := _number(request.POST.get("satisfaction", ""))):
        try:
            rate(code=slip.code, satisfaction=number, marks={}, words="", actor=None, at=clock.now())
        except Refused as refused:
            return _no(request, kiosk, refused)
        return redirect("kiosk_thanks", kiosk.desk_id)
    shown = {"kiosk": kiosk, "procedure": slip.procedure_name, "code": code_text(slip.code)}
    return render(request, "kiosk/rating.html", shown | {"faces": SATISFACTION_LABELS.items()})


@require_safe
@kiosk_page(begins=False)
def thanks(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """It is kept; names no slip."""
    return render(request, "kiosk/thanks.html", {"kiosk": kiosk})


def _number(text: str) -> int:
    return int(text) if text in {str(number) for number in SATISFACTION_LABELS} else 0


def _no(request: HttpRequest, kiosk: KioskHere, refused: Refused) -> HttpResponse:
    shown = {"kiosk": kiosk, "refusal": refused.refusal}
    return render(request, "kiosk/rating_code.html", shown, status=410)
