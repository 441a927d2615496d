"""Control of procedures: what is held, what is draft and why, what differs from the national list, processes."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal
from motcua.dossiers.usual_times import ready_in, times_of, usual_time
from motcua.procedures.checks import mismatches, process_history, without_decision
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.policies import why_not_public
from motcua.procedures.queries import offer_of, path_on, version_on, versions_of, why_not_receivable
from motcua.procedures.terms import VersionStatus
from motcua.web.citizen.wording import working_words
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """The whole catalogue of the day with what each procedure lacks."""
    day = local_day(clock.now())
    unit = request.unit
    rows: list[tuple[str, ProcedureVersion | None, str, Refusal | None]] = []
    for code in Procedure.objects.order_by("code").values_list("code", flat=True):
        version = version_on(code, day)
        if version is None:
            rows.append((code, versions_of(code).last(), "ended", None))
            continue
        refusal = why_not_public(offer_of(version)) or why_not_receivable(version, unit, day)
        rows.append((code, version, version.status, refusal))
    public = sum(1 for _code, _version, status, _refusal in rows if status == VersionStatus.PUBLIC)
    context = {
        "rows": rows,
        "public": public,
        "unit": unit,
        "mismatches": mismatches(),
        "without_decision": without_decision(day),
    }
    return render(request, "staff/control.html", context)


@require_GET
def procedure(request: StaffRequest, code: str) -> HttpResponse:
    """One procedure for staff: versions, confidence, process versions with differences, path of this unit."""
    versions = list(versions_of(code))
    if not versions:
        raise Http404
    day, unit_id = local_day(clock.now()), request.actor.unit_id
    context = {
        "code": code,
        "versions": versions,
        "history": [entry for version in versions for entry in process_history(version, unit_id)],
        "path": path_on(unit_id, code, day),
        "current": version_on(code, day),
        "usual": usual_time(request.unit, code, day),
    }
    return render(request, "staff/control_procedure.html", context)


@require_GET
def usual(request: StaffRequest, code: str) -> HttpResponse:
    """The dossiers behind the usual time of a procedure here, the slowest first; their codes, no names."""
    day = local_day(clock.now())
    found = usual_time(request.unit, code, day)
    rows = sorted(
        times_of(request.unit, ready_in(request.unit.pk, code, found.first, found.last)),
        key=lambda row: -row[1],
    )
    page = list_page(request, rows)
    journal_list(request, "thoi-gian-thuc-te", [dossier for dossier, _minutes in page.rows])
    context = {
        "code": code,
        "usual": found,
        "words": (working_words(found.median), working_words(found.ninth_decile)),
        "rows": [(dossier, working_words(minutes)) for dossier, minutes in page.rows],
        "list": page,
    }
    return render(request, "staff/usual_time.html", context)
