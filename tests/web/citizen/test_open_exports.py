"""Whatever anybody may fetch without signing in holds nothing of a person: every address of the product, walked."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.dossiers.models import Dossier
from motcua.dossiers.rating_codes import newest_slip
from motcua.dossiers.terms import Act
from motcua.feedback.actions.rating import rate
from motcua.organisation.terms import Role
from motcua.personal_data.actions.rights import ask
from motcua.personal_data.terms import RightsKind
from motcua.programmes.models import Programme
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, at, do, received
from tests.citizens import citizen
from tests.personal_data.test_rights import seen

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
_CONVERTER = re.compile(r"<(?:(?P<kind>[^:>]+):)?(?P<name>[^>]+)>")


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the product as it is written, with its places open."""
    for one in patterns:
        said = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, said)
        else:
            yield said


def values(dossier: Dossier) -> dict[str, str]:
    """What stands in the open places: the codes that exist, as somebody who learnt them would type them."""
    slip = newest_slip(dossier)
    assert slip is not None
    return {
        "code": str(dossier),
        "number": str(dossier),
        "unit_id": Q11,
        "slug": Programme.objects.values_list("slug", flat=True)[0],
        "day": "2022-05-15",
        "form": "01",
        "kind": "csv",
        "word": "to-roi",
        "key": "x",
    }


def filled(route: str, known: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match["kind"] == "int":
            return "1"
        if match["kind"] == "uuid":
            return "00000000-0000-4000-8000-000000000000"
        return known.get(match["name"], "x")

    return "/" + _CONVERTER.sub(value, route)


@pytest.mark.requirement("R-295")
def test_no_address_gives_a_stranger_anything_of_a_person(
    client: Client, office_clock: Callable[[datetime], None]
) -> None:
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    slip = newest_slip(dossier)
    assert slip is not None
    rate(code=slip.code, satisfaction=1, marks={}, words=f"{ONG_TU.name} chờ", actor=None, at=MORNING)
    account = citizen(ONG_TU.name, id_number=ONG_TU.id_number, address=ONG_TU.address)
    made = ask(kind=RightsKind.ACCESS, unit_id=Q11, text="Xin xem", actor=seen(account), at=MORNING)
    personal = {ONG_TU.name, ONG_TU.id_number, "912345678", ONG_TU.address, account.email, dossier.secret}
    personal |= {quote(word) for word in personal if word}
    assert made.number
    known, opened = values(dossier), 0
    for route in sorted(set(routes(get_resolver().url_patterns))):
        for more in ({}, {"code": slip.code}, {"code": CERTIFIED_COPY}):
            address = filled(route, known | more)
            answer = client.get(address)
            opened += answer.status_code == 200
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            shown = body.decode("utf-8", "ignore")
            assert not [word for word in personal if word and word in shown], address
            if more == {} and "<" not in route:
                break
    assert opened > 20
