"""Who left a telephone number with a ticket hears that the turn is near, once; the number goes after the day."""

from datetime import timedelta

import pytest
from django.conf import settings

from motcua.core.models import OutboxMessage
from motcua.integrations.carriers import carriers_from
from motcua.notices.actions.delivering import deliver
from motcua.notices.actions.planning_turns import GOOD_FOR, forget_turns, plan_turns
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeState
from motcua.queueing.actions.calling import call_next
from motcua.queueing.actions.forgetting import forget_telephones
from motcua.queueing.actions.serving import miss
from motcua.queueing.models import Ticket
from motcua.queueing.terms import TicketChannel
from tests.cast import at
from tests.notices.office import minute, sms_office
from tests.queueing.hall import clerk, counter, sit_down, take

MORNING = at("2022-05-16 09:00")


def from_afar(nth: int = 0) -> Ticket:
    return take("A", MORNING, channel=TicketChannel.WEB, phone=f"091234567{nth}")


@pytest.fixture
def five_before(seeded: None) -> Ticket:
    """Counter 2 is open; five people wait before somebody who took a number from afar."""
    sit_down(2, moment=MORNING)
    for _ in range(5):
        take("A", MORNING)
    return from_afar(8)


def called(times: int = 1) -> None:
    """So many are called and do not come: the line moves on."""
    for _ in range(times):
        here = call_next(counter_id=counter(2).pk, actor=clerk(MORNING), at=MORNING)
        assert here is not None
        miss(public_id=here.public_id, actor=clerk(MORNING), at=MORNING)


def test_who_is_nearly_called_gets_one_short_message(five_before: Ticket) -> None:
    with sms_office() as gateway:
        assert plan_turns(at=MORNING) == 0
        called(2)
        assert plan_turns(at=MORNING) == 1
        called()
        assert plan_turns(at=MORNING) == 0  # told once
        minute(MORNING)
        assert [message["to"] for message in gateway.phones] == ["84912345678"]
        text = gateway.phones[0]["text"]
    assert text.startswith(f"So {five_before.code}: truoc ong/ba con 3 nguoi.")
    assert len(text) <= 160
    assert not OutboxMessage.objects.filter(topic="queueing.ticket", delivered_at__isnull=True).exists()


def test_without_a_telephone_number_nobody_is_told(five_before: Ticket) -> None:
    Ticket.objects.update(phone="")
    with sms_office():
        called(3)
        assert plan_turns(at=MORNING) == 0
    assert Notice.objects.count() == 0


def test_a_message_that_would_come_too_late_is_not_sent(five_before: Ticket) -> None:
    with sms_office() as gateway:
        called(2)
        plan_turns(at=MORNING)
        late = MORNING + GOOD_FOR
        deliver(at=late, carriers=carriers_from(settings.MESSAGES))
        assert gateway.phones == []
    assert Notice.objects.get().state == NoticeState.DROPPED


def test_where_the_office_sends_no_messages_nobody_has_to_phone(five_before: Ticket) -> None:
    called(2)
    plan_turns(at=MORNING)
    assert not Notice.objects.filter(channel="phone").exists()


def test_the_number_is_gone_when_the_day_is_over(five_before: Ticket) -> None:
    with sms_office():
        called(2)
        plan_turns(at=MORNING)
    assert forget_telephones(at=MORNING + timedelta(hours=9)) == 0
    night = MORNING + timedelta(days=1)
    assert (forget_telephones(at=night), forget_turns(at=night)) == (1, 1)
    five_before.refresh_from_db()
    assert five_before.phone == ""
    kept = Notice.objects.get()
    assert (kept.to, kept.text, kept.values) == ("", "", {})
    assert (forget_telephones(at=night), forget_turns(at=night)) == (0, 0)
