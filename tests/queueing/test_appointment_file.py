"""The file for a calendar is read by another program's parser: right times, escaped words, no name (RFC 5545)."""

from datetime import UTC, timedelta

import pytest
import vobject

from motcua.queueing.actions.booking import cancel
from motcua.queueing.appointment_file import calendar_file
from tests.queueing.booking import NOW, TUESDAY_NINE, bookable, booked

pytestmark = pytest.mark.usefixtures("seeded")
SITE = "https://motcua.example/dat-lich/"


def test_another_parser_reads_the_appointment_at_its_time() -> None:
    bookable()
    one = booked()
    raw = calendar_file(one, site=SITE, at=NOW)
    event = vobject.readOne(raw.decode()).vevent
    assert event.dtstart.value.astimezone(UTC) == TUESDAY_NINE.astimezone(UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert event.uid.value == f"{one.number}@motcua"
    assert event.status.value == "CONFIRMED"
    assert one.number in event.description.value
    assert sorted(alarm.trigger.value for alarm in event.valarm_list) == [
        timedelta(days=-1),
        timedelta(hours=-2),
    ]


def test_no_name_telephone_or_secret_stands_in_it_and_no_line_is_too_long() -> None:
    bookable()
    one = booked()
    raw = calendar_file(one, site=SITE, at=NOW)
    for word in ("Hoa", "0903", "903111222", one.secret):
        assert word.encode() not in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_a_dropped_appointment_takes_its_event_away() -> None:
    bookable()
    one = booked()
    before = vobject.readOne(calendar_file(one, site=SITE, at=NOW).decode()).vevent
    cancel(appointment_id=one.pk, actor=None, at=NOW)
    one.refresh_from_db()
    whole = vobject.readOne(calendar_file(one, site=SITE, at=NOW).decode())
    assert whole.method.value == "CANCEL"
    assert whole.vevent.status.value == "CANCELLED"
    assert whole.vevent.uid.value == before.uid.value
    assert int(whole.vevent.sequence.value) > int(before.sequence.value)
