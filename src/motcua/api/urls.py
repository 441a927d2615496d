"""The API: one NinjaAPI, a router per subject; every call needs a token unless it says otherwise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

import motcua
from config.addresses import by_parts
from motcua.api import (
    acts,
    appointments,
    archive,
    away,
    catalogue,
    copies,
    delegations,
    digitising,
    dossiers,
    due,
    errors,
    filings,
    hall,
    health,
    home_entries,
    intakes,
    keeping,
    notices,
    number_blocks,
    on_the_spot,
    online_forms,
    paying,
    presence,
    proofs,
    ratings,
    registers,
    registrations,
    results,
    seals,
    signing,
    slips,
    tills,
    tracking,
    visits,
    waits,
    watch,
)
from motcua.api.idempotency import once
from motcua.api.pages import ReadablePages
from motcua.api.parsing import StrictJson
from motcua.api.tokens import StaffToken


class PlainText(JSONRenderer):
    """Vietnamese as it is written (interface: all text UTF-8), not as escapes."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Answers in JSON also where no call is; calls are known by the names of their functions."""

    _document: OpenAPISchema | None = None

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """Written once a process: the calls do not change while it runs, and anybody may ask."""
        if self._document is None:
            self._document = super().get_openapi_schema(**asked)
        return self._document

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        calls = [found for found in super()._get_urls() if getattr(found, "name", "") != "api-root"]
        return [*by_parts(calls), path("", _no_such_call, name="api-root"), re_path(r"^.*$", _no_such_call)]


def _no_such_call(request: HttpRequest, **names: Any) -> HttpResponse:
    return errors.answer(errors.NO_ADDRESS, 404)


api = Api(
    title="Một Cửa",
    version=motcua.VERSION,
    description="Giao diện lập trình của hệ thống một cửa. Thời điểm ghi theo ISO 8601 có múi giờ; "
    "mọi câu trả lời không thành công có `refusal` gồm `code` và `text`.",
    auth=StaffToken(),
    docs=ReadablePages(),
    docs_url="/docs",
    openapi_url="/openapi.json",
    parser=StrictJson(),
    renderer=PlainText(),
    urls_namespace="api",
)
errors.install(api)
api.add_decorator(once, mode="view")
for subject in (
    health,
    catalogue,
    online_forms,
    due,
    dossiers,
    filings,
    intakes,
    keeping,
    copies,
    digitising,
    acts,
    appointments,
    slips,
    tracking,
    notices,
    hall,
    waits,
    watch,
    presence,
    tills,
    paying,
    visits,
    registers,
    registrations,
    ratings,
    results,
    signing,
    proofs,
    seals,
    number_blocks,
    on_the_spot,
    delegations,
    archive,
    away,
    home_entries,
):
    api.add_router("", subject.router)
