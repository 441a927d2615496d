"""The pages of waiting and of planning: figures that open their visits, files, roles, nothing and nonsense."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from motcua.organisation.models import Roster
from motcua.organisation.terms import Role
from motcua.queueing.models import CounterDuty
from motcua.queueing.terms import TicketAct
from motcua.web.staff import paging
from tests.cast import Q11, at, colleague
from tests.queueing.hall import counter
from tests.queueing.hall_days import MONDAY, desk_of_unit, served, visited
from tests.web.staff.desk import signed_in

A = TicketAct
REPORT, PLAN = "/can-bo/sanh/bao-cao/", "/can-bo/sanh/ke-hoach/"
HOURS_AND_COUNTERS = r'role="rowheader"[^\n]*?(\d\d:\d\d–\d\d:\d\d)[^\n]*?<strong>(\d+)</strong>'
DAYS = "tu=2022-05-16&den=2022-05-16"


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head of Quận 11 on the morning after."""
    office_clock(at("2022-05-17 09:00"))
    return signed_in(Q11, Role.LEAD)


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def a_morning() -> None:
    desk = desk_of_unit(Q11)
    served(desk, "08:00", "08:10", "08:20")
    served(desk, "08:05", "09:05:03", "09:20")
    visited(desk, (A.ISSUE, "10:00"), (A.LEAVE, "10:30"))


@pytest.mark.requirement("R-039")
def test_every_count_of_the_report_opens_exactly_the_visits_it_counts(head: Client) -> None:
    a_morning()
    page = body(head, f"{REPORT}?{DAYS}")
    assert "<strong>35,0</strong>" in page  # (10 + 60.05) / 2 = 35.025
    assert "Không đạt" in page
    counted = re.findall(r'href="(/can-bo/sanh/bao-cao/danh-sach/[^"]+bo_phan=\d+)">(\d+)</a>', page)
    assert len(counted) == 4
    for address, number in counted:
        listed = re.findall(r'<span class="mc-code">(Z\d+)</span>', body(head, address))
        assert len(listed) == int(number), address
    above = next(address for address, _ in counted if "loai=above" in address)
    assert "Z002" in body(head, above)


