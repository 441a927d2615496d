"""What does the QR on an identity card say? Read from a USB scanner that types, or from pasted text.

The card's text is `number|old number|name|ddmmyyyy|sex|address|ddmmyyyy`; further fields, which newer
cards may carry after these, are not read.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from motcua.core.identifiers import check_identity
from motcua.core.refusals import Refused, refuse
from motcua.core.terms import IdentityKind, Sex
from motcua.core.vntext import clean_line, clean_name, fold

FIELD = "cccd_qr"
_LONGEST = 1000
# What keyboard layouts and copies make of the upright line.
_BARS = re.compile("[|\u00a6\u01c0\u2502\uff5c]")
# A card gives 00 for a day or month that nobody knows.
_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class CccdQr:
    """What the card says. `birth_date` is None where the card knows the year only; `old_number` may be ""."""

    number: str
    old_number: str
    name: str
    birth_date: date | None
    birth_year: int
    sex: Sex
    address: str
    issued_on: date


def read_cccd_qr(text: str) -> CccdQr:
    """The fields of a scanned card; raises `Refused` with field `cccd_qr`, saying what to do next.

    Codes: `qr_not_a_card`, `qr_incomplete`, `qr_two_cards`, `qr_unreadable`.
    """
    number, old_number, name, born, sex, address, issued = _fields(text)
    birth_date, birth_year = _birth(born)
    issued_on, _ = _birth(issued)
    if issued_on is None or issued_on.year < birth_year:
        raise _unreadable("ngày cấp")
    if fold(sex) not in _SEXES:
        raise _unreadable("giới tính")
    known_sex = _SEXES[fold(sex)]
    try:
        checked = check_identity(IdentityKind.CCCD, number, on=issued_on, birth_year=birth_year)
    except Refused as refused:
        raise _unreadable("số định danh") from refused
    if old_number and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", old_number):
        raise _unreadable("số chứng minh nhân dân cũ")
    return CccdQr(
        number=checked.number,
        old_number=old_number,
        name=clean_name(name, field=FIELD),
        birth_date=birth_date,
        birth_year=birth_year,
        sex=known_sex,
        address=clean_line(address, 300, field=FIELD, what="Địa chỉ"),
        issued_on=issued_on,
    )


def _fields(text: str) -> list[str]:
    if len(text) > _LONGEST:
        raise refuse(
            "qr_not_a_card",
            "Đoạn chữ này quá dài, không phải mã QR của thẻ căn cước. Hãy quét lại thẻ.",
            field=FIELD,
        )
    fields = [field.strip() for field in _BARS.split(_one_line(text))]
    if len(fields) == 1:
        raise refuse(
            "qr_not_a_card",
            "Đây không phải mã QR của thẻ căn cước. Hãy quét lại ô vuông trên thẻ, hoặc nhập bằng tay.",
            field=FIELD,
        )
    if len(fields) < 7:
        raise refuse(
            "qr_incomplete", "Mã QR đọc chưa hết. Hãy quét lại chậm hơn, hoặc nhập bằng tay.", field=FIELD
        )
    return fields[:7]


def _one_line(text: str) -> str:
    """The scanned line without what scanners add: control characters, a byte order mark, the line again."""
    lines = {_printable(line) for line in re.split(r"[\r\n]+", text)} - {""}
    if len(lines) > 1:
        raise refuse(
            "qr_two_cards",
            "Ô này có dữ liệu của hai lần quét khác nhau. Hãy xóa hết rồi quét một thẻ.",
            field=FIELD,
        )
    return lines.pop() if lines else ""


def _printable(line: str) -> str:
    composed = unicodedata.normalize("NFC", line.replace("\t", " "))
    return "".join(char for char in composed if not unicodedata.category(char).startswith("C")).strip(" \"'")


def _birth(digits: str) -> tuple[date | None, int]:
    """A date of the card and its year; the date is None where day or month is 00."""
    match = _DATE.fullmatch(digits)
    if match is None:
        raise _unreadable("ngày tháng")
    day, month, year = (int(part) for part in match.groups())
    try:
        return (date(year, month, day) if day and month else None), year
    except ValueError:
        raise _unreadable("ngày tháng") from None


def _unreadable(part: str) -> Refused:
    return refuse(
        "qr_unreadable",
        f"Mã QR có {part} không hợp lệ. Hãy quét lại, hoặc nhập bằng tay theo thẻ.",
        field=FIELD,
    )
