"""`motcua openapi`: the OpenAPI document of the API."""

import argparse
import json

from django.urls import resolve

HELP = "In tài liệu OpenAPI của API ra đầu ra chuẩn."
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print the document as JSON; it is found by its address, as any program would."""
    view = resolve("/api/v1/openapi.json").func
    document = view.keywords["api"].get_openapi_schema()  # type: ignore[attr-defined]
    print(json.dumps(document, ensure_ascii=False, indent=2))
    return 0
