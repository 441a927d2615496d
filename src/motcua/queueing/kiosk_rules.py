"""When is a ticket that a kiosk gave without network taken in? Pure: on its own day, and not from a time to come."""

from datetime import datetime, timedelta

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal

# A machine in a hall may go this much before the server's clock; such a ticket counts from now.
CLOCK_AHEAD = timedelta(minutes=2)
# At once handed in: a whole morning of one machine.
MOST_AT_ONCE = 500
NOT_TODAY = Refusal(
    "offline_not_today",
    "Số này phát vào ngày khác nên không còn dùng được. Hãy mời người có phiếu lấy số mới.",
)
FUTURE = Refusal(
    "offline_future",
    "Giờ ghi trên số này chưa tới: đồng hồ của ki-ốt sai. Hãy chỉnh đồng hồ và mời người có phiếu lấy số mới.",
)


def why_not_merge(issued_at: datetime, now: datetime) -> Refusal | None:
    """Why an offline ticket of that moment is not taken in at `now`; both aware."""
    if local_day(issued_at) != local_day(now):
        return NOT_TODAY
    return FUTURE if issued_at > now + CLOCK_AHEAD else None


def moment_of(issued_at: datetime, now: datetime) -> datetime:
    """When it counts as issued: when the kiosk says, never later than now."""
    return min(issued_at, now)
