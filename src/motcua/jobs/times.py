"""Which cron says a time of the office's day? The worker reads cron in UTC, whatever the machine's own zone is."""

from datetime import UTC, datetime

from motcua.core.moments import VN


def every_day(hour: int, minute: int) -> str:
    """Cron of a task that runs once a day at that time in Việt Nam, which keeps no summer time."""
    then = datetime(2020, 1, 2, hour, minute, tzinfo=VN).astimezone(UTC)
    return f"{then.minute} {then.hour} * * *"
