"""What is a dossier called? Codes, filing and intake numbers, result and letter numbers, secrets."""

import secrets
from datetime import date

from motcua.core.numbering import Label, next_label, next_labels
from motcua.legal_basis.models import RuleSet
from motcua.organisation.models import Unit

# Letters and digits that cannot be mistaken for each other when read aloud or typed from paper.
_ALPHABET = "23456789ABCDEFGHKMNPQRSTUVWXYZ"
_WHOLE_ROUNDS = 256 - 256 % len(_ALPHABET)
_SECRET_LENGTH = 8
_RATING_LENGTH = 10


def agency_code(unit: Unit, rule_set: RuleSet) -> str:
    """The agency part: QCVN 102 form before TT 03/2025/TT-VPCP, QĐ 20/2020 form after, where the unit has one."""
    by_format = {"qd20": unit.code_qd20, "qcvn102": unit.code_qcvn102}
    return by_format[rule_set.code_format] or unit.code_qcvn102 or unit.code_qd20


def dossier_code(unit: Unit, rule_set: RuleSet, day: date) -> str:
    """The next dossier code of the unit and day (TT 01/2018/TT-VPCP art. 19): agency-YYMMDD-XXXX."""
    return next_label(code_label(unit, rule_set, day))


def code_label(unit: Unit, rule_set: RuleSet, day: date) -> Label:
    """The series of dossier codes of the unit and day."""
    return _daily(unit, rule_set, day, scope="dossier", infix="")


def reserved_codes(unit: Unit, rule_set: RuleSet, day: date, how_many: int) -> list[str]:
    """The next codes of the unit and day, taken out of the live series together for reception on paper."""
    return next_labels(code_label(unit, rule_set, day), how_many)


def filing_number(unit: Unit, rule_set: RuleSet, day: date) -> str:
    """The next number of a dossier submitted from afar, before the desk accepted it."""
    return next_label(_daily(unit, rule_set, day, scope="filing", infix="NT-"))


def intake_number(unit: Unit, rule_set: RuleSet, day: date) -> str:
    """The next number of an intake that is not (yet) a dossier."""
    return next_label(_daily(unit, rule_set, day, scope="intake", infix="TN-"))


def _daily(unit: Unit, rule_set: RuleSet, day: date, *, scope: str, infix: str) -> Label:
    prefix = f"{agency_code(unit, rule_set)}-{infix}{day:%y%m%d}-"
    return Label(f"{scope}|{prefix}", prefix, 4)


def letter_number(unit_id: str, day: date, symbol: str) -> str:
    """The next number of a letter of the desk in its year, for example 12/HDHS."""
    return next_label(Label(f"letter|{unit_id}|{day.year}|{symbol}", "", 2, f"/{symbol}"))


def result_numbers(unit_id: str, day: date, how_many: int) -> list[str]:
    """The next result numbers of the unit in its year, in order (30/2020/NĐ-CP art. 15: from 01 on 1 January)."""
    return next_labels(result_label(unit_id, day), how_many)


def result_label(unit_id: str, day: date) -> Label:
    """The series of result numbers of the unit in its year."""
    return Label(f"result|{unit_id}|{day.year}", "", 2, f"/{day.year}/KQ-TTHC")


def new_secret() -> str:
    """A look-up secret printed on the slip; 8 signs of 30, enough with limited tries."""
    return _random(_SECRET_LENGTH)


def new_rating_code() -> str:
    """The code with which the holder of a slip rates the process once (R-289); says nothing of the dossier."""
    return _random(_RATING_LENGTH)


def _random(length: int) -> str:
    """Every sign as likely as any other: bytes beyond the last whole round of the alphabet are passed over."""
    signs = ""
    while len(signs) < length:
        drawn = secrets.token_bytes(2 * length)
        signs += "".join([_ALPHABET[byte % len(_ALPHABET)] for byte in drawn if byte < _WHOLE_ROUNDS])
    return signs[:length]
