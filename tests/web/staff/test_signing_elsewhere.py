"""The pages on which a leader signs with a token in their own machine, without script and with the local program."""

import json
from base64 import b64encode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.models import PendingSignature
from motcua.integrations.signing.keys import KeyStore
from motcua.integrations.signing.software.authority import Issued, Lifetime, new_certificate
from motcua.organisation.terms import Role
from tests.cast import P5, colleague
from tests.dossiers.test_digital_signatures import LATER, decided, ready
from tests.dossiers.test_signing_elsewhere import token_program
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")
SERVICE = "http://127.0.0.1:14141"


@pytest.fixture(autouse=True)
def office_time(monkeypatch):
    """The office's clock stands at the day of the dossiers."""
    monkeypatch.setattr("config.clock.now", lambda: LATER)


@pytest.fixture
def key(tmp_path, monkeypatch) -> Issued:
    """The leader's token."""
    monkeypatch.setattr(settings, "SIGNING_FOLDER", tmp_path)
    return registered()


def registered() -> Issued:
    """A key whose certificate stands in the data folder as that of the leader's token elsewhere."""
    KeyStore(settings.SIGNING_FOLDER, demonstration=True).trust(LATER)
    folder = settings.SIGNING_FOLDER / "demonstration"
    authority = Issued((folder / "ca.key").read_bytes(), (folder / "ca.pem").read_bytes())
    issued = new_certificate(authority, Lifetime.around(LATER), name="Lãnh đạo", organisation="Phường 5")
    (settings.SIGNING_FOLDER / "leader.pem").write_bytes(issued.certificate)
    person = colleague(Role.APPROVE, P5, LATER).person_id
    write(f'[[key]]\nfor = "person-{person}"\nkind = "deferred"\ncertificate = "leader.pem"\n')
    return issued


def write(said: str) -> None:
    (settings.SIGNING_FOLDER / "signing.toml").write_text(said)


def opened(leader: Client, *codes: str) -> str:
    """The address of the round that begins."""
    got = leader.post("/can-bo/ky-so/thiet-bi/", {"code": list(codes)})
    assert got.status_code == 302
    return str(got["Location"])


def answer(leader: Client, address: str, key: Issued) -> str:
    asked = leader.get(f"{address}yeu-cau.json")
    assert "attachment" in asked["Content-Disposition"]
    values = {code: b64encode(value).decode() for code, value in token_program(asked.json(), key).items()}
    return json.dumps({"signatures": values})


def test_the_request_is_fetched_signed_and_its_answer_sent_as_a_file(key):
    dossier, other = ready(), ready()
    leader = signed_in(P5, Role.APPROVE)
    assert "/can-bo/ky-so/thiet-bi/" in leader.get("/can-bo/ky-so/").content.decode()
    address = opened(leader, str(dossier), "khong-co")
    shown = leader.get(address)
    assert str(dossier) in shown.content.decode()
    assert "Không có hồ sơ này" in shown.content.decode()
    assert "127.0.0.1" not in shown["Content-Security-Policy"]
    junk = SimpleUploadedFile("a.json", b"[]")
    again = leader.post(address, {"file": junk}, follow=True).content.decode()
    assert "Không đọc được tệp trả lời" in again
    file = SimpleUploadedFile("tra-loi.json", answer(leader, address, key).encode())
    done = leader.post(address, {"file": file})
    assert done.status_code == 200, done.content.decode()
    assert decided(dossier).state == "signed"
    assert decided(other).state == "numbered"
    for late in (leader.get(address, follow=True), leader.post(address, {"answer": "{}"}, follow=True)):
        assert late.redirect_chain
    assert leader.get(f"{address}yeu-cau.json").status_code == 409


def test_only_the_page_of_the_round_may_ask_the_program_on_the_same_machine(key):
    file = settings.SIGNING_FOLDER / "signing.toml"
    configured = file.read_text()
    dossier = ready()
    leader = signed_in(P5, Role.APPROVE)
    write(f'local_service = "{SERVICE}"\n{configured}')
    address = opened(leader, str(dossier))
    shown = leader.get(address)
    assert f"connect-src 'self' {SERVICE}" in shown["Content-Security-Policy"]
    assert f'data-token-service="{SERVICE}"' in shown.content.decode()
    assert "127.0.0.1" not in leader.get("/can-bo/ky-so/")["Content-Security-Policy"]
    write(f'local_service = "http://evil.example:80"\n{configured}')
    assert "evil" not in leader.get(address)["Content-Security-Policy"]
    assert leader.post(address, {"answer": answer(leader, address, key)}).status_code == 200
    assert decided(dossier).state == "signed"


def test_a_round_is_nobody_elses(key):
    address = opened(signed_in(P5, Role.APPROVE), str(ready()))
    keeper = signed_in(P5, Role.SEAL)
    assert keeper.get(address).status_code in {302, 403}
    assert keeper.get(f"{address}yeu-cau.json").status_code in {403, 409}
    assert PendingSignature.objects.filter(used_at__isnull=False).count() == 0


def test_nothing_ticked_and_no_token_lead_back_with_the_reason(key):
    leader = signed_in(P5, Role.APPROVE)
    assert "Chưa chọn kết quả nào" in leader.post("/can-bo/ky-so/thiet-bi/", follow=True).content.decode()
    write("")
    back = leader.post("/can-bo/ky-so/thiet-bi/", {"code": ["x"]}, follow=True).content.decode()
    assert "Chưa đăng ký thiết bị ký số" in back
