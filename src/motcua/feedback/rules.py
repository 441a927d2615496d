"""Until when is a slip rated, what is a low rating, which figures are small? Pure: `data/feedback.yaml` in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal
from motcua.core.yaml_files import read_yaml

FEEDBACK_FILE = Path(__file__).resolve().parents[3] / "data" / "feedback.yaml"
MOST_WORDS = 500
UNKNOWN = Refusal(
    "rating_code_unknown",
    "Không có phiếu nào mang mã này. Hãy xem lại mười chữ và số cạnh mã QR trên phiếu rồi nhập lại.",
    "code",
)
RATED_ALREADY = Refusal(
    "rated_already",
    "Phiếu này đã được đánh giá một lần. Cảm ơn ông/bà; còn phiếu khác thì hãy nhập mã của phiếu đó.",
    "code",
)


@dataclass(frozen=True, slots=True)
class RatingRule:
    """The settings: days, and the bounds of small, low and satisfied."""

    usable_days: int
    small: int
    low: int
    low_mark: int
    satisfied: int

    def last_day(self, issued_at: datetime) -> date:
        """The last day on which a slip of that moment is rated."""
        return local_day(issued_at) + timedelta(days=self.usable_days)

    def why_not(self, issued_at: datetime, now: datetime) -> Refusal | None:
        """Why a slip cannot be rated any more."""
        last = self.last_day(issued_at)
        if local_day(now) <= last:
            return None
        return Refusal(
            "rating_code_over",
            f"Phiếu này đánh giá được đến hết ngày {last:%d/%m/%Y}. Hãy gửi phản ánh, kiến nghị nếu còn điều muốn nói.",
            "code",
        )

    def is_low(self, satisfaction: int, marks: Iterable[int | None]) -> bool:
        """Whether the head should look at it (001/KH-UBND 2.2)."""
        return satisfaction <= self.low or any(mark is not None and mark <= self.low_mark for mark in marks)

    def is_small(self, answers: int) -> bool:
        """So few answers that the figure says little, and may say whose it is."""
        return answers < self.small


@lru_cache(maxsize=1)
def rating_rule() -> RatingRule:
    """The settings of the data file."""
    said = read_yaml(FEEDBACK_FILE)
    return RatingRule(
        **{name: int(said[name]) for name in ("usable_days", "small", "low", "low_mark", "satisfied")}
    )
