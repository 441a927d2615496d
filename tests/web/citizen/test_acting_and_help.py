"""For whom does a citizen act, and who sits beside them?"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.applicants.codes import TOLD_TOPIC
from motcua.applicants.models import Account, AccountSession, Mandate, Representation
from motcua.core.models import JournalEntry, OutboxMessage
from motcua.organisation.terms import Role
from tests.cast import P5, Q11, SetClock, at
from tests.citizens import citizen, signed_in
from tests.web.citizen.reading import text_of
from tests.web.citizen.test_signing_in import digits_sent
from tests.web.staff.desk import signed_in as staff

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
ACTING, CHOOSE, DESK, HELP = (
    "/tai-khoan/lam-thay/", "/tai-khoan/lam-thay/chon/", "/can-bo/dai-dien/", "/can-bo/ho-tro/mo-phien/",
)  # fmt: skip
MORNING = at("2022-05-16 09:00")
FIRM = {
    "ask": "1",
    "r-tax_code": "0100109106",
    "r-name": "Công ty TNHH Minh Họa",
    "r-evidence": "authorised",
    "r-evidence_text": "Giấy ủy quyền 12/2022, ngày 03/05/2022, Văn phòng công chứng số 1",
}
MOTHER = {
    "mandate": "1",
    "m-kind": "written",
    "m-name": "Nguyễn Thị Tám",
    "m-phone": "0903 111 222",
    "m-document": "Giấy ủy quyền số 15, ngày 04/05/2022, UBND Phường 5 chứng thực",
}
CARD = {"how": "card", "name": "Phạm Văn Chín", "id_number": "079058000123"}


@pytest.fixture
def be() -> tuple[Client, Account]:
    account = citizen()
    return signed_in(Client(), account), account


def asked(client: Client, **changed: str) -> Representation:
    assert client.post(ACTING, FIRM | changed).status_code == 302
    return Representation.objects.latest("pk")


def decide(role: Role, held: Representation, decision: str = "confirm", reason: str = "") -> Any:
    said = {"representation": held.pk, "decide": decision, "reason": reason}
    return staff(Q11, role).post(DESK, said)


def choose(client: Client, held: Representation) -> str:
    client.post(CHOOSE, {"organisation": held.pk})
    return client.get("/tai-khoan/").content.decode()


# organisations --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-033")
def test_an_official_looks_at_the_paper_before_anybody_acts_for_an_organisation(be: tuple[Client, Account]):
    client, _ = be
    held = asked(client)
    assert "thay cho Công ty" not in choose(client, held)
    assert "0100109106" in staff(Q11, Role.RECEIVE).get(DESK).content.decode()
    assert decide(Role.RECEIVE, held).status_code == 302
    assert "thay cho Công ty TNHH Minh Họa" in choose(client, held)
    client.post(CHOOSE)
    assert "thay cho Công ty" not in client.get("/tai-khoan/").content.decode()
    assert JournalEntry.objects.filter(action="decide_representation").exists()
    told = OutboxMessage.objects.get(topic=TOLD_TOPIC)
    assert (told.payload["what"], told.payload["state"]) == ("representation", "confirmed")


def test_it_ends_with_its_period_even_in_the_middle_of_a_session(
    be: tuple[Client, Account], office_clock: SetClock
):
    client, account = be
    held = asked(client, **{"r-valid_to_day": "17", "r-valid_to_month": "5", "r-valid_to_year": "2022"})
    decide(Role.LEAD, held)
    office_clock(at("2022-05-16 23:50"))
    signed_in(client, account, moment=at("2022-05-16 23:30"))
    assert "thay cho Công ty" in choose(client, held)
    office_clock(at("2022-05-17 00:05"))
    assert "thay cho Công ty" not in client.get("/tai-khoan/").content.decode()


def test_what_was_refused_says_why_and_opens_nothing(be: tuple[Client, Account]):
    client, _ = be
    held = asked(client)
    assert decide(Role.RECEIVE, held, "refuse").status_code == 409
    decide(Role.RECEIVE, held, "refuse", "Giấy ủy quyền hết hạn")
    assert "Giấy ủy quyền hết hạn" in text_of(client.get(ACTING))
    assert "thay cho Công ty" not in choose(client, held)
    assert decide(Role.RECEIVE, held).status_code == 409  # decided once


@pytest.mark.parametrize("role", [Role.ASSIST, Role.POST, Role.APPRAISE, Role.ADMIN])
def test_other_roles_decide_nothing(be: tuple[Client, Account], role: Role):
    held = asked(be[0])
    assert decide(role, held).status_code == 403
    held.refresh_from_db()
    assert held.state == "asked"


def test_nobody_acts_by_somebody_elses_representation_and_ones_own_ends_at_once(be: tuple[Client, Account]):
    client, _ = be
    held = asked(client)
    decide(Role.RECEIVE, held)
    thief = signed_in(Client(), citizen("Lê Văn Năm", id_number="079058000123"))
    assert "thay cho Công ty" not in choose(thief, held)
    assert thief.post(ACTING, {"end_representation": held.pk}).status_code == 409
    choose(client, held)
    client.post(ACTING, {"end_representation": held.pk})
    assert "thay cho Công ty" not in client.get("/tai-khoan/").content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"r-tax_code": "123"}, "Mã số thuế không đúng"),
        ({"r-name": "\u202eCông ty"}, "ký tự ẩn"),
        ({"r-evidence": "claim"}, "govuk-error-message"),
        ({"r-valid_to_day": "1", "r-valid_to_month": "1", "r-valid_to_year": "2022"}, "sau hôm nay"),
        ({"r-evidence_text": ""}, "Chưa điền"),
    ],
)
def test_what_is_wrong_with_an_organisation_is_said_at_its_field(
    be: tuple[Client, Account], changed: dict[str, str], told: str
):
    answer = be[0].post(ACTING, FIRM | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Representation.objects.exists()


def test_the_same_organisation_is_asked_once(be: tuple[Client, Account]):
    asked(be[0])
    assert "đã khai đại diện" in text_of(be[0].post(ACTING, FIRM))


# other persons ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-033")
def test_a_written_authority_is_recorded_and_the_other_person_told(be: tuple[Client, Account]):
    client, account = be
    assert client.post(ACTING, MOTHER).status_code == 302
    held = Mandate.objects.get()
    assert (held.account_id, held.name, held.phone) == (account.pk, "Nguyễn Thị Tám", "+84903111222")
    told = OutboxMessage.objects.get(topic=TOLD_TOPIC)
    assert (told.payload["what"], told.payload["mandate"]) == ("mandate", held.pk)
    assert "Tám" not in str(told.payload)
    assert "903111222" not in str(told.payload)
    client.post(ACTING, {"end_mandate": held.pk})
    assert "Nguyễn Thị Tám" not in text_of(client.get(ACTING))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"m-document": ""}, "Chưa ghi số, ngày giấy ủy quyền"),
        ({"m-phone": ""}, "phải được báo tin"),
        ({"m-phone": "12"}, "Số điện thoại không đúng"),
        ({"m-id_number": "079185004321"}, "chính ông/bà"),
        ({"m-valid_to_day": "16", "m-valid_to_month": "5", "m-valid_to_year": "2022"}, "sau hôm nay"),
    ],
)
def test_an_authority_that_cannot_be_is_refused(
    be: tuple[Client, Account], changed: dict[str, str], told: str
):
    answer = be[0].post(ACTING, MOTHER | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Mandate.objects.exists()


def test_a_parent_needs_no_written_authority(be: tuple[Client, Account]):
    child = MOTHER | {"m-kind": "parent", "m-name": "Trần Gia Hân", "m-document": "", "m-phone": ""}
    assert be[0].post(ACTING, child).status_code == 302


def test_nobody_ends_anothers_authority(be: tuple[Client, Account]):
    be[0].post(ACTING, MOTHER)
    thief = signed_in(Client(), citizen("Lê Văn Năm", id_number="079058000123"))
    assert thief.post(ACTING, {"end_mandate": Mandate.objects.get().pk}).status_code == 409


# a helper beside ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-029")
def test_the_citizen_is_the_filer_and_the_helper_stands_beside_them():
    helper = staff(Q11, Role.ASSIST)
    assert helper.post(HELP, CARD)["Location"] == "/thu-tuc/"
    stay = AccountSession.objects.get()
    assert (stay.account.name, stay.assurance, stay.assisted_in_id) == ("Phạm Văn Chín", 1, Q11)
    assert stay.assisted_by_id == int(helper.session["_auth_user_id"])
    assert "có người hỗ trợ" in helper.get("/").content.decode()
    assert JournalEntry.objects.filter(action="help_citizen", subject=f"account:{stay.account_id}").exists()


@pytest.mark.requirement("R-029")
@pytest.mark.parametrize("role", [Role.RECEIVE, Role.POST, Role.ADMIN, Role.LEAD])
def test_nobody_but_a_helper_opens_a_helped_stay(role: Role):
    assert staff(Q11, role).post(HELP, CARD).status_code == 403
    assert not AccountSession.objects.exists()


def test_a_number_typed_by_a_helper_opens_nobodys_account():
    known = citizen(id_number="079058000123")
    helper = staff(Q11, Role.ASSIST)
    helper.post(HELP, CARD)
    assert AccountSession.objects.get().account_id != known.pk
    assert helper.get("/tai-khoan/gop/").status_code == 302  # asks for a surer way in
    assert helper.post("/tai-khoan/gop/", {"account": known.pk}).status_code == 409


def test_with_their_own_telephone_the_citizen_comes_into_their_own_account():
    helper = staff(Q11, Role.ASSIST)
    assert helper.post(HELP, {"how": "code"})["Location"] == "/dang-nhap/"
    helper.post("/dang-nhap/", {"contact": "0912 345 678"})
    helper.post("/dang-nhap/nhap-ma/", {"digits": digits_sent()})
    stay = AccountSession.objects.get()
    assert (stay.way, stay.assisted_by_id) == ("phone", int(helper.session["_auth_user_id"]))


def test_the_stay_ends_with_the_citizen_and_the_next_one_is_not_helped_by_itself():
    helper = staff(Q11, Role.ASSIST)
    helper.post(HELP, CARD)
    helper.post("/dang-xuat/")
    assert "Đăng nhập" in helper.get("/").content.decode()
    assert helper.get("/can-bo/").status_code == 200  # the helper works on
    helper.post("/dang-nhap/minh-hoa/", {"person": "be"})
    assert AccountSession.objects.latest("pk").assisted_by_id is None


def test_ten_idle_minutes_end_it(office_clock: SetClock):
    helper = staff(Q11, Role.ASSIST)
    helper.post(HELP, CARD)
    office_clock(MORNING + timedelta(minutes=9))
    assert helper.get("/tai-khoan/").status_code == 200
    office_clock(MORNING + timedelta(minutes=20))
    assert helper.get("/tai-khoan/").status_code == 302


def test_the_helper_ends_what_is_still_open_at_their_desk_and_nobody_elses():
    one, other = staff(Q11, Role.ASSIST), staff(P5, Role.ASSIST)
    one.post(HELP, CARD)
    other.post(HELP, CARD)
    one.post(HELP, {"how": "end"})
    assert one.get("/tai-khoan/").status_code == 302
    assert other.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/tai-khoan/bao-mat/",
        "/tai-khoan/bao-mat/khoa/",
        "/tai-khoan/bao-mat/lien-he/",
        "/tai-khoan/lam-thay/",
    ],
)
def test_ways_in_and_authorities_are_the_citizens_own_affair(page: str):
    helper = staff(Q11, Role.ASSIST)
    helper.post(HELP, CARD)
    answer = helper.get(page)
    assert answer.status_code == 409
    assert "tự làm" in text_of(answer)


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"id_number": "123"}, "12 chữ số"), ({"name": "123"}, "Họ và tên"), ({"name": "\u200b"}, "ẩn")],
)
def test_a_card_that_cannot_be_is_refused(changed: dict[str, str], told: str):
    answer = staff(Q11, Role.ASSIST).post(HELP, CARD | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Account.objects.exists()
