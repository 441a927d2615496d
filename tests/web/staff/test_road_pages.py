"""Does the official on the road see the route, receive at somebody's home, and send what waited on the device?"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.home_terms import HomeState
from motcua.dossiers.models import Dossier, HomeRequest, Intake, RoadEntry, WaitingEntry
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, P5, Q11, at
from tests.dossiers.paper_day import block_for, codes_of
from tests.dossiers.test_home_visits import approve, asked, scheduled
from tests.web.staff.desk import ORIGINAL, signed_in

SetClock = Callable[[datetime], None]
ROAD = "/can-bo/tren-duong/"
THERE, BACK = at("2022-05-17 08:20"), at("2022-05-17 16:30")
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thị Bích Ngọc"
_OPENING = re.compile(r'name="opening" value="([^"]+)"')
SAID = {
    "what": "receive",
    "kind": "person",
    "name": "Nguyễn Thị Bảy",
    "id_number": "079085001234",
    "phone": "0912345678",
    "address": "12 Lãnh Binh Thăng, hẻm 3",
    "return_channel": "home",
    "all_given": "on",
    f"paper-{ORIGINAL}-original": "1",
}


@pytest.fixture
def visit(seeded: None, office_clock: SetClock) -> HomeRequest:
    """A visit agreed for Tuesday 17 May, eight o'clock; it is twenty past."""
    approve()
    request = scheduled(asked(name=LONG, address="12 Lãnh Binh Thăng, Phường 5"))
    office_clock(THERE)
    return request


@pytest.fixture
def officer(visit: HomeRequest) -> Client:
    return signed_in(Q11, Role.RECEIVE)


