"""A dossier goes its way and the person hears of it: what, when, once."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from motcua.applicants.codes import TOLD_TOPIC
from motcua.applicants.models import Mandate
from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.dossiers.actions.shelving import mark_uncollected
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act, ReturnChannel
from motcua.notices.actions.planning import plan
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeChannel
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, ONG_TU, Q11, ask_for_a_paper, at, do, received
from tests.citizens import citizen
from tests.notices.office import SITE, minute, office_with, sms_office, states

pytestmark = pytest.mark.usefixtures("seeded")
MONDAY = "2022-05-16 "


def under_way(moment: str = MONDAY + "08:30", **more) -> Dossier:
    return received(HOUSEHOLD_BUSINESS, Q11, at(moment), **more)


def due(dossier: Dossier) -> datetime:
    assert dossier.due_at is not None
    return dossier.due_at


def ready(dossier: Dossier, day: str = MONDAY) -> Dossier:
    """Through all the hands, back at the desk at 14:00."""
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, at(day + "09:00"))
    do(Act.APPRAISE, dossier, Role.APPRAISE, at(day + "10:00"))
    do(Act.APPROVE, dossier, Role.APPROVE, at(day + "11:00"), result_name="Giấy chứng nhận")
    do(Act.STAMP, dossier, Role.SEAL, at(day + "13:30"))
    dossier.refresh_from_db()
    if dossier.state == "sealed":
        do(Act.HAND_BACK, dossier, Role.RETURN, at(day + "14:00"))
        dossier.refresh_from_db()
    assert dossier.state == "ready"
    return dossier


def test_a_result_that_is_ready_early_is_told_at_once():
    with sms_office() as phones:
        dossier = ready(under_way())
        assert minute(at(MONDAY + "14:01")).sent == 1
    [said] = phones.phones
    assert at(MONDAY + "14:01") < due(dossier)
    assert said["to"] == "84912345678"
    assert said["text"].startswith(f"Ho so {dossier.code} da co ket qua. Moi ong/ba den quay nhan.")
    assert said["text"].isascii()
    assert len(said["text"]) <= 160
    assert "Tu" not in said["text"]
    assert "Lãnh Binh" not in said["text"]


def test_a_row_of_the_outbox_is_told_once_however_often_it_is_read():
    with sms_office() as phones:
        ready(under_way())
        minute(at(MONDAY + "14:01"))
        OutboxMessage.objects.update(delivered_at=None)
        minute(at(MONDAY + "14:02"))
        minute(at(MONDAY + "14:03"))
    assert len(phones.phones) == 1
    assert states() == [("ready", "sms", "sent")]


def test_a_result_taken_before_the_message_went_needs_none():
    with sms_office() as phones:
        dossier = ready(under_way())
        plan(at=at(MONDAY + "14:01"), site=SITE, open_ways=[NoticeChannel.SMS])
        do(
            Act.RETURN_RESULT,
            dossier,
            Role.RETURN,
            at(MONDAY + "14:02"),
            receiver="Nguyễn Văn Tư",
            identity="CCCD",
        )
        assert minute(at(MONDAY + "14:03")).dropped == 1
    assert phones.phones == []
    assert ("ready", "sms", "dropped") in states()


@pytest.mark.requirement("R-167")
def test_the_person_hears_the_apology_before_the_due_time():
    with sms_office() as phones:
        dossier = under_way()
        before = due(dossier) - timedelta(hours=2)
        new_due = due(dossier) + timedelta(days=1)
        do(Act.APOLOGISE, dossier, Role.APPROVE, before, reason="Máy in hỏng", new_due=new_due.isoformat())
        minute(before + timedelta(minutes=1))
    [said] = phones.phones
    sent = Notice.objects.get(event="apology")
    assert sent.sent_at is not None
    assert sent.sent_at < due(dossier)
    assert said["text"].startswith(f"Xin loi ong/ba: ho so {dossier.code}")
    assert "May in" not in said["text"]  # why stands in the letter and on the page


def test_what_falls_into_the_night_is_told_in_the_morning():
    with sms_office() as phones:
        dossier = ready(under_way())
        assert minute(at(MONDAY + "21:30")).held == 1
        assert minute(at("2022-05-17 06:59")).sent == 0
        assert Notice.objects.get().held_reason == "quiet"
        assert minute(at("2022-05-17 07:00")).sent == 1
    assert str(dossier) in phones.phones[0]["text"]


def test_several_things_for_one_person_within_minutes_are_one_message():
    with sms_office() as phones:
        dossiers = [under_way(MONDAY + f"08:3{n}") for n in range(3)]
        for place, dossier in enumerate(dossiers):
            ask_for_a_paper(dossier, at(MONDAY + f"09:0{place}"), role=Role.APPRAISE)
        assert minute(at(MONDAY + "09:03")).sent == 0  # gathered for three minutes
        assert minute(at(MONDAY + "09:06")).sent == 1
    [said] = phones.phones
    assert said["text"].startswith("3 tin moi ve ho so ")
    assert str(dossiers[0]) in said["text"]
    assert len(said["text"]) <= 160
    assert {state for _, _, state in states()} == {"sent"}


def test_an_office_without_a_carrier_keeps_what_must_be_told_for_a_call():
    before, settings.MESSAGES = settings.MESSAGES, office_with()
    try:
        dossier = ready(under_way())
        minute(at(MONDAY + "14:01"))
    finally:
        settings.MESSAGES = before
    kept = Notice.objects.get()
    assert (kept.channel, kept.state, kept.held_reason) == ("phone", "held", "to_call")
    assert kept.to == "+84912345678"
    assert str(dossier) in kept.text


def test_a_demonstration_shows_its_messages_and_sends_none():
    assert settings.MESSAGES.illustrated
    ready(under_way())
    minute(at(MONDAY + "14:01"))
    kept = Notice.objects.get()
    assert kept.state == "sent"
    assert kept.carrier_id.startswith("minh-hoa-")


def test_history_is_not_told_again_where_an_office_is_put_up_from_a_copy():
    with sms_office() as phones:
        ready(under_way())
        minute(at("2022-05-19 08:00"))
    assert phones.phones == []
    assert Notice.objects.count() == 0
    assert not OutboxMessage.objects.filter(topic="step", delivered_at__isnull=True).exists()


def test_a_mark_for_who_has_not_collected_is_a_message_too():
    with sms_office() as phones:
        dossier = ready(under_way())
        minute(at(MONDAY + "14:01"))
        later = at("2022-06-20 06:30")
        assert mark_uncollected(at=later) == 1
        minute(later + timedelta(hours=1))
        minute(later + timedelta(hours=2))
    assert [one["text"].split(" ")[0] for one in phones.phones] == ["Ho", "Ket"]
    assert str(dossier) in phones.phones[1]["text"]


def test_what_goes_by_post_says_that_nobody_needs_to_come():
    with sms_office() as phones:
        ready(under_way(return_channel=ReturnChannel.POST))
        minute(at(MONDAY + "14:01"))
    assert "Buu dien se giao den nha" in phones.phones[0]["text"]


def test_a_number_nobody_can_call_leaves_the_notice_for_the_desk():
    with sms_office() as phones:
        applicant = Applicant(
            kind="person", name="Trần Thị Bé", id_number=ONG_TU.id_number, phone="", address="1 A"
        )
        ready(under_way(applicant=applicant))
        minute(at(MONDAY + "14:01"))
    assert phones.phones == []
    assert states() == [("ready", "phone", "held")]


def test_whom_somebody_may_act_for_hears_of_it_from_the_office():
    account = citizen("Lê Thị Con")
    day = local_day(at(MONDAY + "09:00"))
    made = Mandate.objects.create(
        account=account, kind="parent", name="Lê Văn Út", phone="+84911222333", valid_from=day,
        recorded_at=at(MONDAY + "09:00"),
    )  # fmt: skip
    payload = {"account": account.pk, "what": "mandate", "state": "parent", "mandate": made.pk}
    OutboxMessage.objects.create(topic=TOLD_TOPIC, key="a", payload=payload, created_at=at(MONDAY + "09:00"))
    with sms_office() as phones:
        for moment in ("09:01", "09:05", "09:06"):
            minute(at(MONDAY + moment))
    [said] = phones.phones
    assert said["to"] == "84911222333"
    assert "thay ong/ba" in said["text"]
    assert "Ut" not in said["text"]


def test_money_that_came_from_afar_is_said_to_have_come():
    dossier = under_way()
    payload = {"event": "received", "reference": "MC1", "purpose": "fee", "amount": 8000}
    OutboxMessage.objects.create(
        topic="payment", key=str(dossier), payload=payload, created_at=at(MONDAY + "09:00")
    )
    with sms_office() as phones:
        for moment in ("09:01", "09:05"):
            minute(at(MONDAY + moment))
    assert phones.phones[0]["text"].startswith(f"Ho so {dossier.code}: da ghi nhan tien.")
