"""A number taken by telephone before coming, and the page that says how many are before (IV.03, IV.04)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.queueing.actions.calling import call_next
from motcua.queueing.actions.serving import hold, miss, start
from motcua.queueing.models import Ticket
from motcua.queueing.terms import TicketChannel, TicketState
from tests.cast import P5, Q11, at
from tests.queueing.hall import clerk, group, sit_down, take

MORNING = at("2022-05-16 09:00")
PHONE = "0912 345 678"


@pytest.fixture
def citizen(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """Somebody at home on a Monday morning."""
    office_clock(MORNING)
    return Client()


def wish(**more: object) -> dict[str, object]:
    return {"groups": [group("A").pk], "phone": PHONE, "priority": ""} | more


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def number(ticket: Ticket) -> str:
    return f"/so/{ticket.public_id}/"


def test_only_desks_with_a_decision_give_numbers_from_afar(citizen: Client) -> None:
    page = words(citizen, "/lay-so/")
    assert "Ủy ban nhân dân Quận 11" in page
    assert "Phường 5" not in page
    assert "Giờ làm việc hôm nay: 07:30–11:30, 13:00–17:00." in page
    assert citizen.get(f"/lay-so/{P5}/").status_code == 404


def test_a_number_is_taken_followed_and_given_back_by_its_secret(citizen: Client) -> None:
    take("A", MORNING - timedelta(minutes=5))
    answer = citizen.post(f"/lay-so/{Q11}/", wish())
    assert answer.status_code == 200, answer.content.decode()
    ticket = Ticket.objects.get(channel=TicketChannel.WEB)
    page = " ".join(answer.content.decode().split())
    assert ticket.code in page
    assert "Trước ông/bà còn 1 người." in page
    secret = re.search(r"Mã trả số: <strong class=\"mc-code\">([0-9a-f ]+)<", page)
    assert secret is not None
    assert "Còn 1 người trước ông/bà" in words(citizen, number(ticket))
    for known in ("912345678", ticket.secret):
        assert known not in words(citizen, number(ticket))
    wrong = citizen.post(number(ticket), {"secret": "0000 0000 0000"})
    assert wrong.status_code == 422
    assert citizen.post(number(ticket), {"secret": f" {secret[1].upper()} "}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == TicketState.LEFT
    assert "Số này đã trả" in words(citizen, number(ticket))


def test_guessing_the_secret_is_stopped(citizen: Client) -> None:
    ticket = take("A", MORNING)
    tried = [citizen.post(number(ticket), {"secret": f"{n:012x}"}).status_code for n in range(12)]
    assert tried[:10] == [422] * 10
    assert tried[-1] == 429
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING


def test_one_telephone_holds_one_number_and_learns_nothing_of_it(citizen: Client) -> None:
    assert citizen.post(f"/lay-so/{Q11}/", wish()).status_code == 200
    again = citizen.post(f"/lay-so/{Q11}/", wish(phone="+84912345678"))
    assert again.status_code == 422
    page = again.content.decode()
    assert "Số điện thoại này đã lấy số hôm nay" in page
    assert Ticket.objects.get().code not in page
    tried = [citizen.post(f"/lay-so/{Q11}/", wish()).status_code for _ in range(5)]
    assert tried[-1] == 429


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2022-05-16 19:00", "Xin hãy đến vào ngày làm việc tới."),
        ("2022-05-15 09:00", "Hôm nay Bộ phận Một cửa không làm việc."),
        ("2022-05-16 05:00", "Phát số lại từ 07:00."),
        ("2022-05-16 12:15", "Phát số lại từ 12:30."),
    ],
)
def test_outside_hours_it_says_when_to_come(
    citizen: Client, office_clock: Callable[[datetime], None], moment: str, says: str
) -> None:
    office_clock(at(moment))
    answer = citizen.post(f"/lay-so/{Q11}/", wish())
    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("phone", ["", "12", "1022", "ộ" * 60, "0912345678901234"])
def test_a_telephone_that_cannot_be_reached_is_asked_again(citizen: Client, phone: str) -> None:
    answer = citizen.post(f"/lay-so/{Q11}/", wish(phone=phone))
    assert answer.status_code in {409, 422}
    assert Ticket.objects.count() == 0


def test_no_service_chosen_or_one_of_another_desk_is_asked_again(citizen: Client) -> None:
    for groups in ([], [group("A", P5).pk], ["x"]):
        answer = citizen.post(f"/lay-so/{Q11}/", wish(groups=groups))
        assert answer.status_code == 422
    assert Ticket.objects.count() == 0


def test_the_page_of_a_number_says_each_state_in_plain_words(citizen: Client) -> None:
    there, official = sit_down(2, moment=MORNING), clerk(MORNING)
    ticket = take("A", MORNING)
    assert "Ông/bà là người tiếp theo" in words(citizen, number(ticket))
    who: dict[str, Any] = {"public_id": ticket.public_id, "actor": official, "at": MORNING}
    call_next(counter_id=there.pk, actor=official, at=MORNING)
    assert "Mời ông/bà đến quầy 2" in words(citizen, number(ticket))
    start(**who)
    assert "Đang phục vụ tại quầy 2" in words(citizen, number(ticket))
    hold(**who, reason="Thiếu bản chính")
    held = words(citizen, number(ticket))
    assert "mời ông/bà đến thẳng quầy 2, không phải lấy số lại" in held
    assert "Thiếu bản chính" not in held
    other = take("A", MORNING)
    call_next(counter_id=there.pk, actor=official, at=MORNING)
    miss(public_id=other.public_id, actor=official, at=MORNING)
    assert "Đã gọi mà chưa thấy ông/bà" in words(citizen, number(other))


def test_yesterdays_number_says_so_and_cannot_be_given_back(
    citizen: Client, office_clock: Callable[[datetime], None]
) -> None:
    ticket = take("A", MORNING)
    office_clock(MORNING + timedelta(days=1))
    page = words(citizen, number(ticket))
    assert "Số này của ngày 16/5/2022" in page
    assert "Tôi không đến nữa" not in page
    assert citizen.post(number(ticket), {"secret": ticket.secret}).status_code == 409


def test_a_number_that_nobody_has_is_not_there(citizen: Client) -> None:
    for address in ("/so/khong-co/", "/so/" + "x" * 200 + "/"):
        assert citizen.get(address).status_code == 404
