"""In which order is an address looked for? As it is written down, but each part of it is compared once.

A list of addresses is gone through from its top; a hundred of them, each with its own pattern, cost more than reading
the dossier. Those that begin with the same part stand behind that part.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

Address = URLPattern | URLResolver
# A list goes on with whatever words, as what stands in brackets may be whatever words.
_ANY = "<"


@dataclass(slots=True)
class _Place:
    """A part of the way, with its stroke, and what comes after it; or an address that is not cut (`whole`)."""

    part: str
    whole: Address | None = None
    behind: list[tuple[str, Address]] = field(default_factory=list)


def by_parts(addresses: Iterable[Address]) -> list[Address]:
    """The same addresses: each leads to the same page under the same name, whichever of two that fit came first.

    Where one name stands for two addresses with the same words in brackets, `reverse` may try them in another order.
    """
    return _grouped(_routes("", addresses))


def _routes(before: str, addresses: Iterable[Address]) -> Iterable[tuple[str, Address]]:
    """Each with its whole route; lists that add nothing to their addresses are taken apart."""
    for address in addresses:
        route = before + str(address.pattern)
        if isinstance(address, URLPattern) or not _adds_nothing(address):
            yield route, address
        else:
            yield from _routes(route, address.url_patterns)


def _adds_nothing(listed: URLResolver) -> bool:
    """Its route is then read with each of its addresses' own: only whole parts are, since a list once entered by its
    route is not left for a longer one."""
    route = str(listed.pattern)
    if "<path:" in route or not (route == "" or route.endswith("/")):
        return False
    if listed.app_name or listed.namespace or listed.default_kwargs:
        return False
    return all(isinstance(address.pattern, RoutePattern) for address in (listed, *listed.url_patterns))


def _grouped(routes: Iterable[tuple[str, Address]]) -> list[Address]:
    places: list[_Place] = []
    for route, address in routes:
        part, stroke, rest = route.partition("/")
        if not isinstance(address.pattern, RoutePattern):
            places.append(_Place(_ANY, address))
        elif stroke and "<path:" not in part:
            _open(places, part + stroke).behind.append((rest, address))
        else:
            more = _ANY if isinstance(address, URLResolver) else ""
            places.append(_Place(route + more, _of(route, address)))
    return [_made(place) for place in places]


def _open(places: list[_Place], part: str) -> _Place:
    """The place of that part, unless something stands between that could be meant by the same words."""
    for place in reversed(places):
        if place.part == part and place.whole is None:
            return place
        if _could_be_same(place.part, part):
            break
    places.append(_Place(part))
    return places[-1]


def _could_be_same(one: str, other: str) -> bool:
    if _ANY not in one + other:
        return one == other
    fixed, fixed_other = one.partition(_ANY)[0], other.partition(_ANY)[0]
    return fixed.startswith(fixed_other) or fixed_other.startswith(fixed)


def _made(place: _Place) -> Address:
    if place.whole is not None:
        return place.whole
    if len(place.behind) == 1:
        [(rest, address)] = place.behind
        return _of(place.part + rest, address)
    return path(place.part, include(_grouped(place.behind)))


def _of(route: str, address: Address) -> Address:
    """The address with another route before it."""
    if isinstance(address, URLPattern):
        made: URLPattern = path(route, address.callback, address.default_args, address.name)
        return made
    behind = by_parts(address.url_patterns)
    named = include((behind, address.app_name), address.namespace) if address.app_name else include(behind)
    return path(route, named, address.default_kwargs)
