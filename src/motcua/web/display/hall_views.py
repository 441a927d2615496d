"""The screen of a hall: its page, its state for those who cannot listen, the voice of a call, the films."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from config import clock
from motcua import VERSION
from motcua.organisation.models import OneStopUnit
from motcua.outreach.films import KINDS, file_of
from motcua.queueing.recordings import joined, voice_in
from motcua.queueing.speech import call_clips
from motcua.web.display.hall import desk_on, desks_on, state_of
from motcua.web.display.ranges import piece_of

_DAY = 24 * 3600
_LONGEST_CODE, _HIGHEST_COUNTER = 12, 32_767


@require_safe
def halls(request: HttpRequest) -> HttpResponse:
    """Every desk's screen, for whoever sets one up."""
    return render(request, "display/halls.html", {"desks": desks_on(clock.now())})


@require_safe
def hall(request: HttpRequest, desk_id: int) -> HttpResponse:
    """The screen itself. `?tieng=khong`: another screen of the same hall speaks."""
    now = clock.now()
    desk = _desk(desk_id)
    live = _live_address(request, desk)
    request.unit_name = desk.unit.name  # type: ignore[attr-defined]
    context = {
        "desk": desk,
        "state": state_of(desk, now),
        "live": live,
        "release": VERSION,
        "silent": request.GET.get("tieng") == "khong",
    }
    with translation.override(settings.LANGUAGE_CODE):
        response = render(request, "display/hall.html", context)
    response.headers["Cache-Control"] = "no-store"
    if live.startswith("http"):
        response._csp_update = {"connect-src": [live.partition("/live/")[0]]}  # type: ignore[attr-defined]
    return response


@require_safe
def hall_now(request: HttpRequest, desk_id: int) -> HttpResponse:
    """The state for a screen that does not hear: the same words as in the stream."""
    body = state_of(_desk(desk_id), clock.now()).as_json()
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


@require_safe
def spoken_call(request: HttpRequest, code: str, counter: int) -> HttpResponse:
    """One call as a WAV file; it never changes while the voice is the same, so browsers keep it."""
    voice = voice_in(settings.VOICE_FOLDER)
    if voice is None or len(code) > _LONGEST_CODE or counter > _HIGHEST_COUNTER:
        raise Http404
    try:
        sound = joined(voice, call_clips(code, counter))
    except (ValueError, OSError) as unsayable:
        raise Http404 from unsayable
    response = HttpResponse(sound, content_type="audio/wav")
    response.headers["Cache-Control"] = f"public, max-age={_DAY}"
    response.headers["ETag"] = f'"{hashlib.blake2s(sound, digest_size=8).hexdigest()}"'
    return response


@require_safe
def film(request: HttpRequest, folder: str, name: str) -> HttpResponse:
    """A film or its subtitles, piece by piece."""
    path = file_of(folder, name)
    if path is None:
        raise Http404
    return piece_of(path, KINDS.get(path.suffix.lower(), "text/vtt; charset=utf-8"), request)


def _desk(desk_id: int) -> OneStopUnit:
    desk = desk_on(desk_id, clock.now())
    if desk is None:
        raise Http404
    return desk


def _live_address(request: HttpRequest, desk: OneStopUnit) -> str:
    """Where this browser listens (docs/adr/0034): by the proxy, at a port of the same machine, or nowhere."""
    where = settings.LIVE_ADDRESS
    if where.startswith(":"):
        host = request.get_host()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        where = f"{request.scheme}://{name}{where}/live/"
    return f"{where}sanh/{desk.id}/" if where else ""
