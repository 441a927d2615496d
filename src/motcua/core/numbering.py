"""Which number comes next? In order, without gaps or doubles, under any concurrency."""

from collections.abc import Callable

from motcua.core.chain import GENESIS, canonical, link
from motcua.core.statements import ask

_LOCKED = """
    INSERT INTO core_numbercounter AS counter (scope, count, head) VALUES ($1, 0, '')
    ON CONFLICT (scope) DO UPDATE SET count = counter.count RETURNING count, head
"""
_SET = "UPDATE core_numbercounter SET count = $2, head = $3 WHERE scope = $1"
# The hash of motcua.core.chain.link over {"label": …}, so that a plain label costs one question instead of two.
_NEXT = """
    INSERT INTO core_numbercounter AS counter (scope, count, head)
    VALUES ($1, 1, encode(sha256(convert_to(
        $5::text || E'\\n{"label":"' || $2::text || lpad('1', $3::int, '0') || $4::text || '"}', 'UTF8')), 'hex'))
    ON CONFLICT (scope) DO UPDATE SET count = counter.count + 1, head = encode(sha256(convert_to(
        coalesce(nullif(counter.head, ''), $5::text) || E'\\n{"label":"' || $2::text
        || lpad((counter.count + 1)::text, greatest($3::int, length((counter.count + 1)::text)), '0')
        || $4::text || '"}', 'UTF8')), 'hex')
    RETURNING count
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


def next_label(scope: str, *, before: str, digits: int, after: str = "") -> str:
    """The same for the common label: the number with leading zeros between two texts, in one question."""
    for text in (before, after):
        if canonical(text) != f'"{text}"'.encode():
            raise ValueError(f"{text!r} is not written as it stands")
    [(count,)] = ask(_NEXT, [scope, before, digits, after, GENESIS])
    return f"{before}{count:0{digits}d}{after}"
