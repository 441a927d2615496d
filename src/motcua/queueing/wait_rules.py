"""Does a wait hold? Shown to a tenth of a minute and judged as it is shown (R-036: 30.0 passes, 30.1 fails).

Waits are kept to the microsecond and added exactly; only the sum's mean is rounded, half up, to a tenth of a minute. So
30 min 2 s (30.03) is 30.0 and holds; 30 min 3 s (30.05) is 30.1 and does not. What stands on the page was judged.
"""

TARGET_MINUTES = 30  # 004 annex I.13: trung bình tối đa 30 phút/01 lần đến giao dịch
TENTH_US = 6_000_000  # microseconds in a tenth of a minute


def tenths(microseconds: int, visits: int = 1) -> int:
    """Tenths of a minute of a wait, or of the mean of so many visits, half up."""
    return (2 * microseconds + TENTH_US * visits) // (2 * TENTH_US * visits)


def holds(tenths_of_minutes: int, limit_minutes: int) -> bool:
    """Whether a wait as shown is within the limit."""
    return tenths_of_minutes <= limit_minutes * 10


def least_above(limit_minutes: int) -> int:
    """The shortest wait, in microseconds, that is shown as more than the limit."""
    return limit_minutes * 10 * TENTH_US + TENTH_US // 2


def tenths_words(tenths_of_minutes: int | None) -> str:
    """`30,1`, or a dash for nothing."""
    return "–" if tenths_of_minutes is None else f"{tenths_of_minutes // 10},{tenths_of_minutes % 10}"
