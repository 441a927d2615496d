"""A kiosk is back and its list arrives twice at the same moment, while somebody presses the button (R-027)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from motcua.queueing.models import Ticket
from tests.web.kiosk.test_offline_tickets import hand_in, printed


@pytest.fixture
def seeded(seeded_alone: None) -> None:
    """Threads see what was written: an office of the test's own."""


def test_the_list_that_arrives_twice_at_once_is_taken_in_once(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    rows = [printed(groups, number) for number in range(1, 31)]
    gate = Barrier(2)

    def send(_nth: int) -> list[str]:
        browser = Client()
        browser.cookies = kiosk.cookies
        try:
            gate.wait(timeout=30)
            said = hand_in(browser, here, rows)
        finally:
            connection.close()
        assert said["refused"] == []
        return [one["code"] for one in said["merged"]]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, range(2))
    assert first == second == [row["code"] for row in rows]
    assert list(Ticket.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 31))
