"""How may this procedure be filed at this unit today? At the desk, by post, at home, online here or at the portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.online_intake import intake_on, portal
from motcua.organisation.queries import desk_name, desk_of
from motcua.organisation.terms import IntakeMode
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import level_on
from motcua.procedures.online_levels.rules import filed_online, level_number, wholly_online
from motcua.procedures.presence import must_come
from motcua.queueing.appointments import service_for
from motcua.web.citizen.wording import hour_words, public_text
from motcua.workcalendar.queries import calendar_of, office_hours_on


@dataclass(frozen=True, slots=True)
class Desk:
    """Where to go: name, address, telephone, the hours of that day (empty: closed, and why)."""

    name: str
    address: str
    phone: str
    hours: tuple[str, ...]
    closed_because: str


@dataclass(frozen=True, slots=True)
class FilingWays:
    """The ways into the office for a procedure. `online` "" | own | national; `wholly`: nobody has to come at all.

    `appointment`: why one must come, where the desk takes bookings for it; else empty (R-026).
    `why_come`: why the law wants one visit though the papers are filed online; else empty.
    """

    desk: Desk | None
    online: str
    wholly: bool
    level: str
    portal_name: str
    portal_address: str
    appointment: str = ""
    why_come: str = ""


def filing_ways(version: ProcedureVersion, unit: Unit, day: date) -> FilingWays:
    """What the online level of the procedure and the unit's own saying open that day (R-011)."""
    level = level_on(version, unit, day)
    mode = intake_on(unit, day).mode if filed_online(level) else None
    there, why_come = portal(), public_text(must_come(version.facts))
    return FilingWays(
        desk=desk_today(unit, day),
        online="" if mode is None else mode.value,
        wholly=wholly_online(level) and mode == IntakeMode.OWN and not why_come,
        level=online_words(level),
        portal_name=there.name,
        portal_address=there.address,
        appointment=_appointment(version, unit, day),
        why_come=why_come,
    )


def _appointment(version: ProcedureVersion, unit: Unit, day: date) -> str:
    desk = desk_of(unit_id=unit.pk, on=day)
    service = service_for(desk, version, day) if desk is not None else None
    return service.why if service is not None else ""


def desk_today(unit: Unit, day: date) -> Desk | None:
    """The unit's desk with the hours of that day, or None where it has none."""
    desk = desk_of(unit_id=unit.pk, on=day)
    return _desk(desk, unit, day) if desk is not None else None


def _desk(desk: OneStopUnit, unit: Unit, day: date) -> Desk:
    why_off = calendar_of(unit).why_off(day) or ""
    sessions: Sequence[tuple[int, int]] = () if why_off else office_hours_on(unit, day).sessions
    return Desk(
        name=desk_name(desk, day),
        address=desk.address,
        phone=desk.phone,
        hours=tuple(
            _("%(start)s đến %(end)s") % {"start": _clock(start), "end": _clock(end)}
            for start, end in sessions
        ),
        closed_because=why_off,
    )


def _clock(minute: int) -> str:
    return hour_words(time(minute // 60, minute % 60))


def online_words(level: str) -> str:
    """`Mức độ 4`, `Toàn trình`, or the mark that it is not yet offered online (R-011)."""
    if not filed_online(level):
        return _("Chưa đủ điều kiện nộp trực tuyến")
    words = {3: _("Mức độ 3"), 4: _("Mức độ 4")}
    return words[level_number(level)] if level.isdigit() else level[:1].upper() + level[1:]
