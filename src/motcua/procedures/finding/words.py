"""Which procedures fit the words somebody typed, the best first? Without accents, with one letter wrong (R-017, R-303).

Every word must be met; where no procedure meets all, those that meet the weightiest part are offered as near.
A rare word weighs more than a common one, a word of the name more than one of the field.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.procedures.finding.spelling import apart, one_letter_less, one_letter_off, without_telex

_MOST_WORDS = 12
_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)+|[0-9]{4,}")
_WORD = re.compile(r"[^\W_]+")
# People write sentences; these say nothing about the procedure.
_SAID_ANYHOW = frozenset(
    "toi muon can xin lam cho o dau thi the nao nhu gi ve va cua thu tuc giay to".split()
)
_NAME, _SAID, _BESIDE = 3.0, 2.6, 1.0
_EXACT, _BEGUN, _SLIP = 1.0, 0.7, 0.5
_WHOLE_SAYING, _IN_SAYING, _IN_NAME, _AT_START = 14.0, 7.0, 6.0, 2.0
_NEAR_SHARE = 0.5
_SHORTEST_SLIP = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as it is searched; every text folded. `said`: what people call it, `beside`: other names, field."""

    code: str
    name: str
    beside: str = ""
    said: tuple[str, ...] = ()
    often: bool = False


@dataclass(frozen=True, slots=True)
class Fitting:
    """Codes, the best first; `near`: none met every word; `read_as`: the words as they were understood, if other."""

    codes: tuple[str, ...]
    near: bool = False
    read_as: str = ""


class Index:
    """The words of the catalogue; made once, asked any number of times by any thread."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._sayings = [tuple(_telling(text) for text in entry.said) for entry in self.entries]
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        for place, entry in enumerate(self.entries):
            self._take(place, _BESIDE, [entry.beside])
            self._take(place, _SAID, entry.said)
            self._take(place, _NAME, [entry.name])
        self._words = sorted(self._weights)
        self._slips: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= _SHORTEST_SLIP - 1:
                for less in one_letter_less(word):
                    self._slips[less].append(word)

    def _take(self, place: int, weight: float, texts: Iterable[str]) -> None:
        for text in texts:
            for word in _WORD.findall(text):
                of_word = self._weights[word]
                of_word[place] = max(weight, of_word.get(place, 0.0))

    def fitting(self, asked: str) -> Fitting:
        """What fits the folded text; nothing asked, nothing found."""
        if codes := _CODE.findall(asked):
            return Fitting(tuple(e.code for e in self.entries if all(code in e.code for code in codes)))
        words = list(self._understood(_WORD.findall(asked)[:_MOST_WORDS]))
        if not words:
            return Fitting(())
        said = " ".join(word.read for word in words)
        reached: dict[int, float] = defaultdict(float)
        met: dict[int, float] = defaultdict(float)
        for word in words:
            for place, worth in word.places.items():
                reached[place] += word.weight * worth
                met[place] += word.weight
        whole = sum(word.weight for word in words)
        full = [place for place in reached if met[place] >= whole - 1e-9]
        chosen = full or [place for place in reached if met[place] >= whole * _NEAR_SHARE]
        ranked = sorted(chosen, key=lambda place: (-reached[place] - self._phrase(place, said), place))
        typed = " ".join(word.typed for word in words)
        return Fitting(
            tuple(self.entries[place].code for place in ranked),
            near=not full and bool(chosen),
            read_as=said if said != typed else "",
        )

    def _phrase(self, place: int, said: str) -> float:
        """What it adds that the words stand together as they were typed."""
        entry, sayings = self.entries[place], self._sayings[place]
        padded = f" {said} "
        worth = 0.5 if entry.often else 0.0
        if said in sayings:
            worth += _WHOLE_SAYING
        elif any(padded in f" {one} " for one in sayings):
            worth += _IN_SAYING
        if padded in f" {entry.name} ":
            worth += _IN_NAME + (_AT_START if entry.name.startswith(said) else 0.0)
        return worth - min(len(entry.name), 400) / 400  # of two alike the shorter name

    def _understood(self, words: Sequence[str]) -> Iterator["_Word"]:
        telling = [word for word in words if word not in _SAID_ANYHOW] or list(words)
        for place, word in enumerate(telling):
            yield from self._one(word, last=place == len(telling) - 1)

    def _one(self, word: str, *, last: bool) -> Iterator["_Word"]:
        found = self._met(word, last=last)
        if found is None and (parts := apart(word, self._weights)):
            for part in parts:
                yield _Word(word, part, self._rarity(part), self._at(part, _EXACT))
            return
        yield found or _Word(word, word, self._rarity(word), {})

    def _met(self, word: str, *, last: bool) -> "_Word | None":
        """The word itself, one that begins so, one that was typed with its accents as letters, one letter wrong."""
        if word in self._weights:
            places = self._at(word, _EXACT)
            if last:
                places = self._begun(word) | places
            return _Word(word, word, self._rarity(word), places)
        if len(word) > 1 and (places := self._begun(word)):
            return _Word(word, word, self._rarity(word), places)
        plain = without_telex(word)
        if plain != word and plain in self._weights:
            return _Word(word, plain, self._rarity(plain), self._at(plain, _EXACT))
        if len(word) >= _SHORTEST_SLIP and (meant := self._slipped(word)):
            return _Word(word, meant, self._rarity(meant), self._at(meant, _SLIP))
        return None

    def _begun(self, start: str) -> dict[int, float]:
        places: dict[int, float] = {}
        at = bisect_left(self._words, start)
        while at < len(self._words) and self._words[at].startswith(start):
            for place, worth in self._at(self._words[at], _BEGUN).items():
                places[place] = max(worth, places.get(place, 0.0))
            at += 1
        return places

    def _slipped(self, word: str) -> str:
        """The commonest word of the catalogue that is one letter off."""
        near = {known for less in (word, *one_letter_less(word)) for known in self._slips.get(less, ())}
        near |= {less for less in one_letter_less(word) if less in self._weights}
        meant = [known for known in near if one_letter_off(word, known)]
        return max(meant, key=lambda known: (len(self._weights[known]), known), default="")

    def _at(self, word: str, quality: float) -> dict[int, float]:
        return {place: weight * quality for place, weight in self._weights[word].items()}

    def _rarity(self, word: str) -> float:
        held_by = len(self._weights.get(word, ()))
        return math.log(1 + len(self.entries) / (held_by or 1))


def _telling(text: str) -> str:
    words = text.split()
    return " ".join([word for word in words if word not in _SAID_ANYHOW] or words)


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    read: str
    weight: float
    places: Mapping[int, float]
