"""When may a notice go out? Not at night, unless it would come too late."""

from datetime import datetime, time, timedelta

from motcua.core.moments import at, local, local_day

QUIET_FROM, QUIET_TO = time(21), time(7)  # local: nobody is woken by an office


def may_go_at(moment: datetime, *, must_before: datetime | None = None) -> datetime:
    """The moment itself by day, else seven in the morning; the moment itself where the morning would be too late.

    `must_before`: what is said loses its sense at that moment (an apology after the due time).
    """
    clock = local(moment).time()
    if QUIET_TO <= clock < QUIET_FROM:
        return moment
    morning = at(local_day(moment) + timedelta(days=clock >= QUIET_FROM), QUIET_TO)
    return moment if must_before is not None and must_before <= morning else morning


def next_morning(moment: datetime) -> datetime:
    """Seven o'clock of the next day: when what was too much for today goes out together."""
    return at(local_day(moment) + timedelta(days=1), QUIET_TO)
