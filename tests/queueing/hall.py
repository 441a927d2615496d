"""What do tests of the hall stand on? The demonstration's desk of Quận 11, its counters and who sits there."""

from datetime import datetime
from typing import Any

from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, OneStopUnit
from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_next
from motcua.queueing.actions.counters import open_counter
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.models import ServiceGroup, Ticket
from motcua.queueing.terms import TicketChannel
from tests.cast import Q11, at, colleague

MORNING = at("2022-05-16 08:00")  # a Monday
DESK = TicketChannel.DESK


def desk_of(unit_id: str = Q11) -> OneStopUnit:
    """The desk of a demonstration unit."""
    return OneStopUnit.objects.get(unit_id=unit_id)


def clerk(moment: datetime = MORNING, unit_id: str = Q11) -> Actor:
    """Who receives at the desk."""
    return colleague(Role.RECEIVE, unit_id, moment)


def group(letter: str, unit_id: str = Q11) -> ServiceGroup:
    """The group of services with that letter."""
    return ServiceGroup.objects.get(desk=desk_of(unit_id), letter=letter)


def wish_of(letters: str = "A", *, unit_id: str = Q11, **more: Any) -> TicketWish:
    """A wish for the groups with these letters, taken at the desk unless told otherwise."""
    groups = tuple(group(letter, unit_id).pk for letter in letters)
    said: dict[str, Any] = {"desk_id": desk_of(unit_id).pk, "groups": groups, "channel": DESK}
    return TicketWish(**(said | more))


def take(letters: str = "A", moment: datetime = MORNING, *, unit_id: str = Q11, **more: Any) -> Ticket:
    """A ticket; by the clerk of the desk, or by the person themself from elsewhere."""
    wish = wish_of(letters, unit_id=unit_id, **more)
    actor = clerk(moment, unit_id) if wish.channel is DESK else None
    return issue(wish=wish, actor=actor, at=moment)


def counter(number: int, unit_id: str = Q11) -> Counter:
    """The counter with that number."""
    return Counter.objects.get(one_stop_unit=desk_of(unit_id), number=number)


def sit_down(
    number: int = 2, letters: str = "", moment: datetime = MORNING, *, actor: Actor | None = None, **more: Any
) -> Counter:
    """The clerk opens a counter for these groups (none: all)."""
    there = counter(number)
    groups = [group(letter).pk for letter in letters]
    open_counter(counter_id=there.pk, groups=groups, actor=actor or clerk(moment), at=moment, **more)
    return there


def call(there: Counter, moment: datetime = MORNING, *, actor: Actor | None = None) -> Ticket | None:
    """The next at the counter."""
    return call_next(counter_id=there.pk, actor=actor or clerk(moment), at=moment)
