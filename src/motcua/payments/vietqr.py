"""What stands in a VietQR code? EMVCo merchant-presented TLV with its check sum, written and read. Pure.

Source: EMVCo QR Code Specification for Payment Systems, merchant-presented mode; NAPAS VietQR (dịch vụ QRIBFTTA).
"""

import re
from dataclasses import dataclass

_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DONG, _VIETNAM = "704", "VN"
_BIN, _ACCOUNT = re.compile(r"\d{6}"), re.compile(r"[0-9A-Z]{4,19}")
_REFERENCE = re.compile(r"[0-9A-Z]{1,25}")
MOST = 10**12  # đồng; thirteen characters at most stand in the field


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as the code asks for it: bank (BIN of six digits), account number, đồng, words of the transfer."""

    bank: str
    account: str
    amount: int
    reference: str


def payload(transfer: Transfer) -> str:
    """The text of the code. Raises ValueError for what the fields cannot carry."""
    if not (_BIN.fullmatch(transfer.bank) and _ACCOUNT.fullmatch(transfer.account)):
        raise ValueError("a bank has six digits, an account 4 to 19 digits or capital letters")
    if not (0 < transfer.amount < MOST and _REFERENCE.fullmatch(transfer.reference)):
        raise ValueError("an amount is above nought, a reference has 1 to 25 digits or capital letters")
    beneficiary = _field("00", transfer.bank) + _field("01", transfer.account)
    account = _field("00", _NAPAS) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)
    said = "".join(
        (
            _field("00", "01"),
            _field("01", "12"),  # 12: for one payment, with its amount
            _field("38", account),
            _field("53", _DONG),
            _field("54", str(transfer.amount)),
            _field("58", _VIETNAM),
            _field("62", _field("08", transfer.reference)),
            "6304",
        )
    )
    return f"{said}{crc16(said.encode()):04X}"


def read(text: str) -> Transfer:
    """The transfer that a code asks for. Raises ValueError where the check sum or a field is wrong."""
    if len(text) < 8 or text[-8:-4] != "6304" or f"{crc16(text[:-4].encode()):04X}" != text[-4:]:
        raise ValueError("the check sum does not fit")
    fields = _fields(text)
    inside = _fields(fields["38"])
    beneficiary = _fields(inside["01"])
    if (inside["00"], fields["53"], fields["58"]) != (_NAPAS, _DONG, _VIETNAM):
        raise ValueError("no VietQR code")
    return Transfer(beneficiary["00"], beneficiary["01"], int(fields["54"]), _fields(fields["62"])["08"])


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF), as EMVCo asks for field 63."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
        value &= 0xFFFF
    return value


def _field(tag: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError(f"field {tag} is too long")
    return f"{tag}{len(value):02d}{value}"


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while text:
        tag, length = text[:2], text[2:4]
        if not length.isdigit() or len(text) < 4 + int(length):
            raise ValueError("a field is cut off")
        found[tag] = text[4 : 4 + int(length)]
        text = text[4 + int(length) :]
    return found
