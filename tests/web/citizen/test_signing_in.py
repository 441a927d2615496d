"""How does a citizen come in, and who is kept out?"""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from motcua.applicants.codes import CODE_TOPIC, message_of
from motcua.applicants.models import Account, AccountSession, Identity, OneTimeCode
from motcua.applicants.terms import IdentityWay
from motcua.core.models import OutboxMessage, TryCount
from tests.cast import SetClock, at
from tests.citizens import citizen, signed_in
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
PAGE, CODE = "/dang-nhap/", "/dang-nhap/nhap-ma/"
MORNING = at("2022-05-16 09:00")
PHONE, EMAIL = "0912 345 678", "lan@example.vn"


def digits_sent() -> str:
    """What was handed to whoever delivers."""
    row = OutboxMessage.objects.filter(topic=CODE_TOPIC).order_by("-pk")[0]
    message = message_of(row.payload)
    assert message is not None
    return message.code


def ask(client: Client, contact: str = PHONE, **more: str):
    return client.post(PAGE, {"contact": contact, **more})


def come_in(client: Client, contact: str = PHONE) -> None:
    ask(client, contact)
    answer = client.post(CODE, {"digits": digits_sent()})
    assert answer["Location"] == "/tai-khoan/"


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06d}"


# one-time codes -------------------------------------------------------------------------------------


@pytest.mark.requirement("R-033")
@pytest.mark.parametrize(("contact", "way"), [(PHONE, "phone"), ("LAN@Example.vn ", "email")])
def test_six_digits_let_in_and_the_first_time_makes_an_account(client: Client, contact: str, way: str):
    come_in(client, contact)
    account = Account.objects.get()
    assert (account.assurance, account.id_verified_at) == (1, None)
    assert (account.phone, account.email) == (("+84912345678", "") if way == "phone" else ("", EMAIL))
    assert client.get("/tai-khoan/").status_code == 200
    client.post("/dang-xuat/")
    come_in(client, contact)
    assert Account.objects.count() == 1


def test_neither_digits_nor_contact_stand_openly_in_the_database(client: Client):
    ask(client)
    row = OutboxMessage.objects.get(topic=CODE_TOPIC)
    kept = OneTimeCode.objects.get()
    message = message_of(row.payload)
    assert message is not None
    openly = f"{row.payload} {row.key} {kept.code_hash} {kept.contact_hash} {kept.browser_hash}"
    assert message.code not in openly.replace(message.expires_at.isoformat(), "")
    assert "912345678" not in openly
    assert (message.way, message.contact) == ("phone", "+84912345678")


def test_a_known_and_an_unknown_contact_are_answered_alike(client: Client):
    come_in(client)
    client.post("/dang-xuat/")
    known, unknown = ask(client, PHONE), ask(Client(), "0987 000 111")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("0912", "Số điện thoại không đúng"),
        ("028 3855 1234", "di động"),
        ("1022", "tổng đài"),
        ("lan@", "thư điện tử chưa đúng"),
        ("a" * 150 + "@example.vn", "thư điện tử chưa đúng"),
        ("lan\u202egro@example.vn", "ký tự ẩn"),
        ("", "Chưa điền"),
    ],
)
def test_where_no_code_can_go_the_form_says_what_to_mend(client: Client, contact: str, told: str):
    answer = ask(client, contact)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not OneTimeCode.objects.exists()


def test_five_wrong_digits_end_the_code_and_the_right_ones_come_too_late(client: Client):
    ask(client)
    right = digits_sent()
    for _ in range(4):
        assert "Mã chưa đúng" in text_of(client.post(CODE, {"digits": other_than(right)}))
    assert "Hãy lấy mã mới" in text_of(client.post(CODE, {"digits": other_than(right)}))
    assert "Hãy lấy mã mới" in text_of(client.post(CODE, {"digits": right}))
    assert not AccountSession.objects.exists()


def test_a_code_is_good_for_ten_minutes(client: Client):
    ask(client)
    OneTimeCode.objects.update(expires_at=datetime.now(tz=MORNING.tzinfo) - timedelta(seconds=1))
    answer = client.post(CODE, {"digits": digits_sent()})
    assert answer.status_code == 422
    assert "đã hết 10 phút" in text_of(answer)


