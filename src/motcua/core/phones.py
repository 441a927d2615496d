"""Can this number be called, and how is it stored? (Kho số viễn thông: thông tư 22/2014/TT-BTTTT.)"""

import re
import unicodedata
from dataclasses import dataclass

from motcua.core.refusals import refuse
from motcua.core.terms import PhoneKind

_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
_LANDLINE = re.compile(r"02[0-9]{8,9}")
_HOTLINE = re.compile(r"1[89]00[0-9]{4,6}")
_SHORT = re.compile(r"1[0-9]{2,3}")
_FOREIGN = re.compile(r"\+[1-9][0-9]{7,14}")
_OLD_MOBILE = re.compile(r"01[0-9]{9}")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as stored: E.164 (`+84912345678`), or as dialled for hotlines and short numbers."""

    number: str
    kind: PhoneKind


def check_phone(text: str, *, hotlines: bool = False, field: str = "phone") -> Phone:
    """The number in its stored form; raises `Refused` (`phone_wrong`, `phone_is_hotline`).

    Hotlines and short numbers (1800…, 1900…, 1022) belong to offices: refused unless `hotlines`.
    """
    dialled = _dialled(text, field)
    phone = _read(dialled)
    if phone is None:
        raise refuse("phone_wrong", _what_is_wrong(dialled), field=field)
    if phone.kind in {PhoneKind.HOTLINE, PhoneKind.SHORT} and not hotlines:
        raise refuse(
            "phone_is_hotline",
            "Đây là số tổng đài, không phải số của một người. Hãy ghi số di động hoặc cố định.",
            field=field,
        )
    return phone


def _dialled(text: str, field: str) -> str:
    if len(text) > _LONGEST:
        raise refuse("phone_wrong", "Số điện thoại quá dài. Hãy nhập một số điện thoại.", field=field)
    digits = re.sub(r"[\s.()\-]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^00", "+", digits)
    return re.sub(r"^\+?84(?=[2-9][0-9]{8,9}$)", "0", digits)


def _read(dialled: str) -> Phone | None:
    if _MOBILE.fullmatch(dialled):
        return Phone("+84" + dialled[1:], PhoneKind.MOBILE)
    if _LANDLINE.fullmatch(dialled):
        return Phone("+84" + dialled[1:], PhoneKind.LANDLINE)
    if _HOTLINE.fullmatch(dialled):
        return Phone(dialled, PhoneKind.HOTLINE)
    if _SHORT.fullmatch(dialled):
        return Phone(dialled, PhoneKind.SHORT)
    if _FOREIGN.fullmatch(dialled) and not dialled.startswith("+84"):
        return Phone(dialled, PhoneKind.FOREIGN)
    return None


def _what_is_wrong(dialled: str) -> str:
    if _OLD_MOBILE.fullmatch(dialled):
        return "Số di động 11 chữ số đã đổi sang 10 chữ số từ năm 2018. Hãy hỏi lại số mới."
    return (
        "Số điện thoại không đúng. Hãy ghi 10 chữ số, ví dụ 0912 345 678; số nước ngoài bắt đầu bằng dấu +."
    )


def phone_text(number: str) -> str:
    """A stored number as it is said and dialled here: `0912 345 678`, `028 3855 1234`; foreign ones stay."""
    if not number.startswith("+84"):
        return number
    dialled = "0" + number[3:]
    if not dialled.startswith("02"):
        return f"{dialled[:4]} {dialled[4:7]} {dialled[7:]}"
    area = 3 if dialled.startswith(("024", "028")) else 4
    rest = dialled[area:]
    return f"{dialled[:area]} {rest[:4]} {rest[4:]}"
