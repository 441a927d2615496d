"""How does a browser sign in at an OpenID provider? Code flow with PKCE, state and nonce (OpenID Connect Core 3.1)."""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from motcua.applicants.shown import Begun, Came, Provider, Shown, not_proven, read_claims
from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse

_WAIT_S = 10
_KEPT_S = 600
_LARGEST = 200_000
_ALGORITHMS = ["RS256", "PS256", "ES256"]
_LEEWAY_S = 60
_CANCELLED = {"access_denied", "login_required", "consent_required", "interaction_required"}


def begin(provider: Provider, *, back_to: str) -> Begun:
    """Where to send the browser, and what to remember until it comes back. Refused: `provider_silent`."""
    metadata = _metadata(provider)
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    more = {"acr_values": provider.acr} if provider.acr else {}
    session = _session(provider, back_to)
    address, state = session.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, ui_locales="vi", **more
    )
    return Begun(address=address, state=state, nonce=nonce, verifier=verifier)


def finish(provider: Provider, begun: Begun, came: Came, *, back_to: str) -> Shown:
    """Who the provider says it is. Refused: `provider_silent`, `sign_in_cancelled`, `sign_in_not_proven`."""
    if not hmac.compare_digest(came.query.get("state", "").encode(), begun.state.encode()):
        raise not_proven()
    if came.query.get("error"):
        raise _cancelled() if came.query["error"] in _CANCELLED else _silent()
    metadata = _metadata(provider)
    token = _token(provider, metadata, begun, came, back_to)
    claims = _claims(provider, metadata, str(token.get("id_token", "")), begun, came)
    claims |= _more_claims(metadata, token, claims["sub"])
    return read_claims(provider, claims, on=local_day(came.at))


def _token(
    provider: Provider, metadata: Mapping[str, Any], begun: Begun, came: Came, back_to: str
) -> dict[str, Any]:
    session = _session(provider, back_to)
    try:
        found = session.fetch_token(
            metadata["token_endpoint"],
            code=came.query.get("code", ""),
            code_verifier=begun.verifier,
            grant_type="authorization_code",
        )
    except (AuthlibBaseError, KeyError) as error:
        raise not_proven() from error
    except (requests.RequestException, ValueError) as error:
        raise _silent() from error
    return dict(found)


def _claims(
    provider: Provider, metadata: Mapping[str, Any], id_token: str, begun: Begun, came: Came
) -> dict[str, Any]:
    """The signed word of the provider, if it is meant for us, for this sign-in, and still holds."""
    asked = jwt.JWTClaimsRegistry(
        now=int(came.at.timestamp()),
        leeway=_LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": begun.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        keys = KeySet.import_key_set(_fetched(metadata["jwks_uri"]))  # type: ignore[arg-type]
        found = jwt.decode(id_token, keys, algorithms=_ALGORITHMS)
        asked.validate(found.claims)
    except (JoseError, ValueError, KeyError) as error:
        raise not_proven() from error
    authorised = found.claims.get("azp", provider.client_id)
    if authorised != provider.client_id:
        raise not_proven()
    return dict(found.claims)


def _more_claims(metadata: Mapping[str, Any], token: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """What the provider tells only at its second address; about the same person, else nothing is believed."""
    address = metadata.get("userinfo_endpoint")
    if not address:
        return {}
    said = _fetched(address, bearer=str(token.get("access_token", "")))
    if said.get("sub") != subject:
        raise not_proven()
    # The level was signed for this sign-in; a second address cannot raise it.
    return {name: value for name, value in said.items() if name not in {"acr", "iss", "aud", "sub"}}


def _session(provider: Provider, back_to: str) -> OAuth2Session:
    return OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scope=provider.scope,
        redirect_uri=back_to,
        code_challenge_method="S256",
        default_timeout=_WAIT_S,
    )


def _metadata(provider: Provider) -> dict[str, Any]:
    key = f"oidc-metadata:{provider.issuer}"
    kept = cache.get(key)
    if kept is None:
        kept = _fetched(f"{provider.issuer}/.well-known/openid-configuration")
        if str(kept.get("issuer", "")).rstrip("/") != provider.issuer:
            raise not_proven()
        cache.set(key, kept, _KEPT_S)
    return dict(kept)


def _fetched(address: str, *, bearer: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        answer = requests.get(address, headers=headers, timeout=_WAIT_S, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json() if len(answer.content) <= _LARGEST else None
    except (requests.RequestException, ValueError) as error:
        raise _silent() from error
    if not isinstance(found, dict):
        raise _silent()
    return found


def _cancelled() -> Refused:
    return refuse(
        "sign_in_cancelled",
        "Ông/bà đã dừng việc đăng nhập. Hãy đăng nhập lại, hoặc chọn cách đăng nhập khác.",
    )


def _silent() -> Refused:
    return refuse(
        "provider_silent",
        "Nơi cấp tài khoản định danh chưa trả lời. Hãy thử lại sau vài phút, hoặc chọn cách đăng nhập khác.",
    )
