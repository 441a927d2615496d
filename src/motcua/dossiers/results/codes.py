"""What is a result called: its number in the series of its unit, kind and year; the code by which anybody checks it."""

import secrets
from datetime import date

from motcua.core.numbering import Label

# Crockford's letters and digits: none can be taken for another when read aloud or typed from paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_LENGTH = 12
SERIES = "paper"


def new_check_code() -> str:
    """Sixty random bits: nobody guesses one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHECK_LENGTH))


def number_label(unit_id: str, day: date, symbol: str) -> Label:
    """`12/GXN-UBND`: from 01 on 1 January for each unit and kind (30/2020/NĐ-CP điều 15)."""
    return Label(f"{SERIES}|{unit_id}|{day.year}|{symbol}", "", 2, f"/{symbol}")
