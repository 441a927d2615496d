"""The list of addresses by their parts: every address leads where it led as it was written down."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver, get_resolver, include, path, re_path
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI

from config.addresses import Address, by_parts
from motcua.api.urls import api
from motcua.web import urls as pages

_EXAMPLES = {
    "int": "17",
    "uuid": "075194d3-6885-417e-a8a8-6c931e272f00",
    "": "000.05.31.H29-220516-0001",
    "slug": "a-b",
}


def page(request: HttpRequest, **names: str) -> HttpResponse:
    return HttpResponse()


Led = tuple[object, str, list[str], list[str], str, dict[str, str]]


def led(addresses: Iterable[Address], where: str) -> Led | None:
    """The page with its name and route, and what the address says, or None where it leads nowhere."""
    try:
        found = URLResolver(RegexPattern(r"^/"), list(addresses)).resolve(where)
    except Resolver404:
        return None
    said = {name: str(value) for name, value in found.kwargs.items()}
    return found.func, found.view_name, found.app_names, found.namespaces, found.route, said


def named(addresses: Iterable[Address]) -> dict[str, list[tuple[str, list[str]]]]:
    """Every name with the addresses that `reverse` makes of it, and the words each needs."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    waiting = [("", "", URLResolver(RegexPattern(r"^/"), list(addresses)))]
    while waiting:
        space, before, resolver = waiting.pop()
        for name in (name for name in resolver.reverse_dict if isinstance(name, str)):
            ways = [way for possible, *_more in resolver.reverse_dict.getlist(name) for way in possible]
            found[space + name] = sorted((before + way, sorted(words)) for way, words in ways)
        for inner, (prefix, behind) in resolver.namespace_dict.items():
            waiting.append((f"{space}{inner}:", before + prefix, behind))
    return found


def routes(addresses: Iterable[Address], before: str = "/") -> Iterator[str]:
    for address in addresses:
        route = before + str(address.pattern)
        yield from routes(address.url_patterns, route) if isinstance(address, URLResolver) else [route]


def filled(route: str) -> str:
    """An address that fits the route."""
    return re.sub(r"<([^>]+)>", lambda found: _EXAMPLES.get(found[1].rpartition(":")[0], "abc-1"), route)


def test_every_page_is_found_where_it_is_written_down() -> None:
    written = {filled(route) for route in routes(pages.urlpatterns)}
    grouped = by_parts(pages.urlpatterns)
    assert len(written) > 400
    assert [where for where in sorted(written) if led(pages.urlpatterns, where) != led(grouped, where)] == []


def test_every_call_of_the_interface_is_found_where_it_is_written_down() -> None:
    calls = [call for call in NinjaAPI._get_urls(api) if getattr(call, "name", "") != "api-root"]
    grouped = by_parts(calls)
    written = {filled(route) for route in routes(calls)}
    assert len(written) > 100
    assert [where for where in sorted(written) if led(calls, where) != led(grouped, where)] == []
    assert named(calls) == named(grouped)


def test_every_name_stands_for_the_same_addresses() -> None:
    before, after = named(pages.urlpatterns), named(by_parts(pages.urlpatterns))
    assert len(before) > 400
    assert before == after


def test_the_pages_of_staff_stand_behind_one_part() -> None:
    """So that what is compared first is a dozen parts, not five hundred addresses."""
    parts = [str(address.pattern) for address in get_resolver().url_patterns]
    assert parts.count("can-bo/") == 1
    assert len(parts) < 40


_AWKWARD: dict[str, list[Address]] = {
    "a name before a word": [
        path("a/x/", page, name="1"),
        path("<slug:one>/x/", page, name="2"),
        path("a/y/", page, name="3"),
        path("<slug:one>/y/", page, name="4"),
        path("a/<slug:one>/", page, name="5"),
    ],
    "a name within a part": [
        path("w.<slug:kind>", page, name="1"),
        path("w/a", page, name="2"),
        path("w.<slug:kind>/a", page, name="3"),
        path("w", page, name="4"),
        path("w/", page, name="5"),
    ],
    "a list with its own name between": [
        path("a/x/", page, name="1"),
        path("a/", include(([path("y/", page, name="in"), path("", page, name="top")], "n"), namespace="n")),
        path("a/y/", page, name="2"),
        path("a/", page, name="3"),
    ],
    "a pattern between": [
        path("a/x/", page, name="1"),
        re_path(r"^a/(?P<one>[xy])/$", page, name="2"),
        path("a/y/", page, name="3"),
    ],
    "names that go over several parts": [
        path("a/x/", page, name="1"),
        path("<path:all>/x/", page, name="2"),
        path("a/y/x/", page, name="3"),
    ],
    "a list entered by any words": [
        path("<path:all>/", include([path("x/y", page, name="1"), path("b", page, name="2")])),
        path("a/x/y", page, name="3"),
    ],
    "a list entered by a part of a word": [
        path("<slug:one>", include([path("/a", page, name="1"), path("x/b", page, name="2")])),
        path("ax/b", page, name="3"),
    ],
    "a word said with the address": [
        path("", include([path("a/x/", page, {"said": "one"}, name="1")])),
        path("a/", include([path("x/", page, name="2"), path("y/", page, name="3")]), {"said": "two"}),
    ],
}


@pytest.mark.parametrize("addresses", _AWKWARD.values(), ids=_AWKWARD)
def test_of_two_that_fit_the_first_is_meant(addresses: list[Address]) -> None:
    words = ["", "a", "ax", "b", "w", "w.a", "w.", "x", "y", "a/", "a/b"]
    several = (parts for many in (1, 2, 3) for parts in product(words, repeat=many))
    wheres = {f"/{'/'.join(parts)}{end}" for parts in several for end in ("", "/")}
    grouped = by_parts(addresses)
    assert {where: led(grouped, where) for where in wheres} == {
        where: led(addresses, where) for where in wheres
    }
    assert any(led(addresses, where) for where in wheres)
