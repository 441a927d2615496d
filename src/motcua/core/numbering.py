"""Which number comes next? In order, without gaps or doubles, under any concurrency."""

from dataclasses import dataclass
from typing import Any

from motcua.core.chain import GENESIS, canonical
from motcua.core.statements import ask


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
_SCOPE, _BEFORE, _DIGITS, _AFTER, _GENESIS = range(LABEL_VALUES)


def drawn(first: int, source: str = "") -> str:
    """The statement that draws a number of a `Label` whose values begin at `$first`, one for each row of `source`
    (of which there is at most one); gives its label.

    The head is the hash of motcua.core.chain.link over {"label": …}, so that drawing costs one question, not two.
    """
    scope, genesis = f"${first + _SCOPE}", f"${first + _GENESIS}::text"
    return f"""
        INSERT INTO core_numbercounter AS counter (scope, count, head)
        SELECT {scope}::text, 1, {_head(first, genesis, "1")} {source}
        ON CONFLICT (scope) DO UPDATE SET count = counter.count + 1,
            head = {_head(first, f"coalesce(nullif(counter.head, ''), {genesis})", "counter.count + 1")}
        RETURNING {_label(first, "count")} AS label
    """


def _label(first: int, number: str) -> str:
    before, digits, after = (f"${first + place}" for place in (_BEFORE, _DIGITS, _AFTER))
    zeros = f"lpad(({number})::text, greatest({digits}::int, length(({number})::text)), '0')"
    return f"{before}::text || {zeros} || {after}::text"


def _head(first: int, previous: str, number: str) -> str:
    content = f"""{previous} || E'\\n{{"label":"' || {_label(first, number)} || '"}}'"""
    return f"encode(sha256(convert_to({content}, 'UTF8')), 'hex')"


def _head_of_many(count: str, head: str) -> str:
    """The head after `$6` more numbers."""
    return f"""(
        WITH RECURSIVE chain(number, head) AS (
            SELECT ({count})::bigint, {head}
            UNION ALL
            SELECT number + 1, {_head(1, "head", "number + 1")} FROM chain WHERE number < {count} + $6::int
        )
        SELECT head FROM chain ORDER BY number DESC LIMIT 1
    )"""


def next_label(label: Label) -> str:
    """Give the next number of a series; its label.

    Must run in the transaction that uses the number: the counter's row stays locked until it ends, so a
    number given and then rolled back is given again. The head chains the labels, for `motcua verify`.
    """
    [(given,)] = ask(_NEXT, label.values())
    return str(given)


def next_labels(label: Label, how_many: int) -> list[str]:
    """The next labels of a series at once, in order, as `next_label`; one question however many."""
    if how_many == 1:
        return [next_label(label)]
    [(last,)] = ask(_NEXT_MANY, [*label.values(), how_many])
    return [label.text(number) for number in range(last - how_many + 1, last + 1)]


_NEXT = drawn(1)
_NEXT_MANY = f"""
    INSERT INTO core_numbercounter AS counter (scope, count, head)
    SELECT $1::text, $6::int, {_head_of_many("0", "$5::text")}
    ON CONFLICT (scope) DO UPDATE SET count = counter.count + $6::int,
        head = {_head_of_many("counter.count", "coalesce(nullif(counter.head, ''), $5::text)")}
    RETURNING count
"""
