"""Warn before the limit: one outbox row for each dossier and level, so that nobody is flooded."""

from datetime import datetime

from django.db import connection, transaction

from motcua.core.models import OutboxMessage
from motcua.dossiers.models import Dossier
from motcua.dossiers.records import subject_of
from motcua.dossiers.warned import WarnedDossier, warned
from motcua.dossiers.warnings import WarningLevel
from motcua.organisation.terms import Role

WARNING_TOPIC = "warning"
# Who hears of it: who has the dossier now, and past the limit the head.
TO: dict[WarningLevel, str] = {WarningLevel.NEAR: "holder", WarningLevel.OVERDUE: Role.LEAD.value}


@transaction.atomic
def warn(*, at: datetime) -> int:
    """Write what is not written yet; how many. The same due time is warned of once a level, however often asked.

    Two workers at once wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers.warn'))")
    units = Dossier.objects.filter(ended_at__isnull=True).values_list("unit_id", flat=True).distinct()
    return sum(_warn_unit(unit_id, at) for unit_id in units.order_by())


def _warn_unit(unit_id: str, at: datetime) -> int:
    found = warned(unit_id, at)
    keys = [subject_of(one.dossier) for one in found]
    known = set(
        OutboxMessage.objects.filter(topic=WARNING_TOPIC, key__in=keys).values_list(
            "key", "payload__level", "payload__due_at"
        )
    )
    new = [one for one in found if (subject_of(one.dossier), one.warned.level, _due(one)) not in known]
    OutboxMessage.objects.bulk_create([_message(one, unit_id, at) for one in new])
    return len(new)


def _due(one: WarnedDossier) -> str:
    return one.due_at.isoformat()


def _message(one: WarnedDossier, unit_id: str, at: datetime) -> OutboxMessage:
    level = one.warned.level
    payload = {"level": level.value, "due_at": _due(one), "unit": unit_id, "to": TO[level]}
    if one.dossier.appraiser_id and level is WarningLevel.NEAR:
        payload["person"] = str(one.dossier.appraiser_id)
    return OutboxMessage(topic=WARNING_TOPIC, key=subject_of(one.dossier), payload=payload, created_at=at)
