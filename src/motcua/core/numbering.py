"""Which number comes next? In order, without gaps or doubles, under any concurrency."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.core.chain import GENESIS, canonical, link
from motcua.core.statements import ask

_LOCKED = """
    INSERT INTO core_numbercounter AS counter (scope, count, head) VALUES ($1, 0, '')
    ON CONFLICT (scope) DO UPDATE SET count = counter.count RETURNING count, head
"""
_SET = "UPDATE core_numbercounter SET count = $2, head = $3 WHERE scope = $1"


@dataclass(frozen=True, slots=True)
class Label:
    """A series and the common shape of its labels: the number with leading zeros between two texts."""

    scope: str
    before: str
    digits: int
    after: str = ""

    def text(self, number: int) -> str:
        """The label of the n-th number."""
        return f"{self.before}{number:0{self.digits}d}{self.after}"

    def values(self) -> list[Any]:
        """What `drawn` takes, in its order. Raises ValueError for a text the chain would write otherwise."""
        for text in (self.before, self.after):
            if canonical(text) != f'"{text}"'.encode():
                raise ValueError(f"{text!r} is not written as it stands")
        return [self.scope, self.before, self.digits, self.after, GENESIS]


LABEL_VALUES = 5


def drawn(first: int, source: str = "") -> str:
    """The statement that draws a number of a `Label` whose values begin at `$first`, one for each row of `source`
    (of which there is at most one); gives its label.

    The head is the hash of motcua.core.chain.link over {"label": …}, so that drawing costs one question, not two.
    """
    scope, before, digits, after, genesis = (f"${first + place}" for place in range(LABEL_VALUES))

    def label(number: str) -> str:
        zeros = f"lpad(({number})::text, greatest({digits}::int, length(({number})::text)), '0')"
        return f"{before}::text || {zeros} || {after}::text"

    def head(previous: str, number: str) -> str:
        content = f"""{previous} || E'\\n{{"label":"' || {label(number)} || '"}}'"""
        return f"encode(sha256(convert_to({content}, 'UTF8')), 'hex')"

    return f"""
        INSERT INTO core_numbercounter AS counter (scope, count, head)
        SELECT {scope}::text, 1, {head(f"{genesis}::text", "1")} {source}
        ON CONFLICT (scope) DO UPDATE SET count = counter.count + 1,
            head = {head(f"coalesce(nullif(counter.head, ''), {genesis}::text)", "counter.count + 1")}
        RETURNING {label("count")} AS label
    """


def next_number(scope: str, label: Callable[[int], str]) -> str:
    """Give the next number of a series and return its label.

    Must run in the transaction that uses the number: the counter's row stays locked until it ends, so a
    number given and then rolled back is given again. The head chains the labels, for `motcua verify`.
    """
    [given] = next_numbers(scope, label, 1)
    return given


def next_numbers(scope: str, label: Callable[[int], str], how_many: int) -> list[str]:
    """The next numbers of a series at once, in order; two questions however many."""
    [(count, head)] = ask(_LOCKED, [scope])
    given = [label(number) for number in range(count + 1, count + how_many + 1)]
    for text in given:
        head = link(head or GENESIS, {"label": text})
    ask(_SET, [scope, count + how_many, head])
    return given


def next_labels(label: Label, how_many: int) -> list[str]:
    """The next labels of a series at once, in order, as `next_numbers`; one alone in one question."""
    if how_many == 1:
        return [next_label(label)]
    return next_numbers(label.scope, label.text, how_many)


def next_label(label: Label) -> str:
    """The same for the common label, in one question."""
    [(given,)] = ask(_NEXT, label.values())
    return str(given)


_NEXT = drawn(1)
