"""`verify` names a ticket or a series that was changed behind the office's back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.dossiers.verification import verify
from motcua.queueing.actions.issuing import Offline
from motcua.queueing.actions.serving import finish, hold, reinsert, start, transfer
from motcua.queueing.models import Ticket, TicketSeries
from motcua.queueing.terms import TicketChannel
from motcua.queueing.verification import hall_faults
from tests.queueing.hall import MORNING, call, clerk, group, sit_down, take

pytestmark = pytest.mark.usefixtures("seeded")


def a_morning() -> Ticket:
    """Some tickets of each kind; the one that was served."""
    take("A")
    take("A", MORNING + timedelta(days=1))
    offline = Offline("k", 3, MORNING)
    take("B", channel=TicketChannel.KIOSK, kiosk="K", offline=offline)
    there = sit_down(2)
    ticket = call(there)
    assert ticket is not None
    said: dict[str, Any] = {"public_id": ticket.public_id, "actor": clerk(), "at": MORNING}
    start(**said)
    hold(**said)
    reinsert(**said)
    transfer(**said, group_id=group("C").pk, reason="Chuyển")
    ticket = call(there, MORNING + timedelta(minutes=5))
    assert ticket is not None
    start(**said)
    return finish(**said)


def changed(sql: str) -> None:
    """As somebody with the database's own tools would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = 'origin'")


def test_after_a_morning_of_every_act_nothing_is_found() -> None:
    a_morning()
    assert list(hall_faults()) == []
    assert verify() == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE queueing_ticket SET state = 'waiting' WHERE id = {0}", "trạng thái"),
        ("UPDATE queueing_ticket SET code = 'A777' WHERE id = {0}", "mã số"),
        ("UPDATE queueing_ticket SET last_at = last_at + interval '1 hour' WHERE id = {0}", "giờ cuối"),
        ("UPDATE queueing_ticket SET event_count = 99 WHERE id = {0}", "thiếu hoặc thừa"),
        ("DELETE FROM queueing_ticketevent WHERE ticket_id = {0} AND seq = 2", "thiếu hoặc thừa"),
        (
            "UPDATE queueing_ticketevent SET at = at - interval '1 hour' WHERE ticket_id = {0} AND seq = 4",
            "đi lùi",
        ),
        (
            "UPDATE queueing_ticketevent SET at = at - interval '1 hour' WHERE ticket_id = {0} AND seq = 1",
            "phát số",
        ),
        ("UPDATE queueing_ticket SET issued_at = issued_at - interval '1 hour' WHERE id = {0}", "phát số"),
        ("UPDATE queueing_ticketseries SET last = last + 1 WHERE series = 'A'", "dãy số"),
        ("UPDATE queueing_ticketseries SET last = 0 WHERE series = 'A'", "dãy số"),
        ("DELETE FROM queueing_ticketseries WHERE series = 'BK'", "dãy số"),
        ("DELETE FROM queueing_ticket WHERE series = 'BK' AND number = 2", "dãy số"),
        (
            "DELETE FROM core_outboxmessage WHERE topic = 'queueing.ticket' AND payload->>'act' = 'hold'",
            "ngoài ứng dụng",
        ),
    ],
)
def test_what_was_changed_is_named(sql: str, said: str) -> None:
    ticket = a_morning()
    changed(sql.format(ticket.pk))
    found = [what for _chain, _seq, what in hall_faults()]
    assert any(said in what for what in found), found


@pytest.mark.parametrize(
    "sql", ["UPDATE queueing_ticketevent SET reason = 'x'", "DELETE FROM queueing_ticketevent"]
)
def test_the_log_of_a_ticket_cannot_be_changed_or_emptied(sql: str) -> None:
    a_morning()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_series_of_which_no_number_was_given_is_no_fault() -> None:
    ticket = a_morning()
    TicketSeries.objects.create(desk_id=ticket.desk_id, day=ticket.day, series="Z", last=0)
    assert list(hall_faults()) == []
