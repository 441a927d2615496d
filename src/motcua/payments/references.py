"""Which reference names a payment? Unguessable, typed by hand without doubt, found again in a bank's words."""

import re
import secrets

# Crockford's alphabet: no I, L, O, U, so that nothing is misread; capital letters and digits pass every bank.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM = 14  # signs of five bits: 70 bits
PREFIX = "MC"
LENGTH = len(PREFIX) + _RANDOM
_ONE = re.compile(rf"{PREFIX}[{_ALPHABET}]{{{_RANDOM}}}")
_BETWEEN = re.compile(r"[^0-9A-Z]+")


def new_reference() -> str:
    """A fresh one."""
    return PREFIX + "".join(secrets.choice(_ALPHABET) for _sign in range(_RANDOM))


def is_reference(text: str) -> bool:
    """Whether it has the form of one."""
    return _ONE.fullmatch(text) is not None


def references_in(words: str) -> tuple[str, ...]:
    """Every reference that the words of a transfer carry; banks cut words and put signs between."""
    plain = words.upper()
    found = _ONE.findall(plain) or _ONE.findall(_BETWEEN.sub("", plain))
    return tuple(dict.fromkeys(found))
