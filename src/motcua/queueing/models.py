"""Which tables does the hall have? The settings are in hall_tables, the tickets in ticket_tables."""

from motcua.queueing.appointment_tables import (
    Appointment,
    AppointmentDayOff,
    AppointmentEvent,
    AppointmentPlan,
    BookingLimits,
    SlotPlace,
    WaitingWish,
)
from motcua.queueing.emergency_tables import EmergencyCall
from motcua.queueing.hall_tables import CounterDuty, HallApproval, HallRule, Kiosk, ServiceGroup
from motcua.queueing.kiosk_tables import KioskDraft, KioskSetup
from motcua.queueing.ticket_tables import Ticket, TicketEvent, TicketSeries, TicketService

__all__ = [
    "Appointment",
    "AppointmentDayOff",
    "AppointmentEvent",
    "AppointmentPlan",
    "BookingLimits",
    "CounterDuty",
    "EmergencyCall",
    "HallApproval",
    "HallRule",
    "Kiosk",
    "KioskDraft",
    "KioskSetup",
    "ServiceGroup",
    "SlotPlace",
    "Ticket",
    "TicketEvent",
    "TicketSeries",
    "TicketService",
    "WaitingWish",
]
