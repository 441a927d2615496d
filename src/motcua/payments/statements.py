"""What does a line of a bank statement say? Columns by their heads, one transfer a line; pure.

Heads are read without accents and case, as banks write them; money that went out is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.refusals import refuse
from motcua.core.vntext import fold, nfc

MOST_LINES = 5000
MOST_WORDS = 500
HEADS: dict[str, tuple[str, ...]] = {
    "day": ("ngày giao dịch", "ngày", "ngày hạch toán", "transaction date", "date"),
    "transaction": (
        "số giao dịch",
        "mã giao dịch",
        "số bút toán",
        "số tham chiếu",
        "transaction",
        "reference no",
    ),
    "amount": ("ghi có", "số tiền ghi có", "phát sinh có", "số tiền", "credit"),
    "words": ("nội dung", "diễn giải", "nội dung giao dịch", "mô tả", "description"),
}
_FIELD_OF = {fold(head): name for name, heads in HEADS.items() for head in heads}
TEMPLATE = tuple(heads[0] for heads in HEADS.values())
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})*(?:[.,]00?)?|\d+(?:[.,]00?)?")


@dataclass(frozen=True, slots=True)
class Credited:
    """Money that came into the account: row of the file, day, the bank's number of it, đồng, words."""

    number: int
    day: date
    transaction: str
    amount: int
    words: str


def read_statement(rows: Sequence[Sequence[str]]) -> tuple[Credited, ...]:
    """What came in, in the order of the file; the head may stand below some lines of the bank.

    Raises Refused: head_unknown, line_wrong, lines_missing, lines_too_many.
    """
    top, head = _head(rows)
    body = [(place, row) for place, row in enumerate(rows[top + 1 :], start=top + 2) if any(row)]
    if len(body) > MOST_LINES:
        raise refuse(
            "lines_too_many", f"Nhiều nhất {MOST_LINES} dòng một tệp. Hãy chia nhỏ sao kê.", field="file"
        )
    found = tuple(line for place, row in body if (line := _line(place, dict(zip(head, row, strict=False)))))
    if not found:
        raise refuse("lines_missing", "Tệp không có khoản tiền vào nào. Hãy chọn đúng sao kê.", field="file")
    return found


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    for place, row in enumerate(rows[:30]):
        names = [_FIELD_OF.get(fold(cell).strip(), "") for cell in row]
        if set(HEADS) <= set(names):
            return place, [name if names.index(name) == column else "" for column, name in enumerate(names)]
    raise refuse(
        "head_unknown",
        f"Không thấy dòng tên cột của sao kê. Hãy dùng các cột: {', '.join(TEMPLATE)}.",
        field="file",
    )


def _line(place: int, cells: dict[str, str]) -> Credited | None:
    amount = amount_of(cells.get("amount", ""))
    if amount == 0:
        return None
    day, transaction = day_of(cells.get("day", "")), nfc(cells.get("transaction", "")).strip()
    if amount is None or day is None or not 0 < len(transaction) <= 100:
        raise refuse(
            "line_wrong",
            f"Dòng {place} của sao kê thiếu hoặc sai ngày, số giao dịch hay số tiền. Hãy sửa dòng này rồi nạp lại.",
            field="file",
            line=place,
        )
    words = "".join(sign for sign in nfc(cells.get("words", "")) if sign.isprintable())
    return Credited(place, day, transaction, amount, words[:MOST_WORDS])


def amount_of(text: str) -> int | None:
    """Whole đồng: `25000`, `25.000`, `25,000.00`; nought for an empty cell or money that went out (`-25.000`),
    None for anything else."""
    said = text.replace(" ", "").removesuffix("đ").removesuffix("VND").strip("+")
    if said in {"", "-", "0"}:
        return 0
    if said.startswith("-"):
        return None if amount_of(said[1:]) is None else 0
    if not said.isascii() or not _GROUPED.fullmatch(said) or len(said) > 20:
        return None
    return int(re.sub(r"[.,]", "", re.sub(r"[.,]00?$", "", said)))


def day_of(text: str) -> date | None:
    """`16/05/2022` or `2022-05-16`, with or without a time behind it."""
    said = text.strip()
    try:
        if found := _DAY.match(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.fromisoformat(said).date()
    except ValueError:
        return None
