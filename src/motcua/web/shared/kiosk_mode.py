"""Is this page shown at a kiosk in a hall? Pages that serve both ask here; the machine is known by its cookie."""

from django.http import HttpRequest

from motcua.dossiers.terms import Channel
from motcua.queueing.kiosks import KioskHere

COOKIE = "kiot"


def kiosk_here(request: HttpRequest) -> KioskHere | None:
    """The kiosk at which the request was made; None for every other browser (web/kiosk/middleware.py)."""
    found: KioskHere | None = getattr(request, "kiosk", None)
    return found


def channel_here(request: HttpRequest) -> Channel:
    """By which channel a filing sent from here comes in."""
    return Channel.KIOSK if kiosk_here(request) else Channel.ONLINE
