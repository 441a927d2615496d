"""Which online level holds on a day, and what does it open? (000 II.1.1; R-011, R-126)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

# From this level on a dossier may come in online or from a kiosk (promises 15).
LOWEST_ONLINE_LEVEL = 3
# At this level fee and result go online too: nobody has to come.
WHOLLY_ONLINE_LEVEL = 4


class OnlineLevel(StrEnum):
    """How far a procedure is offered online."""

    NOT_YET = "0"  # chưa đủ điều kiện
    FORMS = "2"  # mức độ 2
    PARTLY = "3"  # mức độ 3, một phần
    WHOLLY = "4"  # mức độ 4, toàn trình


LEVEL_LABELS = {
    OnlineLevel.NOT_YET: "Chưa đủ điều kiện",
    OnlineLevel.FORMS: "Mức độ 2: tải mẫu về điền, nộp tại quầy hoặc qua bưu chính",
    OnlineLevel.PARTLY: "Mức độ 3, một phần: nộp trực tuyến",
    OnlineLevel.WHOLLY: "Mức độ 4, toàn trình: nộp, trả phí và nhận kết quả trực tuyến",
}
_WORDS = {"chỉ cung cấp thông tin": 1, "một phần": 3, "toàn trình": 4}


@dataclass(frozen=True, slots=True)
class LevelFrom:
    """What was decided: the level from a day on; `order` tells the later written of two of one day."""

    valid_from: date
    order: int
    level: str


@lru_cache(maxsize=64)
def level_number(level: int | str) -> int:
    """2, 3, 4 as the plans of 2022 speak; một phần 3, toàn trình 4 since 2025-07-01; anything else 0."""
    words = str(level).strip().lower()
    return int(words) if words.isdigit() else _WORDS.get(words, 0)


def level_that_holds(decided: Iterable[LevelFrom], day: date, otherwise: str) -> str:
    """The decision that began last holds, whichever of the unit or those above it took it; else the catalogue's."""
    begun = [one for one in decided if one.valid_from <= day]
    return max(begun, key=lambda one: (one.valid_from, one.order)).level if begun else otherwise


def filed_online(level: int | str) -> bool:
    """Whether a dossier may come in online or from a kiosk."""
    return level_number(level) >= LOWEST_ONLINE_LEVEL


def wholly_online(level: int | str) -> bool:
    """Whether everything from filing to result goes without a visit."""
    return level_number(level) >= WHOLLY_ONLINE_LEVEL
