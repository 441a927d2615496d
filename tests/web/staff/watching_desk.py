"""Who watches over the desk, and what is read there? Words for the tests of the watch."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.models import RoleGrant
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received

MORNING = at("2022-05-16 09:00")
WATCH = "/can-bo/theo-doi/"
Clock = Callable[[datetime], None]


def username(role: Role, post: str = "") -> str:
    grants = RoleGrant.objects.filter(unit_id=Q11, role=role, person__username__contains=post)
    return grants.order_by("person__username")[0].person.username


HEAD, DEPUTY = "q11.phe-duyet", "q11.ky-thay"


def as_(username: str) -> Client:
    client = Client()
    client.post("/can-bo/dang-nhap/minh-hoa/", {"person": username})
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def away(client: Client, who: str, until: str, **more: str) -> Any:
    said = {"person": who, "ends_at": until, "reason": "họp ở Ủy ban Thành phố"} | more
    return client.post(f"{WATCH}vang-mat/", said)


def appraised(moment: datetime = MORNING) -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment + timedelta(minutes=5))
    return Dossier.objects.get(pk=dossier.pk)