def test_a_code_is_good_once(client: Client):
    ask(client)
    digits = digits_sent()
    session = client.session
    asked = session["citizen_code"]
    client.post(CODE, {"digits": digits})
    client.post("/dang-xuat/")
    session = client.session
    session["citizen_code"] = asked
    session.save()
    assert client.post(CODE, {"digits": digits}).status_code == 422


def test_a_newer_code_ends_the_older(client: Client):
    ask(client)
    older = digits_sent()
    ask(client)
    if digits_sent() != older:
        assert client.post(CODE, {"digits": older}).status_code == 422
    assert OneTimeCode.objects.filter(expires_at__gt=datetime.now(tz=MORNING.tzinfo)).count() == 1


def test_a_code_read_aloud_to_somebody_else_is_of_no_use_in_their_browser(client: Client):
    ask(client)
    asked, digits = client.session["citizen_code"], digits_sent()
    thief = Client()
    session = thief.session
    session["citizen_code"], session["citizen_browser"] = asked, "guessed"
    session.save()
    assert thief.post(CODE, {"digits": digits}).status_code == 422


def test_the_code_page_without_a_code_leads_back(client: Client):
    assert client.get(CODE)["Location"] == PAGE


def test_messages_to_one_contact_are_few_whoever_asks(client: Client):
    answers = [ask(Client()).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    TryCount.objects.all().delete()
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            way="phone",
            contact_hash=OneTimeCode.objects.order_by("pk")[0].contact_hash,
            code_hash="",
            browser_hash="",
            created_at=datetime.now(tz=MORNING.tzinfo),
            expires_at=datetime.now(tz=MORNING.tzinfo),
        )
        for _ in range(7)
    )
    assert "quá nhiều mã" in text_of(ask(client))


def test_one_address_checks_so_many_codes_and_then_waits(client: Client):
    ask(client)
    TryCount.objects.all().delete()
    client.post(CODE, {"digits": "000000"})
    TryCount.objects.update(count=60)
    answer = client.post(CODE, {"digits": digits_sent()})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_demonstration_shows_the_code_and_says_so_and_an_office_never_does(client: Client, monkeypatch):
    ask(client)
    assert digits_sent() in text_of(client.get(CODE))
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    ask(client)
    page = text_of(client.get(CODE))
    assert digits_sent() not in page
    assert not re.search(r"\b[0-9]{6}\b", page)


def test_a_closed_account_stays_closed(client: Client):
    come_in(client)
    client.post("/dang-xuat/")
    Account.objects.update(state="closed")
    ask(client)
    answer = client.post(CODE, {"digits": digits_sent()})
    assert answer.status_code == 422
    assert "đã đóng" in text_of(answer)


# going on, going back -----------------------------------------------------------------------------------


def test_who_must_sign_in_comes_back_to_the_page_they_wanted(client: Client):
    wanted = client.get("/tai-khoan/bao-mat/")
    assert wanted["Location"] == "/dang-nhap/?tiep=%2Ftai-khoan%2Fbao-mat%2F"
    ask(client, tiep="/tai-khoan/bao-mat/")
    assert client.post(CODE, {"digits": digits_sent()})["Location"] == "/tai-khoan/bao-mat/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/can-bo/", "javascript:1"])
def test_nobody_is_led_elsewhere(client: Client, elsewhere: str):
    ask(client, tiep=elsewhere)
    assert client.post(CODE, {"digits": digits_sent()})["Location"] == "/tai-khoan/"


def test_a_form_sent_after_the_session_ended_says_so_and_keeps_what_was_typed(client: Client):
    answer = client.post(
        "/tai-khoan/", {"name": "Lan", "address": ""}, HTTP_REFERER="http://testserver/tai-khoan/"
    )
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Phiên làm việc đã hết" in page
    assert 'href="/dang-nhap/"' in page


def test_the_stay_ends_by_itself_and_the_session_key_is_a_new_one_at_every_entry(
    client: Client, office_clock: SetClock
):
    client.get(PAGE)
    come_in(client)
    first = client.session.session_key
    client.post("/dang-xuat/")
    assert client.session.session_key != first
    come_in(client)
    office_clock(MORNING + timedelta(hours=1, minutes=1))
    assert client.get("/tai-khoan/").status_code == 302


