"""How often did something die lately, and when may it be started again?"""

from collections import deque
from typing import ClassVar


class Deaths:
    """The deaths of one process. A first death is mended at once, each further one later, too many not at all."""

    MOST: ClassVar[int] = 20
    WINDOW: ClassVar[float] = 120  # seconds
    _LONGEST_WAIT: ClassVar[float] = 5

    def __init__(self) -> None:
        self._moments: deque[float] = deque()

    def count(self, now: float) -> float | None:
        """Count a death at `now` (seconds of any clock that only goes forward).

        Gives the seconds to wait before the next start, or None when it died `MOST` times within `WINDOW`.
        """
        while self._moments and self._moments[0] <= now - self.WINDOW:
            self._moments.popleft()
        self._moments.append(now)
        if len(self._moments) >= self.MOST:
            return None
        return min(0.5 * (len(self._moments) - 1), self._LONGEST_WAIT)
