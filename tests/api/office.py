"""An office as programs meet it: tokens of its people, whole dossiers, and a client that speaks JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

from motcua.authority.loading_seals import KeeperData, load_seals
from motcua.authority.models import SigningPower
from motcua.core.moments import VN
from motcua.organisation.models import ApiToken, OneStopUnit, Person, Posting, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.organisation.tokens import hash_of
from motcua.procedures.models import Component

Q11, THANH_SON = "hcmc.q11", "hai-duong.thanh-ha.thanh-son"
CERTIFIED_COPY = "2.000815"
HOUSEHOLD_BUSINESS = "2.000720"
MARITAL_STATUS = "1.004873"
BIRTH = "1.001193"
# A Monday of the month of action in Quận 11.
MONDAY_14_59 = datetime(2022, 5, 16, 14, 59, tzinfo=VN)
EVERYTHING = (Role.RECEIVE, Role.APPRAISE, Role.APPROVE, Role.SEAL, Role.RETURN)


def moment(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=VN)


def token_for(unit_id: str, *roles: Role, name: str = "Lê Thị Bích Thủy", posted: bool = True) -> str:
    """A new person of the unit with these roles from the unit's first day, and a token that carries them."""
    unit = Unit.objects.get(id=unit_id)
    number = Person.objects.count()
    person = Person.objects.create_person(username=f"may-{number}", full_name=name)
    for role in roles:
        RoleGrant.objects.create(person=person, unit=unit, role=role, valid_from=unit.valid_from)
    if posted:
        desk = OneStopUnit.objects.filter(unit=unit).earliest("valid_from")
        Posting.objects.create(person=person, one_stop_unit=desk, valid_from=unit.valid_from)
    if Role.APPROVE in roles:
        SigningPower.objects.create(
            person=person,
            unit=unit,
            capacity="deputy",
            title="Phó Chủ tịch",
            prefix="KT. CHỦ TỊCH",
            valid_from=unit.valid_from,
        )
    if Role.SEAL in roles:
        load_seals([KeeperData(person, unit)], at=MONDAY_14_59)
    token = f"test-{unit_id}-{number}"
    ApiToken.objects.create(
        person=person, unit=unit, roles=list(roles), hash=hash_of(token), created_at=MONDAY_14_59
    )
    return token


@dataclass(frozen=True)
class Answer:
    """Status, headers and JSON of an answer."""

    response: HttpResponseBase

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def content(self) -> bytes:
        return bytes(self.response.getvalue())

    @property
    def body(self) -> Any:
        return json.loads(self.content)

    @property
    def refusal(self) -> str:
        code: str = self.body["refusal"]["code"]
        return code

    def header(self, name: str) -> str | None:
        return self.response.headers.get(name)


class Program:
    """Another program that calls the API with one token."""

    def __init__(self, token: str | None) -> None:
        self._client = Client()
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: str) -> Answer:
        return Answer(self._client.get(f"/api/v1{path}", query, headers=self._headers))

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Answer:
        raw = b"" if body is None else json.dumps(body).encode()
        return self.post_raw(path, raw, key=key)

    def post_form(self, path: str, body: dict[str, Any], *, key: str | None = None) -> Answer:
        headers = {**self._headers, **({"Idempotency-Key": key} if key is not None else {})}
        return Answer(self._client.post(f"/api/v1{path}", body, headers=headers))

    def post_raw(self, path: str, raw: bytes, *, key: str | None = None) -> Answer:
        headers = {**self._headers, **({"Idempotency-Key": key} if key is not None else {})}
        return Answer(
            self._client.post(f"/api/v1{path}", raw, content_type="application/json", headers=headers)
        )


def applicant(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "person",
        "name": "Nguyễn Thị Ánh Tuyết",
        "id_number": "079190001234",
        "phone": "0912345678",
        "address": "12 Bình Thới, Quận 11",
    } | changes


def whole(procedure: str = CERTIFIED_COPY) -> list[dict[str, Any]]:
    """Every component that the version in force that Monday asks for without a condition."""
    on = MONDAY_14_59.date()
    asked = Component.objects.filter(
        version__procedure_id=procedure, version__valid_from__lte=on, mandatory=True
    ).exclude(version__valid_to__lte=on)
    return [{"key": component.key, "original": 1, "copies": 1} for component in asked]


def dossier(procedure: str = CERTIFIED_COPY, unit: str = Q11, **changes: Any) -> dict[str, Any]:
    """The body of a reception of a whole dossier."""
    body: dict[str, Any] = {
        "procedure": procedure,
        "unit": unit,
        "applicant": applicant(),
        "components": whole(procedure),
    }
    return body | changes


def received(program: Program, body: Mapping[str, Any] | None = None) -> str:
    """The code of a dossier just received."""
    answer = program.post("/dossiers", body or dossier())
    assert answer.status == 201, answer.body
    code: str = answer.body["code"]
    return code
