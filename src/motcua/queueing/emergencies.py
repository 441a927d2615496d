"""Who calls for help at a desk now, and which calls were answered a moment ago?"""

from datetime import datetime, timedelta

from motcua.queueing.models import EmergencyCall

# So long an answered call still stands on the panels, so that everybody sees that somebody went.
SHOWN_AFTER = timedelta(minutes=5)


def open_calls(desk_id: int) -> list[EmergencyCall]:
    """Calls that nobody has answered, the first first."""
    found = EmergencyCall.objects.filter(desk_id=desk_id, answered_at__isnull=True)
    return list(found.select_related("counter"))


def lately_answered(desk_id: int, now: datetime) -> list[EmergencyCall]:
    """Calls answered in the last minutes, the newest first."""
    found = EmergencyCall.objects.filter(desk_id=desk_id, answered_at__gt=now - SHOWN_AFTER)
    return list(found.select_related("counter").order_by("-answered_at"))
