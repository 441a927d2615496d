"""Who hears of which desk, in which order, and who is let go?"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from motcua.web.live import hub as hub_module
from motcua.web.live.hub import Client, End, Full, Hub, Unread
from motcua.web.live.listening import desk_of
from motcua.web.live.messages import AWAY, KNOWN, RETRY, Told
from tests.aside import aside


@dataclass
class Hall:
    """A hall that is read: its state counts up, and it can fail or be held back."""

    number: int = 1
    readings: int = 0
    fails: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, desk: int) -> Told | None:
        self.readings += 1
        number = self.number
        await self.gate.wait()
        if self.fails:
            raise OSError("away")
        return Told(str(number), f'{{"desk":{desk},"n":{number}}}') if desk < 90 else None


def played(scene: Callable[[Hub, Hall], Awaitable[None]]) -> None:
    """Play a scene in a hub with a database."""

    async def play() -> None:
        hall = Hall()
        hall.gate.set()
        async with opened(hall) as hub:
            await scene(hub, hall)

    async def in_time() -> None:
        await asyncio.wait_for(play(), 30)

    aside(in_time())


@asynccontextmanager
async def opened(hall: Hall) -> AsyncIterator[Hub]:
    hub = Hub(hall.read)
    hub.database_back()
    yield hub
    for channel in list(hub._channels.values()):
        for client in list(channel.clients):
            hub.leave(channel.desk, client)


async def joined(hub: Hub, desk: int = 1, **more: Any) -> Client:
    client = await hub.join(desk, **more)
    assert client is not None
    assert await client.queue.get() == RETRY
    return client


async def heard(client: Client) -> str:
    message = await asyncio.wait_for(client.queue.get(), 10)
    assert isinstance(message, bytes)
    return message.decode()


def test_who_joins_hears_what_is_true_now_and_then_each_change_in_order():
    async def scene(hub: Hub, hall: Hall) -> None:
        client = await joined(hub)
        assert await heard(client) == 'id: 1\nevent: hall\ndata: {"desk":1,"n":1}\n\n'
        for number in range(2, 12):
            hall.number = number
            hub.desk_changed(1)
            assert f'"n":{number}' in await heard(client)

    played(scene)


def test_calls_that_come_while_one_is_read_are_read_again_and_none_is_overtaken():
    async def scene(hub: Hub, hall: Hall) -> None:
        client = await joined(hub)
        await heard(client)
        await asyncio.sleep(0.05)
        hall.gate.clear()
        hall.number = 2
        hub.desk_changed(1)
        await asyncio.sleep(0.05)
        hall.number = 3
        for _ in range(50):
            hub.desk_changed(1)
        hall.gate.set()
        assert ['"n":2' in await heard(client), '"n":3' in await heard(client)] == [True, True]
        await asyncio.sleep(0.05)
        assert client.queue.empty()
        assert hall.readings <= 4

    played(scene)


def test_a_desk_hears_nothing_of_another_and_of_nothing_new():
    async def scene(hub: Hub, hall: Hall) -> None:
        one, other = await joined(hub, 1), await joined(hub, 2)
        assert '"desk":1' in await heard(one)
        assert '"desk":2' in await heard(other)
        await asyncio.sleep(0.05)
        hub.desk_changed(1)  # nothing of what is shown changed
        await asyncio.sleep(0.05)
        assert one.queue.empty()
        hall.number = 7
        hub.desk_changed(1)
        assert '"n":7' in await heard(one)
        assert other.queue.empty()

    played(scene)


def test_two_hundred_screens_that_come_at_once_ask_one_question():
    async def scene(hub: Hub, hall: Hall) -> None:
        hall.gate.clear()
        coming = [asyncio.create_task(joined(hub)) for _ in range(200)]
        await asyncio.sleep(0.05)
        assert hall.readings == 1
        hall.gate.set()
        clients = await asyncio.gather(*coming)
        assert all(['"n":1' in await heard(client) for client in clients])
        assert hub.clients == 200

    played(scene)


def test_a_screen_that_missed_nothing_is_not_told_again():
    async def scene(hub: Hub, hall: Hall) -> None:
        first = await joined(hub)
        await heard(first)
        again = await joined(hub, last_id="1")
        assert await heard(again) == KNOWN.decode()
        other = await joined(hub, last_id="0")
        assert "event: hall" in await heard(other)

    played(scene)


def test_after_the_database_was_away_everything_is_told_anew_even_if_nothing_changed():
    async def scene(hub: Hub, hall: Hall) -> None:
        client = await joined(hub)
        await heard(client)
        hub.database_lost()
        hub.beat("2026-11-22T09:00:00+07:00")
        assert await heard(client) == AWAY.decode()
        with pytest.raises(Unread):
            await hub.join(1)
        hub.database_back()
        assert "event: resync" in await heard(client)
        hub.beat("2026-11-22T09:00:15+07:00")
        assert await heard(client) == 'event: beat\ndata: {"at": "2026-11-22T09:00:15+07:00"}\n\n'

    played(scene)


def test_a_desk_that_cannot_be_read_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub_module, "_PAUSE_AFTER_FAULT", 0.01)

    async def scene(hub: Hub, hall: Hall) -> None:
        client = await joined(hub)
        await heard(client)
        hall.fails, hall.number = True, 2
        hub.desk_changed(1)
        await asyncio.sleep(0.1)
        assert client.queue.empty()
        hall.fails = False
        assert '"n":2' in await heard(client)

    played(scene)


def test_who_does_not_read_is_let_go_and_holds_up_nobody():
    async def scene(hub: Hub, hall: Hall) -> None:
        slow, quick = await joined(hub), await joined(hub)
        last: list[str] = []
        for number in range(2, 60):
            hall.number = number
            hub.desk_changed(1)
            last = [await heard(quick)]
        while f'"n":{hall.number}' not in last[0]:
            last = [await heard(quick)]
        assert slow.is_gone
        assert slow.queue.get_nowait() is End.SLOW
        assert hub.clients == 1

    played(scene)


def test_a_desk_that_is_not_there_has_no_stream_and_a_full_process_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub_module, "MOST_CLIENTS", 2)

    async def scene(hub: Hub, hall: Hall) -> None:
        assert await hub.join(99) is None
        one = await joined(hub)
        await joined(hub)
        with pytest.raises(Full):
            await hub.join(1)
        hub.leave(1, one)
        await joined(hub)

    played(scene)


def test_nobody_left_means_nothing_is_read_any_more():
    async def scene(hub: Hub, hall: Hall) -> None:
        client = await joined(hub)
        await heard(client)
        await asyncio.sleep(0.05)
        hub.leave(1, client)
        before = hall.readings
        hub.desk_changed(1)
        await asyncio.sleep(0.05)
        assert (hub.clients, hall.readings) == (0, before)

    played(scene)


@pytest.mark.parametrize("payload", ["", "x:1", ":", "Nguyễn Văn Tư"])
def test_a_notification_that_names_no_desk_is_no_notification(payload):
    with pytest.raises(ValueError, match="invalid literal"):
        desk_of(payload)
    assert desk_of("12:345") == 12
