"""What is a booking called, and which secret opens it?"""

import secrets
from datetime import date

from motcua.core.numbering import Label, next_label
from motcua.organisation.models import Unit

# Letters and digits that cannot be mistaken for each other when read aloud or typed from paper.
_ALPHABET = "23456789ABCDEFGHKMNPQRSTUVWXYZ"
_LENGTH = 8


def new_secret() -> str:
    """A secret told once; 8 signs of 30, enough with limited tries."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def booking_number(unit: Unit, day: date) -> str:
    """The next number of an appointment that the unit's desk took that day."""
    return _next(unit, day, "HEN")


def wish_number(unit: Unit, day: date) -> str:
    """The next number of a wish for a freed slot."""
    return _next(unit, day, "CHO")


def _next(unit: Unit, day: date, kind: str) -> str:
    agency = unit.code_qcvn102 or unit.code_qd20 or unit.id.upper()
    prefix = f"{agency}-{kind}-{day:%y%m%d}-"
    return next_label(Label(f"booking|{prefix}", prefix, 3))
