"""Which kiosk is this machine, and what must it know to number tickets by itself?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.moments import local_day
from motcua.organisation.models import in_force
from motcua.organisation.queries import desk_name
from motcua.queueing.models import Kiosk, KioskDraft, KioskSetup, TicketSeries

IDLE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class KioskHere:
    """A machine that is set up as a kiosk today; `idle_seconds`: after how long without a touch a visit ends."""

    id: int
    desk_id: int
    unit_id: str
    unit_name: str
    desk_name: str
    mark: str
    idle_seconds: int


def key_hash(key: str) -> str:
    """What is kept of the key of a machine, or of the code that sets it up."""
    return hashlib.sha256(key.encode()).hexdigest()


def kiosk_by_key(key: str, on: date) -> KioskHere | None:
    """The kiosk whose key the machine holds; None for a key that is unknown, ended or replaced."""
    if not key:
        return None
    found = Kiosk.objects.filter(in_force(on), key_hash=key_hash(key)).select_related("desk__unit").first()
    if found is None:
        return None
    setup = KioskSetup.objects.filter(kiosk=found, used_at__isnull=False).order_by("-used_at").first()
    return KioskHere(
        id=found.pk,
        desk_id=found.desk_id,
        unit_id=found.desk.unit_id,
        unit_name=found.desk.unit.name,
        desk_name=desk_name(found.desk, on),
        mark=found.mark,
        idle_seconds=setup.idle_seconds if setup else IDLE_SECONDS,
    )


def last_numbers(kiosk: KioskHere, now: datetime) -> Mapping[str, int]:
    """{letter of the group: last number} that this kiosk gave today."""
    found = TicketSeries.objects.filter(desk_id=kiosk.desk_id, day=local_day(now))
    return {one.series[0]: one.last for one in found if one.series[1:] == kiosk.mark}


def drafts_begun_before(moment: datetime, since: datetime) -> list[str]:
    """Numbers of filings begun at kiosks between the two moments."""
    found = KioskDraft.objects.filter(begun_at__lt=moment, begun_at__gte=since)
    return list(found.values_list("number", flat=True))
