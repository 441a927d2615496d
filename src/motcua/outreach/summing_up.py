"""What did people answer to a survey? Each question with how many answered, and how. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.outreach.asking_rules import SCALE, Asked, Said
from motcua.outreach.terms import AnswerKind


@dataclass(frozen=True, slots=True)
class Line:
    """One possible answer and how many gave it; `tenths` is the share in tenths of a percent, cut, not rounded up."""

    label: str
    count: int
    tenths: int

    @property
    def share(self) -> str:
        """The share as it is shown."""
        return f"{self.tenths // 10},{self.tenths % 10} %"


@dataclass(frozen=True, slots=True)
class Summed:
    """One question: how many answered, how many left it out; marks in hundredths for a scale; words of a text."""

    question: Asked
    answered: int
    left_out: int
    lines: tuple[Line, ...] = ()
    hundredths: int | None = None
    words: tuple[str, ...] = ()

    @property
    def mean(self) -> str:
        """The mean mark of a scale, cut to two places; nothing where nobody answered."""
        if self.hundredths is None:
            return ""
        return f"{self.hundredths // 100},{self.hundredths % 100:02d}"


def sum_up(questions: Sequence[Asked], answers: Iterable[Mapping[str, Said]]) -> tuple[Summed, ...]:
    """Every question with its figures; the answers of one person are never shown together."""
    sheets = list(answers)
    return tuple(_summed(one, [sheet.get(one.key) for sheet in sheets]) for one in questions)


def _summed(question: Asked, said: Sequence[Said | None]) -> Summed:
    given = [one for one in said if one is not None and one != ""]
    answered, left_out = len(given), len(said) - len(given)
    if question.kind is AnswerKind.TEXT:
        words = tuple(sorted(str(one) for one in given))
        return Summed(question, answered, left_out, words=words)
    if question.kind is AnswerKind.SCALE:
        lines = tuple(_line(str(mark), given.count(mark), answered) for mark in reversed(SCALE))
        marks = sum(int(one) for one in given)
        return Summed(question, answered, left_out, lines, marks * 100 // answered if answered else None)
    lines = tuple(_line(label, given.count(place), answered) for place, label in enumerate(question.choices))
    return Summed(question, answered, left_out, lines)


def _line(label: str, count: int, answered: int) -> Line:
    return Line(label, count, count * 1000 // answered if answered else 0)
