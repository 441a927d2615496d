"""Do all screens of a hall hear of a call, in order, and again after the database was away?"""

import asyncio
import re
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError

import psycopg
import pytest
from django.db import connection

from config import clock
from motcua.queueing.actions.serving import finish, start
from motcua.queueing.models import Ticket
from tests.aside import aside
from tests.queueing.hall import MORNING, call, clerk, counter, desk_of, sit_down, take
from tests.web.live.listeners import Heard, Screens, database_url, live_process

pytestmark = [pytest.mark.usefixtures("seeded_alone"), pytest.mark.timeout(600)]

SCREENS = 200


@pytest.fixture
def live(seeded_alone: None, tmp_path: Path) -> Iterator[str]:
    """The address of the process, whose clock stands in the morning of the tests of the hall."""
    clock.keep_shift(tmp_path, clock.Shift(shown_at=MORNING, real_at=clock.real_now()))
    with live_process(tmp_path) as address:
        yield address


def call_and_serve(codes: int) -> int:
    """So many tickets are called and served one after the other, the last stays called; its event."""
    with closing(connection):  # of the thread that this runs in
        for _ in range(codes - 1):
            served = called()
            start(public_id=served.public_id, actor=clerk(), at=MORNING)
            finish(public_id=served.public_id, actor=clerk(), at=MORNING)
        return called().events.get(act="call").pk


def called() -> Ticket:
    """Whoever is next at counter 3."""
    ticket = call(counter(3))
    assert ticket is not None
    return ticket


def newest(heard: Heard) -> list[int]:
    """The newest call on the screen after each thing heard, where there was one."""
    shown = (re.search(r'data-event="(\d+)"', said["html"]) for _, said in heard.events)
    return [int(found[1]) for found in shown if found]


def played(address: str, screens: int, scene: Callable[[Screens], Awaitable[None]]) -> None:
    """Play a scene while so many screens listen."""

    async def play() -> None:
        listening = Screens(address, desk_of_q11, screens)
        task = asyncio.create_task(listening.listen())
        try:
            await listening.until_all(lambda heard: heard.events)
            await scene(listening)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    desk_of_q11 = desk_of().pk
    aside(play())


def test_two_hundred_screens_hear_of_every_call_in_order(live: str):
    for _ in range(6):
        take("A")
    sit_down(3)

    async def scene(screens: Screens) -> None:
        last = await asyncio.to_thread(call_and_serve, 6)
        await screens.until_all(lambda heard: newest(heard)[-1:] == [last])
        assert all(newest(heard) == sorted(newest(heard)) for heard in screens.heard)

    played(live, SCREENS, scene)


def test_screens_hear_again_by_themselves_after_the_database_was_away(live: str):
    take("A")
    take("A")
    sit_down(3)

    async def scene(screens: Screens) -> None:
        await asyncio.to_thread(cut_all_connections)
        last = await asyncio.to_thread(call_and_serve, 2)  # nobody listens to the database now
        await screens.until_all(
            lambda heard: newest(heard)[-1:] == [last] and "resync" in [kind for kind, _ in heard.events]
        )
        assert all(newest(heard) == sorted(newest(heard)) for heard in screens.heard)

    played(live, 20, scene)


def cut_all_connections() -> None:
    """End every connection to this database, as a server does that is killed."""
    with psycopg.connect(database_url(), autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def first_events(live: str, *, last_id: str = "") -> list[str]:
    """The first lines of a stream, up to the first data."""
    asked = urllib.request.Request(
        f"{live}/live/sanh/{desk_of().pk}/", headers={"Last-Event-ID": last_id} if last_id else {}
    )
    lines: list[str] = []
    with urllib.request.urlopen(asked, timeout=60) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["Access-Control-Allow-Origin"] == "*"
        while not (lines and lines[-1].startswith("data:")):
            lines.append(stream.readline().decode().strip())
    return [line for line in lines if line]


def test_who_comes_back_and_missed_nothing_is_not_told_again(live: str):
    take("A")
    told = first_events(live)
    name = next(line for line in told if line.startswith("id: ")).removeprefix("id: ")
    assert told[0] == "retry: 3000"
    assert "event: hall" in told
    assert "event: beat" in first_events(live, last_id=name)
    take("A")
    assert "event: hall" in first_events(live, last_id=name)


def test_what_is_no_hall_is_not_listened_to(live: str):
    refused = []
    for path in ("sanh/999999/", "sanh/x/", "../x", "sanh/1/x"):
        with pytest.raises(HTTPError) as answer:
            urllib.request.urlopen(f"{live}/live/{path}", timeout=60)
        refused.append(answer.value.code)
        answer.value.close()
    assert refused == [404, 404, 404, 404]
