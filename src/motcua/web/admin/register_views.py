"""A register of a unit: see its rows, add one, end one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.organisation.reviewing import people_of
from motcua.organisation.terms import Role
from motcua.web.admin import (
    of_booking,
    of_desks,
    of_hall,
    of_hours,
    of_kiosks,
    of_online,
    of_people,
    of_post,
    of_programs,
    of_watch,
)
from motcua.web.admin.fields import UnitForm, performed
from motcua.web.admin.opening import managed_unit
from motcua.web.admin.registers import Register, Row, by_slug
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.web.staff.requests import StaffRequest

_KINDS = (
    of_people,
    of_post,
    of_desks,
    of_hall,
    of_booking,
    of_kiosks,
    of_hours,
    of_online,
    of_watch,
    of_programs,
)
REGISTERS = by_slug(tuple(register for kind in _KINDS for register in kind.REGISTERS))
_MOST_OFFERED = 300


class EndForm(OfficeForm):
    """From which day a row holds no more."""

    end = DatePartsField(label="", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].label = _("Hết hiệu lực từ ngày")
        self.fields["end"].help_text = _("Để trống là từ hôm nay")


def tabs_of(unit: Unit, roles: frozenset[Role], current: str = "") -> list[tuple[Any, str, bool]]:
    """The registers side by side: those the roles open."""
    here = f"/can-bo/quan-tri/don-vi/{unit.pk}/"
    first = [(_("Cơ quan"), here, current == "")] if Role.ADMIN in roles else []
    return first + [
        (register.title, f"{here}{slug}/", slug == current)
        for slug, register in REGISTERS.items()
        if register.roles & roles
    ]


def _register(slug: str) -> Register:
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, unit_id: str, slug: str) -> HttpResponse:
    """The rows of a register and the form that adds one."""
    register = _register(slug)
    unit, now = managed_unit(request, unit_id, register.roles), clock.now()
    day = local_day(now)
    form = _form(register, request, unit, day)
    if form is None and request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if form is not None and request.method == "POST":
        warning = form.perform(request.actor, now)
        if warning is not None:
            return _done(request, warning)
    context = {
        "register": register,
        "unit": unit,
        "rows": register.rows(unit, day),
        "ends": register.end_label if register.end else "",
        "form": form,
        "tabs": tabs_of(unit, request.actor.roles, slug),
        "people": people_of([unit.pk])[:_MOST_OFFERED],
    }
    return render(request, "admin/register.html", context, status=422 if form and form.errors else 200)


def _form(register: Register, request: StaffRequest, unit: Unit, day: date) -> UnitForm | None:
    """The form that adds a row; None where rows come from elsewhere."""
    if register.form is None:
        return None
    return register.form(request.POST if request.method == "POST" else None, unit=unit, day=day)


@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, unit_id: str, slug: str, row: int) -> HttpResponse:
    """End one row, after asking once."""
    register = _register(slug)
    unit, now = managed_unit(request, unit_id, register.roles), clock.now()
    found = _open_row(register, unit, row)
    form, ending = EndForm(request.POST if request.method == "POST" else None), register.end
    if request.method == "POST" and ending is not None:

        def act() -> None:
            ending(unit, row, form.cleaned_data.get("end"), request.actor, now)

        if performed(form, act) is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("admin:register", unit_id, slug)
    context = {"register": register, "unit": unit, "row": found, "form": form}
    context["facts"] = list(zip(register.columns, found.cells, strict=True))
    return render(request, "admin/register_end.html", context, status=422 if form.errors else 200)


def _open_row(register: Register, unit: Unit, row: int) -> Row:
    if register.end is None:
        raise Http404
    for found in register.rows(unit, local_day(clock.now())):
        if found.id == row and found.open:
            return found
    raise Http404


def _done(request: StaffRequest, warning: str) -> HttpResponse:
    messages.success(request, _("Đã lưu."))
    if warning:
        messages.warning(request, warning)
    return redirect(request.path)
