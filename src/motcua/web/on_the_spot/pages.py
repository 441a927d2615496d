"""The programme at a unit: all its tables on one page, each table with its form and its files, lists behind figures."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.models import Dossier
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import units_under
from motcua.organisation.reviewing import people_of
from motcua.participation.actions.entitling import cancel_entitlement
from motcua.participation.frequency import of_days
from motcua.participation.models import Entitlement
from motcua.participation.sheet import Opens, Sheet
from motcua.participation.sheets import SHEETS
from motcua.web.admin.fields import UnitForm, performed
from motcua.web.on_the_spot.kinds import GROUPS, KEEPING, KINDS, READING, Kind
from motcua.web.on_the_spot.readiness_forms import ReasonForm
from motcua.web.staff.days import day_asked, days_asked
from motcua.web.staff.dossiers_behind import dossiers_behind
from motcua.web.staff.requests import StaffRequest, journal_view

_FIGURES = ("share", "solutions", "plans", "duties", "readiness")
_MOST_PEOPLE = 300


@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """Every table of the unit, its figures, and the units below it."""
    unit, day = unit_asked(request), day_asked(request)
    made = [(name, SHEETS[name](unit, day)) for name in _FIGURES]
    slugs = {kind.sheet: kind.slug for kind in KINDS.values()}
    figures = [
        (value, label, "", address(slugs[name], request, unit))
        for name, sheet in made
        for value, label in sheet.figures[:1]
    ]
    context = {
        "groups": [
            (title, [(kind, address(kind.slug, request, unit)) for kind in kinds]) for title, kinds in GROUPS
        ],
        "figures": figures,
        "unit": unit,
        "below": below(request, day),
    }
    return render(request, "on_the_spot/overview.html", context)


@require_http_methods(["GET", "POST"])
def sheet(request: StaffRequest, slug: str) -> HttpResponse:
    """One table; a POST adds to it."""
    kind, unit, now = kind_of(slug), unit_asked(request), clock.now()
    form = form_of(kind, request, unit)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        warning = form.perform(request.actor, now)
        if warning is not None:
            return done(request, warning)
    made = SHEETS[kind.sheet](unit, day_asked(request))
    return render(
        request,
        "on_the_spot/sheet.html",
        shown(request, kind, unit, made) | {"form": form},
        status=422 if form is not None and form.errors else 200,
    )


@require_GET
def sheet_file(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The same rows as CSV or XLSX."""
    if kind not in {FileKind.CSV, FileKind.XLSX}:
        raise Http404
    page, unit, day = kind_of(slug), unit_asked(request), day_asked(request)
    made = SHEETS[page.sheet](unit, day)
    rows = [line.cells for line in made.lines]
    csv = kind == FileKind.CSV
    content = as_csv(made.columns, rows) if csv else as_xlsx(made.title, made.columns, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"4-tai-cho-{slug}-{unit.pk}-{day.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    journal_view(request, f"list:4-tai-cho-{slug}", file=name)
    return response


@require_GET
def dossiers(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure: of a procedure, received in those days; of the actor's own unit only."""
    first, last = days_asked(request)
    found = Dossier.objects.filter(
        of_days(first, last), unit_id=request.actor.unit_id, procedure_id=request.GET.get("ma", "")[:12]
    )
    if request.GET.get("xong") == "1":
        found = found.filter(ready_at__isnull=False)
    behind = dossiers_behind(request, found.order_by("received_at", "id"), "4-tai-cho")
    context = {**behind, "first": first, "last": last, "code": request.GET.get("ma", "")}
    return render(request, "on_the_spot/dossiers.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, entry: int) -> HttpResponse:
    """Take an entitlement back, with the reason."""
    found = Entitlement.objects.filter(pk=entry, unit_id=request.actor.unit_id, cancels__isnull=True)
    row = found.select_related("person").first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> None:
            reason = form.cleaned_data["reason"]
            cancel_entitlement(entitlement_id=entry, reason=reason, actor=request.actor, at=clock.now())

        if performed(form, act) is not None:
            messages.success(request, _("Đã hủy mục này."))
            return redirect("on_the_spot:sheet", "che-do")
    context = {"form": form, "row": row}
    return render(request, "on_the_spot/cancel.html", context, status=422 if form.errors else 200)


def kind_of(slug: str) -> Kind:
    """The page of that word; 404 where there is none."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def unit_asked(request: StaffRequest) -> Unit:
    """The actor's unit, or one below it that the address names (`don-vi`): a province looks at its districts."""
    wanted = request.GET.get("don-vi", "")[:60]
    if not wanted or wanted == request.unit.pk:
        return request.unit
    if not request.actor.has(*READING) or wanted not in units_under([request.unit.pk]):
        raise PermissionDenied
    return Unit.objects.select_related("level", "parent").get(pk=wanted)


def below(request: StaffRequest, day: date) -> list[tuple[Unit, str]]:
    """Units under the actor's that exist that day, with their overview."""
    under = units_under([request.unit.pk]) - {request.unit.pk}
    units = Unit.objects.filter(in_force(day), pk__in=under).order_by("level__position", "name_fold")
    here = reverse("on_the_spot:overview")
    return [(one, f"{here}?{urlencode({'don-vi': one.pk})}") for one in units]


def form_of(kind: Kind, request: StaffRequest, unit: Unit) -> UnitForm | None:
    """The form of a page for who keeps the plan of their own unit."""
    if kind.form is None or unit.pk != request.actor.unit_id or not request.actor.has(*KEEPING):
        return None
    data = request.POST if request.method == "POST" else None
    return kind.form(data, unit=unit, day=local_day(clock.now()))


def shown(request: StaffRequest, kind: Kind, unit: Unit, made: Sheet) -> dict[str, object]:
    """What the page of a table shows."""
    own = unit.pk == request.actor.unit_id
    files = [(one, address(kind.slug, request, unit, f"tai.{one}")) for one in ("csv", "xlsx")]
    return {
        "kind": kind,
        "made": made,
        "unit": unit,
        "rows": [
            (
                [
                    (text, opened(line.opens.get(place)) if own else "")
                    for place, text in enumerate(line.cells)
                ],
                f"huy/{line.key}/"
                if kind.slug == "che-do" and line.key and request.actor.has(*KEEPING)
                else "",
            )
            for line in made.lines
        ],
        "files": files,
        "people": people_of([unit.pk])[:_MOST_PEOPLE],
    }


def opened(opens: Opens | None) -> str:
    """The address of the list behind a figure, or nothing."""
    if opens is None:
        return ""
    said = {"ma": opens.procedure, "tu": opens.first.isoformat(), "den": opens.last.isoformat()}
    return f"{reverse('on_the_spot:dossiers')}?{urlencode(said | ({'xong': '1'} if opens.ready else {}))}"


def address(slug: str, request: StaffRequest, unit: Unit, end: str = "") -> str:
    """The address of a page, for the unit that is looked at on the day that is asked."""
    said = {"don-vi": unit.pk} if unit.pk != request.actor.unit_id else {}
    if day := request.GET.get("ngay"):
        said["ngay"] = day[:10]
    return f"{reverse('on_the_spot:sheet', args=[slug])}{end}" + (f"?{urlencode(said)}" if said else "")


def done(request: StaffRequest, warning: str) -> HttpResponse:
    """Back to the table with what became of it."""
    messages.success(request, _("Đã lưu."))
    if warning:
        messages.warning(request, warning)
    return redirect(request.path)
