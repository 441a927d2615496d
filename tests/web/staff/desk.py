"""Who sits at which desk, and what does a clerk type? Clients of the demonstration's people, forms as sent."""

import re
from typing import Any

from django.test import Client

from motcua.organisation.models import Person, RoleGrant
from motcua.organisation.terms import Role
from motcua.web.shared.middleware import UNIT_SESSION_KEY
from tests.cast import CERTIFIED_COPY

CARD = (
    "079085001234|023456789|Trần Đặng Quỳnh Như|12031985|Nữ|12 Lãnh Bình Thăng, Phường 13, Quận 11|25042021"
)
ORIGINAL = "ban-chinh-giay-to-van-ban"
_OPENING = re.compile(r'name="opening" value="([^"]+)"')


def signed_in(unit_id: str, role: Role) -> Client:
    """A browser in which a demonstration person with that role works in the unit; the way in has tests of its own."""
    grants = RoleGrant.objects.filter(unit_id=unit_id, role=role, person__demo=True)
    person = Person.objects.get(pk=grants.order_by("-person__username").values("person_id")[:1])
    client = Client()
    client.force_login(person)
    session = client.session
    session[UNIT_SESSION_KEY] = unit_id
    session.save()
    return client


def opened(client: Client, code: str = CERTIFIED_COPY) -> str:
    """Open the reception of a procedure; the signed opening that its form carries."""
    page = client.get(f"/can-bo/tiep-nhan/{code}/").content.decode()
    found = _OPENING.search(page)
    assert found is not None
    return found[1]


def said(client: Client, code: str = CERTIFIED_COPY, **more: Any) -> dict[str, Any]:
    """A complete form of ông Tư for a procedure, with something said otherwise; None takes a word out."""
    words = {
        "opening": opened(client, code),
        "kind": "person",
        "name": "Nguyễn Văn Tư",
        "id_number": "079085001234",
        "phone": "0912345678",
        "channel": "desk",
        "return_channel": "desk",
        "wish": "by_rule",
        "all_given": "on",
        f"paper-{ORIGINAL}-original": "1",
    } | more
    return {name.replace("__", "-"): value for name, value in words.items() if value is not None}


def received_code(address: str) -> str:
    """The dossier's code in the address that a reception leads to."""
    found = re.fullmatch(r"/can-bo/ho-so/([^/]+)/da-tiep-nhan/", address)
    assert found is not None, address
    return found[1]
