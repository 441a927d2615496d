"""How is a call said in Vietnamese? Ticket code and counter become the names of clips, spoken one after the other."""

import unicodedata
from collections.abc import Iterator

CHIME = "chuong"
_CALL, _TO_COUNTER = "moi", "den-quay"
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_TEN, _TENS, _HUNDRED, _ODD, _ONE_AFTER_TENS, _FIVE_AFTER_TEN = "muoif", "muoi", "tram", "linh", "mots", "lam"
_MOST_IN_WORDS = 999

# Letters by the names that children learn; the key is the end of the clip's name, typed as in Telex.
_LETTERS = {
    "A": ("a", "a"), "Ă": ("aw", "á"), "Â": ("aa", "ớ"), "B": ("b", "bê"), "C": ("c", "xê"), "D": ("d", "dê"),
    "Đ": ("dd", "đê"), "E": ("e", "e"), "Ê": ("ee", "ê"), "F": ("f", "ép phờ"), "G": ("g", "giê"), "H": ("h", "hát"),
    "I": ("i", "i"), "J": ("j", "di"), "K": ("k", "ca"), "L": ("l", "e lờ"), "M": ("m", "em mờ"),
    "N": ("n", "en nờ"), "O": ("o", "o"), "Ô": ("oo", "ô"), "Ơ": ("ow", "ơ"), "P": ("p", "pê"), "Q": ("q", "quy"),
    "R": ("r", "e rờ"), "S": ("s", "ét sì"), "T": ("t", "tê"), "U": ("u", "u"), "Ư": ("uw", "ư"), "V": ("v", "vê"),
    "W": ("w", "vê kép"), "X": ("x", "ích xì"), "Y": ("y", "y dài"), "Z": ("z", "dét"),
}  # fmt: skip

# Name of a clip → what is said in it. A human recording brings the same names (docs/huong-dan/man-hinh.md).
CLIPS: dict[str, str] = {
    _CALL: "Mời ông bà có số thứ tự",
    _TO_COUNTER: "đến quầy số",
    **{f"so-{digit}": said for digit, said in enumerate(_DIGITS)},
    _TEN: "mười",
    _TENS: "mươi",
    _HUNDRED: "trăm",
    _ODD: "linh",
    _ONE_AFTER_TENS: "mốt",
    _FIVE_AFTER_TEN: "lăm",
    **{f"chu-{name}": said for name, said in _LETTERS.values()},
}


def call_clips(code: str, counter: int) -> tuple[str, ...]:
    """The clips of "Mời ông/bà có số thứ tự A không bốn hai đến quầy số ba", in order, the chime first.

    `code`: letters and digits, each said alone; marks between them (- . / space) are silent.
    Raises ValueError for a code without anything to say, with another sign, or a counter below 0.
    """
    return (CHIME, _CALL, *code_clips(code), _TO_COUNTER, *number_clips(counter))


def code_clips(code: str) -> tuple[str, ...]:
    """Each letter and digit of a ticket's code; whoever waits compares them sign by sign with their paper."""
    signs = [sign for sign in unicodedata.normalize("NFC", code).upper() if sign not in "-./ "]
    if not signs:
        raise ValueError("nothing to say")
    return tuple(_sign(sign) for sign in signs)


def number_clips(number: int) -> tuple[str, ...]:
    """A number as people say it (21: hai mươi mốt, 105: một trăm linh năm); from 1000 on digit by digit."""
    if number < 0:
        raise ValueError("a number of a counter is not negative")
    if number > _MOST_IN_WORDS:
        return tuple(f"so-{digit}" for digit in str(number))
    return tuple(_in_words(number))


def sentence(code: str, counter: int) -> str:
    """What is said, as text: for the page's own words and for somebody who records a voice."""
    said = " ".join(CLIPS[name] for name in (*code_clips(code), _TO_COUNTER, *number_clips(counter)))
    return f"Mời ông/bà có số thứ tự {said}"


def _sign(sign: str) -> str:
    if sign in "0123456789":
        return f"so-{sign}"
    if sign in _LETTERS:
        return f"chu-{_LETTERS[sign][0]}"
    raise ValueError(f"no clip for {sign!r}")


def _in_words(number: int) -> Iterator[str]:
    hundreds, rest = divmod(number, 100)
    if hundreds:
        yield f"so-{hundreds}"
        yield _HUNDRED
        if rest == 0:
            return
        if rest < 10:
            yield _ODD
    yield from _below_hundred(rest)


def _below_hundred(number: int) -> Iterator[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        yield f"so-{ones}"
        return
    if tens == 1:
        yield _TEN
    else:
        yield f"so-{tens}"
        yield _TENS
    if ones == 1 and tens > 1:
        yield _ONE_AFTER_TENS
    elif ones == 5:
        yield _FIVE_AFTER_TEN
    elif ones:
        yield f"so-{ones}"
