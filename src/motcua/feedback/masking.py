"""Which personal data stands in free words, and how do they read without it? Pure; rather too much than too little."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from motcua.core.vntext import nfc

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
# Surnames borne by nearly everybody; a rarer one is found behind a word of address.
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lâm|Trịnh|Đoàn|"
    "Phùng|Tạ|Quách|Vương|Tô|Kiều|Đào|Triệu|Thạch|Tăng|Nông|Giàng"
)
# These are words and places too: a name only with two words behind them.
_WORDLIKE = "Mai|Cao|Châu|Thái|Lương|Hà|La|Kim|Sơn|Chu|Lò|Vàng"
_ADDRESSED = (
    "[Oo]ng|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]án bộ|[Đđ]ồng chí|[Tt]ên(?: là)?"
)
_NO_NAMES = frozenset(
    "Phường Xã Quận Huyện Tỉnh Thành Bộ Sở Phòng Ban Ủy UBND Tư Một Quầy Công Văn Nhà Hành Trung Tôi Ấy Này".split()
)
_NOT_A_PERSON = frozenset({"Hồ Chí Minh", "Lê Hồng Phong"})
# A sum never begins with a nought; a telephone number or one of a paper does.
_MONEY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
# "nguyễn thị tám" is a name however it is typed; without văn or thị only capitals tell.
_WITH_MIDDLE = rf"\b(?:{_SURNAMES}|{_WORDLIKE})(?: [^\W\d_]+)? (?:văn|thị) [^\W\d_]+"
_CAPITALS = (
    rf"\b(?:(?:{_SURNAMES}|{_SURNAMES.upper()})(?: {_WORD}){{1,4}}|"
    rf"(?:{_WORDLIKE}|{_WORDLIKE.upper()})(?: {_WORD}){{2,4}})"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """The words without what was found; `found` names it, each kind once, in the order it was looked for."""

    text: str
    found: tuple[str, ...]


def _digits(match: re.Match[str]) -> str:
    return match[0] if _MONEY.fullmatch(match[0]) else "[số]"


def _behind_address(match: re.Match[str]) -> str:
    return match[0] if match[2].split()[0] in _NO_NAMES else f"{match[1]} [tên]"


def _whole_name(match: re.Match[str]) -> str:
    return match[0] if match[0] in _NOT_A_PERSON else "[tên]"


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("thư điện tử", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*"), lambda match: "[thư điện tử]"),
    (
        "mã hồ sơ",
        re.compile(r"\b[A-Z]?\d*[A-Z0-9.]*-(?:NT-|TN-)?\d{6}-\d{3,6}\b"),
        lambda match: "[mã hồ sơ]",
    ),
    ("số điện thoại, số giấy tờ", re.compile(r"\+?\d(?:[ .\-]{0,2}\d){7,}"), _digits),
    ("số hộ chiếu", re.compile(r"\b[A-Z]{1,2}\d{6,8}\b"), lambda match: "[số]"),
    (
        "địa chỉ",
        re.compile(r"\b(?:[Ss]ố nhà|[Nn]gõ|[Hh]ẻm|[Kk]iệt|[Nn]gách)\s+\d[\w/]*"),
        lambda match: "[địa chỉ]",
    ),
    ("họ tên", re.compile(_CAPITALS), _whole_name),
    ("họ tên", re.compile(_WITH_MIDDLE, re.IGNORECASE), lambda match: "[tên]"),
    ("họ tên", re.compile(rf"\b({_ADDRESSED})\s+({_WORD}(?: {_WORD}){{0,3}})"), _behind_address),
)


def masked(words: str) -> Masked:
    """The words in NFC with identity and telephone numbers, addresses, codes and names taken out."""
    text, found = nfc(words), []
    for kind, pattern, instead in _KINDS:
        changed = pattern.sub(instead, text)
        if changed != text:
            found.append(kind)
            text = changed
    return Masked(text, tuple(dict.fromkeys(found)))
