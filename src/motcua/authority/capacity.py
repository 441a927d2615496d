"""In whose name does a signer sign? The words above a signature (30/2020/NĐ-CP art. 13), one place for every paper."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Capacity(StrEnum):
    """How the power of a signer stands to that of the head."""

    HEAD = "head"  # người đứng đầu
    DEPUTY = "deputy"  # cấp phó ký thay (KT.)
    ORDER = "order"  # thừa lệnh (TL.)
    DELEGATED = "delegated"  # thừa ủy quyền (TUQ.)


CAPACITY_LABELS: dict[Capacity, str] = {
    Capacity.HEAD: "Người đứng đầu",
    Capacity.DEPUTY: "Cấp phó ký thay (KT.)",
    Capacity.ORDER: "Ký thừa lệnh (TL.)",
    Capacity.DELEGATED: "Ký thừa ủy quyền (TUQ.)",
}
MARKS: dict[Capacity, str] = {
    Capacity.DEPUTY: "KT.",
    Capacity.ORDER: "TL.",
    Capacity.DELEGATED: "TUQ.",
}
# What is lent by a document, for a time and for named procedures; the others are held with the office.
LENT = frozenset({Capacity.ORDER, Capacity.DELEGATED})

# The power as the step of an approval keeps it: title, prefix, capacity; body, delegation, instrument where they are.
Cited = Mapping[str, Any]


def prefix(capacity: Capacity, head_title: str) -> str:
    """`KT. CHỦ TỊCH`, `TL. CHỦ TỊCH`, `TUQ. CHỦ TỊCH`; nothing for the head."""
    mark = MARKS.get(capacity, "")
    return f"{mark} {head_title.upper()}" if mark else ""


def lines(power: Cited) -> tuple[str, ...]:
    """The lines above the signature as they are printed, the body that decides first.

    `("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")`. A delegate of the body signs `TUQ. ỦY BAN NHÂN DÂN`.
    """
    body, given, title = str(power.get("body", "")), str(power["prefix"]), str(power["title"])
    if not body:
        return tuple(part for part in (given, title.upper()) if part)
    capacity = power["capacity"]
    if capacity in LENT:
        return f"{MARKS[Capacity(capacity)]} {body.upper()}", title.upper()
    return tuple(part for part in (f"TM. {body.upper()}", given, title.upper()) if part)


def line(power: Cited) -> str:
    """The same as one line of a sentence, a list or a check page: `TUQ. CHỦ TỊCH Trưởng phòng Tư pháp`."""
    return " ".join([*lines(power)[:-1], str(power["title"])])


def citation(power: Cited) -> str:
    """The line with the document it rests on: `TUQ. CHỦ TỊCH Trưởng phòng Tư pháp, theo Quyết định số 12/QĐ-UBND…`."""
    said = line(power)
    return f"{said}, theo {power['instrument']}" if power.get("instrument") else said