def test_pages_of_the_account_are_kept_by_no_cache(client: Client):
    come_in(client)
    assert "no-store" in client.get("/tai-khoan/")["Cache-Control"]


# the account ---------------------------------------------------------------------------------------------


def test_one_says_name_and_number_and_shown_ones_stay_as_shown(client: Client):
    come_in(client)
    saying = {"name": "Nguyễn  Thị Lan", "id_number": "079 185 004 321", "address": "5 Bình Thới"}
    assert client.post("/tai-khoan/", saying).status_code == 302
    account = Account.objects.get()
    assert (account.name, account.id_number) == ("Nguyễn Thị Lan", "079185004321")
    assert client.post("/tai-khoan/", saying | {"id_number": "123"}).status_code == 422
    shown = citizen()
    other = signed_in(Client(), shown)
    other.post("/tai-khoan/", {"name": "Ai Khác", "id_number": "001085000111", "address": "Nhà mới"})
    shown.refresh_from_db()
    assert (shown.name, shown.id_number, shown.address) == ("Trần Thị Bé", "079185004321", "Nhà mới")


def test_another_contact_becomes_another_way_in_unless_somebody_else_has_it(client: Client):
    account = citizen()
    signed_in(client, account)
    client.post("/tai-khoan/bao-mat/lien-he/", {"contact": PHONE})
    client.post(CODE, {"digits": digits_sent()})
    assert account.identities.filter(way="phone", subject="+84912345678").exists()
    other = signed_in(Client(), citizen("Lê Văn Năm", id_number="079058000123"))
    other.post("/tai-khoan/bao-mat/lien-he/", {"contact": PHONE})
    answer = other.post(CODE, {"digits": digits_sent()})
    assert "đang dùng cho một tài khoản khác" in text_of(answer)


def test_the_last_way_in_cannot_be_dropped_and_nobody_drops_anothers(client: Client):
    account = citizen()
    signed_in(client, account)
    only = account.identities.get()
    assert client.post(f"/tai-khoan/bao-mat/cach/{only.pk}/bo/").status_code == 409
    Identity.objects.create(
        account=account, way=IdentityWay.EMAIL, subject=EMAIL, assurance=1, created_at=MORNING
    )
    thief = signed_in(Client(), citizen("Lê Văn Năm", id_number="079058000123"))
    assert thief.post(f"/tai-khoan/bao-mat/cach/{only.pk}/bo/").status_code == 409
    assert client.post(f"/tai-khoan/bao-mat/cach/{only.pk}/bo/").status_code == 302
    only.refresh_from_db()
    assert only.ended_at is not None


def test_one_sees_and_ends_ones_other_stays(client: Client):
    account = citizen()
    signed_in(client, account)
    phone = signed_in(Client(), account)
    assert "Kết thúc mọi phiên khác" in text_of(client.get("/tai-khoan/bao-mat/"))
    client.post("/tai-khoan/bao-mat/phien/ket-thuc-khac/")
    assert phone.get("/tai-khoan/").status_code == 302
    assert client.get("/tai-khoan/").status_code == 200


def test_a_surer_way_in_is_asked_where_it_is_needed_and_not_where_it_is_there(client: Client):
    account = citizen()
    signed_in(client, account, assurance=1)
    answer = client.get("/tai-khoan/gop/")
    assert answer["Location"] == "/dang-nhap/nang-muc/?tiep=%2Ftai-khoan%2Fgop%2F&muc=2"
    assert "Mức 2" in text_of(client.get(answer["Location"]))
    assert client.post("/tai-khoan/gop/").status_code == 409
    signed_in(client, account)
    assert client.get("/tai-khoan/gop/").status_code == 200
    assert client.get(answer["Location"])["Location"] == "/tai-khoan/gop/"


def test_the_demonstrations_people_are_there_only_in_the_demonstration(client: Client, monkeypatch):
    assert client.post("/dang-nhap/minh-hoa/", {"person": "be"})["Location"] == "/tai-khoan/"
    assert "Trần Thị Bé" in client.get("/").content.decode()
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    assert Client().post("/dang-nhap/minh-hoa/", {"person": "be"}).status_code == 404
    assert "Trần Thị Bé" not in text_of(Client().get(PAGE))
