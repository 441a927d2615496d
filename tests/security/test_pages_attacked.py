"""What an attacker sends to the pages is answered with a clear no, and nothing of the office moves."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, received
from tests.security.visitors import MORNING, PASSWORD, person_with, signed_in, views_of

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def monday_morning(office_clock: Callable[[datetime], None]) -> None:
    office_clock(MORNING)


@pytest.fixture
def clerk() -> Client:
    return signed_in(Role.RECEIVE, Q11)


@pytest.fixture
def dossier() -> Dossier:
    return received(CERTIFIED_COPY, Q11, MORNING)


@pytest.mark.parametrize(
    "address",
    [
        "/can-bo/ho-so/%00/",
        "/can-bo/ho-so/a%00b/viec/appraise/",
        "/can-bo/in/%00/01.pdf",
        "/can-bo/phieu/%00/",
        "/can-bo/ho-so/" + "9" * 5000 + "/",
        "/can-bo/ho-so/%F0%9F%92%A9/",
        "/can-bo/ho-so/..%2f..%2fetc%2fpasswd/",
        "/can-bo/kiem-soat/%00/",
        "/can-bo/tiep-nhan/%00/",
        "/can-bo/tiep-nhan/?q=%00",
        f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/?phieu=%00",
        "/can-bo/ho-so/?tim=%00&trang-thai=%00&thu-tuc=%00&kenh=%00&sau=%00",
        "/can-bo/ho-so/?tim=%25_%27%22%5C",
        "/thu-tuc/%00/",
        "/thu-tuc/?q=%00",
        "/don-vi/%00/",
        "/chuong-trinh/%00/",
        "/nop-bay-gio/?procedure=%00&unit=%00",
        "/4-tai-cho/%00/",
        "/man-hinh/%00/",
        "/ngon-ngu/vi/?ve=%00",
    ],
)
def test_an_address_that_cannot_be_one_is_answered_without_a_fault(clerk: Client, address: str) -> None:
    assert clerk.get(address).status_code in {200, 302, 400, 404, 409, 422}


def test_nothing_seen_is_no_claim(clerk: Client, dossier: Dossier) -> None:
    said = {"press": "1", "seen": ""}
    response = clerk.post(f"/can-bo/ho-so/{dossier.code}/viec/forward/", said)
    assert "4 tại chỗ" in response.content.decode()


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "-1", "x", "\x00", "１"])
def test_a_forged_mark_of_what_was_seen_is_no_fault(clerk: Client, dossier: Dossier, seen: str) -> None:
    response = clerk.post(f"/can-bo/ho-so/{dossier.code}/viec/forward/", {"press": "1", "seen": seen})
    assert response.status_code == 409
    assert Dossier.objects.get(pk=dossier.pk).state == "received"


@pytest.mark.parametrize("code", ["\x00", "9" * 100_000, "' OR 1=1 --", "../..", ""])
def test_a_tray_of_impossible_codes_is_answered_code_by_code(clerk: Client, code: str) -> None:
    response = clerk.post("/can-bo/hang-loat/", {"act": "forward", "code": [code]})
    assert response.status_code == 409
    assert "Không có hồ sơ này" in response.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://xau.example/", "//xau.example/can-bo/", "/\\xau.example", "javascript:alert(1)", "/%0d%0aX: y"],
)
def test_signing_in_never_leads_to_another_site(elsewhere: str) -> None:
    client, person = Client(), person_with(Role.RECEIVE, Q11)
    response = client.post("/can-bo/dang-nhap/minh-hoa/", {"person": person.username, "next": elsewhere})
    assert response["Location"] == "/can-bo/"


def test_the_language_switch_never_leads_to_another_site() -> None:
    for elsewhere in ("https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:x"):
        assert Client().get("/ngon-ngu/en/", {"ve": elsewhere})["Location"] == "/"


def test_a_session_planted_before_signing_in_is_worth_nothing_after() -> None:
    attacker = Client()
    attacker.get("/can-bo/dang-nhap/")
    session = attacker.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key or ""
    victim = Client()
    victim.cookies["sessionid"] = planted
    victim.post("/can-bo/dang-nhap/minh-hoa/", {"person": person_with(Role.RECEIVE, Q11).username})
    assert victim.cookies["sessionid"].value != planted
    attacker.cookies["sessionid"] = planted
    assert attacker.get("/can-bo/ho-so/").status_code == 302


@pytest.mark.parametrize("address", ["/can-bo/hang-loat/", "/can-bo/dang-xuat/", "/can-bo/don-vi/"])
def test_a_form_of_another_site_does_nothing(address: str) -> None:
    client = signed_in(Role.RECEIVE, Q11)
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "https://xau.example"})
    strict.cookies["sessionid"] = client.cookies["sessionid"].value
    assert strict.post(address, {"act": "forward", "code": "x"}).status_code == 403


def test_no_page_may_be_framed_and_no_script_of_others_runs(clerk: Client, dossier: Dossier) -> None:
    for address in ("/", "/can-bo/", f"/can-bo/ho-so/{dossier.code}/", "/tra-cuu/", "/api/v1/docs"):
        response = clerk.get(address)
        assert response["X-Frame-Options"] == "DENY"
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("cookie", ["sessionid"])
def test_the_session_is_out_of_reach_of_scripts_and_other_sites(clerk: Client, cookie: str) -> None:
    assert clerk.cookies[cookie]["httponly"]
    assert clerk.cookies[cookie]["samesite"] == "Lax"


def test_a_page_with_personal_data_is_kept_by_no_cache(clerk: Client, dossier: Dossier) -> None:
    pages = [
        clerk.get(f"/can-bo/ho-so/{dossier.code}/"),
        clerk.get(f"/can-bo/in/{dossier.code}/01.pdf"),
        clerk.get("/can-bo/ho-so/"),
        Client().post("/tra-cuu/", {"code": dossier.code or "", "secret": dossier.secret}),
        Client().get("/api/v1/dossiers"),
    ]
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        assert "private" in page["Cache-Control"]


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize("address", ["", "da-tiep-nhan/", "viec/appraise/", "viec/forward/"])
def test_every_page_that_names_the_applicant_is_journalled(
    clerk: Client, dossier: Dossier, address: str
) -> None:
    assert clerk.get(f"/can-bo/ho-so/{dossier.code}/{address}").status_code == 200
    assert views_of(str(dossier.code)) == 1


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize("said", [{"press": "1"}, {"note": "x" * 2000}, {"note": "vội"}])
def test_a_refused_act_that_shows_the_dossier_is_a_view_too(
    clerk: Client, dossier: Dossier, said: dict[str, str]
) -> None:
    response = clerk.post(f"/can-bo/ho-so/{dossier.code}/viec/forward/", said)
    assert response.status_code in {409, 422}
    assert views_of(str(dossier.code)) == 1


@pytest.mark.requirement("R-292")
def test_a_list_keeps_whom_it_showed(clerk: Client, dossier: Dossier) -> None:
    for slug in ("xu-ly", "ho-so", "hom-nay"):
        clerk.get(f"/can-bo/{slug}/")
    shown = JournalEntry.objects.filter(subject="list:ho-so").get()
    assert dossier.code in shown.detail["codes"]


def test_a_view_is_kept_under_the_code_however_the_dossier_was_named(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    clerk.get(f"/can-bo/in/{dossier.code}/control.pdf")
    assert views_of(str(dossier.code)) == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_no_other_method_does_anything(clerk: Client, dossier: Dossier, method: str) -> None:
    for address in (f"/can-bo/ho-so/{dossier.code}/", "/can-bo/hang-loat/", "/can-bo/ho-so/"):
        assert getattr(clerk, method)(address).status_code in {403, 405}


def test_a_form_cannot_set_what_it_does_not_show(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    forged = {
        "press": "1",
        "due_at": "2030-01-01",
        "state": "returned",
        "unit_id": "x",
        "result_number": "1/A",
    }
    clerk.post(f"/can-bo/ho-so/{dossier.code}/viec/forward/", forged)
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.due_at, after.state, after.result_number) == (dossier.due_at, "received", "")


def test_the_unit_chosen_must_be_one_of_the_persons_own(clerk: Client) -> None:
    assert clerk.post("/can-bo/don-vi/", {"unit": "brvt.vung-tau"}).status_code == 404
    assert clerk.session["unit"] == Q11


def test_passwords_are_guessed_only_a_few_times_and_a_right_one_costs_nothing() -> None:
    person = person_with(Role.RECEIVE, Q11)
    person.set_password(PASSWORD)
    person.save()
    right, wrong = (
        {"username": person.username, "password": PASSWORD},
        {"username": person.username, "password": "x"},
    )
    for _ in range(15):
        assert Client().post("/can-bo/dang-nhap/", right).status_code == 302
    answers = [Client().post("/can-bo/dang-nhap/", wrong).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert Client().post("/can-bo/dang-nhap/", right).status_code == 429


def test_a_name_nobody_has_gets_the_same_answer_as_a_wrong_password() -> None:
    person = person_with(Role.RECEIVE, Q11)
    answers = [
        Client().post("/can-bo/dang-nhap/", {"username": name, "password": "x"}).content.decode()
        for name in (person.username, "khong-co-ai")
    ]
    told = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert all(told in answer for answer in answers)


def test_one_click_people_are_not_there_in_production(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    person = person_with(Role.RECEIVE, Q11)
    assert Client().post("/can-bo/dang-nhap/minh-hoa/", {"person": person.username}).status_code == 404
    assert person.full_name not in Client().get("/can-bo/dang-nhap/").content.decode()
