"""No page offers a door that is closed to who reads it."""

import re
from collections import deque
from collections.abc import Sequence

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, SetClock, at, received, settled
from tests.web.staff.desk import signed_in

NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")
_LINK = re.compile(r"""<a\b[^>]*\bhref="(/[^"#]*)""")
# Numbers and codes stand for each other: of pages that differ in them one is enough.
_NUMBERED = re.compile(r"\d[\w.-]*")
_ENDS_THE_VISIT = re.compile(r"/dang-xuat/|/ngon-ngu/")


def offices() -> Dossier:
    """A dossier on each part of its way, at the unit of everybody here; gives the one that is settled."""
    received(CERTIFIED_COPY, Q11, NINE)
    received(HOUSEHOLD_BUSINESS, Q11, NINE)
    received(CERTIFIED_COPY, P5, NINE)
    return settled(CERTIFIED_COPY, Q11, NINE, TEN)


def shape_of(address: str) -> str:
    return _NUMBERED.sub("#", address.partition("?")[0])


def closed_to(client: Client, begin: Sequence[str], *, under: str) -> list[str]:
    """Where pages that lead on from here offer what is then refused, and which page offered it.

    A page that is not `under` the given address is opened, its own links are somebody else's to follow.
    """
    waiting = deque((address, "") for address in begin)
    met: set[str] = set()
    closed = []
    while waiting:
        address, offered_by = waiting.popleft()
        if shape_of(address) in met or _ENDS_THE_VISIT.search(address):
            continue
        met.add(shape_of(address))
        answer = client.get(address.replace("&amp;", "&"))
        if answer.status_code >= 400:
            closed.append(f"{offered_by} -> {address}: {answer.status_code}")
        elif answer.streaming:
            answer.getvalue()
        elif answer["Content-Type"].startswith("text/html") and address.startswith(under):
            waiting.extend((found, address) for found in _LINK.findall(answer.content.decode()))
    return closed


@pytest.mark.requirement("R-297")
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("role", sorted(Role))
def test_no_page_leads_its_reader_to_a_closed_door(role: Role, office_clock: SetClock) -> None:
    office_clock(TEN)
    dossier = offices()
    begin = ["/can-bo/"] if role is Role.ADMIN else ["/can-bo/", f"/can-bo/ho-so/{dossier}/"]
    assert closed_to(signed_in(Q11, role), begin, under="/can-bo/") == []


@pytest.mark.usefixtures("seeded")
def test_no_public_page_leads_to_nothing(office_clock: SetClock) -> None:
    office_clock(TEN)
    assert closed_to(Client(), ["/"], under="/") == []
