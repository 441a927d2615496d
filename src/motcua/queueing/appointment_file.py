"""An appointment as a calendar keeps it: RFC 5545, without anybody's name."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from motcua.core.moments import local_day
from motcua.organisation.queries import desk_name
from motcua.queueing.appointment_tables import Appointment
from motcua.queueing.appointment_terms import AppointmentState


def calendar_file(appointment: Appointment, *, site: str, at: datetime) -> bytes:
    """The file; a changed or dropped appointment has the same UID and a higher SEQUENCE, so that it takes its place."""
    event = Event()
    event.add("uid", f"{appointment.number}@motcua")
    event.add("sequence", appointment.event_count)
    event.add("dtstamp", at)
    event.add("dtstart", appointment.slot_from)
    event.add("dtend", appointment.slot_to)
    place = desk_name(appointment.desk, local_day(appointment.slot_from))
    event.add("summary", f"Hẹn tại {place}: {appointment.group.name}")
    event.add("location", ", ".join(text for text in (place, appointment.desk.address) if text))
    event.add("description", f"Số lịch hẹn {appointment.number}. Xem, đổi hoặc hủy: {site}")
    dropped = appointment.state == AppointmentState.CANCELLED
    event.add("status", "CANCELLED" if dropped else "CONFIRMED")
    for ahead in () if dropped else (timedelta(days=1), timedelta(hours=2)):
        event.add_component(_alarm(ahead, place))
    whole = Calendar()
    whole.add("prodid", "-//motcua//lich hen//VI")
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if dropped else "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _alarm(ahead: timedelta, place: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Lịch hẹn tại {place}")
    alarm.add("trigger", -ahead)
    return alarm
