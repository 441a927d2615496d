"""What does the staff show beside the password, and what if the device is lost?"""

import re
from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client

from config import clock
from motcua.core.models import JournalEntry, TryCount
from motcua.core.sealed import unseal
from motcua.organisation.factor_rules import FactorNeed
from motcua.organisation.factor_tables import FactorRule, RecoveryCode, SecondFactor, TrustedDevice
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI
from tests.web.admin.conftest import MORNING, person, signed_in
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded", "morning")
ENTER, STEP = "/can-bo/dang-nhap/", "/can-bo/dang-nhap/buoc-hai/"
OWN, NEEDS = "/can-bo/tai-khoan/xac-thuc/", "/can-bo/quan-tri/xac-thuc-hai-buoc/"
PASSWORD = "mot-cua-bon-tai-cho-2026"
CODE = re.compile(r"<li class=\"mc-code\">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<")


@pytest.fixture
def clerk() -> Person:
    """Who receives at Bình Thới, with a password."""
    found = person("tiep-nhan")
    found.set_password(PASSWORD)
    found.save()
    return found


def ask(need: FactorNeed, role: Role = Role.RECEIVE) -> None:
    FactorRule.objects.create(unit_id=BINH_THOI, role=role, need=need, said_at=MORNING)


def enter(who: Person, client: Client | None = None) -> tuple[Client, str]:
    client = client or Client()
    answer = client.post(ENTER, {"username": who.username, "password": PASSWORD})
    return client, answer.get("Location", "")


def shown(secret: str, after: timedelta = timedelta()) -> str:
    return pyotp.TOTP(secret).at(clock.real_now() + after)


def with_app(who: Person) -> tuple[str, list[str]]:
    """The person makes an app their second factor; its secret and the recovery codes on the answer."""
    client, _ = enter(who)
    client.get(OWN)
    secret = client.session["factor_secret"]
    answer = client.post(OWN, {"digits": shown(secret, timedelta(seconds=-30))})
    return secret, CODE.findall(answer.content.decode())


def test_without_a_rule_the_password_is_enough(clerk: Person):
    assert enter(clerk)[1] == "/can-bo/"


def test_an_administrator_says_what_a_role_asks_and_nobody_else(admin: Client, clerk: Person):
    assert signed_in(Role.RECEIVE).post(NEEDS, {"role": "receive", "need": "totp"}).status_code == 403
    admin.post(NEEDS, {"role": "receive", "need": "either"})
    admin.post(NEEDS, {"role": "receive", "need": "nonsense"})
    assert FactorRule.objects.get().need == "either"
    assert JournalEntry.objects.filter(action="say_factor_need", subject="receive").exists()
    client, _ = enter(clerk)
    assert client.get("/can-bo/")["Location"] == OWN


def test_who_has_none_yet_makes_one_and_only_then_works(clerk: Person):
    ask(FactorNeed.TOTP)
    client, _ = enter(clerk)
    for page in ("/can-bo/", "/can-bo/tiep-nhan/", "/can-bo/tai-khoan/"):
        assert client.get(page)["Location"] == OWN
    assert "Hãy tạo một cách xác thực" in text_of(client.get(OWN))
    secret = client.session["factor_secret"]
    assert client.post(OWN, {"digits": "000000"}).status_code == 422
    answer = client.post(OWN, {"digits": shown(secret)})
    assert len(set(CODE.findall(answer.content.decode()))) == 10
    assert client.get("/can-bo/").status_code == 200
    assert not CODE.findall(client.get(OWN).content.decode())


def test_the_password_alone_opens_nothing_once_there_is_an_app(clerk: Person):
    secret, _ = with_app(clerk)
    ask(FactorNeed.EITHER)
    client, way = enter(clerk)
    assert way == STEP
    assert client.get("/can-bo/").status_code == 302
    assert client.post(STEP, {"digits": "000000"}).status_code == 422
    assert client.get("/can-bo/").status_code == 302
    assert client.post(STEP, {"digits": shown(secret)})["Location"] == "/can-bo/"
    assert client.get("/can-bo/").status_code == 200


def test_digits_are_good_once_even_within_their_half_minute(clerk: Person):
    secret, _ = with_app(clerk)
    ask(FactorNeed.TOTP)
    digits = shown(secret, timedelta(seconds=30))
    first, _ = enter(clerk)
    assert first.post(STEP, {"digits": digits}).status_code == 302
    second, _ = enter(clerk)
    assert "đã dùng" in text_of(second.post(STEP, {"digits": digits}))


def test_secrets_are_sealed_and_codes_only_hashed(clerk: Person):
    secret, codes = with_app(clerk)
    kept = SecondFactor.objects.get()
    assert secret not in kept.secret
    assert unseal("staff.totp", kept.secret) == secret
    assert unseal("staff.totp", "meddled with") is None
    hashes = set(RecoveryCode.objects.values_list("hash", flat=True))
    assert len(hashes) == 10
    assert not hashes & set(codes)


def test_a_recovery_code_lets_in_once(clerk: Person):
    _, codes = with_app(clerk)
    ask(FactorNeed.TOTP)
    client, _ = enter(clerk)
    assert client.post(STEP, {"digits": codes[0].upper()}).status_code == 302
    again, _ = enter(clerk)
    assert again.post(STEP, {"digits": codes[0]}).status_code == 422
    assert again.post(STEP, {"digits": codes[1]}).status_code == 302


