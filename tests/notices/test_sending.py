"""Carriers are slow, full, silent or wrong: what goes out, when again, and who is phoned at last."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from motcua.applicants.codes import CODE_TOPIC, CodeMessage, payload_of
from motcua.applicants.terms import IdentityWay
from motcua.core.models import OutboxMessage
from motcua.integrations.carriers import carriers_from
from motcua.notices.actions.delivering import deliver
from motcua.notices.actions.receipts import note_receipt
from motcua.notices.actions.telling import tell
from motcua.notices.models import DeliveryReceipt, Notice, NoticeTry
from motcua.notices.retry_rules import MOST_A_DAY, MOST_TRIES
from motcua.notices.terms import NoticeChannel, NoticeEvent
from tests.cast import at
from tests.notices.office import minute, sms_office, states

MONDAY = "2022-05-16 "
TU = "0912345678"


def told(source: str = "rights:1", moment: str = MONDAY + "09:00", **more) -> int:
    facts = {
        "event": NoticeEvent.RIGHTS,
        "phone": TU,
        "subject": "DL-01",
        "values": {"due": "17:00 20/5/2022"},
    }
    return tell(source=source, actor=None, at=at(moment), **(facts | more))


def came(carrier_id: str = "sms-1", *, reached: bool) -> bool:
    """A receipt comes from the carrier of short messages."""
    moment = at(MONDAY + "09:04")
    return note_receipt(
        channel=NoticeChannel.SMS, carrier_id=carrier_id, reached=reached, actor=None, at=moment
    )


def code_asked(
    digits: str = "482913", way: IdentityWay = IdentityWay.PHONE, moment: str = MONDAY + "22:30"
) -> None:
    contact = "+84912345678" if way is IdentityWay.PHONE else "tu@example.vn"
    message = CodeMessage(way, contact, digits, at(moment) + timedelta(minutes=10))
    OutboxMessage.objects.create(
        topic=CODE_TOPIC, key="1", payload=payload_of(message), created_at=at(moment)
    )


@pytest.mark.usefixtures("seeded")
class TestCarriers:
    def test_what_is_told_twice_from_one_source_is_one_message(self):
        with sms_office() as phones:
            assert (told(), told()) == (1, 0)
            minute(at(MONDAY + "09:05"))
        assert len(phones.phones) == 1

    def test_a_fault_is_tried_again_a_little_later_each_time(self):
        with sms_office("fault", "nonsense", "no_id") as phones:
            told()
            for moment in ("09:03", "09:04", "09:09", "09:24"):
                minute(at(MONDAY + moment))
        assert len(phones.phones) == 1
        assert [one.went for one in NoticeTry.objects.order_by("id")] == [False, False, False, True]
        assert states() == [("rights", "sms", "sent")]

    def test_a_carrier_that_is_full_is_left_alone_for_as_long_as_it_asks(self):
        with sms_office("too_many") as phones:
            told()
            minute(at(MONDAY + "09:03"))
            minute(at(MONDAY + "09:30"))
            assert len(phones.calls) == 1
            minute(at(MONDAY + "09:33"))
        assert len(phones.phones) == 1

    def test_a_message_the_carrier_took_without_being_heard_reaches_the_person_once(self):
        with sms_office("slow", timeout=0.2) as phones:
            told()
            assert minute(at(MONDAY + "09:03")).failed == 1
            assert minute(at(MONDAY + "09:04")).sent == 1
        assert len(phones.calls) == 2
        assert len(phones.phones) == 1
        assert len({one.headers["Idempotency-Key"] for one in phones.calls}) == 1

    def test_after_the_last_try_somebody_phones_and_the_administrator_sees_it(self):
        with sms_office(*["fault"] * MOST_TRIES) as phones:
            told()
            moment = at(MONDAY + "09:03")
            for _ in range(MOST_TRIES):
                minute(moment)
                kept = Notice.objects.get(channel="sms")
                moment = kept.next_try or moment
        assert phones.phones == []
        assert states() == [("rights", "sms", "failed"), ("rights", "phone", "held")]
        assert "500" in Notice.objects.get(channel="sms").reason

    def test_a_wrong_number_is_not_tried_again(self):
        with sms_office("wrong_number") as phones:
            told()
            minute(at(MONDAY + "09:03"))
            minute(at(MONDAY + "12:03"))
        assert len(phones.calls) == 1
        assert ("rights", "phone", "held") in states()

    def test_the_secret_of_the_office_goes_nowhere_else(self):
        with sms_office("elsewhere") as phones:
            told()
            assert minute(at(MONDAY + "09:03")).failed == 1
        assert len(phones.calls) == 1

    def test_a_silent_carrier_does_not_keep_the_whole_run_waiting(self):
        with sms_office(*["fault"] * 20) as phones:
            for number in range(10):
                told(f"rights:{number}", phone=f"091234567{number}")
            minute(at(MONDAY + "09:03"))
        assert len(phones.calls) == 3

    def test_a_flood_becomes_one_message_of_the_next_morning(self):
        most = MOST_A_DAY[NoticeChannel.SMS]
        with sms_office() as phones:
            for number in range(most + 5):
                told(f"rights:{number}", MONDAY + f"09:{number:02}")
                minute(at(MONDAY + f"09:{number:02}") + timedelta(minutes=3))
            assert len(phones.phones) == most
            assert Notice.objects.filter(held_reason="flood").count() == 5
            assert NoticeTry.objects.filter(went=False, detail__contains="Đã đủ số tin").exists()
            minute(at("2022-05-17 07:00"))
        assert len(phones.phones) == most + 1
        assert phones.phones[-1]["text"].startswith("5 tin moi")

    def test_a_receipt_that_comes_twice_counts_once(self):
        with sms_office():
            told()
            minute(at(MONDAY + "09:03"))
        assert came(reached=True)
        assert not came(reached=True)
        assert came(reached=False)  # out of turn: kept, changes nothing
        assert states() == [("rights", "sms", "delivered")]
        assert DeliveryReceipt.objects.count() == 2

    def test_a_receipt_for_a_message_that_is_not_ours_is_not_kept(self):
        assert not came("x" * 5000, reached=True)
        assert DeliveryReceipt.objects.count() == 0

    def test_a_message_that_did_not_arrive_after_all_is_phoned(self):
        with sms_office():
            told()
            minute(at(MONDAY + "09:03"))
            assert came(reached=False)
        assert states() == [("rights", "sms", "failed"), ("rights", "phone", "held")]
        assert "DL-01" in Notice.objects.get(channel="phone").text


@pytest.mark.usefixtures("seeded")
class TestCodes:
    def test_a_code_goes_by_night_too_and_is_kept_nowhere(self):
        with sms_office() as phones:
            code_asked()
            minute(at(MONDAY + "22:30"))
        assert phones.phones[0]["text"].startswith("Ma xac nhan: 482913")
        kept = Notice.objects.get()
        assert (kept.state, kept.text, kept.values) == ("sent", "", {})

    def test_a_code_that_has_run_out_is_not_sent(self):
        with sms_office("fault", "fault", "fault") as phones:
            code_asked()
            for minutes in (0, 1, 6, 21):
                minute(at(MONDAY + "22:30") + timedelta(minutes=minutes))
        assert phones.phones == []
        kept = Notice.objects.get()
        assert (kept.state, kept.text, kept.values) == ("dropped", "", {})

    def test_a_code_is_never_gathered_with_other_messages(self):
        with sms_office() as phones:
            told()
            code_asked(moment=MONDAY + "09:03")
            minute(at(MONDAY + "09:03"))
        assert len(phones.phones) == 2

    def test_an_office_without_mail_sends_no_code_by_mail_and_nobody_phones_it(self):
        with sms_office() as phones:
            code_asked(way=IdentityWay.EMAIL)
            minute(at(MONDAY + "22:30"))
        assert phones.phones == []
        assert Notice.objects.count() == 0


@pytest.mark.usefixtures("seeded_alone")
def test_two_workers_at_once_send_each_message_once():
    with sms_office() as phones:
        for number in range(12):
            told(f"rights:{number}", phone=f"09123456{number:02}")
        start = threading.Barrier(2)

        def work():
            start.wait()
            deliver(at=at(MONDAY + "09:03"), carriers=carriers_from(settings.MESSAGES))
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(one["to"] for one in phones.phones) == [f"849123456{n:02}" for n in range(12)]
    assert {state for _, _, state in states()} == {"sent"}
