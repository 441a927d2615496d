"""Is this a possible identity number, and what does it say about its holder?

Rules: thông tư 59/2021/TT-BCA điều 4 for the 12-digit number (province, century and sex, year, six
digits; no check digit); Luật Căn cước 26/2023/QH15 điều 46 for the end of the 9-digit number; thông tư
86/2024/TT-BTC for the personal number as tax code from 1/7/2025.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from motcua.core.refusals import Refused, refuse
from motcua.core.terms import IdentityKind, Sex

CMND_ENDS = date(2025, 1, 1)
PERSONAL_TAX_CODE_FROM = date(2025, 7, 1)
FIELD = "id_number"
_LONGEST = 64
# Registration places of the 63 provinces before 1/7/2025; a number keeps the place it was given in.
PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096".split()
)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a clerk should look at, which is no reason to refuse: `code`, and `text` in Vietnamese."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A number in the form it is stored, and what the clerk should look at."""

    kind: IdentityKind
    number: str
    warnings: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What else is known of the holder, on the day of the check."""

    on: date
    birth_year: int | None
    sex: Sex | None


def check_identity(
    kind: IdentityKind | str,
    number: str,
    *,
    on: date,
    birth_year: int | None = None,
    sex: Sex | str | None = None,
) -> Checked:
    """The number as it is stored, checked by the rules of the day `on`; raises `Refused`, field `id_number`.

    `birth_year` and `sex` are those of the application form: another year is refused, another sex is a
    warning, since sex may have been corrected after the number was given.
    """
    try:
        known_kind = IdentityKind(kind)
    except ValueError:
        raise refuse(
            "identity_kind_unknown",
            "Loại giấy tờ này không có trong danh sách. Hãy chọn lại.",
            field="id_type",
        ) from None
    known = _Known(on, birth_year, None if sex is None else Sex(sex))
    return _CHECKS[known_kind](_compact(number), known)


def kind_from_pattern(number: str) -> IdentityKind:
    """The kind a number most likely is; raises `Refused` (`identity_kind_unknown`) where one must choose."""
    compact = _compact(number)
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(compact):
            return kind
    raise refuse(
        "identity_kind_unknown",
        "Chưa rõ đây là loại giấy tờ nào. Hãy chọn loại giấy tờ rồi nhập lại số.",
        field="id_type",
    )


def mask(number: str, *, keep: int = 3) -> str:
    """A number as logs and public lists may show it: all but the last `keep` characters are stars."""
    if len(number) <= 2 * keep:
        return "*" * len(number)
    return "*" * (len(number) - keep) + number[len(number) - keep :]


def _compact(number: str) -> str:
    """Capital letters and digits without the blanks and dots people type."""
    if len(number) > _LONGEST:
        raise refuse(
            "identity_number_wrong", f"Số giấy tờ dài quá {_LONGEST} ký tự. Hãy nhập lại.", field=FIELD
        )
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", number)).upper()


def _wrong(text: str, code: str = "identity_number_wrong") -> Refused:
    return refuse(code, text, field=FIELD)


def _check_cccd(number: str, known: _Known) -> Checked:
    if not re.fullmatch(r"[0-9]{12}", number):
        raise _wrong(
            f"Số định danh phải có đúng 12 chữ số, số vừa nhập có {len(number)} ký tự. Hãy nhập lại theo thẻ."
        )
    year, sex = read_cccd_number(number)
    if year > known.on.year:
        raise _wrong(
            f"Số định danh này ghi năm sinh {year}, chưa đến. Hãy xem lại chữ số thứ tư đến thứ sáu."
        )
    if known.birth_year is not None and known.birth_year != year:
        raise _wrong(
            f"Số định danh ghi năm sinh {year}, tờ khai ghi {known.birth_year}. Hãy đối chiếu lại với thẻ.",
            "identity_birth_year_differs",
        )
    warnings = []
    if known.sex is not None and known.sex != sex:
        warnings.append(
            Caution(
                "identity_sex_differs", "Giới tính trên tờ khai khác với số định danh. Hãy đối chiếu giấy tờ."
            )
        )
    if number[:3] not in PROVINCES:
        warnings.append(
            Caution(
                "identity_province_unknown",
                f"Mã nơi đăng ký khai sinh {number[:3]} không có trong danh sách tỉnh. Hãy xem lại.",
            )
        )
    return Checked(IdentityKind.CCCD, number, tuple(warnings))


def read_cccd_number(number: str) -> tuple[int, Sex]:
    """Birth year and sex in a 12-digit number: digit 4 counts centuries from 1900 by twos, odd is female."""
    century_and_sex = int(number[3])
    year = 1900 + 100 * (century_and_sex // 2) + int(number[4:6])
    return year, Sex.FEMALE if century_and_sex % 2 else Sex.MALE


def _check_cmnd(number: str, known: _Known) -> Checked:
    if not re.fullmatch(r"[0-9]{9}", number):
        raise _wrong(
            "Số chứng minh nhân dân phải có đúng 9 chữ số. Nếu là thẻ căn cước 12 số, xin chọn loại căn cước."
        )
    if known.on < CMND_ENDS:
        return Checked(IdentityKind.CMND, number)
    ended = Caution(
        "cmnd_ended", "Chứng minh nhân dân 9 số hết giá trị từ 01/01/2025. Hãy hỏi số định danh 12 số."
    )
    return Checked(IdentityKind.CMND, number, (ended,))


def _check_passport(number: str, known: _Known) -> Checked:
    if not re.fullmatch(r"(?=[A-Z]*[0-9])[A-Z0-9]{6,9}", number):
        raise _wrong(
            "Số hộ chiếu gồm 6 đến 9 chữ cái không dấu và chữ số, ví dụ C1234567. Hãy nhập lại theo hộ chiếu."
        )
    return Checked(IdentityKind.PASSPORT, number)


def _check_birth_certificate(number: str, known: _Known) -> Checked:
    if not re.fullmatch(r"(?=[^0-9]*[0-9])[0-9A-ZĐ][0-9A-ZĐ/\-]{0,29}", number):
        raise _wrong(
            "Số giấy khai sinh gồm chữ số, chữ cái, dấu / hoặc -, ví dụ 125/2019. Hãy nhập lại theo giấy."
        )
    year = re.fullmatch(r".*/([0-9]{4})", number)
    if year and int(year.group(1)) > known.on.year:
        raise _wrong(
            f"Số giấy khai sinh ghi năm {year.group(1)}, chưa đến. Hãy nhập lại theo giấy khai sinh."
        )
    return Checked(IdentityKind.BIRTH_CERTIFICATE, number)


def _check_tax_code(number: str, known: _Known) -> Checked:
    if re.fullmatch(r"[0-9]{12}", number):
        return _check_personal_tax_code(number, known)
    try:
        return Checked(IdentityKind.TAX_CODE, mst.format(mst.validate(number)))
    except ValidationError:
        raise _wrong(
            "Mã số thuế không đúng: cần 10 chữ số, hoặc 13 chữ số với đơn vị trực thuộc. Hãy xem lại từng số."
        ) from None


def _check_personal_tax_code(number: str, known: _Known) -> Checked:
    """From 1/7/2025 people and household businesses use their personal number as tax code."""
    if known.on < PERSONAL_TAX_CODE_FROM:
        raise _wrong(
            "Trước 01/7/2025 số định danh chưa là mã số thuế. Hãy nhập mã số thuế 10 hoặc 13 chữ số."
        )
    return Checked(IdentityKind.TAX_CODE, number, _check_cccd(number, known).warnings)


_CHECKS: dict[IdentityKind, Callable[[str, _Known], Checked]] = {
    IdentityKind.CCCD: _check_cccd,
    IdentityKind.CMND: _check_cmnd,
    IdentityKind.PASSPORT: _check_passport,
    IdentityKind.BIRTH_CERTIFICATE: _check_birth_certificate,
    IdentityKind.TAX_CODE: _check_tax_code,
}
_PATTERNS = (
    (IdentityKind.CCCD, re.compile(r"[0-9]{12}")),
    (IdentityKind.CMND, re.compile(r"[0-9]{9}")),
    (IdentityKind.TAX_CODE, re.compile(r"[0-9]{10}(-?[0-9]{3})?")),
    (IdentityKind.PASSPORT, re.compile(r"[A-Z]{1,2}[0-9]{6,8}")),
    (IdentityKind.BIRTH_CERTIFICATE, re.compile(r"[0-9A-ZĐ\-]+/[0-9A-ZĐ/\-]+")),
)
