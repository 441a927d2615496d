"""Is this the key that was registered? Passkeys (W3C Web Authentication), for citizens and for staff."""

from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.core.refusals import Refused, refuse

_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Site:
    """For which site a key is: its host name, the origin the browser must say, the name shown."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is asked (`options`, JSON) and the challenge it must answer (base64url)."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A new key: id and public key in base64url, and its counter."""

    credential: str
    public_key: str
    sign_count: int


def ask_to_register(site: Site, *, user: str, shown: str, known: list[str]) -> Asked:
    """Options for a new key of `user` (a stable handle without personal data); `known` keys are left out."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=user.encode(),
        user_name=shown,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def registered(site: Site, challenge: str, answer: str) -> Registered:
    """The new key in the browser's answer. Refused: `passkey_wrong`."""
    try:
        found = verify_registration_response(
            credential=_short(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error
    return Registered(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def ask_to_sign(site: Site, *, known: list[str] | None = None) -> Asked:
    """Options for signing in; without `known` the device offers every key it holds for the site."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(known or []),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def credential_in(answer: str) -> str:
    """Which key answers (base64url). Refused: `passkey_wrong`."""
    try:
        return bytes_to_base64url(parse_authentication_credential_json(_short(answer)).raw_id)
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error


def signed(site: Site, challenge: str, answer: str, key: Registered) -> int:
    """The key's new counter, if the answer is its. Refused: `passkey_wrong`, also where a copy of a key counts on."""
    try:
        found = verify_authentication_response(
            credential=_short(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _wrong() from error
    return found.new_sign_count


def _descriptors(known: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]


def _short(answer: str) -> str:
    if len(answer) > _LARGEST:
        raise ValueError("answer too long")
    return answer


def _wrong() -> Refused:
    return refuse(
        "passkey_wrong",
        "Khóa đăng nhập chưa được xác nhận. Hãy thử lại trên đúng thiết bị, hoặc chọn cách đăng nhập khác.",
    )
