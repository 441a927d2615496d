"""What does a request say? Strict JSON: UTF-8, no NaN, no depth that would exhaust the reader."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictJson(Parser):
    """Reads bodies as JSON and refuses what JSON does not know."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python data. Raises ValueError for anything that is no JSON."""
        return read_json(request.body)


def read_json(body: bytes) -> Any:
    """Strict JSON. Raises ValueError (also for a nesting that exhausts the reader)."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
