"""Warn a desk that nobody is rostered to sign on a model day: the working day before, and at the hour of the alarm."""

from datetime import datetime

from django.db import connection, transaction

from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.organisation.terms import Role
from motcua.programmes.model_days import LackingSigner, lacking_signer, participating

ROSTER_TOPIC = "roster_alarm"


@transaction.atomic
def warn_rosters(*, at: datetime) -> int:
    """Write what is not written yet; how many. Each desk and model day is told twice at most (R-111).

    Two workers at once wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('programmes.warn_rosters'))")
    units = participating(local_day(at))
    found = [one for unit in units for one in lacking_signer(unit, at) if one.urgent or not one.today]
    told = OutboxMessage.objects.filter(topic=ROSTER_TOPIC, key__in=[one.unit.pk for one in found])
    known = set(told.values_list("key", "payload__day", "payload__when"))
    new = [one for one in found if (one.unit.pk, one.day.isoformat(), _when(one)) not in known]
    OutboxMessage.objects.bulk_create([_message(one, at) for one in new])
    return len(new)


def _when(one: LackingSigner) -> str:
    return "same_day" if one.today else "day_before"


def _message(one: LackingSigner, at: datetime) -> OutboxMessage:
    payload = {
        "day": one.day.isoformat(),
        "when": _when(one),
        "programme": one.programme,
        "to": [Role.LEAD.value, Role.CONTROL.value],
    }
    return OutboxMessage(topic=ROSTER_TOPIC, key=one.unit.pk, payload=payload, created_at=at)
