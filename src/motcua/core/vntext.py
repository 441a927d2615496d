"""Is this the same Vietnamese text, how is it searched, where does it stand in a list, may it be a name?"""

import re
import unicodedata
from collections.abc import Collection

from motcua.core.refusals import Refused, refuse

# The alphabet in its order, with f, j, w, z in their Latin places (foreign names, brands).
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Breve, circumflex and horn make another letter; they are not tones.
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}
_WORD_END, _LEVEL_END = "!", " "
_DIGITS = re.compile(r"[0-9]+")
_NOT_OF_SLUGS = re.compile(r"[^a-z0-9]+")
# No Vietnamese letter needs a mark of its own after NFC; two leave room for foreign names.
_MOST_MARKS_IN_A_ROW = 2
_LIMIT_OF_RAW_TEXT = 8


def nfc(text: str) -> str:
    """The text in Unicode form NFC, the only form that is stored."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as search compares it: lower case, no accents, đ as d, one space between words.

    The same for NFC and NFD, for `hòa` and `hoà`; folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(_folded(char) for char in bare)
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def _folded(char: str) -> str:
    if char in "đĐ":
        return "d"
    return "" if unicodedata.category(char) in {"Mn", "Cf"} else char


def sort_key(text: str) -> str:
    """A key whose byte order is the Vietnamese alphabet's; kept in a column, since the database has no ICU.

    Words are compared letter by letter (Ă Â Đ Ê Ô Ơ Ư in their places), numbers by value (Phường 5 before
    Phường 11), and only then the tones, one for each word, so `hòa` and `hoà` stand together.
    Case and punctuation do not count.
    """
    letters, tones = [], []
    for word in _words(text):
        ranks, tone = _word_key(word)
        letters.append(ranks)
        tones.append(tone)
    return _WORD_END.join(letters) + _LEVEL_END + "".join(tones).rstrip("0")


def _words(text: str) -> list[str]:
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    return "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in lowered).split()


def _word_key(word: str) -> tuple[str, str]:
    """The rank of each letter, and the tone of the word ("0" for none)."""
    tone = "0"
    ranks = []
    for letter, found in _letters(word):
        ranks.append(_RANK.get(letter, letter))
        if tone == "0":
            tone = found
    return _DIGITS.sub(_number_key, "".join(ranks)), tone


def _letters(word: str) -> list[tuple[str, str]]:
    """Each letter without its tone, and the tone; other marks (of foreign names) are dropped."""
    letters: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(char):
            letters.append((char, "0"))
        elif letters:
            base, tone = letters[-1]
            joined = unicodedata.normalize("NFC", base + char) if char in _LETTER_MARKS else base
            letters[-1] = (joined if joined in _RANK else base, TONES.get(char, tone))
    return letters


def _number_key(digits: re.Match[str]) -> str:
    """How many digits first, then the digits: 5 becomes 15, 11 becomes 211, so that values compare."""
    number = digits.group().lstrip("0") or "0"
    nines, rest = divmod(len(number), 9)
    return "9" * nines + str(rest) + number


def free_slug(text: str, taken: Collection[str], *, limit: int, otherwise: str) -> str:
    """The text as a short word of an address that nobody has yet: `quan-11-thang-hanh-dong-2`.

    At most `limit` letters before the number; `otherwise` where nothing of the text is left.
    """
    base = _NOT_OF_SLUGS.sub("-", fold(text)).strip("-")[:limit].rstrip("-") or otherwise
    known, number, slug = set(taken), 1, base
    while slug in known:
        number += 1
        slug = f"{base}-{number}"
    return slug


def clean_line(text: str, limit: int, *, field: str, what: str) -> str:
    """One line of typed or pasted text as it is stored: NFC, single spaces; an empty line stays empty.

    `what` is the Vietnamese word for the thing, for the refusal. Refuses `text_too_long` (more than `limit`
    characters) and `text_has_marks` (control, invisible or direction characters, which can make a printed
    name read differently from the stored one).
    """
    if not text:
        return ""
    if len(text) > limit * _LIMIT_OF_RAW_TEXT + 1000:
        raise _too_long(what, limit, field)
    line = " ".join(nfc(text).split())
    if any(unicodedata.category(char).startswith("C") for char in line) or _stacks_marks(line):
        raise refuse(
            "text_has_marks",
            f"{what} có ký tự ẩn hoặc ký tự điều khiển không in được. Hãy xóa và gõ lại bằng bàn phím.",
            field=field,
        )
    if len(line) > limit:
        raise _too_long(what, limit, field)
    return line


def needed_line(text: str, limit: int, *, field: str, what: str) -> str:
    """The same where it must be said: nothing is refused as `‹field›_missing`."""
    line = clean_line(text, limit, field=field, what=what)
    if not line:
        raise refuse(
            f"{field}_missing", f"Chưa ghi {what[:1].lower()}{what[1:]}. Hãy ghi rồi làm lại.", field=field
        )
    return line


def _too_long(what: str, limit: int, field: str) -> Refused:
    return refuse(
        "text_too_long", f"{what} dài quá {limit} ký tự. Hãy ghi gọn lại.", field=field, limit=limit
    )


def clean_name(text: str, limit: int = 200, *, field: str = "name", what: str = "Họ và tên") -> str:
    """A name as it is stored: as `clean_line`, and at least one letter (`name_missing`)."""
    name = clean_line(text, limit, field=field, what=what)
    if not any(char.isalpha() for char in name):
        raise refuse(
            "name_missing",
            f"Chưa có {what[:1].lower()}{what[1:]}. Hãy ghi đúng như trên giấy tờ.",
            field=field,
        )
    return name


def _stacks_marks(line: str) -> bool:
    in_a_row = 0
    for char in line:
        in_a_row = in_a_row + 1 if unicodedata.combining(char) else 0
        if in_a_row > _MOST_MARKS_IN_A_ROW:
            return True
    return False
