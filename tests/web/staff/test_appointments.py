"""The desk books for who phones, marks who came, phones whom it moved; the head decides the slots (R-026, R-041)."""

from datetime import date

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.organisation.terms import Role
from motcua.queueing.actions.booking import cancel
from motcua.queueing.actions.waiting_list import WaitWish, wait_for_slot
from motcua.queueing.models import Appointment, AppointmentDayOff, AppointmentPlan, WaitingWish
from tests.cast import P5, Q11, SetClock, at
from tests.queueing.booking import MARRIAGE, NOW, bookable, booked, desk_at
from tests.web.staff.desk import signed_in

LIST = "/can-bo/lich-hen/"
WHO = {"name": "Nguyễn Thị Kim Phượng Hoàng Oanh", "phone": "0903 111 222", "channel": "phone"}
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def monday_before_eight(office_clock: SetClock) -> None:
    office_clock(at("2022-05-16 07:50"))


def text(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("R-026")
def test_the_clerk_books_for_who_phones_and_finds_them_by_telephone() -> None:
    bookable(capacity=1)
    clerk = signed_in(P5, Role.RECEIVE)
    slot = {"slot": "2022-05-17T09:00:00+07:00"}
    assert "09:00" in text(clerk, f"{LIST}dat/")
    answer = clerk.post(f"{LIST}dat/", slot | WHO)
    one = Appointment.objects.get()
    assert answer["Location"] == f"{LIST}{one.pk}/"
    assert (one.channel, one.events.get().actor_name != "") == ("phone", True)
    assert clerk.post(f"{LIST}dat/", slot | WHO | {"phone": "0903999888"}).status_code == 422
    found = clerk.post(LIST, {"q": "0903.111.222"}, follow=True)
    assert one.number in found.content.decode()
    assert "0903" not in str(found.redirect_chain)
    assert one.number in clerk.post(LIST, {"q": "phuong hoang"}, follow=True).content.decode()
    assert one.number not in clerk.post(LIST, {"q": "khong co"}, follow=True).content.decode()


@pytest.mark.requirement("R-026")
def test_who_stands_at_the_counter_books_there_too() -> None:
    bookable()
    clerk = signed_in(P5, Role.RECEIVE)
    slot = {"slot": "2022-05-17T09:00:00+07:00"}
    answer = clerk.post(f"{LIST}dat/", slot | WHO | {"channel": "desk"})
    one = Appointment.objects.get()
    assert (answer["Location"], one.channel) == (f"{LIST}{one.pk}/", "desk")
    assert "Tại quầy," in text(clerk, answer["Location"])


@pytest.mark.requirement("R-041")
def test_who_arrives_gets_a_ticket_from_the_list_of_the_day(office_clock: SetClock) -> None:
    bookable()
    one = booked()
    office_clock(at("2022-05-17 08:50"))
    clerk = signed_in(P5, Role.RECEIVE)
    assert one.number in text(clerk)
    answer = clerk.post(f"{LIST}{one.pk}/", {"act": "arrive", "priority": "pregnant"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert one.ticket is not None
    assert (one.ticket.priority, one.ticket.channel) == ("pregnant", "appointment")
    assert one.ticket.code in text(clerk, f"{LIST}{one.pk}/")
    assert clerk.post(f"{LIST}{one.pk}/", {"act": "arrive"}).status_code == 409


def test_changing_and_dropping_for_somebody_by_the_page() -> None:
    bookable()
    one = booked()
    clerk = signed_in(P5, Role.RETURN)
    clerk.post(f"{LIST}{one.pk}/", {"act": "change", "slot": "2022-05-18T08:00:00+07:00"})
    one.refresh_from_db()
    assert one.slot_from == at("2022-05-18 08:00")
    without = clerk.post(f"{LIST}{one.pk}/", {"act": "cancel", "by_office": "on", "reason": ""})
    assert without.status_code == 409
    clerk.post(f"{LIST}{one.pk}/", {"act": "cancel", "by_office": "on", "reason": "Bảo trì"})
    assert one.number in text(clerk, f"{LIST}?xem=goi")
    clerk.post(f"{LIST}{one.pk}/", {"act": "phoned", "note": "Đã nói chuyện"})
    assert one.number not in text(clerk, f"{LIST}?xem=goi")
    assert "Đã nói chuyện" in text(clerk, f"{LIST}{one.pk}/")


def test_seeing_an_appointment_is_journalled_by_its_number() -> None:
    bookable()
    one = booked()
    clerk = signed_in(P5, Role.RECEIVE)
    text(clerk, f"{LIST}{one.pk}/")
    text(clerk, f"{LIST}?ngay=2022-05-17")
    seen = JournalEntry.objects.filter(chain=P5)
    assert seen.filter(subject=one.number).exists()
    assert seen.filter(detail__contains={"codes": [one.number]}).exists()


def test_another_office_sees_nothing_of_it() -> None:
    bookable()
    one = booked()
    stranger = signed_in(Q11, Role.RECEIVE)
    assert stranger.get(f"{LIST}{one.pk}/").status_code == 404
    assert one.number not in text(stranger, f"{LIST}?ngay=2022-05-17")
    found = stranger.post(LIST, {"q": one.number}, follow=True).content.decode()
    assert f"{LIST}{one.pk}/" not in found
    assert one.name not in found


@pytest.mark.parametrize("day", ["x", "9999-12-31", "0001-01-01", "2022-05-17' OR 1=1", "2022-02-30"])
def test_a_day_that_is_none_shows_today(day: str) -> None:
    bookable()
    assert "16/5/2022" in text(signed_in(P5, Role.RECEIVE), f"{LIST}?ngay={day}").replace("16/05", "16/5")


def test_who_waits_is_listed_and_taken_off_the_list() -> None:
    bookable(capacity=1)
    for n, hour in enumerate(("08:00", "08:30", "09:00", "09:30")):
        booked(at(f"2022-05-17 {hour}"), phone=f"090311133{n}")
    day = date(2022, 5, 17)
    wish = WaitWish(
        desk_id=desk_at().pk, first=day, last=day, name="Mai", phone="0903555666", procedure=MARRIAGE
    )
    made = wait_for_slot(wish=wish, actor=None, at=NOW)
    clerk = signed_in(P5, Role.RECEIVE)
    assert made.number in text(clerk, f"{LIST}cho/")
    cancel(appointment_id=Appointment.objects.order_by("pk")[0].pk, actor=None, at=NOW)
    assert "Đã mời" in text(clerk, f"{LIST}cho/")
    clerk.post(f"{LIST}cho/", {"wish": str(made.pk)})
    assert WaitingWish.objects.get().state == "withdrawn"
    assert clerk.post(f"{LIST}cho/", {"wish": "9" * 15}).status_code == 409


PLAN = {
    "do": "plan",
    "weekdays": ["0", "2"],
    "starts": "13:00",
    "ends": "15:00",
    "minutes": "20",
    "capacity": "3",
    "valid_from_day": "16",
    "valid_from_month": "5",
    "valid_from_year": "2022",
    "document": "Quyết định 15/QĐ-UBND",
}


def test_the_head_opens_and_ends_windows_and_takes_a_day_off() -> None:
    group = bookable()
    one = booked()
    head = signed_in(P5, Role.LEAD)
    page = f"{LIST}khung-gio/"
    before = AppointmentPlan.objects.count()
    assert head.post(page, PLAN | {"group": str(group.pk)}).status_code == 302
    assert AppointmentPlan.objects.count() == before + 2
    assert head.post(page, PLAN | {"group": str(group.pk)}).status_code == 422
    assert head.post(page, PLAN | {"group": str(group.pk), "starts": "25:00"}).status_code == 422
    plan = AppointmentPlan.objects.filter(starts=13 * 60)[0]
    last = {"last_day_day": "16", "last_day_month": "5", "last_day_year": "2022"}
    assert head.post(page, {"do": "end", "plan": str(plan.pk)} | last).status_code == 302
    plan.refresh_from_db()
    assert plan.valid_to == date(2022, 5, 17)
    off = {"do": "day_off", "day_day": "17", "day_month": "5", "day_year": "2022", "reason": "Tập huấn"}
    told = head.post(page, off, follow=True).content.decode()
    assert "1 lịch hẹn bị dời" in told
    assert AppointmentDayOff.objects.get().day == date(2022, 5, 17)
    assert one.number in text(head, f"{LIST}?xem=goi")
    assert head.post(page, off).status_code == 422


def test_a_desk_without_decision_says_what_is_missing() -> None:
    bookable(approved=False)
    assert "chưa nhận hẹn giờ" in text(signed_in(P5, Role.RECEIVE), f"{LIST}dat/")
    assert "Chưa có văn bản cho phép" in text(signed_in(P5, Role.LEAD), f"{LIST}khung-gio/")
