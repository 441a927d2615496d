"""Work lists: what stands on them, in what words, narrowed by what; a tray of many dossiers in one go."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act, Path, State
from motcua.organisation.terms import Role
from motcua.web.staff.rows import short_due, turn_of
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, ONG_TU, Q11, at, do, received
from tests.web.staff.desk import signed_in

MORNING = at("2022-05-16 09:00")
LIST = "/can-bo/ho-so/"
HUYEN = Applicant(kind="person", name="Nguyễn Thị Ngọc Huyền", id_number="079185004321")


@pytest.mark.parametrize(
    ("due", "strict", "words"),
    [
        ("2022-05-16 14:00", False, "14:00 hôm nay"),
        ("2022-05-17 09:00", True, "trước 09:00 ngày mai"),
        ("2022-05-15 17:00", False, "17:00 hôm qua"),
        ("2022-05-20 17:00", False, "17:00 20/05/2022"),
    ],
)
def test_a_due_time_is_short_in_a_list(due: str, strict: bool, words: str) -> None:
    assert short_due(at(due), strict, MORNING) == words


@pytest.mark.requirement("R-024")
@pytest.mark.parametrize(
    ("state", "path", "words"),
    [
        (State.RECEIVED, Path.ON_THE_SPOT, "Chờ thẩm định"),
        (State.RECEIVED, Path.ORDINARY, "Chờ chuyển bộ phận chuyên môn"),
        (State.FORWARDED, Path.ORDINARY, "Chờ thẩm định"),
        (State.APPRAISED, Path.PARTIAL, "Chờ phê duyệt"),
        (State.READY, Path.ON_THE_SPOT, "Chờ trả kết quả"),
        (State.AWAITING_SUPPLEMENT, Path.ON_THE_SPOT, "Chờ người nộp bổ sung"),
        (State.RETURNED, Path.ON_THE_SPOT, ""),
    ],
)
def test_a_row_says_what_the_dossier_waits_for(state: State, path: Path, words: str) -> None:
    assert turn_of(state, path) == words


@pytest.mark.requirement("R-024")
def test_a_row_shows_step_holder_and_the_time_left(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = clerk.get(LIST).content.decode()
    assert dossier.received_by is not None
    for shown in (dossier.code, "17:00 hôm nay", "Chờ thẩm định", dossier.received_by.full_name):
        assert str(shown) in page
    assert "Còn 6 giờ 30 phút" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=ngoc huyen", {"Nguyễn Thị Ngọc Huyền"}),
        ("q=079085001234", {"Nguyễn Văn Tư"}),
        (f"thu-tuc={LAND_CHANGE}", {"Nguyễn Thị Ngọc Huyền"}),
        ("han=0", {"Nguyễn Văn Tư"}),
        ("trang-thai=approved", set()),
        ("kenh=desk", {"Nguyễn Văn Tư", "Nguyễn Thị Ngọc Huyền"}),
        ("kenh=post", set()),
        ("han=nhieu&trang-thai=la&sau=khong-that", {"Nguyễn Văn Tư", "Nguyễn Thị Ngọc Huyền"}),
    ],
)
@pytest.mark.requirement("R-303")
def test_a_list_is_narrowed(clerk: Client, asked: str, found: set[str]) -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    received(LAND_CHANGE, Q11, MORNING, applicant=HUYEN)
    page = _narrowed(clerk, asked).content.decode()
    names = {name for name in (ONG_TU.name, HUYEN.name) if f"<span>{name}</span>" in page}
    assert names == found
    assert ("Không có hồ sơ nào khớp" in page) == (not found)


def test_a_whole_code_opens_its_dossier_and_a_name_the_list(clerk: Client) -> None:
    code = str(received(CERTIFIED_COPY, Q11, MORNING))
    assert clerk.post("/can-bo/", {"q": code})["Location"] == f"/can-bo/ho-so/{code}/"
    found = clerk.post("/can-bo/", {"q": "nguyen van tu"}, follow=True)
    assert found.redirect_chain[0][0].startswith("/can-bo/ho-so/?")
    assert code in found.content.decode()


@pytest.mark.parametrize("page", ["/can-bo/", LIST, "/can-bo/xu-ly/", "/can-bo/luot/"])
def test_a_name_that_is_looked_for_stands_in_no_address(clerk: Client, page: str) -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    for text in ("nguyen van tu", ONG_TU.id_number, "Nguyễn Văn Tư " * 400, "%_'\"\\", "\x00"):
        answered = clerk.post(page, {"q": text, "kenh": "desk"}, follow=True)
        assert answered.status_code == 200
        addresses = " ".join(address for address, _status in answered.redirect_chain)
        assert "nguyen" not in addresses.lower()
        assert ONG_TU.id_number not in addresses
    assert clerk.get(f"{LIST}?tim=khong-phai-khoa").status_code == 200


def test_what_one_person_looked_for_is_not_shown_to_another_by_its_address(clerk: Client) -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    address = clerk.post(LIST, {"q": "nguyen van tu"})["Location"]
    assert 'value="nguyen van tu"' in clerk.get(address).content.decode()
    assert "nguyen van tu" not in signed_in(Q11, Role.APPROVE).get(address).content.decode()


def _narrowed(client: Client, asked: str) -> Any:
    """As the form does it: with a text by POST, the rest by the address."""
    if "q=" in asked:
        return client.post(LIST, dict(parse_qsl(asked)), follow=True)
    return client.get(f"{LIST}?{asked}")


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(page).status_code == 200
    return len(counted)


@pytest.mark.parametrize("page", [LIST, "/can-bo/", "/can-bo/xu-ly/"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_one(clerk: Client, page: str) -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    appraiser = signed_in(Q11, Role.APPRAISE)
    appraiser.get(page)
    for_one = _queries(appraiser, page)
    for minute in range(12):
        received(CERTIFIED_COPY, Q11, MORNING + timedelta(minutes=minute))
    assert _queries(appraiser, page) <= for_one


def test_the_page_of_a_dossier_asks_as_often_after_its_whole_trip(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page = f"/can-bo/ho-so/{dossier.code}/"
    clerk.get(page)
    at_first = _queries(clerk, page)
    for minute, (act, role) in enumerate(
        [(Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)], start=1
    ):
        do(act, dossier, role, MORNING + timedelta(minutes=minute))
    # Before the hand-over one more: has the district chosen to digitise this procedure wholly?
    assert _queries(clerk, page) <= at_first + 1


@pytest.mark.requirement("R-051")
def test_a_tray_of_dossiers_is_approved_in_one_go_and_each_is_answered(
    clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    dossiers = [received(CERTIFIED_COPY, Q11, MORNING) for _ in range(60)]
    for dossier in dossiers[:55]:
        do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING + timedelta(minutes=1))
    office_clock(MORNING + timedelta(minutes=5))
    leader = signed_in(Q11, Role.APPROVE)
    page = leader.get("/can-bo/lanh-dao/?nhieu=1&chon=1").content.decode()
    assert page.count('name="code"') == page.count('" checked') == 55
    answer = leader.post(
        "/can-bo/hang-loat/",
        {"act": "approve", "code": [str(dossier) for dossier in dossiers], "back": "/can-bo/lanh-dao/"},
    ).content.decode()
    assert "Đã xong 55 hồ sơ" in answer
    assert "5 hồ sơ chưa làm được" in answer
    assert Dossier.objects.filter(state=State.APPROVED).count() == 55


def test_a_tray_with_nothing_ticked_leads_back_to_its_list(clerk: Client) -> None:
    answer = clerk.post("/can-bo/hang-loat/", {"act": "return_result", "back": "/can-bo/tra-ket-qua/"})
    assert answer["Location"] == "/can-bo/tra-ket-qua/"
    assert "Chưa chọn hồ sơ nào" in clerk.get(answer["Location"]).content.decode()


def test_a_tray_never_leads_to_another_site(clerk: Client) -> None:
    answer = clerk.post("/can-bo/hang-loat/", {"act": "return_result", "back": "//la.example/can-bo/"})
    assert answer["Location"] == "/can-bo/xu-ly/"


def test_the_next_page_of_a_list_goes_on_after_the_last_row(clerk: Client) -> None:
    codes = {str(received(CERTIFIED_COPY, Q11, MORNING)) for _ in range(51)}
    first = clerk.get(LIST)
    following = first.context["following"]
    second = clerk.get(following)
    shown = {row.number for page in (first, second) for row in page.context["rows"]}
    assert shown == codes
    assert len(second.context["rows"]) == 1


@pytest.mark.parametrize("role", [Role.ASSIST, Role.LEAD])
def test_a_list_links_only_to_pages_its_reader_may_open(clerk: Client, role: Role) -> None:
    reader = signed_in(Q11, role)
    for slug, links in (
        ("lanh-dao", ("/can-bo/uy-quyen/", "/can-bo/theo-doi/ky-thay/", "/can-bo/theo-doi/vang-mat/")),
        ("tra-ket-qua", ("/can-bo/ke-ket-qua/", "/can-bo/ban-chinh/")),
    ):
        page = reader.get(f"/can-bo/{slug}/").content.decode()
        for link in links:
            assert (f'href="{link}"' in page) == (reader.get(link).status_code == 200), (role, link)
