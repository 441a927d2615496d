"""When is a notice tried again, when is it given up, how many does one person get on a day?"""

from datetime import datetime, timedelta

from motcua.notices.terms import NoticeChannel

# After the first, second… failure; after the last of them it is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
MOST_TRIES = len(WAITS) + 1
LONGEST_WAIT = timedelta(hours=6)
# What comes within this stretch for one person by one way becomes one message.
GATHERED_WITHIN = timedelta(minutes=3)
# Messages to one address on one day; more become one message of the next morning.
MOST_A_DAY: dict[NoticeChannel, int] = {
    NoticeChannel.EMAIL: 20, NoticeChannel.ZALO: 10, NoticeChannel.SMS: 8, NoticeChannel.PHONE: 1000,
}  # fmt: skip


def next_try(tries: int, at: datetime, *, asked: timedelta | None = None) -> datetime | None:
    """When to try again after `tries` failures, None to give up; `asked`: how long the carrier told us to wait."""
    if tries >= MOST_TRIES:
        return None
    wait = WAITS[tries - 1] if tries else timedelta(0)
    return at + max(wait, min(asked or timedelta(0), LONGEST_WAIT))
