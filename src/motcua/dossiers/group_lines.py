"""What does a line of a list say? Columns by their Vietnamese heads, one dossier a line; pure.

Heads are read without accents and case. A line says its own applicant, or is brought by the group's.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import fold

MOST_LINES = 1000
# field → heads under which files bring it
HEADS: dict[str, tuple[str, ...]] = {
    "name": ("họ và tên", "họ tên", "người yêu cầu", "tên"),
    "id_number": ("số giấy tờ", "số cccd", "cccd", "số định danh"),
    "phone": ("số điện thoại", "điện thoại"),
    "address": ("địa chỉ",),
    "title": ("tên giấy tờ", "giấy tờ"),
    "pages": ("số trang",),
    "copies": ("số bản",),
}
_FIELD_OF = {fold(head): name for name, heads in HEADS.items() for head in heads}
TEMPLATE = tuple(heads[0] for heads in HEADS.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One line as written; `number` is its row in the file, as a spreadsheet program counts (head = 1)."""

    number: int
    name: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    title: str = ""
    pages: str = ""
    copies: str = ""

    @property
    def digest(self) -> str:
        """What the line says, wherever it stands: the same line sent again is known by it."""
        said = {
            name: fold(value) if isinstance(value, str) else value for name, value in asdict(self).items()
        }
        said.pop("number")
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def items(self) -> tuple[dict[str, object], ...]:
        """The paper to certify; empty where the line names none. Raises Refused: item_wrong."""
        if not (self.title or self.pages or self.copies):
            return ()
        if not (self.title and _whole(self.pages) and _whole(self.copies)):
            raise refuse(
                "item_wrong",
                "Dòng cần đủ tên giấy tờ, số trang và số bản (số nguyên). Hãy sửa dòng này.",
                field="file",
            )
        return ({"title": self.title, "pages": int(self.pages), "copies": int(self.copies)},)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


def read_lines(rows: Sequence[Sequence[str]]) -> tuple[Line, ...]:
    """The lines below the head; blank ones are left out.

    Raises Refused: head_unknown, lines_missing, lines_too_many.
    """
    head = [_FIELD_OF.get(fold(cell), "") for cell in rows[0]] if rows else []
    if not {"name", "title"} & set(head) or len([h for h in head if h]) != len({h for h in head if h}):
        raise refuse(
            "head_unknown",
            f"Dòng đầu của tệp phải là tên cột: {', '.join(TEMPLATE)}. Hãy dùng tệp mẫu.",
            field="file",
        )
    found = [
        Line(place, **{name: cell.strip() for name, cell in zip(head, row, strict=False) if name})
        for place, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    if not found:
        raise refuse(
            "lines_missing", "Tệp không có dòng nào dưới dòng tiêu đề. Hãy ghi danh sách.", field="file"
        )
    if len(found) > MOST_LINES:
        raise refuse(
            "lines_too_many", f"Nhiều nhất {MOST_LINES} dòng một tệp. Hãy chia nhỏ danh sách.", field="file"
        )
    return tuple(found)


def occurrences(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """Each line with how many equal ones stand above it: two equal lines are two wishes."""
    seen: dict[str, int] = {}
    counted = []
    for line in lines:
        counted.append((line, seen.get(line.digest, 0)))
        seen[line.digest] = seen.get(line.digest, 0) + 1
    return counted


@dataclass(frozen=True, slots=True)
class LineResult:
    """What came of a line: the dossier's code (`before`: already received earlier), or why not."""

    number: int
    name: str
    code: str = ""
    before: bool = False
    refusal: str = ""
    refusal_code: str = ""


def refused_line(line: Line, name: str, refused: Refused) -> LineResult:
    """The answer for a line that was refused."""
    return LineResult(
        line.number,
        name,
        refusal=refused.refusal.text,
        refusal_code=refused.refusal.code,
    )
