"""How does a person read the API? The document as one page of the product, without scripts of others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter, or field of a body (`applicant.name`), with its type in words."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One call with what goes in and what comes out."""

    anchor: str
    method: str
    path: str
    title: str
    text: list[SafeString]
    public: bool
    parameters: list[Field]
    body: list[Field]
    answer: list[Field]
    statuses: list[tuple[int, str]]


class ReadablePages(DocsBase):
    """`/api/v1/docs`."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The whole document on one page, grouped as in the document."""
        document: Schema = api.get_openapi_schema(path_params=kwargs)
        groups: dict[str, list[Call]] = {}
        for tag, call in _calls(document):
            groups.setdefault(tag, []).append(call)
        facts = {
            "groups": groups,
            "info": document["info"],
            "about": _prose(document["info"]["description"]),
            "document": self.get_openapi_url(api, kwargs),
        }
        return render(request, "api/docs.html", facts)


def _calls(document: Schema) -> Iterator[tuple[str, Call]]:
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            yield (
                told["tags"][0],
                Call(
                    anchor=told["operationId"],
                    method=method.upper(),
                    path=path,
                    title=told["summary"],
                    text=[_prose(part) for part in told.get("description", "").split("\n\n")],
                    public="security" not in told,
                    parameters=[_parameter(parameter, schemas) for parameter in told["parameters"]],
                    body=_fields(body, schemas),
                    answer=_fields(_success(told["responses"]), schemas),
                    statuses=[
                        (int(code), HTTPStatus(int(code)).phrase) for code in sorted(told["responses"])
                    ],
                ),
            )


def _success(responses: Mapping[Any, Any]) -> Schema | None:
    for code, told in responses.items():
        if int(code) < 300:
            found: Schema | None = told.get("content", {}).get("application/json", {}).get("schema")
            return found
    return None


def _parameter(told: Schema, schemas: Schema) -> Field:
    return Field(told["name"], _kind(told["schema"], schemas), told["required"])


def _fields(schema: Schema | None, schemas: Schema, prefix: str = "", depth: int = 0) -> list[Field]:
    """The fields of an object, those of objects inside it under it (`applicant.name`), three deep."""
    told = _resolved(schema or {}, schemas)
    found: list[Field] = []
    for name, field in told.get("properties", {}).items():
        inner = _resolved(field, schemas)
        required = name in told.get("required", [])
        found.append(Field(f"{prefix}{name}", _kind(field, schemas), required))
        if depth < 2:
            items = _resolved(inner.get("items", {}), schemas) if "items" in inner else inner
            mark = "[]." if "items" in inner else "."
            found += _fields(items, schemas, f"{prefix}{name}{mark}", depth + 1)
    return found


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    """What a reference, or the one choice that is not null, stands for."""
    for choice in schema.get("anyOf", []):
        if choice.get("type") != "null":
            return _resolved(choice, schemas)
    if "$ref" in schema:
        target: Schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
        return target
    return schema


def _kind(schema: Schema, schemas: Schema) -> str:
    """The type in words: an enumeration by its words, an object by its fields below it."""
    for choices in ("anyOf", "allOf"):
        if choices in schema:
            return " | ".join(_kind(choice, schemas) for choice in schema[choices])
    told = _resolved(schema, schemas)
    if "enum" in told:
        return " | ".join(str(word) for word in told["enum"])
    if told.get("type") == "array":
        return f"[{_kind(told.get('items', {}), schemas)}]"
    limit = f" ≤ {told['maxLength']}" if "maxLength" in told else ""
    return str(told.get("format", told.get("type", "object"))) + limit


def _prose(text: str) -> SafeString:
    """A description with its `words of code` marked as such."""
    parts = enumerate(text.split("`"))
    return format_html_join("", "{}", ((_code(part) if place % 2 else part,) for place, part in parts))


def _code(word: str) -> SafeString:
    return format_html("<code>{}</code>", word)
