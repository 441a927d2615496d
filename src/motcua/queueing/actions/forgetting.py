"""A telephone number is kept with a ticket for its day only: it was given to hear that a turn is near."""

from datetime import datetime

from motcua.core.moments import local_day
from motcua.queueing.models import Ticket


def forget_telephones(*, at: datetime) -> int:
    """Empty the numbers on tickets of days that are over; how many. The visit itself stays for the figures."""
    return Ticket.objects.filter(day__lt=local_day(at)).exclude(phone="").update(phone="")
