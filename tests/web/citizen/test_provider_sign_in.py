"""Who does the identity provider say it is, and what is believed of it? Against a provider that really runs."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from motcua.applicants.models import Account, AccountSession, Representation
from motcua.applicants.terms import RepresentationState
from tests.cast import at
from tests.citizens import citizen
from tests.identity_provider import BE, Office, provider_running
from tests.web.citizen.reading import text_of

# The provider's own library warns of what its next version will no longer take.
pytestmark = [
    pytest.mark.usefixtures("seeded", "nine_in_the_morning"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]
BEGIN, BACK = "/dang-nhap/dinh-danh/", "/dang-nhap/dinh-danh/tro-ve/"
MORNING = at("2022-05-16 09:00")
PEOPLE = {
    "be": BE,
    "be-low": BE | {"acr": "LoA1"},
    "nobody": {"name": "Ai Đó"},
    "forged": BE | {"identity_number": "12345", "acr": "LoA2"},
    "odd": BE | {"acr": "LoA9"},
    "other": {
        "name": "Lê Văn Năm",
        "identity_number": "079058000123",
        "acr": "LoA2",
        "birthdate": "02/09/1958",
    },
    "director": BE | {"organisation_tax_code": "0100109106", "organisation_name": "Công ty Minh Họa"},
}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    cache.clear()
    with provider_running(PEOPLE) as running:
        monkeypatch.setattr(settings, "IDENTITY_PROVIDER", running.provider())
        yield running


def begun(client: Client, tiep: str = "") -> str:
    """The address at the provider to which the browser is sent."""
    answer = client.get(BEGIN, {"tiep": tiep} if tiep else {})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def refused(answer) -> str:
    assert answer.status_code == 409
    assert not AccountSession.objects.exists()
    return text_of(answer)


@pytest.mark.requirement("R-033")
def test_the_provider_shows_who_it_is_and_how_sure_that_is(client: Client, office: Office):
    address = begun(client, "/tai-khoan/bao-mat/")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver" + BACK]
    answer = client.get(BACK, office.agree(address))
    assert answer["Location"] == "/tai-khoan/bao-mat/"
    account = Account.objects.get()
    assert (account.name, account.id_number, str(account.birth_date)) == (
        "Trần Thị Bé",
        "079185004321",
        "1985-03-12",
    )
    assert (account.assurance, account.id_verified_by) == (3, office.issuer)
    assert AccountSession.objects.get().assurance == 3


def test_a_lower_level_there_is_a_lower_level_here_and_an_unknown_one_the_lowest(
    client: Client, office: Office
):
    for subject, level in (("be-low", 2), ("odd", 1)):
        client.get(BACK, office.agree(begun(client), subject))
        assert AccountSession.objects.order_by("-pk")[0].assurance == level
        client.post("/dang-xuat/")


@pytest.mark.parametrize("subject", ["nobody", "forged"])
def test_without_a_number_that_can_be_nobody_is_identified(client: Client, office: Office, subject: str):
    client.get(BACK, office.agree(begun(client), subject))
    account = Account.objects.get()
    assert (account.id_verified_at, account.id_number, account.assurance) == (None, "", 1)


def test_the_same_person_comes_into_the_same_account(client: Client, office: Office):
    for _ in range(2):
        client.get(BACK, office.agree(begun(client)))
        client.post("/dang-xuat/")
    assert Account.objects.count() == 1


def test_an_answer_brought_twice_lets_in_once(client: Client, office: Office):
    brought = office.agree(begun(client))
    client.get(BACK, brought)
    client.post("/dang-xuat/")
    AccountSession.objects.all().delete()
    assert "không xác nhận được" in refused(client.get(BACK, brought))


def test_an_answer_somebody_else_began_lets_nobody_in(client: Client, office: Office):
    brought = office.agree(begun(Client()))
    assert "bắt đầu đăng nhập lại" in refused(client.get(BACK, brought))
    assert "bắt đầu đăng nhập lại" in refused(client.get(BACK))


def test_a_wrong_nonce_is_refused(client: Client, office: Office):
    brought = office.agree(begun(client), nonce="another")
    assert "không xác nhận được" in refused(client.get(BACK, brought))


def test_another_code_than_ours_is_refused(client: Client, office: Office):
    brought = office.agree(begun(client)) | {"code": "guessed"}
    assert "không xác nhận được" in refused(client.get(BACK, brought))


def test_the_word_of_another_issuer_is_refused(client: Client, office: Office):
    brought = office.agree(begun(client))
    office.says_at["/oauth2/token"] = "localhost:9"
    assert "không xác nhận được" in refused(client.get(BACK, brought))


def test_an_issuer_that_calls_itself_otherwise_is_not_even_begun_with(client: Client, office: Office):
    office.says_at["/.well-known/openid-configuration"] = "somebody-else.example"
    assert "không xác nhận được" in refused(client.get(BEGIN))


def test_a_word_for_another_program_is_refused(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
):
    brought = office.agree(begun(client), client_id="another-program")
    assert "không xác nhận được" in refused(client.get(BACK, brought))


def test_who_cancels_is_told_how_to_go_on(client: Client, office: Office):
    page = refused(client.get(BACK, office.deny(begun(client))))
    assert "đã dừng việc đăng nhập" in page
    assert "Gửi mã cho tôi" in page


def test_an_expired_word_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch):
    cache.clear()
    with provider_running(PEOPLE, good_for=timedelta(minutes=-5)) as office:
        monkeypatch.setattr(settings, "IDENTITY_PROVIDER", office.provider())
        assert "hết hạn" in refused(client.get(BACK, office.agree(begun(client))))


def test_a_sign_in_left_lying_for_ten_minutes_begins_anew(client: Client, office: Office):
    brought = office.agree(begun(client))
    session = client.session
    kept = session["citizen_begun"]
    kept[brought["state"]][2] = "2020-01-01T00:00:00+07:00"
    session["citizen_begun"] = kept
    session.save()
    assert "hết hạn" in refused(client.get(BACK, brought))


def test_a_silent_provider_leaves_the_other_ways(client: Client, office: Office):
    office.silent = True
    page = refused(client.get(BEGIN))
    assert "chưa trả lời" in page
    assert "Gửi mã cho tôi" in page


def test_one_that_falls_silent_half_way_too(client: Client, office: Office):
    brought = office.agree(begun(client))
    office.silent = True
    assert "chưa trả lời" in refused(client.get(BACK, brought))


def test_without_a_provider_there_is_no_such_way(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "IDENTITY_PROVIDER", None)
    assert client.get(BEGIN).status_code == 404
    assert client.get(BACK).status_code == 404
    assert "Đăng nhập bằng VNeID" not in text_of(client.get("/dang-nhap/"))


def test_a_number_that_changed_is_a_matter_for_the_desk(client: Client, office: Office):
    client.get(BACK, office.agree(begun(client)))
    client.post("/dang-xuat/")
    Account.objects.update(id_number="001085000111")
    AccountSession.objects.all().delete()
    assert "mang giấy tờ đến Bộ phận Một cửa" in refused(client.get(BACK, office.agree(begun(client))))


def test_nothing_personal_stands_in_an_address(client: Client, office: Office):
    address = begun(client, "/tai-khoan/")
    answer = client.get(BACK, office.agree(address))
    assert not {"079185004321", "Tr%E1%BA%A7n"} & set(str(address + answer["Location"]).split("="))


@pytest.mark.requirement("R-033")
def test_the_providers_word_for_an_organisation_confirms_it(client: Client, office: Office):
    client.get(BACK, office.agree(begun(client), "director"))
    held = Representation.objects.get()
    assert (held.tax_code, held.name, held.state) == (
        "0100109106",
        "Công ty Minh Họa",
        RepresentationState.CONFIRMED,
    )
    client.post("/tai-khoan/lam-thay/chon/", {"organisation": held.pk})
    assert "thay cho Công ty Minh Họa" in client.get("/tai-khoan/").content.decode()


# one person, two accounts -------------------------------------------------------------------------------


@pytest.mark.requirement("R-033")
def test_one_person_in_two_accounts_is_asked_and_never_joined_silently(client: Client, office: Office):
    former = citizen()
    answer = client.get(BACK, office.agree(begun(client)))
    assert answer["Location"] == "/tai-khoan/gop/"
    assert Account.objects.filter(state="open").count() == 2
    page = client.get("/tai-khoan/gop/")
    assert "cùng số định danh" in text_of(page)
    assert "079185004321" not in page.content.decode()
    client.post("/tai-khoan/gop/", {"account": former.pk})
    former.refresh_from_db()
    assert (former.state, former.joined_into_id) == ("joined", Account.objects.get(state="open").pk)


def test_nobody_joins_the_account_of_another_person(client: Client, office: Office):
    stranger = citizen("Lê Văn Năm", id_number="079058000123")
    unverified = citizen(id_verified_at=None)
    client.get(BACK, office.agree(begun(client)))
    for other in (stranger, unverified):
        assert client.post("/tai-khoan/gop/", {"account": other.pk}).status_code == 409
    assert Account.objects.filter(state="open").count() == 3
