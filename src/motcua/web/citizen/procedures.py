"""One procedure as anybody may read it: today's version, older versions, and what a unit promises for it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.outreach.videos import films_about
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import settlers_of
from motcua.procedures.terms import VersionStatus
from motcua.web.citizen.choosing import remember_unit, unit_in_view
from motcua.web.citizen.procedure_reading import read_at_unit, read_version


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force today; where there is none, why, and the versions that were."""
    now = clock.now()
    day = local_day(now)
    versions = _versions(code)
    version = next((v for v in versions if v.in_force_on(day) and v.status == VersionStatus.PUBLIC), None)
    if version is None:
        return _not_in_force(request, versions, day)
    units = settlers_of(version, day)
    unit = unit_in_view(request, units, day)
    shown = {
        "reading": read_version(version, _public(versions), day, unit),
        "units": units,
        "unit": unit,
        "here": read_at_unit(version, unit, now) if unit else None,
        "films": films_about(code, unit.pk) if unit else (),
    }
    return remember_unit(request, render(request, "citizen/procedure.html", shown))


@require_safe
def procedure_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version that was or will be in force, with its dates (R-008)."""
    versions = _versions(code)
    version = next((v for v in _public(versions) if v.number == number), None)
    if version is None:
        raise Http404
    day = local_day(clock.now())
    if version.in_force_on(day):
        return redirect("procedure", code)
    shown = {"reading": read_version(version, _public(versions), day), "here": None}
    return render(request, "citizen/procedure.html", shown)


def _versions(code: str) -> list[ProcedureVersion]:
    get_object_or_404(Procedure, code=code)
    versions = ProcedureVersion.objects.filter(procedure_id=code).select_related("decision")
    return list(versions.prefetch_related("components").order_by("number"))


def _public(versions: list[ProcedureVersion]) -> list[ProcedureVersion]:
    return [version for version in versions if version.status == VersionStatus.PUBLIC]


def _not_in_force(request: HttpRequest, versions: list[ProcedureVersion], day: date) -> HttpResponse:
    """404 that says why: a draft, not yet in force, or no longer."""
    draft = any(version.in_force_on(day) and version.status == VersionStatus.DRAFT for version in versions)
    public = _public(versions)
    shown = {"draft": draft, "versions": public, "day": day, "last": public[-1] if public else None}
    return render(request, "citizen/procedure_absent.html", shown, status=404)
