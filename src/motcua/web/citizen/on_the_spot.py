"""Which procedures does a desk settle wholly itself ("4 tại chỗ"), by whose approval, in which steps? (R-014, R-015)"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import Unit, in_force
from motcua.procedures.models import InternalProcess, OnTheSpotEntry, OnTheSpotList, ProcedureVersion
from motcua.procedures.queries import versions_near
from motcua.procedures.terms import PathClass, ProcessStatus, VersionStatus
from motcua.web.citizen.desk_steps import DeskStep, desk_steps, minutes_words


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure of a unit on a list with its steps; `applied` where it is public and in force that day."""

    version: ProcedureVersion
    full: bool
    applied: bool
    steps: tuple[DeskStep, ...]

    @property
    def time(self) -> str:
        """All steps together, in words."""
        return minutes_words(sum(step.minutes for step in self.steps)) if self.steps else ""


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The list of one unit on the day looked at: today, or its last day where the unit has ended."""

    unit: Unit
    day: date
    ended: bool
    entries: tuple[Entry, ...]

    @property
    def classes(self) -> list[tuple[str, list[Entry]]]:
        """The entries by class (144/KH-UBND II.1), an empty class left out."""
        full = [entry for entry in self.entries if entry.full]
        partial = [entry for entry in self.entries if not entry.full]
        named = ((_("Đủ năm bước tại quầy"), full), (_("Phê duyệt, đóng dấu nơi khác"), partial))
        return [(name, entries) for name, entries in named if entries]


@require_safe
def on_the_spot_lists(request: HttpRequest) -> HttpResponse:
    """Every list, with its approval."""
    lists = OnTheSpotList.objects.select_related("document").order_by("valid_from", "slug")
    return render(request, "citizen/on_the_spot_lists.html", {"lists": lists})


@require_safe
def on_the_spot(request: HttpRequest, slug: str) -> HttpResponse:
    """One list by unit."""
    found = get_object_or_404(OnTheSpotList.objects.select_related("document"), slug=slug)
    today = local_day(clock.now())
    units = Unit.objects.filter(on_the_spot_entries__list=found).distinct().order_by("name_fold")
    return render(
        request,
        "citizen/on_the_spot.html",
        {"list": found, "units": [_of_unit(found, u, today) for u in units]},
    )


def _of_unit(found: OnTheSpotList, unit: Unit, today: date) -> OfUnit:
    ended = not unit.exists_on(today)
    day = unit.valid_to - timedelta(days=1) if ended and unit.valid_to and unit.valid_to <= today else today
    rows = list(OnTheSpotEntry.objects.filter(in_force(day), list=found, unit=unit))
    versions = versions_near((row.procedure_id for row in rows), day).values()
    steps = _steps(unit, versions)
    classes = {row.procedure_id: row.path_class for row in rows}
    return OfUnit(unit, day, ended, tuple(_entries(versions, classes, steps, day)))


def _entries(
    versions: Iterable[ProcedureVersion],
    classes: Mapping[str, str],
    steps: Mapping[int, tuple[DeskStep, ...]],
    day: date,
) -> Iterable[Entry]:
    for version in sorted(versions, key=lambda version: version.name_sort):
        full = classes[version.procedure_id] == PathClass.FULL
        applied = version.status == VersionStatus.PUBLIC and version.in_force_on(day)
        yield Entry(version, full, applied, steps.get(version.pk, ()))


def _steps(unit: Unit, versions: Iterable[ProcedureVersion]) -> dict[int, tuple[DeskStep, ...]]:
    active = InternalProcess.objects.filter(
        unit=unit, version__in=list(versions), status=ProcessStatus.ACTIVE
    )
    return {process.version_id: desk_steps(process.steps) for process in active}
