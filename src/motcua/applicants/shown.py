"""What does an identity provider show of a person, and how is it read? The port of sign-in; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from motcua.applicants.terms import Assurance
from motcua.core.identifiers import check_identity
from motcua.core.refusals import Refused, refuse
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_name

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d%m%Y")


class Provider(Protocol):
    """A provider as it is set up (config.identity_provider)."""

    @property
    def issuer(self) -> str: ...
    @property
    def client_id(self) -> str: ...
    @property
    def client_secret(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def acr(self) -> str: ...
    @property
    def claims(self) -> Mapping[str, str]: ...
    @property
    def levels(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what only this browser's session knows."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Came:
    """What the browser came back with, and the real moment (aware)."""

    query: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What the provider's signed word says of a person; `assurance` 1 where it names no level we know."""

    issuer: str
    subject: str
    assurance: int
    name: str = ""
    birth_date: date | None = None
    id_number: str = ""
    tax_code: str = ""
    organisation: str = ""


def not_proven() -> Refused:
    """To raise where a sign-in is not the one this browser began, or is not shown to be anybody's."""
    return refuse(
        "sign_in_not_proven",
        "Lần đăng nhập này không xác nhận được hoặc đã hết hạn. Hãy bắt đầu đăng nhập lại từ đầu.",
    )


def read_claims(provider: Provider, claims: Mapping[str, Any], *, on: date) -> Shown:
    """The provider's claims in our words.

    A number or name that cannot be is left out, and without number nobody is identified: the level is then 1.
    """
    said = {ours: _text(claims.get(theirs)) for ours, theirs in provider.claims.items()}
    number = _number(said.get("id_number", ""), IdentityKind.CCCD, on)
    name = _name(said.get("name", ""))
    level = provider.levels.get(_text(claims.get("acr")), Assurance.CONTACT)
    return Shown(
        issuer=provider.issuer,
        subject=_text(claims.get("sub")),
        assurance=level if number and name else Assurance.CONTACT,
        name=name,
        birth_date=_day(said.get("birth_date", "")),
        id_number=number,
        tax_code=_number(said.get("tax_code", ""), IdentityKind.TAX_CODE, on),
        organisation=_name(said.get("organisation", "")),
    )


def _text(value: object) -> str:
    return str(value).strip()[:300] if isinstance(value, str | int) else ""


def _name(text: str) -> str:
    try:
        return clean_name(text) if text else ""
    except Refused:
        return ""


def _number(text: str, kind: IdentityKind, on: date) -> str:
    try:
        return check_identity(kind, text, on=on).number if text else ""
    except Refused:
        return ""


def _day(text: str) -> date | None:
    for written in _DAYS if re.fullmatch(r"[0-9/-]{8,10}", text) else ():
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
