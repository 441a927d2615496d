"""How does my dossier stand? For whoever holds code and secret of a slip; guesses are few (R-294)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.tries import count_try, give_back, try_key
from motcua.dossiers.queries import track
from motcua.web.citizen.forms import TrackForm
from motcua.web.citizen.tracking_words import standing_of
from motcua.web.shared.errors import too_many

# Many people share one address (a hall, a mobile network), one slip has one holder.
TRIES_PER_ADDRESS, TRIES_PER_CODE = 30, 10


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """The form; by POST the dossier, so that neither code nor secret stands in an address or a log."""
    if request.method != "POST":
        return render(request, "citizen/track.html", {"form": TrackForm(label_suffix="")})
    form = TrackForm(request.POST, label_suffix="")
    if not form.is_valid():
        return render(request, "citizen/track.html", {"form": form}, status=422)
    code, secret = form.cleaned_data["code"], form.cleaned_data["secret"]
    limits = {try_key("address", _address(request)): TRIES_PER_ADDRESS, try_key("code", code): TRIES_PER_CODE}
    wait = count_try(limits=limits, now=clock.real_now())
    if wait:
        return too_many(request, retry_after=wait)
    record = track(code, secret)
    if record is None:
        return render(request, "citizen/track.html", {"form": form, "not_found": True}, status=404)
    give_back(keys=limits)
    standing = standing_of(record, list(record.steps.order_by("seq")), clock.now())
    return render(request, "citizen/standing.html", {"standing": standing})


def _address(request: HttpRequest) -> str:
    """Where the try comes from; in production the proxy in front of us says it, last in the list."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.PRODUCTION else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
