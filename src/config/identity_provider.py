"""Which identity provider shows who a citizen is? Read from the environment; none is asked where none is set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_USUAL_CLAIMS = {
    "name": "name",
    "birth_date": "birthdate",
    "id_number": "identity_number",
    "tax_code": "organisation_tax_code",
    "organisation": "organisation_name",
}
# What a level of the provider's is worth here: LoA1 an account of its own making, LoA2 one made with the chip card.
_USUAL_LEVELS = {"LoA1": 2, "LoA2": 3}
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An OpenID provider: its address, our name there, and how its words are read.

    `claims` says under which name the provider gives `name`, `birth_date`, `id_number`, `tax_code`,
    `organisation`; `levels` what each `acr` is worth (1 to 3, applicants.terms.Assurance).
    """

    issuer: str
    client_id: str
    client_secret: str
    label: str
    scope: str
    acr: str
    claims: Mapping[str, str]
    levels: Mapping[str, int]


def identity_provider_from(environ: Mapping[str, str]) -> IdentityProvider | None:
    """None where MOTCUA_OIDC_ISSUER is not set. Raises ImproperlyConfigured for settings that cannot be."""
    issuer = environ.get("MOTCUA_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in _HERE:
        raise ImproperlyConfigured("MOTCUA_OIDC_ISSUER phải là địa chỉ https. Hãy sửa rồi chạy lại.")
    client_id = environ.get("MOTCUA_OIDC_CLIENT_ID", "")
    if not client_id:
        raise ImproperlyConfigured("Thiếu MOTCUA_OIDC_CLIENT_ID. Hãy đặt mã do nơi cấp định danh giao.")
    return IdentityProvider(
        issuer=issuer,
        client_id=client_id,
        client_secret=environ.get("MOTCUA_OIDC_CLIENT_SECRET", ""),
        label=environ.get("MOTCUA_OIDC_NAME", "VNeID"),
        scope=environ.get("MOTCUA_OIDC_SCOPE", "openid profile"),
        acr=environ.get("MOTCUA_OIDC_ACR", ""),
        claims=_USUAL_CLAIMS | _pairs(environ, "MOTCUA_OIDC_CLAIMS"),
        levels=_levels(environ),
    )


def _levels(environ: Mapping[str, str]) -> dict[str, int]:
    said = _pairs(environ, "MOTCUA_OIDC_LEVELS")
    if any(level not in {"1", "2", "3"} for level in said.values()):
        raise ImproperlyConfigured("MOTCUA_OIDC_LEVELS chỉ nhận mức 1, 2 hoặc 3. Hãy sửa rồi chạy lại.")
    return {name: int(level) for name, level in said.items()} or dict(_USUAL_LEVELS)


def _pairs(environ: Mapping[str, str], name: str) -> dict[str, str]:
    """`name=full_name,id_number=cccd` as a mapping."""
    said = [pair.strip() for pair in environ.get(name, "").split(",") if pair.strip()]
    if any("=" not in pair for pair in said):
        raise ImproperlyConfigured(f"{name} phải là các cặp tên=giá_trị, cách nhau bằng dấu phẩy. Hãy sửa.")
    return {key.strip(): value.strip() for key, _, value in (pair.partition("=") for pair in said)}
