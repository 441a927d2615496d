"""What makes the pages of filing installable on a personal phone? Manifest, worker, the page shown without a line.

The worker keeps the shell only: no page with anybody's data is ever put into its cache. What was typed without a line
waits in the browser itself, after its owner said "máy này là của tôi" (frontend/js/own_device.js).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# Another number empties what telephones keep: "1" could hold the name of whoever was signed in.
_VERSION = "2"


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest."""
    icon = {"src": static("icons/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    said = {
        "name": _("Một cửa: nộp hồ sơ trực tuyến"),
        "short_name": _("Một cửa"),
        "lang": get_language() or settings.LANGUAGE_CODE,
        "start_url": reverse("file_begin"),
        "scope": "/",
        "display": "standalone",
        "theme_color": "#9b1c1e",
        "background_color": "#ffffff",
        "icons": [icon],
    }
    return JsonResponse(
        said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Where the installed application starts: under the worker, so that without a line it opens too."""
    return redirect("own_drafts")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker; its scope is the pages of filing."""
    answer = render(request, "citizen/online/sw.js", {"version": _VERSION}, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/nop-ho-so/"
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands there without a line; kept on the telephone, so it knows nobody."""
    request.citizen, request.organisations = None, ()  # type: ignore[attr-defined]
    return render(request, "citizen/online/offline.html")