@pytest.mark.requirement("R-039")
def test_the_visits_behind_a_figure_go_on_page_after_page(
    head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_morning()
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    first = body(head, f"{REPORT}danh-sach/?{DAYS}&loai=all")
    assert "3 lượt." in first
    assert ("Z001" in first, "Z003" in first, "Trang sau" in first) == (True, False, True)
    second = body(head, f"{REPORT}danh-sach/?{DAYS}&loai=all&trang=1")
    assert ("Z001" in second, "Z003" in second, "Trang trước" in second) == (False, True, True)


@pytest.mark.requirement("R-037")
def test_a_visit_never_called_has_a_dash_and_no_nought(head: Client) -> None:
    a_morning()
    page = body(head, f"{REPORT}danh-sach/?{DAYS}&loai=never")
    assert "Z003" in page
    assert "0,0" not in page


@pytest.mark.requirement("R-038")
def test_the_raw_times_leave_as_a_file_without_names(head: Client) -> None:
    a_morning()
    lines = head.get(f"{REPORT}luot.csv?{DAYS}").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "08:05:00 16/05/2022,09:05:03 16/05/2022,09:05:03 16/05/2022,09:20:00 16/05/2022" in lines[2]
    assert '"3603,000"' in lines[2]
    assert '"60,1"' in lines[2]
    assert ",,,,10:30:00 16/05/2022,,,,0,Đã về" in lines[3].replace("10:00:00 16/05/2022", "")
    assert head.get(f"{REPORT}luot.xlsx?{DAYS}").content[:2] == b"PK"


@pytest.mark.requirement("R-039")
def test_the_report_leaves_as_csv_and_xlsx_with_the_sums(head: Client) -> None:
    a_morning()
    text = head.get(f"{REPORT}tai.csv?{DAYS}").content.decode("utf-8-sig")
    assert '3,2,"35,0","60,1",1,"50,0%",1,0,30,Không đạt' in text
    assert "Mọi bộ phận,05/2022" in text
    assert head.get(f"{REPORT}tai.xlsx?{DAYS}").content[:2] == b"PK"
    assert head.get(f"{REPORT}tai.pdf?{DAYS}").status_code == 404


def test_a_period_without_visitors_says_so(head: Client) -> None:
    page = body(head, f"{REPORT}?tu=2021-02-01&den=2021-02-28")
    assert "Chưa có lượt đến nào" in page
    assert "Không có lượt nào" in body(head, f"{REPORT}danh-sach/?tu=2021-02-01&den=2021-02-28")


@pytest.mark.parametrize(
    "said", ["tu=x&den=9999-99-99&loai=z&bo_phan=-1", "bo_phan=99999999999999999999", "loai=&bo_phan=%D9%A3"]
)
def test_nonsense_in_the_address_is_as_if_nothing_was_said(head: Client, said: str) -> None:
    a_morning()
    for address in (REPORT, f"{REPORT}danh-sach/", f"{REPORT}luot.csv", f"{REPORT}tai.csv"):
        assert head.get(f"{address}?{said}").status_code == 200


def test_the_plan_answers_for_each_hour_beside_what_was_open(head: Client) -> None:
    desk = desk_of_unit(Q11)
    for day in range(3):
        for number in range(24):
            came = at("2022-05-04 07:30") + timedelta(minutes=5 * number)
            done = came + timedelta(minutes=12)
            served(desk, f"{came:%H:%M}", f"{came:%H:%M}", f"{done:%H:%M}", day=date(2022, 5, 4 + day))
    asked = f"bo_phan={desk.pk}&tu=2022-05-01&den=2022-05-15&thu=&trung_binh=10&phan_vi=20"
    page = body(head, f"{PLAN}?{asked}")
    assert "3 ngày có khách, 72 lượt đến, trung bình 12,0 phút" in page
    assert "Số liệu còn ít ngày" in page
    needed = {hours: int(number) for hours, number in re.findall(HOURS_AND_COUNTERS, page)}
    assert needed["08:00–09:00"] >= 2  # 12 an hour, 12 minutes each: 2.4 counters busy all the time
    assert needed["14:00–15:00"] == 1
    assert "<svg" in page
    again = re.findall(HOURS_AND_COUNTERS, body(head, f"{PLAN}?{asked}"))
    assert {hours: int(number) for hours, number in again} == needed, "the same data give the same plan"


def test_the_plan_stands_beside_the_counters_that_were_open_and_the_roster_of_the_day(head: Client) -> None:
    a_morning()
    desk, clerk = desk_of_unit(Q11), colleague(Role.RECEIVE, Q11, at("2022-05-16 08:00"))
    hours = {"opened_at": at("2022-05-16 08:00"), "closed_at": at("2022-05-16 09:30")}
    CounterDuty.objects.create(counter=counter(2), official_id=clerk.person_id, **hours)
    page = f"{PLAN}?bo_phan={desk.pk}&tu=2022-05-16&den=2022-05-16&thu=&trung_binh=30&phan_vi=30"
    before = body(head, page)
    assert "Chưa có lịch trực ngày 17/05/2022." in before
    was_open = dict(
        re.findall(r'role="rowheader"[^\n]*?(\d\d:\d\d–\d\d:\d\d)[^\n]*?"Đã mở"><span>(\d,\d)', before)
    )
    assert (was_open["08:00–09:00"], was_open["09:00–10:00"], was_open["10:00–11:00"]) == (
        "1,0",
        "0,5",
        "0,0",
    )
    roster = Roster.objects.create(one_stop_unit=desk, day=date(2022, 5, 17))
    roster.officials.add(clerk.person_id, colleague(Role.APPRAISE, Q11, at("2022-05-16 08:00")).person_id)
    assert "Lịch trực ngày 17/05/2022: 2 người." in body(head, page)


def test_a_plan_without_data_says_what_to_do(head: Client) -> None:
    desk = desk_of_unit(Q11)
    days = "tu=2021-05-01&den=2021-05-15&thu=0&trung_binh=30&phan_vi=30"
    assert "Chưa có số liệu" in body(head, f"{PLAN}?bo_phan={desk.pk}&{days}", 409)
    assert "Số liệu từ ngày" in body(head, PLAN)


@pytest.mark.parametrize(
    "said",
    [
        "bo_phan=x&tu=2022-05-01&den=2022-05-15&trung_binh=30&phan_vi=30",
        "tu=2022-05-15&den=2022-05-01&trung_binh=30&phan_vi=30",
        "tu=0001-01-01&den=2022-05-01&trung_binh=30&phan_vi=30",
        "tu=2022-05-01&den=2022-05-15&trung_binh=0&phan_vi=99999",
    ],
)
def test_a_plan_asked_wrongly_names_the_field(head: Client, said: str) -> None:
    assert "govuk-error-summary" in body(head, f"{PLAN}?{said}", 422)


def test_another_units_desk_cannot_be_planned(head: Client) -> None:
    other = desk_of_unit("brvt.vung-tau")
    page = f"{PLAN}?bo_phan={other.pk}&tu=2022-05-01&den=2022-05-15&trung_binh=30&phan_vi=30"
    assert head.get(page).status_code == 422


def test_another_units_visits_are_not_listed(head: Client) -> None:
    other = desk_of_unit("brvt.vung-tau")
    served(other, "08:00", "08:10", "08:20", day=MONDAY)
    assert "Không có lượt nào" in body(head, f"{REPORT}danh-sach/?{DAYS}&bo_phan={other.pk}")


@pytest.mark.parametrize("role", sorted(Role))
def test_heads_control_and_inspection_open_the_figures(head: Client, role: Role) -> None:
    client = signed_in(Q11, role)
    expected = 200 if role in {Role.LEAD, Role.CONTROL, Role.INSPECT} else 403
    for address in (REPORT, PLAN, f"{REPORT}luot.csv"):
        assert client.get(address).status_code == expected
