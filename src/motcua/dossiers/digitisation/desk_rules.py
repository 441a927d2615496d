"""Does a desk digitise, and is the target of its level met? Pure: counts and the rule in, a yes or no out."""

from dataclasses import dataclass
from datetime import date

# phụ lục I.12 of the Hải Phòng plan (source 004): half of the district desks, three tenths of the commune desks.
TARGETS: dict[str, int] = {"district": 50, "commune": 30}


@dataclass(frozen=True, slots=True)
class DeskRule:
    """A desk digitises where at least `share` percent of at least `least` dossiers have an electronic component."""

    share: int = 50
    least: int = 1
    since: date | None = None
    by: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """As it is shown with every figure that rests on it (R-083)."""
        return (
            f"Một quầy được tính là đã số hóa khi từ {self.share}% hồ sơ tiếp nhận trong kỳ trở lên có ít nhất một "
            f"thành phần bản điện tử, trên tối thiểu {self.least} hồ sơ."
        )


def digitises(received: int, with_copies: int, rule: DeskRule) -> bool:
    """Without rounding: 49.9 % is not 50 %."""
    return received >= rule.least and with_copies * 100 >= rule.share * received


@dataclass(frozen=True, slots=True)
class LevelShare:
    """How many desks of a level digitise, beside the target (R-081, R-082)."""

    level: str
    desks: int
    digitising: int
    target: int

    @property
    def met(self) -> bool | None:
        """None where the level has no desk."""
        return self.digitising * 100 >= self.target * self.desks if self.desks else None

    @property
    def words(self) -> str:
        """`33,3%`, cut and never rounded up; a dash where the level has no desk."""
        if not self.desks:
            return "–"
        tenths = self.digitising * 1000 // self.desks
        return f"{tenths // 10},{tenths % 10}%"