def body(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def from_device(key: str, moment: datetime, shown: datetime | None = None, **more: Any) -> dict[str, Any]:
    """What the script sends: its key, when the form was opened and pressed, its clock now."""
    marks = {
        "key": key,
        "opened": (moment - timedelta(minutes=2)).isoformat(),
        "pressed": moment.isoformat(),
        "clock": (shown or BACK).isoformat(),
    }
    return SAID | marks | more


def sent(client: Client, page: str, words: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = client.post(page, words, headers={"X-Road": "1"})
    return answer.status_code, answer.json()


@pytest.mark.requirement("R-025")
def test_the_route_names_my_stops_in_order_and_is_journalled(officer: Client, visit: HomeRequest) -> None:
    later = scheduled(asked(name="Lê Văn Sáu"), starts=at("2022-05-17 09:00"), ends=at("2022-05-17 10:00"))
    page = body(officer, ROAD)
    assert page.index(LONG) < page.index("Lê Văn Sáu")
    assert "Phường 5" in page
    assert "0912" not in page  # the telephone stands on the visit's own page, behind a press
    seen = JournalEntry.objects.filter(action="view", subject="list:tren-duong").latest("id")
    assert seen.detail["codes"] == [visit.number, later.number]
    assert LONG not in body(officer, f"{ROAD}?ngay=2022-05-18")
    assert LONG not in body(signed_in(P5, Role.RECEIVE), ROAD)


@pytest.mark.requirement("R-025")
def test_the_telephone_of_a_visit_is_behind_a_press_and_its_view_is_journalled(
    officer: Client, visit: HomeRequest
) -> None:
    page = body(officer, f"{ROAD}{visit.pk}/")
    fold = page[page.index("<details") : page.index("</details>")]
    assert 'href="tel:+84912345678"' in page
    assert "tel:" in fold
    assert JournalEntry.objects.filter(action="view", subject=visit.number).exists()


@pytest.mark.requirement("R-025", "R-032")
def test_without_script_an_ordinary_form_receives_at_home(officer: Client, visit: HomeRequest) -> None:
    page = f"{ROAD}{visit.pk}/"
    found = _OPENING.search(body(officer, page))
    assert found is not None
    words = SAID | {"opening": found[1]}
    assert officer.post(page, words | {"name": ""}).status_code == 409
    assert officer.post(page, words)["Location"] == ROAD
    assert officer.post(page, words)["Location"] == ROAD  # pressed twice
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.return_channel) == ("home", "home")
    visit.refresh_from_db()
    assert (visit.state, visit.dossier_id) == (HomeState.DONE, dossier.pk)
    assert str(dossier) in body(officer, ROAD)
    counted = body(signed_in(Q11, Role.LEAD), "/can-bo/so-lieu/?tu=2022-05-01&den=2022-05-31")
    assert "Tại nhà" in counted
    assert verify() == []


@pytest.mark.requirement("R-025")
def test_thirty_kept_on_the_device_and_sent_twice_are_thirty(
    officer: Client, visit: HomeRequest, office_clock: SetClock
) -> None:
    codes = codes_of(block_for(at("2022-05-17 07:45"), size=30))
    office_clock(BACK)
    first: list[tuple[int, dict[str, Any]]] = []
    again: list[tuple[int, dict[str, Any]]] = []
    for answers in (first, again):
        for n, code in enumerate(codes):
            said = from_device(
                f"device-key-{n}", THERE + timedelta(minutes=n), number=code, reason="Không có mạng"
            )
            answers.append(sent(officer, f"{ROAD}{visit.pk}/", said))
    assert {status for status, _ in first + again} == {200}
    assert [said["text"] for _, said in first] == [said["text"] for _, said in again]
    assert RoadEntry.objects.count() == WaitingEntry.objects.count() == 30
    head = signed_in(Q11, Role.LEAD)
    block = WaitingEntry.objects.first().number.block_id  # type: ignore[union-attr]
    assert head.post(f"/can-bo/lo-so/{block}/doi-chieu/", {"code": codes}).status_code == 200
    assert Dossier.objects.filter(channel="home").count() == 30
    assert set(Dossier.objects.values_list("code", flat=True)) == set(codes)
    assert Dossier.objects.get(code=codes[0]).received_at == THERE - timedelta(minutes=2)
    assert verify() == []


def test_what_the_office_refuses_says_why_and_keeps_nothing(
    officer: Client, visit: HomeRequest, office_clock: SetClock
) -> None:
    office_clock(BACK)
    page = f"{ROAD}{visit.pk}/"
    for said, words in (
        (from_device("device-key-1", THERE), "giấy tiếp nhận viết tay"),
        (from_device("device-key-1", THERE, number="9", reason="x"), "không"),
        (from_device("device-key-1", BACK + timedelta(hours=1)), "tương lai"),
        (from_device("device-key-1", BACK, id_number="1"), "giấy tờ"),
        (from_device("device-key-1", BACK, name=""), "Họ"),
        (from_device("ngắn", BACK), "Mã lượt ghi"),
        (from_device("device-key-1", BACK, pressed="hôm qua"), "giờ không đọc được"),
        (from_device("device-key-1", BACK, pressed="2022-05-17T08:00:00"), "giờ không đọc được"),
    ):
        status, answer = sent(officer, page, said)
        assert (status, answer["state"]) == (409, "refused")
        assert words in answer["text"]
    assert not RoadEntry.objects.exists()
    assert sent(officer, page, from_device("device-key-1", BACK))[0] == 200


def test_the_last_digits_of_the_paper_s_number_and_its_hour_are_enough(
    officer: Client, visit: HomeRequest, office_clock: SetClock
) -> None:
    code = codes_of(block_for(at("2022-05-17 07:45"), size=3))[1]
    office_clock(BACK)
    paper: dict[str, Any] = {
        "number": "2",
        "reason": "Không có mạng",
        "received": "8h05",
        "due_clock": "16:00",
    }
    status, answer = sent(officer, f"{ROAD}{visit.pk}/", from_device("device-key-1", THERE, **paper))
    assert (status, answer["state"]) == (200, "waiting")
    waiting = WaitingEntry.objects.get()
    assert waiting.number.code == code
    assert datetime.fromisoformat(waiting.data["reception"]["received_at"]) == at("2022-05-17 08:05")
    assert datetime.fromisoformat(waiting.data["due_written"]["at"]) == at("2022-05-17 16:00")
    assert code in body(officer, answer["address"])


def test_a_due_day_on_the_paper_without_its_hour_is_asked_for_not_left_out(
    officer: Client, visit: HomeRequest, office_clock: SetClock
) -> None:
    block_for(at("2022-05-17 07:45"), size=3)
    office_clock(BACK)
    page = f"{ROAD}{visit.pk}/"
    paper: dict[str, Any] = {"number": "2", "reason": "Không có mạng", "due_day": "2022-05-18"}
    status, answer = sent(officer, page, from_device("device-key-1", THERE, **paper))
    assert (status, "Chưa ghi giờ hẹn trả" in answer["text"]) == (409, True)
    assert not RoadEntry.objects.exists()
    whole = from_device("device-key-1", THERE, **paper, due_clock="16:00")
    assert sent(officer, page, whole)[0] == 200
    due = WaitingEntry.objects.get().data["due_written"]["at"]
    assert datetime.fromisoformat(due) == at("2022-05-18 16:00")


def test_a_device_seven_hours_behind_sends_the_true_moment(officer: Client, visit: HomeRequest) -> None:
    behind = timedelta(hours=-7)
    said = from_device("device-key-1", THERE - timedelta(minutes=4) + behind, THERE + behind)
    assert sent(officer, f"{ROAD}{visit.pk}/", said)[0] == 200
    received = Dossier.objects.get().received_at
    assert abs(received - (THERE - timedelta(minutes=6))) <= timedelta(minutes=1)


@pytest.mark.requirement("R-025")
def test_what_lacks_nobody_there_and_a_refusal_reach_the_office(officer: Client, visit: HomeRequest) -> None:
    page = f"{ROAD}{visit.pk}/"
    lacks = from_device("device-key-1", THERE, THERE, all_given="")
    assert sent(officer, page, lacks)[1]["state"] == "incomplete"
    assert Intake.objects.get().channel == "home"
    gone = {"what": "not_done", "nobody": "yes", "reason": "Cổng khóa"}
    assert sent(officer, page, from_device("device-key-2", THERE, THERE) | gone)[1]["state"] == "nobody_there"
    visit.refresh_from_db()
    assert visit.state == HomeState.ASKED
    over = gone | {"nobody": "no", "reason": ""}
    assert sent(officer, page, from_device("device-key-3", THERE, THERE) | over)[0] == 409
    over |= {"reason": "Ngoài địa bàn"}
    assert sent(officer, page, from_device("device-key-3", THERE, THERE) | over)[1]["state"] == "refused"
    visit.refresh_from_db()
    assert (visit.state, visit.reason) == (HomeState.REFUSED, "Ngoài địa bàn")
    assert "không còn ở trạng thái đã hẹn" in body(officer, page)


def test_who_did_not_ask_is_received_where_the_unit_comes(officer: Client, visit: HomeRequest) -> None:
    page = f"{ROAD}them/{CERTIFIED_COPY}/"
    assert page in body(officer, ROAD)
    assert sent(officer, page, from_device("device-key-1", THERE, THERE))[1]["state"] == "received"
    visit.unit.home_approvals.update(procedures=[MARITAL_STATUS])
    assert page not in body(officer, ROAD)
    assert sent(officer, page, from_device("device-key-2", THERE, THERE))[0] == 409


def test_another_unit_s_visit_is_not_found_and_others_are_kept_out(
    officer: Client, visit: HomeRequest
) -> None:
    stranger = signed_in(P5, Role.RECEIVE)
    assert stranger.get(f"{ROAD}{visit.pk}/").status_code == 404
    assert stranger.post(f"{ROAD}{visit.pk}/", SAID).status_code == 404
    helper = signed_in(Q11, Role.ASSIST)
    assert helper.get(ROAD).status_code == 403
    assert helper.post(f"{ROAD}{visit.pk}/", from_device("device-key-1", THERE, THERE)).status_code == 403


def test_the_shell_and_the_worker_hold_nobody_s_data(officer: Client, visit: HomeRequest) -> None:
    shell, worker = body(officer, f"{ROAD}may/"), officer.get(f"{ROAD}may.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert f"{ROAD}may/" in worker.content.decode()
    signed = officer.get(f"{ROAD}ma/").json()
    person, unit = signed["who"].split(".", 1)
    assert unit == Q11
    for word in (LONG, visit.number, "0912"):
        assert word not in shell
    name = body(officer, "/can-bo/").split("Xin chào, ")[1].split("<")[0].strip()
    assert name not in shell
    assert person.isdigit()
