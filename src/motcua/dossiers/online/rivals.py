"""Two browsers wrote one page of a draft: which stays? Pure: digests of what was seen, nothing is lost."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def seen_digest(answers: Mapping[str, Any]) -> str:
    """What a page showed, in 16 letters: sent back with the form, it says on what the person wrote."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What becomes of a page: `kept` stands now; `rival` waits to be chosen, None where nothing collides."""

    kept: Mapping[str, Any]
    rival: Mapping[str, Any] | None = None


def meet(*, now: Mapping[str, Any], typed: Mapping[str, Any], seen: str) -> Meeting:
    """`now` stands in the draft, `typed` was sent, written on what had the digest `seen` ("" where not said).

    Another page changed elsewhere hinders nothing; the same words twice are no quarrel.
    """
    if dict(now) == dict(typed) or not now or not seen or seen == seen_digest(now):
        return Meeting(typed)
    return Meeting(now, typed)