def test_new_recovery_codes_end_the_old_ones(clerk: Person):
    _, codes = with_app(clerk)
    client, _ = enter(clerk)
    fresh = CODE.findall(client.post(f"{OWN}ma-du-phong/").content.decode())
    ask(FactorNeed.TOTP)
    step, _ = enter(clerk)
    assert step.post(STEP, {"digits": codes[0]}).status_code == 422
    assert step.post(STEP, {"digits": fresh[0]}).status_code == 302


def test_five_wrong_factors_and_one_waits_even_with_the_right_one(clerk: Person):
    secret, _ = with_app(clerk)
    ask(FactorNeed.TOTP)
    client, _ = enter(clerk)
    answers = [client.post(STEP, {"digits": "000000"}).status_code for _ in range(5)]
    assert answers == [422] * 5
    waiting = client.post(STEP, {"digits": shown(secret)})
    assert waiting.status_code == 429
    TryCount.objects.all().delete()
    assert client.post(STEP, {"digits": shown(secret)}).status_code == 302


def test_a_trusted_device_is_not_asked_for_thirty_days_unless_it_is_revoked(clerk: Person):
    secret, _ = with_app(clerk)
    ask(FactorNeed.TOTP)
    client, _ = enter(clerk)
    answer = client.post(STEP, {"digits": shown(secret), "trust": "on"})
    cookie = answer.cookies["mc_thiet_bi"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/can-bo/")
    assert cookie.value not in TrustedDevice.objects.get().hash
    client.post("/can-bo/dang-xuat/")
    assert enter(clerk, client)[1] == "/can-bo/"
    other = Person.objects.get(username="binh-thoi.van-thu")
    assert enter(clerk)[1] == STEP  # another browser
    assert not other.devices.exists()
    client.post(f"{OWN}may/")
    client.post("/can-bo/dang-xuat/")
    assert enter(clerk, client)[1] == STEP
    TrustedDevice.objects.update(revoked_at=None, expires_at=datetime(2020, 1, 1, tzinfo=MORNING.tzinfo))
    assert enter(clerk, client)[1] == STEP


def test_a_half_sign_in_is_good_for_ten_minutes_and_not_without_a_password(clerk: Person):
    secret, _ = with_app(clerk)
    ask(FactorNeed.TOTP)
    assert Client().post(STEP, {"digits": shown(secret)})["Location"] == ENTER
    client, _ = enter(clerk)
    session = client.session
    session["half_in"] = session["half_in"] | {"at": "2020-01-01T00:00:00+07:00"}
    session.save()
    assert client.post(STEP, {"digits": shown(secret)})["Location"] == ENTER
    assert client.get("/can-bo/").status_code == 302


def test_a_role_that_asks_for_a_passkey_takes_no_app(clerk: Person):
    secret, _ = with_app(clerk)
    SecondFactor.objects.create(
        person=clerk, kind="passkey", credential="abc", public_key="def", created_at=MORNING
    )
    ask(FactorNeed.PASSKEY)
    client, way = enter(clerk)
    assert way == STEP
    assert "data-passkey=" in client.get(STEP).content.decode()
    assert "cần khóa đăng nhập" in text_of(client.post(STEP, {"digits": shown(secret)}))
    assert client.post(STEP, {"answer": '{"id": "forged"}'}).status_code == 409


def test_one_drops_ones_own_factor_and_nobody_elses(clerk: Person):
    with_app(clerk)
    factor = SecondFactor.objects.get()
    assert signed_in(Role.SEAL).post(f"{OWN}{factor.pk}/bo/").status_code == 409
    client, _ = enter(clerk)
    client.post(f"{OWN}{factor.pk}/bo/")
    factor.refresh_from_db()
    assert factor.ended_at is not None


def test_a_lost_device_is_reset_by_two_persons(admin: Client, clerk: Person):
    with_app(clerk)
    ask(FactorNeed.TOTP)
    page = f"/can-bo/quan-tri/nguoi/{clerk.pk}/xac-thuc/"
    assert admin.post(page, {"do": "1"}).status_code == 409  # nobody asked
    assert admin.post(page, {"reason": ""}).status_code == 422
    assert admin.post(page, {"reason": "Mất điện thoại"}).status_code == 302
    assert admin.post(page, {"reason": "Mất điện thoại"}).status_code == 422
    assert "không tự làm việc này" in text_of(admin.post(page, {"do": "1"}))
    assert SecondFactor.objects.get().ended_at is None
    lead = signed_in(Role.LEAD)
    assert lead.post(page, {"do": "1"}).status_code == 302
    assert SecondFactor.objects.get().ended_at is not None
    assert not RecoveryCode.objects.filter(used_at__isnull=True).exists()
    kept = JournalEntry.objects.filter(subject=clerk.username).values_list("action", flat=True)
    assert {"ask_factor_reset", "do_factor_reset"} <= set(kept)
    client, way = enter(clerk)
    assert way == "/can-bo/"
    assert client.get("/can-bo/")["Location"] == OWN


def test_nobody_resets_their_own(admin: Client):
    own = Person.objects.get(username="quan-tri")
    answer = admin.post(f"/can-bo/quan-tri/nguoi/{own.pk}/xac-thuc/", {"reason": "Mất điện thoại"})
    assert answer.status_code == 422
    assert "chính mình" in text_of(answer)
