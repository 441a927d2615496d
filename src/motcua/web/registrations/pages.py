"""Which programmes concern a unit, what has it registered, what came of a registration, what is added to it?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.participation.joining import day_within, joining_of, takings
from motcua.participation.models import Registration
from motcua.participation.registration_rules import Joining, why_not_join
from motcua.participation.registration_terms import OPTION_LABELS, OPTION_NUMBERS, Option
from motcua.programmes.life import units_in
from motcua.programmes.models import Programme
from motcua.programmes.reading import read_programme
from motcua.programmes.terms import APPLIED
from motcua.web.registrations.acts import ACTS
from motcua.web.registrations.details import parts_of
from motcua.web.registrations.forms import FORMS, OwnProcedureForm
from motcua.web.registrations.looking import (
    keeps,
    programme_asked,
    registration_seen,
    seen_units,
    unit_asked,
)
from motcua.web.staff.requests import StaffRequest

_BY_NUMBER = {number: option for option, number in OPTION_NUMBERS.items()}


@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """The applied programmes of the unit and of those below, each with what the unit did for it."""
    day, ids = local_day(clock.now()), seen_units(request)
    said, rows = _said(request.unit.pk), []
    for programme in Programme.objects.filter(status__in=APPLIED).select_related("document"):
        shown_on = day_within(read_programme(programme.definition), day)
        units = {unit.pk for unit in units_in(programme, shown_on)} & ids
        if units:
            numbers = ", ".join(sorted(said.get(programme.pk, ())))
            rows.append((programme, request.unit.pk in units, len(units), numbers))
    return render(request, "registrations/overview.html", {"rows": rows, "day": day})


def _said(unit_id: str) -> dict[str, list[str]]:
    """The numbers of the options a unit has registered, by programme."""
    standing = Registration.objects.filter(unit_id=unit_id, withdrawn_at=None)
    found: dict[str, list[str]] = {}
    for programme_id, option in standing.values_list("programme_id", "option"):
        found.setdefault(programme_id, []).append(OPTION_NUMBERS[Option(option)])
    return found


@require_GET
def own(request: StaffRequest, slug: str) -> HttpResponse:
    """What the unit does for one programme: listed and own procedures, options taken on, those still to choose."""
    programme, unit, now = programme_asked(slug), unit_asked(request), clock.now()
    rule = read_programme(programme.definition)
    day = day_within(rule, local_day(now))
    (taking,) = takings(rule, [unit], day)
    joining = joining_of(programme, unit, now)
    rows = Registration.objects.filter(programme=programme, unit=unit).order_by("option", "id")
    context = {
        "programme": programme,
        "unit": unit,
        "joining": joining,
        "taking": taking,
        "rows": [
            (row, OPTION_NUMBERS[Option(row.option)], OPTION_LABELS[Option(row.option)]) for row in rows
        ],
        "offers": _offers(joining),
        "missing": joining.in_scope and not joining.listed and joining.main is None,
        "refusal": why_not_join(joining, local_day(now)),
        "keeps": keeps(request, unit.pk),
    }
    return render(request, "registrations/own.html", context)


def _offers(joining: Joining) -> list[tuple[str, str]]:
    free = [one for one in Option if one in joining.offered and one not in joining.standing]
    return [(OPTION_NUMBERS[one], OPTION_LABELS[one]) for one in free]


@require_http_methods(["GET", "POST"])
def register(request: StaffRequest, slug: str, number: str) -> HttpResponse:
    """Take one option on."""
    programme, option = programme_asked(slug), _BY_NUMBER.get(number)
    if option is None:
        raise Http404
    now = clock.now()
    joining = joining_of(programme, request.unit, now)
    first = "voluntary" if joining.listed or joining.main else "main"
    form = FORMS[option](
        request.POST if request.method == "POST" else None,
        unit=request.unit, day=local_day(now), programme=slug, option=option, initial={"main": first},
    )  # fmt: skip
    if request.method == "POST":
        warning = form.perform(request.actor, now)
        if warning is not None:
            return _done(request, warning, "registrations:own", slug)
    title = f"{number} {OPTION_LABELS[option]}"
    return _asked(request, form, title, programme=programme)


@require_http_methods(["GET", "POST"])
def add_procedure(request: StaffRequest, slug: str) -> HttpResponse:
    """Add procedures to the unit's own list (R-117)."""
    programme, now = programme_asked(slug), clock.now()
    data = request.POST if request.method == "POST" else None
    form = OwnProcedureForm(data, unit=request.unit, day=local_day(now), programme=slug)
    if request.method == "POST":
        warning = form.perform(request.actor, now)
        if warning is not None:
            return _done(request, warning, "registrations:own", slug)
    return _asked(request, form, _("Đăng ký thêm thủ tục giải quyết trong ngày"), programme=programme)


@require_GET
def registration(request: StaffRequest, registration_id: int) -> HttpResponse:
    """One registration: who, when, what came of it, what can be added."""
    row, now = registration_seen(request, registration_id), clock.now()
    option = Option(row.option)
    writes = keeps(request, row.unit_id) and row.withdrawn_at is None
    context = {
        "row": row,
        "title": f"{OPTION_NUMBERS[option]} {OPTION_LABELS[option]}",
        "parts": parts_of(request, row, now, writes=writes),
        "acts": [
            (slug, kind.title)
            for slug, kind in ACTS.items()
            if writes and not kind.item and option in kind.options
        ],
    }
    return render(request, "registrations/registration.html", context)


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, registration_id: int, slug: str, item: int | None = None) -> HttpResponse:
    """One act on a registration, or on a thing of it."""
    row, kind = registration_seen(request, registration_id), ACTS.get(slug)
    if kind is None or Option(row.option) not in kind.options or kind.item != (item is not None):
        raise Http404
    if not keeps(request, row.unit_id):
        raise PermissionDenied
    now = clock.now()
    data = request.POST if request.method == "POST" else None
    form = kind.form(data, unit=request.unit, day=local_day(now), row=row, item=item)
    if request.method == "POST":
        warning = form.perform(request.actor, now)
        if warning is not None:
            return _done(request, warning, "registrations:registration", row.pk)
    return _asked(request, form, str(kind.title), row=row, programme=row.programme)


def _asked(request: StaffRequest, form: object, title: str, **more: object) -> HttpResponse:
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "registrations/form.html", {"form": form, "title": title, **more}, status=status)


def _done(request: StaffRequest, warning: str, name: str, *args: object) -> HttpResponse:
    messages.success(request, _("Đã lưu."))
    if warning:
        messages.warning(request, warning)
    return redirect(name, *args)
