"""Who decides over a hall writes it down: what is switched on, groups of services, the numbers of the order."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from motcua.organisation.terms import Role
from motcua.queueing.appointment_rules import RULE
from motcua.queueing.appointments import booking_rule_on
from motcua.queueing.lines import hall_rule_on
from motcua.queueing.models import BookingLimits, HallApproval, HallRule, ServiceGroup
from motcua.queueing.queries import approved, groups_on
from motcua.queueing.terms import HallService
from tests.cast import BINH_THOI, Q11
from tests.queueing.hall import desk_of
from tests.web.admin.conftest import HERE, day, signed_in

pytestmark = pytest.mark.usefixtures("seeded", "morning")
APPROVALS, GROUPS, RULES = f"{HERE}dich-vu-sanh/", f"{HERE}nhom-viec/", f"{HERE}quy-tac-goi-so/"
BOOKINGS = f"{HERE}gioi-han-dat-lich/"
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
DOCUMENT = "Quyết định số 45/QĐ-UBND ngày 20/11/2026"
NUMBERS = {
    "ageing_minutes": "40",
    "booked_minutes": "20",
    "late_minutes": "10",
    "wait_limit_minutes": "25",
    "elderly_age": "65",
    "document": DOCUMENT,
}
LIMITS = {
    "furthest_days": "14",
    "closes_minutes": "60",
    "offer_minutes": "90",
    "most_open": "1",
    "most_of_address": "5",
    "document": DOCUMENT,
}


@pytest.mark.requirement("R-026", "R-027")
def test_a_service_of_the_hall_is_open_only_while_a_decision_says_so() -> None:
    head, desk = signed_in(Role.LEAD), desk_of(BINH_THOI)
    [kiosk] = HallApproval.objects.filter(desk=desk, what="kiosk")
    assert head.post(f"{APPROVALS}{kiosk.pk}/ket-thuc/").status_code == 302
    assert not approved(desk.pk, HallService.KIOSK, TODAY)
    again = head.post(APPROVALS, {"what": "kiosk", "document": DOCUMENT} | day("valid_from", "2026-11-24"))
    assert again.status_code == 302
    assert not approved(desk.pk, HallService.KIOSK, TODAY)
    assert approved(desk.pk, HallService.KIOSK, TOMORROW)
    assert DOCUMENT in head.get(APPROVALS).content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"what": "kiosk", "document": ""}, "Văn bản cho phép"),
        ({"what": "kiosk", "document": DOCUMENT}, "kết thúc quyết định cũ"),
        ({"what": "thang-may", "document": DOCUMENT}, "Dịch vụ"),
    ],
)
def test_what_lacks_a_document_or_is_there_already_is_refused(said: dict[str, str], why: str) -> None:
    before = HallApproval.objects.count()
    answer = signed_in(Role.LEAD).post(APPROVALS, said)
    assert answer.status_code == 422
    assert why.lower() in answer.content.decode().lower()
    assert HallApproval.objects.count() == before


def test_a_group_is_opened_with_its_letter_and_ended(admin: Client) -> None:
    desk = desk_of(BINH_THOI)
    said = {"letter": "k", "name": "Lý lịch tư pháp", "fields_served": "Lý lịch tư pháp", "procedures": ""}
    assert admin.post(GROUPS, said).status_code == 302
    group = groups_on(desk.pk, TODAY)[-1]
    assert (group.letter, group.name, group.fields) == ("K", "Lý lịch tư pháp", ["Lý lịch tư pháp"])
    assert admin.post(f"{GROUPS}{group.pk}/ket-thuc/").status_code == 422
    assert admin.post(f"{GROUPS}{group.pk}/ket-thuc/", day("end", "2026-11-24")).status_code == 302
    assert group not in groups_on(desk.pk, TOMORROW)


@pytest.mark.parametrize(
    ("letter", "why"), [("A", "đang dùng cho nhóm việc khác"), ("Đ", "từ A đến Z"), ("7", "từ A đến Z")]
)
def test_a_letter_that_is_used_or_is_none_is_refused(admin: Client, letter: str, why: str) -> None:
    before = ServiceGroup.objects.count()
    answer = admin.post(GROUPS, {"letter": letter, "name": "Việc mới"})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert ServiceGroup.objects.count() == before


@pytest.mark.requirement("R-040", "R-293")
def test_the_numbers_of_the_order_hold_from_their_day_and_the_published_rule_says_them(
    citizen: Client,
) -> None:
    head, desk = signed_in(Role.LEAD), desk_of(BINH_THOI)
    assert head.post(RULES, NUMBERS | day("valid_from", "2026-11-24")).status_code == 302
    assert hall_rule_on(desk.pk, TODAY).ageing_minutes == 45
    held = hall_rule_on(desk.pk, TOMORROW)
    assert (held.ageing_minutes, held.wait_limit_minutes, held.elderly_age) == (40, 25, 65)
    assert head.post(RULES, NUMBERS).status_code == 302
    assert "40 phút" in citizen.get(f"/lay-so/{BINH_THOI}/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ageing_minutes": "0"},
        {"booked_minutes": "60"},
        {"elderly_age": "20"},
        {"document": " "},
        {"late_minutes": "mười"},
        day("valid_from", "2026-11-20"),
    ],
)
def test_numbers_that_cannot_be_change_nothing(wrong: dict[str, str]) -> None:
    before = HallRule.objects.count()
    assert signed_in(Role.LEAD).post(RULES, NUMBERS | wrong).status_code == 422
    assert HallRule.objects.count() == before


@pytest.mark.requirement("R-026")
def test_the_limits_of_bookings_hold_from_their_day_and_every_decision_is_kept() -> None:
    head, desk = signed_in(Role.LEAD), desk_of(BINH_THOI)
    assert 'value="30"' in head.get(BOOKINGS).content.decode()
    assert head.post(BOOKINGS, LIMITS | day("valid_from", "2026-11-24")).status_code == 302
    assert booking_rule_on(desk.pk, TODAY) == RULE
    held = booking_rule_on(desk.pk, TOMORROW)
    assert (held.furthest_days, held.most_open, held.most_of_address) == (14, 1, 5)
    assert (held.closes, held.offer) == (timedelta(minutes=60), timedelta(minutes=90))
    assert head.post(BOOKINGS, LIMITS | {"furthest_days": "21"}).status_code == 302
    assert booking_rule_on(desk.pk, TODAY).furthest_days == 21
    assert booking_rule_on(desk.pk, TOMORROW).furthest_days == 14
    shown = head.get(BOOKINGS).content.decode()
    assert "14 ngày" in shown
    assert "21 ngày" in shown
    assert 'value="21"' in shown
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        BookingLimits.objects.update(furthest_days=99)


@pytest.mark.parametrize(
    "wrong",
    [
        {"furthest_days": "0"},
        {"furthest_days": "9" * 400},
        {"closes_minutes": "-1"},
        {"offer_minutes": "30"},
        {"most_open": "21"},
        {"most_of_address": "hai mươi"},
        {"document": " "},
        {"document": "Q" * 5000},
        day("valid_from", "2026-11-20"),
    ],
)
def test_limits_of_bookings_that_cannot_be_change_nothing(wrong: dict[str, str]) -> None:
    assert signed_in(Role.LEAD).post(BOOKINGS, LIMITS | wrong).status_code == 422
    assert not BookingLimits.objects.exists()


def test_another_unit_and_other_roles_decide_nothing() -> None:
    assert signed_in(Role.RECEIVE).get(APPROVALS).status_code == 403
    assert signed_in(Role.RECEIVE).post(BOOKINGS, LIMITS).status_code == 403
    stranger = signed_in(Role.LEAD, Q11)
    every = ((APPROVALS, {"what": "kiosk", "document": DOCUMENT}), (RULES, NUMBERS), (BOOKINGS, LIMITS))
    for page, said in every:
        assert stranger.post(page, said).status_code in {403, 404}


@pytest.fixture
def citizen() -> Client:
    return Client()
