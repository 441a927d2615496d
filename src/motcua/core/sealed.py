"""How is a secret kept that must be read again? Sealed under the server's own secret, one key for each kind."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(kind: str, secret: str) -> str:
    """The secret as a table may keep it."""
    return _box(kind).encrypt(secret.encode()).decode()


def unseal(kind: str, sealed: str) -> str | None:
    """The secret again; None where it was sealed under another secret of the server, or meddled with."""
    try:
        return _box(kind).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def keyed(kind: str, value: str) -> str:
    """What is kept of a secret that is only compared: a hash under the server's key, 64 hexadecimal digits."""
    return salted_hmac(f"motcua.{kind}", value, algorithm="sha256").hexdigest()


def _box(kind: str) -> Fernet:
    key = salted_hmac("motcua.sealed", kind, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
