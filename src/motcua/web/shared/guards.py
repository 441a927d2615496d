"""Which request is turned away before any page looks at it, and which answer may nobody keep?"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control

from motcua.web.shared.errors import bad_request

Handler = Callable[[HttpRequest], HttpResponse]
_API = "/api/"
_NUL = "\x00"


class PossibleAddressMiddleware:
    """No address of ours has a NUL: PostgreSQL keeps none in a text, so nothing can be found by it (400)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_API):  # the API names the field at fault itself
            return self.get_response(request)
        asked = (value for values in request.GET.lists() for value in values[1])
        if _NUL in request.path_info or any(_NUL in value for value in asked):
            return bad_request(request)
        return self.get_response(request)


class PrivateAnswersMiddleware:
    """An answer of the API belongs to the program that asked: no cache on the way or in a browser keeps it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(_API) and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response


class PublicPagesSqueezedMiddleware(GZipMiddleware):
    """Pages that anybody sees go out compressed: lines are slow. Where somebody is signed in nothing is, so that the
    length of an answer tells nothing about what is in it; files are left as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compressed where the browser takes it and nobody is known."""
        known = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or settings.SESSION_COOKIE_NAME in response.cookies
        )
        page = response.get("Content-Type", "").startswith("text/html")
        if known or not page or request.path_info.startswith(_API):
            return response
        return super().process_response(request, response)
