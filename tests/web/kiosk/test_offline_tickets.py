"""Tickets go on when the network drops, and are merged without doubles when it is back (R-027)."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.queueing.models import Ticket
from tests.filing_online import MONDAY

pytestmark = pytest.mark.usefixtures("seeded")


def printed(groups: dict[str, int], number: int, **more: Any) -> dict[str, Any]:
    """What the machine kept of a ticket, two minutes after the one before."""
    moment = MONDAY - timedelta(minutes=40) + timedelta(minutes=number)
    row = {
        "key": f"offline-{number}",
        "groups": [groups["A"]],
        "reason": "",
        "number": number,
        "code": f"AK{number:03d}",
        "issued_at": moment.isoformat(),
    }
    return row | more


def hand_in(kiosk: Client, here: str, rows: Any) -> dict[str, Any]:
    answer = kiosk.post(f"{here}hop-nhat/", {"tickets": rows}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    said: dict[str, Any] = json.loads(answer.content)
    return said


@pytest.mark.requirement("R-027")
def test_thirty_tickets_handed_in_twice_are_thirty_with_their_numbers_and_times(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    rows = [printed(groups, number) for number in range(1, 31)]
    first = hand_in(kiosk, here, rows[::-1])
    again = hand_in(kiosk, here, rows)
    assert [one["code"] for one in first["merged"]] == [row["code"] for row in rows]
    assert again["merged"] == first["merged"]
    assert first["refused"] == again["refused"] == []
    kept = list(Ticket.objects.order_by("number"))
    assert [one.number for one in kept] == list(range(1, 31))
    assert [one.code for one in kept] == [row["code"] for row in rows]
    assert [one.issued_at for one in kept] == [datetime.fromisoformat(row["issued_at"]) for row in rows]
    assert kept[0].issued_at == MONDAY - timedelta(minutes=39)
    assert {one.channel for one in kept} == {"kiosk"}


def test_numbers_go_on_after_what_was_handed_in(kiosk: Client, here: str, groups: dict[str, int]) -> None:
    hand_in(kiosk, here, [printed(groups, number) for number in (1, 2, 3)])
    state = kiosk.get(f"{here}tinh-trang/").json()
    assert (state["last"], state["mark"], state["day"]) == ({"A": 3}, "K", "2026-03-02")
    kiosk.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": "online"})
    assert Ticket.objects.order_by("-number")[0].number == 4


def test_a_ticket_whose_answer_was_lost_is_not_issued_again(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    kiosk.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": "lost"})
    said = hand_in(kiosk, here, [printed(groups, 1, key="lost")])
    assert len(said["merged"]) == 1
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"issued_at": (MONDAY - timedelta(days=1)).isoformat()}, "offline_not_today"),
        ({"issued_at": (MONDAY + timedelta(minutes=10)).isoformat()}, "offline_future"),
        ({"issued_at": "hôm nay"}, "unreadable"),
        ({"issued_at": "2026-03-02T08:00:00"}, "unreadable"),
        ({"number": 0}, "unreadable"),
        ({"number": 10**9}, "unreadable"),
        ({"number": "1"}, "unreadable"),
        ({"groups": []}, "unreadable"),
        ({"groups": ["A"]}, "unreadable"),
        ({"groups": [2**80]}, "unreadable"),
        ({"groups": [987654]}, "group_unknown"),
        ({"reason": "vua"}, "unreadable"),
        ({"key": ""}, "unreadable"),
        ({"key": "a\x00b"}, "unreadable"),
        ({"code": "<b>"}, "unreadable"),
    ],
)
def test_what_cannot_be_taken_in_is_named_and_the_others_are(
    kiosk: Client, here: str, groups: dict[str, int], wrong: dict[str, Any], why: str
) -> None:
    said = hand_in(kiosk, here, [printed(groups, 1) | wrong, printed(groups, 2)])
    assert [one["why"] for one in said["refused"]] == [why]
    assert all("ãy" in one["text"] or "Mời" in one["text"] for one in said["refused"])
    assert "AK002" in [one["code"] for one in said["merged"]]


def test_a_number_that_was_given_meanwhile_is_refused_by_name_and_written_down(
    kiosk: Client, here: str, groups: dict[str, int]
) -> None:
    kiosk.post(f"{here}lay-so/", {"groups": [groups["A"]], "key": "online"})
    said = hand_in(kiosk, here, [printed(groups, 1)])
    assert [(one["code"], one["why"]) for one in said["refused"]] == [("AK001", "offline_number_taken")]
    assert JournalEntry.objects.filter(action="refuse_printed_ticket").count() == 1
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("body", ["", "[]", '{"tickets": 3}', "{", json.dumps({"tickets": [{}] * 501})])
def test_a_list_that_is_none_changes_nothing(kiosk: Client, here: str, body: str) -> None:
    answer = kiosk.post(f"{here}hop-nhat/", body, content_type="application/json")
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_rows_that_are_no_tickets_are_named(kiosk: Client, here: str) -> None:
    said = hand_in(kiosk, here, [None, 3, {}, []])
    assert [one["why"] for one in said["refused"]] == ["unreadable"] * 4


def test_the_page_for_no_network_and_its_worker_hold_no_visitor(kiosk: Client, here: str) -> None:
    page = kiosk.get(f"{here}mat-mang/").content.decode()
    assert "data-kiosk-ticket" in page
    assert "data-kiosk-idle" not in page
    worker = kiosk.get(f"{here}sw.js")
    assert worker["Service-Worker-Allowed"] == "/"
    assert f'const OFFLINE = "{here}mat-mang/"' in worker.content.decode()
