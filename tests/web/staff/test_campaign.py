"""The page of a programme's results: figures that open their dossiers, files, roles, nonsense in the address."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.reports.actions.folding import fold
from motcua.reports.models import Report
from motcua.web.issuing.openings import opening_of
from tests.cast import HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, at, colleague, do, received, settled
from tests.web.staff.desk import signed_in

PAGE, LIST = "/can-bo/ket-qua-chuong-trinh/", "/can-bo/ket-qua-chuong-trinh/danh-sach/"
NIGHT = at("2022-06-30 23:00")


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head of Quận 11, the month over."""
    office_clock(NIGHT)
    return signed_in(Q11, Role.LEAD)


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def behind(page: str, title: str, row: str) -> str:
    """The address behind the figure of a column in a row."""
    found = re.search(
        rf'href="({LIST}[^"]+)">[^<]+<span class="govuk-visually-hidden"> {title}, {row}<', page
    )
    assert found, (title, row)
    return found[1]


@pytest.mark.requirement("R-271")
def test_each_figure_opens_its_dossiers_and_the_look_is_kept(head: Client) -> None:
    late = settled(MARITAL_STATUS, P5, at("2022-05-16 09:05"), at("2022-05-18 08:30"))
    own = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-18 09:00"))
    fold(at=NIGHT)
    page = body(head, PAGE)
    assert "Quận 11" in page
    assert "229.642" not in page  # the city's own
    listed = body(head, behind(page, "Trễ hạn", "Cấp xã"))
    assert str(late) in listed
    assert f"/can-bo/ho-so/{late}/" not in listed  # another unit's dossier is counted, not opened
    assert late.applicant_name not in listed
    assert f"/can-bo/ho-so/{own}/" in body(
        head, behind(page, "Tiếp nhận", "Khối quận - huyện, thành phố Thủ Đức")
    )
    looks = JournalEntry.objects.filter(subject="list:so-lieu-chuong-trinh")
    assert [entry.detail["codes"] for entry in looks.order_by("pk")] == [[str(late)], [str(own)]]


@pytest.mark.requirement("R-166")
def test_nought_late_is_said_in_words_and_the_period_that_runs_is_marked(
    head: Client, office_clock: Callable[[datetime], None]
) -> None:
    settled(MARITAL_STATUS, P5, at("2022-05-16 09:00"), at("2022-05-16 15:00"))
    assert "Không có hồ sơ trễ hạn; không có hồ sơ đang quá hạn." in body(head, PAGE)
    assert "tạm tính" not in body(head, PAGE)
    office_clock(at("2022-05-20 09:00"))
    assert "tạm tính" in body(signed_in(Q11, Role.LEAD), f"{PAGE}?tu=2022-05-15&den=2022-06-15")


def test_an_empty_month_and_a_full_one_are_both_whole_pages(head: Client) -> None:
    page = body(head, f"{PAGE}?tu=2021-01-01&den=2021-02-01")
    assert "Khối các đơn vị ngành dọc" in page
    key = behind(page, "Tiếp nhận", "Tổng cộng")
    assert "Không có hồ sơ nào." in body(head, key)


def test_a_clerk_sees_only_lists_of_the_own_unit_and_below(head: Client) -> None:
    received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-18 09:00"))
    key = behind(body(head, PAGE), "Tiếp nhận", "Tổng cộng")
    assert "1 hồ sơ" in body(head, key)
    ward = signed_in(P5, Role.LEAD)
    assert "Không có hồ sơ nào." in body(ward, key)


@pytest.mark.requirement("R-271")
def test_who_receives_a_report_opens_the_dossiers_of_the_agency_that_reports(head: Client) -> None:
    mine = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-18 09:00"))
    city = signed_in("hcmc", Role.LEAD)
    key = unquote(behind(body(head, PAGE), "Tiếp nhận", "Tổng cộng"))
    assert str(mine) in body(city, f"{key}&don-vi={Q11}")
    assert "Không có hồ sơ nào." in body(city, f"{key}&don-vi={P5}")
    body(head, f"{key}&don-vi=hcmc", 404)
    body(head, f"{key}&don-vi=khong-co", 404)
    opens = opening_of(Report(kind="campaign", unit_id=Q11), colleague(Role.LEAD, "hcmc", NIGHT))
    assert f"don-vi={Q11}" in opens("k")
    for role, unit in ((Role.APPROVE, Q11), (Role.LEAD, P5)):
        assert opening_of(Report(kind="campaign", unit_id=Q11), colleague(role, unit, NIGHT))("k") == ""


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_the_report_is_kept_as_a_file(head: Client, kind: str) -> None:
    answer = head.get(f"{PAGE}tai.{kind}")
    assert answer.status_code == 200
    assert f"ket-qua-q11-same-day-2022.{kind}" in answer["Content-Disposition"]
    assert len(answer.content) > 500


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}?o=nonsense",
        f"{LIST}",
        f"{PAGE}tai.exe",
    ],
)
def test_nonsense_is_not_found(head: Client, address: str) -> None:
    body(head, address, 404)


def test_nonsense_in_the_days_is_as_if_nothing_was_said(head: Client) -> None:
    do(
        Act.WITHDRAW,
        received(MARITAL_STATUS, P5, at("2022-05-16 09:00")),
        Role.RECEIVE,
        at("2022-05-16 10:00"),
    )
    for words in (
        "tu=x&den=99999",
        "tu=0001-01-01",
        "tu=2022-06-15&den=2022-05-15",
        "chuong-trinh=%F0%9F%98%80",
    ):
        assert "Kết quả thực hiện" in body(head, f"{PAGE}?{words}")
    key = behind(body(head, PAGE), "Tiếp nhận", "Tổng cộng")
    for after in ("x", "-1", "9" * 40, "²"):
        assert "hồ sơ" in body(head, f"{key}&sau={after}")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.CONTROL, Role.INSPECT}))
def test_other_roles_do_not_open_it(
    seeded: None, office_clock: Callable[[datetime], None], role: Role
) -> None:
    office_clock(at("2022-05-16 09:00"))
    clerk = signed_in(Q11, role)
    for address in (PAGE, LIST, f"{PAGE}tai.csv"):
        body(clerk, address, 403)
