"""Which period, agency, official and figure does an address of these pages ask for, and may this person see it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import clock
from motcua.core.moments import local_day
from motcua.evaluation.models import EmulationDrive
from motcua.evaluation.policies import DECIDING, READING
from motcua.evaluation.queries import drives_of, window_of, window_of_drive
from motcua.evaluation.rules import RatedPeriod, month_code, period_of
from motcua.evaluation.tally import Window
from motcua.evaluation.terms import Rated
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.queries import units_under
from motcua.web.staff.requests import StaffRequest

_TABS: tuple[tuple[str | Promise, str, bool], ...] = (
    (_("Cơ quan, đơn vị"), "evaluation:units", True),
    (_("Cán bộ"), "evaluation:officials", True),
    (_("Của tôi"), "evaluation:own", False),
    (_("Xu hướng"), "evaluation:trend", True),
    (_("Cả năm"), "evaluation:year", True),
    (_("Ý kiến"), "evaluation:objections", False),
    (_("Tiêu chí"), "evaluation:criteria", False),
    (_("Đợt thi đua"), "evaluation:drives", False),
    (_("Khen thưởng"), "evaluation:rewards", False),
    (_("Kỷ luật, kỷ cương"), "evaluation:findings", True),
)
_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address names: the days, whose figures, and how the address says it again.

    `ranked_by`: the agency whose ranking was open, so that the figures are judged by its criteria there and here.
    """

    window: Window
    unit: Unit
    person: Person | None
    words: dict[str, str]
    label: str
    drive: EmulationDrive | None = None
    ranked_by: Unit | None = None

    def link(self, name: str, **more: str) -> str:
        """The address of a page with the same question."""
        return f"{reverse(name)}?{urlencode(self.words | more)}"


def page_of(request: StaffRequest, current: str, **more: Any) -> dict[str, Any]:
    """What every page shows: the tabs this person opens, and whether they decide here."""
    reads = request.actor.has(*READING)
    tabs = [(text, reverse(name), name == current) for text, name, read in _TABS if reads or not read]
    return {"tabs": tabs, "decides": request.actor.has(*DECIDING), "reads": reads, **more}


def period_asked(request: StaffRequest) -> RatedPeriod:
    """`ky` of the address, else this month."""
    today = local_day(clock.now())
    found = period_of(request.GET.get("ky", "")) or period_of(month_code(today))
    if found is None:
        raise Http404
    return found


def periods_offered(today: date) -> list[tuple[str, str]]:
    """Thirteen months, five quarters and three years back, the newest first."""
    months: list[date] = [today.replace(day=1)]
    while len(months) < _MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    quarters = dict.fromkeys(f"{month.year}-Q{(month.month + 2) // 3}" for month in months)
    years = (str(today.year - back) for back in range(3))
    return list(_labelled((*map(month_code, months), *quarters, *years)))


def _labelled(codes: Iterable[str]) -> Iterable[tuple[str, str]]:
    for code in codes:
        if (found := period_of(code)) is not None:
            yield code, found.label


def unit_asked(request: StaffRequest) -> Unit:
    """`don-vi` of the address, this agency or one below it; else this agency. 404 for any other."""
    code = request.GET.get("don-vi", "")
    if not code or code == request.unit.pk:
        return request.unit
    if not request.actor.has(*READING):
        raise PermissionDenied
    found = Unit.objects.filter(pk=code, pk__in=units_under([request.unit.pk])).first()
    if found is None:
        raise Http404
    return found


def person_of(request: StaffRequest, unit: Unit, username: str) -> Person:
    """Somebody who holds or held a role in the agency, or the one who asks (a stand-in holds none); else 404."""
    held = RoleGrant.objects.filter(unit=unit).values("person_id")
    known = Q(pk__in=held) | Q(pk=request.actor.person_id)
    found = Person.objects.filter(known, username=username).first()
    if found is None:
        raise Http404
    return found


def asked_of(request: StaffRequest) -> Asked:
    """Period or drive (`dot`), agency and official (`nguoi`); somebody else's figures for those who read them.

    `theo`: the agency whose ranking was open, this one or none.
    """
    unit, now = unit_asked(request), clock.now()
    person = person_of(request, unit, request.GET["nguoi"]) if request.GET.get("nguoi") else None
    if not request.actor.has(*READING) and (person is None or person.pk != request.actor.person_id):
        raise PermissionDenied
    words = {"don-vi": unit.pk} | ({"nguoi": person.username} if person else {})
    if request.GET.get("dot"):
        drive = drive_of(request, request.GET["dot"])
        window = window_of_drive(drive, now)
        return Asked(window, unit, person, {"dot": str(drive.pk), **words}, drive.name, drive)
    period = period_asked(request)
    window = window_of(period, now)
    ranked_by = request.unit if not person and request.GET.get("theo") == request.unit.pk else None
    words |= {"theo": ranked_by.pk} if ranked_by else {}
    return Asked(window, unit, person, {"ky": period.code, **words}, period.label, ranked_by=ranked_by)


def drive_of(request: StaffRequest, said: str) -> EmulationDrive:
    """A drive of this agency or one that ranks it; officials' drives for those who read their figures."""
    found = drives_of(request.unit).filter(pk=said).first() if said.isdecimal() and len(said) < 10 else None
    if found is None:
        raise Http404
    if found.rated == Rated.PERSONS and not request.actor.has(*READING):
        raise PermissionDenied
    return found
