"""What runs once a day runs at the office's hour, at night, and not seven hours later by the machine's."""

from datetime import datetime
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicTask

from motcua.core.moments import VN, local
from motcua.jobs.times import every_day
from tests.cast import at

EVENING = at("2026-11-22 18:00")


def runs(task: PeriodicTask[Any, Any, Any], many: int = 1) -> list[datetime]:
    """The next times after that evening at which the worker begins it, as the office's clock shows them."""
    found, after = [], EVENING.timestamp()
    for _ in range(many):
        after = task.croniter.get_next(ret_type=float, start_time=after)
        found.append(datetime.fromtimestamp(after, VN))
    return found


def planned() -> dict[str, PeriodicTask[Any, Any, Any]]:
    """Every task that runs by itself, by name."""
    return {name: task for (name, _id), task in app.periodic_registry.periodic_tasks.items()}


@pytest.mark.requirement("R-087")
@pytest.mark.parametrize(
    ("name", "time"), [("record_daily_heads", "00:10"), ("archive_closed", "00:50"), ("verify", "01:30")]
)
def test_heads_archive_and_the_check_of_everything_come_every_night(name: str, time: str) -> None:
    assert [f"{moment:%d/%m %H:%M}" for moment in runs(planned()[name], 2)] == [
        f"23/11 {time}",
        f"24/11 {time}",
    ]


def test_what_runs_once_a_day_is_over_before_a_desk_opens() -> None:
    pairs = {name: runs(task, 2) for name, task in planned().items()}
    daily = {name: first for name, (first, second) in pairs.items() if (second - first).days >= 1}
    assert {"end_day_of_halls", "mark_uncollected", "succeed_ended"} <= daily.keys()
    assert {name: f"{moment:%H:%M}" for name, moment in daily.items() if moment.hour >= 7} == {}


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (0, 10), (6, 59), (7, 0), (23, 59)])
def test_a_time_of_the_office_is_written_for_a_worker_that_reads_utc(hour: int, minute: int) -> None:
    said_minute, said_hour, *rest = every_day(hour, minute).split()
    moment = local(datetime.fromisoformat(f"2026-11-22T{int(said_hour):02}:{int(said_minute):02}+00:00"))
    assert (moment.hour, moment.minute, rest) == (hour, minute, ["*"] * 3)
