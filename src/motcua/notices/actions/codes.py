"""How do one-time codes go out? Each once, before anything else; what came too late is not sent at all."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.applicants.codes import CODE_TOPIC, message_of
from motcua.core.models import OutboxMessage
from motcua.notices.actions.telling import tell_code

BATCH = 200
_MINUTE = timedelta(minutes=1)


@transaction.atomic
def plan_codes(*, at: datetime, real: datetime) -> int:
    """Make notices of the codes that wait in the outbox; how many. Where the office has no way there, none is made.

    A code lives by the machine's own clock (`real`), a notice by the one the office shows (`at`).
    """
    waiting = OutboxMessage.objects.filter(topic=CODE_TOPIC, delivered_at__isnull=True).order_by("id")
    rows = list(waiting.select_for_update(skip_locked=True)[:BATCH])
    planned = 0
    for row in rows:
        message = message_of(row.payload)
        if message is not None and real < message.expires_at:
            left = message.expires_at - real
            minutes = max(left // _MINUTE, 1)
            planned += tell_code(
                way=message.way.value,
                to=message.contact,
                digits=message.code,
                minutes=int(minutes),
                source=f"code:{row.key}",
                at=at,
                until=at + left,
            )
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)
    return planned
