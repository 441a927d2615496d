"""A citizen follows their own dossiers in their account, and nobody else's."""

import pytest
from django.test import Client

from motcua.applicants.models import Account
from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online_terms import FiledFor
from motcua.dossiers.terms import Act
from motcua.notices.actions.planning import plan
from motcua.notices.models import Notice, Preference
from motcua.notices.terms import NoticeChannel
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, ask_for_a_paper, at, do, received
from tests.citizens import citizen, signed_in
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
MORNING = at("2022-05-16 09:00")
LIST = "/tai-khoan/ho-so/"
BE = Applicant(
    kind="person", name="Trần Thị Bé", id_number="079185004321", phone="0987654321", address="5 Bình Thới"
)
WAYS = [NoticeChannel.EMAIL, NoticeChannel.SMS]


def filed(account: Account, dossier: Dossier, filed_for: FiledFor = FiledFor.SELF) -> Dossier:
    """As if the dossier had come online from the account."""
    OnlineFiling.objects.create(dossier=dossier, account=account, filed_for=filed_for, filed_at=MORNING)
    return dossier


@pytest.mark.requirement("R-294")
def test_a_person_sees_what_they_filed_and_what_they_brought_to_the_desk(client: Client):
    account = citizen()
    online = filed(account, received(CERTIFIED_COPY, Q11, MORNING))
    at_desk = received(CERTIFIED_COPY, Q11, MORNING, applicant=BE)
    strange = received(CERTIFIED_COPY, Q11, MORNING, applicant=Applicant(
        kind="person", name="Lê Văn Chín", id_number="079090001111", phone="0909090909", address="9 A"))  # fmt: skip
    said = text_of(signed_in(client, account).get(LIST))
    assert str(online) in said
    assert str(at_desk) in said
    assert str(strange) not in said
    assert "Nộp thay: Nguyễn Văn Tư" in said


@pytest.mark.requirement("R-294")
@pytest.mark.parametrize(
    ("facts", "assurance"),
    [({}, 1), ({"id_verified_at": None, "id_verified_by": ""}, 2), ({"id_number": ""}, 2)],
)
def test_a_number_that_was_only_typed_or_a_stay_that_is_not_sure_opens_nothing(
    client: Client, facts, assurance
):
    at_desk = received(CERTIFIED_COPY, Q11, MORNING, applicant=BE)
    browser = signed_in(client, citizen(**facts), assurance=assurance)
    assert str(at_desk) not in text_of(browser.get(LIST))
    assert browser.get(f"{LIST}{at_desk.code}/").status_code == 404


def test_somebody_elses_dossier_is_as_absent_as_none(client: Client):
    strange = received(CERTIFIED_COPY, Q11, MORNING)
    browser = signed_in(client, citizen())
    pages = [
        browser.get(f"{LIST}{number}/") for number in (strange.code, "H29.000-000000-0000", "x" * 90, "%00")
    ]
    assert [page.status_code for page in pages] == [404, 404, 404, 400]
    slip = browser.get(f"{LIST}{strange.code}/phieu/01.pdf")
    assert slip.status_code == 404


def test_a_guest_is_led_to_sign_in(client: Client):
    assert client.get(LIST).headers["Location"].startswith("/dang-nhap/")
    assert client.get("/tai-khoan/thong-bao/").headers["Location"].startswith("/dang-nhap/")


@pytest.mark.requirement("R-294")
def test_the_page_says_step_holder_due_time_why_history_and_messages(client: Client):
    account = citizen()
    dossier = filed(account, received(CERTIFIED_COPY, Q11, MORNING))
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    nam = citizen("Lê Thị Năm", id_number="079185004399", phone="+84987654300")
    second = filed(nam, received(CERTIFIED_COPY, Q11, MORNING))
    ask_for_a_paper(second, MORNING)
    plan(at=MORNING, site="https://motcua.example.vn", open_ways=WAYS)
    said = text_of(signed_in(client, account).get(f"{LIST}{dossier.code}/"))
    assert "đang chờ lãnh đạo ký" in said
    assert "Lãnh đạo ký của" in said
    assert "chậm nhất 17 giờ, hôm nay" in said
    assert "Cơ quan đã tiếp nhận hồ sơ" in said
    other = text_of(signed_in(Client(), nam).get(f"{LIST}{second.code}/"))
    assert "Nộp thêm giấy tờ" in other
    assert "Bản chụp mờ" in other
    assert "Tin đã gửi cho ông/bà" in other
    assert "Lãnh đạo" not in other


def test_who_filed_and_whose_it_is_both_hear_each_in_their_own_words():
    account = citizen("Lê Thị Con")
    dossier = filed(account, received(CERTIFIED_COPY, Q11, MORNING), FiledFor.OTHER)
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING)
    third = filed(account, received(CERTIFIED_COPY, Q11, MORNING), FiledFor.OTHER)
    ask_for_a_paper(third, MORNING)
    plan(at=MORNING, site="https://motcua.example.vn", open_ways=WAYS)
    told = set(Notice.objects.filter(dossier=third).values_list("recipient", "channel", "to"))
    assert told == {
        ("filer", "email", "be.tran@example.vn"), ("filer", "sms", "+84987654321"),
        ("applicant", "sms", "+84912345678"),
    }  # fmt: skip
    texts = Notice.objects.filter(channel="sms").values_list("text", flat=True)
    assert not [text for text in texts if ONG_TU.name in text]


def test_the_choice_of_ways_is_kept_and_followed(client: Client):
    account = citizen()
    browser = signed_in(client, account)
    assert browser.get("/tai-khoan/thong-bao/").status_code == 200
    assert browser.post("/tai-khoan/thong-bao/", {"sms": "on"}).status_code == 302
    assert browser.post("/tai-khoan/thong-bao/", {"sms": "on", "extras": "on"}).status_code == 302
    assert consented(account.pk, Purpose.REMINDERS)
    browser.post("/tai-khoan/thong-bao/", {"sms": "on"})
    assert not consented(account.pk, Purpose.REMINDERS)
    kept = Preference.objects.get(account=account)
    assert (kept.email, kept.zalo, kept.sms) == (False, False, True)
    dossier = filed(account, received(CERTIFIED_COPY, Q11, MORNING))
    ask_for_a_paper(dossier, MORNING)
    plan(at=MORNING, site="https://motcua.example.vn", open_ways=WAYS)
    assert list(Notice.objects.values_list("channel", flat=True)) == ["sms"]


def test_the_slip_of_ones_own_dossier_is_there_once_more(client: Client):
    account = citizen()
    dossier = filed(account, received(CERTIFIED_COPY, Q11, MORNING))
    browser = signed_in(client, account)
    slip = browser.get(f"{LIST}{dossier.code}/phieu/01.pdf")
    assert slip.headers["Content-Type"] == "application/pdf"
    assert browser.get(f"{LIST}{dossier.code}/phieu/control.pdf").status_code == 404
