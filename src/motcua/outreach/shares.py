"""Which share of the focal points, and of those who settle, was trained? Pure: sets in, figures out."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainedShare:
    """How many of a group came to a course; both are people, each once."""

    trained: int
    people: int

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, cut; None of nobody."""
        return self.trained * 1000 // self.people if self.people else None

    @property
    def text(self) -> str:
        """`12/40 (30,0 %)`, or a dash."""
        if self.tenths is None:
            return "–"
        return f"{self.trained}/{self.people} ({self.tenths // 10},{self.tenths % 10} %)"


def share_of(people: Collection[Hashable], came: Collection[Hashable]) -> TrainedShare:
    """Of these people those who came; who came without being one of them does not count."""
    wanted = set(people)
    return TrainedShare(len(wanted & set(came)), len(wanted))
