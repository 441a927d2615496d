"""When does a visit at a kiosk begin and end, and what goes with it? Everything that was typed."""

from contextlib import suppress
from datetime import datetime

from django.contrib.messages import get_messages
from django.http import HttpRequest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.drafting import discard
from motcua.dossiers.online.drafts import Holder
from motcua.queueing.kiosks import KioskHere
from motcua.web.citizen.online.holding import guest_drafts
from motcua.web.citizen.session import leave

_SEEN = "kiosk_seen"


def begin_visit(request: HttpRequest, now: datetime) -> None:
    """Somebody touched the first page; every page after it counts anew."""
    request.session[_SEEN] = now.timestamp()


def visit_goes_on(request: HttpRequest) -> bool:
    """Whether somebody is at the machine."""
    return _SEEN in request.session


def is_idle(request: HttpRequest, kiosk: KioskHere, now: datetime) -> bool:
    """Whether nobody asked for a page longer than the kiosk waits; so too where the clock was put back."""
    seen = request.session.get(_SEEN)
    return seen is not None and not 0 <= now.timestamp() - float(seen) <= kiosk.idle_seconds


def end_visit(request: HttpRequest, now: datetime) -> None:
    """Drafts of guests with their files, the stay of an account, the card that was read: all gone."""
    for number, secret in guest_drafts(request):
        with suppress(Refused):  # it was filed meanwhile
            discard(actor=Holder(number=number, secret=secret), number=number, at=now)
    list(get_messages(request))  # read, so that nobody after reads them
    leave(request)
    request.session.flush()
