"""The head's board lists what left the published order of today, and of any day of the last year that is chosen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_this
from tests.cast import Q11, at
from tests.queueing.hall import MORNING, clerk, sit_down, take
from tests.web.staff.desk import signed_in

BOARD, REASON = "/can-bo/sanh/theo-doi/", "Cụ bị mệt, người nhà xin"


def board(head: Client, day: str = "") -> str:
    """The page, of a day or as it opens."""
    answer = head.get(BOARD, {"ngay": day} if day else {})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head on the morning after somebody was called out of order."""
    take()
    later = take()
    call_this(public_id=later.public_id, counter_id=sit_down(2).pk, reason=REASON, actor=clerk(), at=MORNING)
    office_clock(at("2022-05-17 09:00"))
    return signed_in(Q11, Role.LEAD)


@pytest.mark.requirement("R-293")
def test_a_day_before_is_chosen_and_read_with_its_reasons(head: Client) -> None:
    before = board(head, "2022-05-16")
    assert "Trái thứ tự đã công bố, thứ Hai, 16/05/2022" in before
    assert REASON in before
    assert clerk().name in before


def test_the_board_opens_with_today_and_offers_a_year(head: Client) -> None:
    today = board(head)
    assert "Không có lần gọi nào trái thứ tự." in today
    assert REASON not in today
    assert 'min="2021-05-17" max="2022-05-17" value="2022-05-17"' in today


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2022-05-18", "2022-05-17"), ("2001-01-01", "2021-05-17"), ("hom-qua", "2022-05-17")],
)
def test_what_cannot_be_chosen_is_the_nearest_day_that_can(head: Client, asked: str, shown: str) -> None:
    assert f'value="{shown}"' in board(head, asked)
