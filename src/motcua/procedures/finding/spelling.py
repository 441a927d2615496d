"""Was another word meant? One letter wrong, two words run together, accents typed as letters (Telex)."""

import re
from collections.abc import Collection

_TELEX_TONE = re.compile(r"[sfrxj]")
_TELEX_PAIRS = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", ""))
_SHORTEST_PART = 2


def one_letter_less(word: str) -> set[str]:
    """The word with each letter left out once."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def one_letter_off(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return one == other
    if len(one) == len(other):
        wrong = [place for place in range(len(one)) if one[place] != other[place]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    shorter, longer = sorted((one, other), key=len)
    return shorter in one_letter_less(longer)


def apart(word: str, known: Collection[str]) -> tuple[str, str] | None:
    """Two known words typed without the space between, the longer first one before the shorter."""
    for place in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        if word[:place] in known and word[place:] in known:
            return word[:place], word[place:]
    return None


def without_telex(word: str) -> str:
    """`chuwngs` as it looks without accents: `chung`; the first letter is never a tone."""
    plain = word[:1] + _TELEX_TONE.sub("", word[1:])
    for typed, meant in _TELEX_PAIRS:
        plain = plain.replace(typed, meant)
    return plain
