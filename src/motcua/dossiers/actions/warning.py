"""Warn before the limit, prepare apologies, alarm of lacking signers: each told once, so nobody is flooded."""

from datetime import datetime

from django.db import connection, transaction

from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.dossiers.apologies import PreparedApology, apologies_to_sign
from motcua.dossiers.models import Dossier
from motcua.dossiers.records import subject_of
from motcua.dossiers.signing_watch import WaitingForSigner, waiting_for_signer
from motcua.dossiers.warned import WarnedDossier, warned
from motcua.dossiers.warnings import WarningLevel
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role

WARNING_TOPIC = "warning"
APOLOGY_TOPIC, SIGNER_TOPIC = "apology_prepared", "signer_alarm"
# Who hears of it: who has the dossier now, and past the limit the head.
TO: dict[WarningLevel, str] = {WarningLevel.NEAR: "holder", WarningLevel.OVERDUE: Role.LEAD.value}


@transaction.atomic
def warn(*, at: datetime) -> int:
    """Write what is not written yet; how many. The same due time is warned of once a level, however often asked.

    Two workers at once wait for each other.
    """
    _one_at_a_time()
    return sum(_warn_unit(unit_id, at) for unit_id in _units())


@transaction.atomic
def prepare_apologies(*, at: datetime) -> int:
    """Tell the signers which letters of apology wait (R-167): once for each due time; how many are new."""
    _one_at_a_time()
    return sum(_prepare_unit(unit_id, at) for unit_id in _units())


@transaction.atomic
def alarm_signers(*, at: datetime) -> int:
    """What is due today and waits for a signer who is not there: one alarm a day and unit; how many are new."""
    _one_at_a_time()
    day = local_day(at).isoformat()
    told = OutboxMessage.objects.filter(topic=SIGNER_TOPIC, payload__day=day)
    known = set(told.values_list("key", flat=True))
    units = Unit.objects.filter(pk__in=[unit_id for unit_id in _units() if unit_id not in known])
    found = [(unit, [one for one in waiting_for_signer(unit, at) if one.alarmed]) for unit in units]
    new = [_alarm(unit, waiting, day, at) for unit, waiting in found if waiting]
    OutboxMessage.objects.bulk_create(new)
    return len(new)


def _alarm(unit: Unit, waiting: list[WaitingForSigner], day: str, at: datetime) -> OutboxMessage:
    payload = {
        "day": day,
        "codes": [str(one.dossier) for one in waiting],
        "to": [Role.APPROVE.value, Role.LEAD.value, Role.RECEIVE.value],
    }
    return OutboxMessage(topic=SIGNER_TOPIC, key=unit.pk, payload=payload, created_at=at)


def _prepare_unit(unit_id: str, at: datetime) -> int:
    found = apologies_to_sign(unit_id, at)
    told = OutboxMessage.objects.filter(
        topic=APOLOGY_TOPIC, key__in=[subject_of(one.dossier) for one in found]
    )
    known = set(told.values_list("key", "payload__due_at"))
    new = [one for one in found if (subject_of(one.dossier), _plain(one.dossier.due_at)) not in known]
    OutboxMessage.objects.bulk_create([_prepared(one, unit_id, at) for one in new])
    return len(new)


def _prepared(one: PreparedApology, unit_id: str, at: datetime) -> OutboxMessage:
    payload = {
        "due_at": _plain(one.dossier.due_at),
        "new_due": one.new_due.isoformat(),
        "too_late": one.too_late,
        "unit": unit_id,
        "to": Role.APPROVE.value,
    }
    return OutboxMessage(topic=APOLOGY_TOPIC, key=subject_of(one.dossier), payload=payload, created_at=at)


def _plain(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers.warn'))")


def _units() -> list[str]:
    """The units that have open dossiers."""
    units = Dossier.objects.filter(ended_at__isnull=True).values_list("unit_id", flat=True)
    return list(units.distinct().order_by())


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
