"""A person books a slot without JavaScript, changes and drops it by number and secret, or waits for one (R-026)."""

import re
from typing import Any

import pytest
import vobject
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.queueing.models import Appointment, WaitingWish
from tests.cast import P5, Q11, SetClock, at
from tests.citizens import citizen, signed_in
from tests.queueing.booking import BIRTH, MARRIAGE, bookable, booked
from tests.web.citizen.reading import text_of

START, PAGE = "/dat-lich/", f"/dat-lich/{P5}/?thu-tuc={MARRIAGE}"
WHO = {"name": "Lê Thị Hoa", "phone": "0903 111 222"}
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def monday_before_eight(office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 07:50"))


def choose(client: Client, slot: str = "2022-05-17T09:00:00+07:00", **more: str) -> Any:
    day = slot[:10]
    return client.post(f"{PAGE}&ngay={day}", {"slot": slot} | WHO | more)


def mine(client: Client, one: Any, **said: str) -> Any:
    return client.post(START, {"number": one.number, "secret": one.secret} | said)


@pytest.mark.requirement("R-026")
def test_a_person_books_through_the_page_and_gets_number_and_secret(client: Client) -> None:
    bookable()
    assert "Đăng ký kết hôn" in text_of(client.get(f"{START}{P5}/"))
    page = text_of(client.get(PAGE))
    assert "thứ hai" in page.casefold()
    assert "08:30 đến 09:00" in page
    answer = choose(client)
    one = Appointment.objects.get()
    assert (one.slot_from, one.channel) == (at("2022-05-17 09:00"), "web")
    words = text_of(answer)
    assert one.number in words
    assert one.secret in words
    assert "09:00" in words
    assert "Đăng ký kết hôn" in words
    assert "Đăng ký kết hôn" in text_of(mine(client, one))


@pytest.mark.requirement("R-026")
def test_the_same_page_changes_and_cancels(client: Client) -> None:
    bookable(capacity=1)
    choose(client)
    one = Appointment.objects.get()
    assert "Đổi sang giờ khác" in text_of(mine(client, one, do="change"))
    moved = mine(client, one, do="move", slot="2022-05-18T08:30:00+07:00")
    assert "Đã đổi giờ hẹn." in text_of(moved)
    one.refresh_from_db()
    assert one.slot_from == at("2022-05-18 08:30")
    assert "Đã hủy lịch hẹn." in text_of(mine(client, one, do="cancel"))
    one.refresh_from_db()
    assert one.state == "cancelled"
    again = mine(client, one, do="cancel")
    assert again.status_code == 409
    assert "Đã hủy" in text_of(again)


def test_two_browsers_with_the_last_place_in_view_one_is_told_what_is_free(client: Client) -> None:
    bookable(capacity=1)
    assert choose(client).status_code == 200
    answer = choose(Client(), phone="0903 999 888")
    assert answer.status_code == 422
    assert "Giờ này vừa hết chỗ" in text_of(answer)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"slot": ""}, "Chưa chọn: Giờ đến"),
        ({"slot": "2022-05-17T09:00"}, "Giờ này vừa hết chỗ hoặc đã qua"),
        ({"slot": "\u202e<script>"}, "Giờ này vừa hết chỗ hoặc đã qua"),
        ({"name": ""}, "Chưa điền: Họ và tên"),
        ({"name": "H" * 100_000}, "200"),
        ({"phone": "12"}, "Số điện thoại không đúng"),
        ({"phone": "1900 1234"}, "tổng đài"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_booked(
    client: Client, more: dict[str, str], words: str
) -> None:
    bookable()
    answer = client.post(f"{PAGE}&ngay=2022-05-17", {"slot": "2022-05-17T09:00:00+07:00"} | WHO | more)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Appointment.objects.count() == 0


@pytest.mark.parametrize("day", ["2022-05-21", "2021-01-01", "9999-12-31", "x" * 3000, "2022-13-45"])
def test_a_day_that_is_not_booked_shows_the_next_that_is(client: Client, day: str) -> None:
    bookable()
    answer = client.get(f"{PAGE}&ngay={day}")
    assert answer.status_code == 200
    assert "08:30 đến 09:00" in text_of(answer)


@pytest.mark.rule("004/KH phụ lục IV.03")
def test_only_what_needs_the_person_there_and_only_where_it_was_decided(client: Client) -> None:
    bookable(procedures=(MARRIAGE, BIRTH))
    assert client.get(f"{START}{P5}/?thu-tuc={BIRTH}").status_code == 404
    assert client.get(f"{START}hai-duong.thanh-ha.thanh-son/").status_code == 404
    assert client.get(f"{START}khong-co/").status_code == 404
    assert "Đặt lịch hẹn để khỏi chờ" in text_of(client.get(f"/thu-tuc/{MARRIAGE}/?don-vi={P5}"))
    assert "Đặt lịch hẹn để khỏi chờ" not in text_of(client.get(f"/thu-tuc/{BIRTH}/?don-vi={P5}"))
    elsewhere = client.get(f"/thu-tuc/{MARRIAGE}/?don-vi=hai-duong.thanh-ha.thanh-son")
    assert "Đặt lịch hẹn để khỏi chờ" not in text_of(elsewhere)


def test_the_demonstration_takes_bookings_at_two_desks(client: Client, office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 08:00"))
    assert f"/dat-lich/{Q11}/" in client.get(START).content.decode()
    office_clock(at("2026-05-04 08:00"))
    assert "/dat-lich/hcmc.binh-thoi/" in client.get(START).content.decode()


def test_a_secret_is_guessed_so_often_and_no_more(client: Client) -> None:
    bookable()
    one = booked()
    codes = [
        client.post(START, {"number": one.number, "secret": f"WRONG{n:03d}"}).status_code for n in range(11)
    ]
    assert codes == [404] * 10 + [429]


def test_the_file_for_the_phone_opens_with_number_and_secret_only(client: Client) -> None:
    bookable()
    one = booked()
    answer = mine(client, one, do="file")
    assert answer["Content-Type"].startswith("text/calendar")
    assert one.number in answer["Content-Disposition"]
    assert vobject.readOne(answer.content.decode()).vevent.uid.value == f"{one.number}@motcua"


def test_no_address_of_the_pages_holds_a_name_number_or_secret(client: Client) -> None:
    bookable()
    one = booked()
    for page in (mine(client, one), mine(client, one, do="change")):
        found = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
        for word in ("Hoa", "0903", one.number, one.secret):
            assert not any(word in address for address in found)
    assert not JournalEntry.objects.filter(subject__contains="Hoa").exists()


def test_who_finds_no_day_waits_and_takes_a_freed_slot_in_time(
    client: Client, office_clock: SetClock
) -> None:
    bookable(capacity=1)
    slots = [
        booked(at(f"2022-05-17 {hour}"), phone=f"090311133{n}", name="Người Trước")
        for n, hour in enumerate(("08:00", "08:30", "09:00", "09:30"))
    ]
    day = {"first_day": "17", "first_month": "5", "first_year": "2022"}
    last = {"last_day": "17", "last_month": "5", "last_year": "2022"}
    asked = client.post(f"{START}{P5}/cho/?thu-tuc={MARRIAGE}", WHO | day | last)
    wish = WaitingWish.objects.get()
    assert wish.secret in text_of(asked)
    assert "Đang chờ chỗ trống" in text_of(mine(client, wish))
    mine(client, slots[1], do="cancel")
    page = text_of(mine(client, wish))
    assert "Có giờ trống" in page
    assert "08:30" in page
    office_clock(at("2022-05-16 09:30"))
    assert "Đã nhận giờ hẹn." in text_of(mine(client, wish, do="accept"))
    assert Appointment.objects.get(name="Lê Thị Hoa").slot_from == at("2022-05-17 08:30")
    again = client.post(f"{START}{P5}/cho/?thu-tuc={MARRIAGE}", WHO | day | {**last, "last_day": "45"})
    assert again.status_code == 422


def test_who_is_signed_in_finds_the_own_appointments_in_the_account(client: Client) -> None:
    bookable()
    signed_in(client, citizen(), moment=at("2022-05-16 07:45"))
    choose(client)
    one = Appointment.objects.get()
    assert one.account_id is not None
    assert one.number in text_of(client.get("/tai-khoan/lich-hen/"))
    assert one.number not in text_of(Client().get("/tai-khoan/lich-hen/", follow=True))
