"""Which colour has the standing of an event, for staff and for the public?"""

from collections.abc import Mapping

from motcua.outreach.terms import EventStanding

EVENT_COLOURS: Mapping[EventStanding, str] = {
    EventStanding.PLANNED: "blue",
    EventStanding.HELD: "green",
    EventStanding.OVERDUE: "red",
    EventStanding.POSTPONED: "yellow",
    EventStanding.CANCELLED: "grey",
}
