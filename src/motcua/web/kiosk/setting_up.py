"""How does a browser become the kiosk of a desk? By the code of the administrator; the demonstration needs none."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.core.tries import count_try, try_key
from motcua.organisation.models import OneStopUnit, in_force
from motcua.queueing.actions.kiosks import prepare_kiosk, set_up_kiosk
from motcua.queueing.queries import approved
from motcua.queueing.terms import HallService
from motcua.web.kiosk.visits import end_visit
from motcua.web.shared.errors import too_many
from motcua.web.shared.kiosk_mode import COOKIE, kiosk_here

_YEARS = 5 * 365 * 24 * 3600
_TRIES = 20
_MARK_OF_VISITORS = "T"  # of the demonstration: whoever tries it takes this kiosk over


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def machine(request: HttpRequest) -> HttpResponse:
    """What this address is; a POST with the code makes this browser the kiosk."""
    known = kiosk_here(request)
    if known:
        return redirect("kiosk_start", known.desk_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        limits = {try_key("kiosk-code", client_address(request)): _TRIES}
        if wait := count_try(limits=limits, now=clock.real_now()):
            return too_many(request, retry_after=wait)
        try:
            return _set_up(request, request.POST.get("code", ""))
        except Refused as refused:
            refusal = refused.refusal
    shown = {"refusal": refusal, "desks": _desks_to_try()}
    return render(request, "kiosk/machine.html", shown, status=422 if refusal else 200)


@require_POST
def try_out(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Only in the demonstration: this browser is the kiosk of the desk for a while."""
    desk = next((desk for desk in _desks_to_try() if desk.pk == desk_id), None)
    if desk is None:
        raise Http404
    now = clock.now()
    code = prepare_kiosk(
        desk=desk, mark=_MARK_OF_VISITORS, actor=None, at=now, valid_from=local_day(now), name="Minh họa"
    )
    return _set_up(request, code)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Only in the demonstration: back to an ordinary browser."""
    if not settings.DEMONSTRATION:
        raise Http404
    end_visit(request, clock.now())
    answer = redirect("start")
    answer.delete_cookie(COOKIE, samesite="Strict")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _set_up(request: HttpRequest, code: str) -> HttpResponse:
    key = set_up_kiosk(code=code, actor=None, at=clock.now())
    answer = redirect("kiosk")
    answer.set_cookie(
        COOKIE, key, max_age=_YEARS, samesite="Strict", secure=settings.PRODUCTION, httponly=True
    )
    return answer


def _desks_to_try() -> list[OneStopUnit]:
    """In the demonstration: desks where a decision switched kiosks on."""
    if not settings.DEMONSTRATION:
        return []
    day = local_day(clock.now())
    desks = OneStopUnit.objects.filter(in_force(day)).select_related("unit").order_by("unit__name_fold")
    return [desk for desk in desks if approved(desk.pk, HallService.KIOSK, day)]
