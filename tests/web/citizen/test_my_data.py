"""The pages of one's own data: seen, copied, consented, asked, given up; nobody else's."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from motcua.applicants.models import Account, Consent
from motcua.notices.models import Notice
from motcua.organisation.terms import Role
from motcua.personal_data.models import Breach, RightsRequest
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, SetClock, at, colleague, received
from tests.citizens import citizen, signed_in
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in as official

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 08:40")
DATA = "/tai-khoan/du-lieu/"
PAGES = ("", "ai-da-xem/", "dong-y/", "yeu-cau/", "tai-ve/", "xoa/")


@pytest.fixture(autouse=True)
def morning(office_clock: SetClock) -> None:
    office_clock(MORNING)


@pytest.fixture
def me() -> Account:
    return citizen(ONG_TU.name, id_number=ONG_TU.id_number)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_sign_in(client: Client, page: str) -> None:
    assert client.get(DATA + page)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_is_kept_by_nobody_on_the_way(client: Client, me: Account, page: str) -> None:
    answer = signed_in(client, me).get(DATA + page)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_my_dossier_from_the_desk_is_shown_and_nobody_elses(client: Client, me: Account) -> None:
    mine = received(CERTIFIED_COPY, Q11, MORNING)
    assert str(mine) in text_of(signed_in(client, me).get(DATA))
    other = signed_in(Client(), citizen("Lê Văn Khác", id_number="079185009999"))
    assert str(mine) not in text_of(other.get(DATA))


def test_consent_is_off_until_given_and_goes_off_again(client: Client, me: Account) -> None:
    browser = signed_in(client, me)
    assert "Đã đồng ý từ" not in text_of(browser.get(DATA + "dong-y/"))
    browser.post(DATA + "dong-y/", {"purpose": "store"})
    assert Consent.objects.get().withdrawn_at is None
    assert "Đã đồng ý từ 08:40" in text_of(browser.get(DATA + "dong-y/"))
    browser.post(DATA + "dong-y/", {"purpose": "store", "withdraw": "1"})
    assert Consent.objects.get().withdrawn_at is not None
    assert browser.post(DATA + "dong-y/", {"purpose": "everything"}).status_code == 404


def test_a_request_goes_to_the_office_and_its_answer_comes_back(client: Client, me: Account) -> None:
    browser = signed_in(client, me)
    lacking = browser.post(DATA + "yeu-cau/", {"kind": "correct", "unit": Q11, "text": ""})
    assert lacking.status_code == 422
    browser.post(DATA + "yeu-cau/", {"kind": "correct", "unit": Q11, "text": "Số nhà <b>sai</b>"})
    made = RightsRequest.objects.get()
    assert Notice.objects.filter(subject=made.number).exists()
    head = official(Q11, Role.LEAD)
    assert made.number in text_of(head.get("/can-bo/du-lieu-ca-nhan/"))
    page = f"/can-bo/du-lieu-ca-nhan/{made.number}/"
    assert "<b>sai" not in head.get(page).content.decode()
    assert head.post(page, {"outcome": "refused", "text": "Không"}).status_code == 422
    assert head.post(page, {"outcome": "done", "text": "Đã sửa số nhà."}).status_code == 302
    said = text_of(browser.get(DATA + "yeu-cau/"))
    assert "Đã sửa số nhà." in said
    assert "Đã làm theo yêu cầu" in said
    assert head.get("/can-bo/du-lieu-ca-nhan/DL-2022-9999/").status_code == 404


def test_the_copy_is_a_zip_of_everything_for_a_day(
    client: Client, me: Account, office_clock: SetClock
) -> None:
    mine = received(CERTIFIED_COPY, Q11, MORNING)
    browser = signed_in(client, me)
    page = browser.post(DATA + "tai-ve/").content.decode()
    address = page.split('href="/tai-khoan/du-lieu/tai-ve/')[1].split('"')[0]
    answer = browser.get(DATA + "tai-ve/" + address)
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    held = json.loads(packed.read("du-lieu.json"))
    assert held["Hồ sơ"][0]["Mã"] == str(mine)
    other = signed_in(Client(), citizen("Lê Văn Khác", id_number="079185009999"))
    assert other.get(DATA + "tai-ve/" + address).status_code == 404
    late = MORNING + timedelta(hours=25)
    office_clock(late)
    assert signed_in(Client(), me, moment=late).get(DATA + "tai-ve/" + address).status_code == 404


def test_giving_the_account_up_asks_once_more_then_signs_out(client: Client, me: Account) -> None:
    browser = signed_in(client, me)
    assert browser.post(DATA + "xoa/").status_code == 422
    assert "Đã xóa tài khoản" in text_of(browser.post(DATA + "xoa/", {"sure": "1"}))
    me.refresh_from_db()
    assert (me.name, me.state) == ("", "closed")
    assert browser.get(DATA)["Location"].startswith("/dang-nhap/")


def test_while_a_helper_sits_beside_the_pages_stay_closed(client: Client, me: Account) -> None:
    helper = colleague(Role.ASSIST, Q11, MORNING)
    assert signed_in(client, me, moment=MORNING, helper=helper).get(DATA).status_code == 409


def test_a_leak_is_recorded_and_its_list_taken_by_the_head_alone(me: Account) -> None:
    received(CERTIFIED_COPY, Q11, MORNING)
    head = official(Q11, Role.LEAD)
    page = "/can-bo/du-lieu-ca-nhan/su-co/"
    said = {
        "described": "Gửi nhầm thư", "found_day_day": "16", "found_day_month": "5", "found_day_year": "2022",
        "found_clock": "08:30", "scope": "period", "first_day": "16", "first_month": "5", "first_year": "2022",
        "last_day": "16", "last_month": "5", "last_year": "2022",
    }  # fmt: skip
    assert head.post(page, {"scope": "person"}).status_code == 422
    assert head.post(page, said).status_code == 302
    made = Breach.objects.get()
    assert made.dossiers == 1
    assert "Gửi nhầm thư" in text_of(head.get(page))
    assert head.get(f"{page}{made.number}.xlsx").status_code == 200
    assert official(Q11, Role.RECEIVE).get(f"{page}{made.number}.xlsx").status_code == 403
