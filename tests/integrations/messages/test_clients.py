"""What goes over the wire to a mail server and to Zalo, and how their answers are read."""

import pytest

from config.messaging import Gateway, message_settings_from
from motcua.integrations.carriers import carriers_from
from motcua.integrations.mail.client import MailCarrier
from motcua.integrations.mail.fake import FakeMailServer
from motcua.integrations.zalo.client import ZaloCarrier
from motcua.integrations.zalo.fake import FakeZalo
from motcua.notices.ports import Message, NotTaken, Taken
from motcua.notices.terms import NoticeChannel
from tests.notices.office import mail_at

LETTER = Message("motcua-7", "tu@example.vn", "Hồ sơ đã có kết quả", "Kính gửi ông/bà,\n\n.\nMời đến nhận.")
ZNS = Message("motcua-7", "+84912345678", "", "", "DVC-13", {"ma": "H29.101-261123-0007"})


def zalo_at(url: str) -> ZaloCarrier:
    return ZaloCarrier(Gateway(url=url, token="zalo-token", sender="", timeout=2.0))


def test_a_letter_arrives_with_its_marks_and_an_id_that_stays():
    with FakeMailServer() as server:
        carrier = MailCarrier(mail_at(server.port))
        first, again = carrier.send(LETTER), carrier.send(LETTER)
    assert isinstance(first, Taken)
    assert first == again
    [letter, _] = server.letters
    assert letter["Subject"] == "Hồ sơ đã có kết quả"
    assert letter["Message-ID"] == first.carrier_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n").strip() == LETTER.text


def test_a_title_cannot_write_headers_of_its_own():
    with FakeMailServer() as server:
        said = Message("k", "tu@example.vn", "Tin\r\nBcc: ai@example.vn", "Chữ")
        assert isinstance(MailCarrier(mail_at(server.port)).send(said), Taken)
    assert server.letters[0]["Bcc"] is None


@pytest.mark.parametrize(("manner", "for_good"), [("refused", True), ("later", False), ("fault", False)])
def test_a_receiver_refused_for_good_is_known_from_one_refused_for_now(manner, for_good):
    with FakeMailServer(manner) as server:
        answer = MailCarrier(mail_at(server.port)).send(LETTER)
    assert isinstance(answer, NotTaken)
    assert answer.for_good is for_good
    assert "tu@" not in answer.detail


def test_a_mail_server_that_is_not_there_is_a_silent_one():
    with FakeMailServer() as server:
        port = server.port
    answer = MailCarrier(mail_at(port)).send(LETTER)
    assert isinstance(answer, NotTaken)
    assert not answer.for_good


def test_zalo_gets_the_template_and_its_fields_alone():
    with FakeZalo() as zalo:
        assert zalo_at(zalo.url).send(ZNS) == Taken("zns-1")
    [asked] = zalo.calls
    assert {name.lower(): value for name, value in asked.headers.items()}["access_token"] == "zalo-token"
    assert asked.said == {
        "phone": "84912345678", "template_id": "DVC-13",
        "template_data": {"ma": "H29.101-261123-0007"}, "tracking_id": "motcua-7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("manner", "for_good"),
    [(-118, True), (-147, False), ("nonsense", False), ("fault", False), ("too_many", False)],
)
def test_an_answer_of_zalo_that_is_none_is_tried_again_a_person_without_zalo_is_not(manner, for_good):
    with FakeZalo(manner) as zalo:
        answer = zalo_at(zalo.url).send(ZNS)
    assert isinstance(answer, NotTaken)
    assert answer.for_good is for_good


def test_the_carriers_are_those_of_the_environment():
    environ = {
        "MOTCUA_SMTP": "mail.example.vn:2525", "MOTCUA_SMTP_FROM": "motcua@example.vn", "MOTCUA_SMTP_SECURITY": "none",
        "MOTCUA_SMS_URL": "https://sms.example.vn/v1/", "MOTCUA_SMS_TOKEN": "t", "MOTCUA_SMS_PLAIN": "0",
    }  # fmt: skip
    found = message_settings_from(environ, demonstration=True)
    assert found.ways == ("email", "sms")
    assert set(carriers_from(found)) == {NoticeChannel.EMAIL, NoticeChannel.SMS}
    assert not carriers_from(found)[NoticeChannel.SMS].plain
    assert message_settings_from({}, demonstration=True).illustrated
    assert message_settings_from({}, demonstration=False).ways == ()


@pytest.mark.parametrize(
    "environ",
    [
        {"MOTCUA_SMTP": "mail.example.vn"}, {"MOTCUA_SMS_URL": "ftp://x", "MOTCUA_SMS_TOKEN": "t"},
        {"MOTCUA_ZALO_URL": "https://zalo.example"}, {"MOTCUA_SMTP": "m:x", "MOTCUA_SMTP_FROM": "a@b.vn"},
        {"MOTCUA_SMTP": "m", "MOTCUA_SMTP_FROM": "a@b.vn", "MOTCUA_SMTP_SECURITY": "perhaps"},
    ],
)  # fmt: skip
def test_a_carrier_half_set_up_stops_the_start(environ):
    with pytest.raises(Exception, match="Hãy sửa"):
        message_settings_from(environ, demonstration=False)
