"""What is different at a machine in the hall? Few addresses, an end to idle visits, nothing kept by the browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from config import clock
from motcua.core.moments import local_day
from motcua.queueing.kiosks import kiosk_by_key
from motcua.web.kiosk.visits import begin_visit, end_visit, is_idle, visit_goes_on
from motcua.web.shared.kiosk_mode import COOKIE

Handler = Callable[[HttpRequest], HttpResponse]
# What a kiosk opens: guidance, filing, paying, following, rating, coming in by a code; nothing of the office.
_OPEN = ("/kiot/", "/nop-ho-so/", "/thu-tuc/", "/thanh-toan/", "/tra-cuu/", "/dang-nhap/", "/ngon-ngu/")
# Leads out of the machine, belongs to one's own device, or opens a file that nobody here can close.
_SHUT = ("/dang-nhap/dinh-danh/", "/dang-nhap/khoa/", "/nop-ho-so/soan-tiep/", "/nop-ho-so/mat-mang/")
_FILES = (".pdf", ".webmanifest")


class KioskMiddleware:
    """Sets `request.kiosk`. Stands before ReadOnlyGetMiddleware: the end of an idle visit is no part of the page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.kiosk = None  # type: ignore[attr-defined]
        if COOKIE not in request.COOKIES:
            return self.get_response(request)
        now = clock.now()
        kiosk = kiosk_by_key(request.COOKIES[COOKIE], local_day(now))
        if kiosk is None:
            return self.get_response(request)
        request.kiosk = kiosk  # type: ignore[attr-defined]
        request.unit_name, request.under_name = kiosk.desk_name, kiosk.unit_name  # type: ignore[attr-defined]
        if is_idle(request, kiosk, now):
            end_visit(request, now)
        goes_on = visit_goes_on(request)
        response: HttpResponse
        if request.path.startswith("/kiot/") or (goes_on and _opens(request.path)):
            if goes_on:
                begin_visit(request, now)
            response = self.get_response(request)
        else:
            response = redirect("kiosk_start", kiosk.desk_id)
        patch_cache_control(response, private=True, no_store=True)
        return response


def _opens(path: str) -> bool:
    return path.startswith(_OPEN) and not path.startswith(_SHUT) and not path.endswith(_FILES)
