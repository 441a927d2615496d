"""In which language is a page shown? Vietnamese, unless this browser chose English on the page itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

_YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """Takes the language from the cookie only: a browser in English is common here and says little."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language in a cookie and go back to the page (`ve`) the person came from."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("ve", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, samesite="Lax", secure=settings.PRODUCTION
    )
    return response
