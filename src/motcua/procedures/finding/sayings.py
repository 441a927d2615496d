"""What do people call a procedure, and what happened to them? (data/search_words.yaml, data/life_events.yaml)"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from motcua.core.vntext import fold
from motcua.core.yaml_files import read_yaml

_SHORTEST = 5  # of what must be typed, the blanks around it counted
_DATA = Path(__file__).resolve().parents[4] / "data"
WORDS_FILE, EVENTS_FILE = _DATA / "search_words.yaml", _DATA / "life_events.yaml"


@dataclass(frozen=True, slots=True)
class EventStep:
    """One procedure of an event and what it is for."""

    code: str
    what_for: str


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happened, and which procedures follow, in order."""

    id: str
    name: str
    name_en: str
    hint: str
    words: tuple[str, ...]
    steps: tuple[EventStep, ...]


@lru_cache(maxsize=1)
def sayings() -> Mapping[str, tuple[str, ...]]:
    """Code → what people call it, folded."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_yaml(WORDS_FILE)["words"]:
        for code in row["codes"]:
            found[code] += [fold(text) for text in row["said"]]
    return {code: tuple(texts) for code, texts in found.items()}


@lru_cache(maxsize=1)
def life_events() -> tuple[LifeEvent, ...]:
    """The events in the order of the file."""
    return tuple(
        LifeEvent(
            id=row["id"],
            name=row["name"],
            name_en=row["en"],
            hint=row["hint"],
            words=tuple(fold(text) for text in [row["name"], *row["words"]]),
            steps=tuple(EventStep(step["code"], step["for"]) for step in row["steps"]),
        )
        for row in read_yaml(EVENTS_FILE)["events"]
    )


def events_meant(asked: str) -> tuple[LifeEvent, ...]:
    """The events whose name or words stand in what was typed, or the other way round."""
    text = f" {fold(asked)} "
    if len(text) < _SHORTEST:
        return ()
    return tuple(
        event
        for event in life_events()
        if any(f" {word} " in text or text in f" {word} " for word in event.words)
    )
