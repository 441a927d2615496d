"""Units through time: the tree of a day, a unit's life, and its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.legal_basis.models import RuleSet
from motcua.organisation.actions.units import end_unit
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.policies import Period
from motcua.organisation.queries import successors_of, unit_by_id
from motcua.web.admin.fields import UnitForm, basis_field
from motcua.web.admin.of_hours import closure_rows, extra_rows, hours_rows
from motcua.web.admin.opening import managed_unit, scope_in
from motcua.web.admin.register_views import tabs_of
from motcua.web.admin.registers import day_words
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField
from motcua.web.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit in the tree of a day: how deep it stands, and whether the actor may change it."""

    unit: Unit
    depth: int
    ours: bool


class DayForm(OfficeForm):
    """The tree of which day."""

    day = DatePartsField(label=gettext_lazy("Sơ đồ của ngày"), required=False)


class EndUnitForm(UnitForm):
    """When a unit ends and who takes over."""

    end = DatePartsField(label=gettext_lazy("Kết thúc từ ngày"))
    successors = forms.CharField(
        label=gettext_lazy("Cơ quan tiếp nhận nhiệm vụ (mã đơn vị)"),
        max_length=600,
        required=False,
        help_text=gettext_lazy(
            "Cách nhau bằng dấu phẩy; để trống nếu chưa có, hồ sơ mở được báo lãnh đạo cấp trên"
        ),
    )
    basis = basis_field()

    def act(self, actor: Actor, at: Any) -> str:
        """End it."""
        said = self.cleaned_data
        codes = [code.strip() for code in said["successors"].split(",") if code.strip()]
        successors = [unit_by_id(code) for code in codes]
        end_unit(
            unit=self.unit, end=said["end"], successors=successors, basis=said["basis"], actor=actor, at=at
        )
        return ""


def tree_of(units: Iterable[Unit], scope: frozenset[str]) -> list[Branch]:
    """The units as branches, each under its superior; one whose superior is gone stands at the top."""
    by_id = {unit.pk: unit for unit in units}
    below: dict[str | None, list[Unit]] = {}
    for unit in by_id.values():
        parent = unit.parent_id if unit.parent_id in by_id else None
        below.setdefault(parent, []).append(unit)
    branches: list[Branch] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        branches.append(Branch(unit, depth, unit.pk in scope))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return branches


@require_GET
def unit_list(request: StaffRequest) -> HttpResponse:
    """The tree of a day, by default today, and the units that are not there that day."""
    form = DayForm(request.GET if "day_year" in request.GET else None)
    asked = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    day = asked or local_day(clock.now())
    units = Unit.objects.select_related("level").prefetch_related("succeeded_by", "succeeds")
    everything = list(units.order_by("level__position", "name_fold"))
    context = {
        "form": form if form.is_bound else DayForm(initial={"day": day}),
        "day": day,
        "branches": tree_of((unit for unit in everything if unit.exists_on(day)), scope_in(request)),
        "ended": [unit for unit in everything if unit.valid_to and unit.valid_to <= day],
        "coming": [unit for unit in everything if unit.valid_from > day],
    }
    return render(request, "admin/units.html", context)


@require_GET
def unit(request: StaffRequest, unit_id: str) -> HttpResponse:
    """One unit through its life."""
    found = managed_unit(request, unit_id)
    day = local_day(clock.now())
    context = {
        "unit": found,
        "facts": _facts(found),
        "labels": _labels(found),
        "hours": hours_rows(found, day),
        "extra": extra_rows(found, day),
        "closures": closure_rows(found, day),
        "before": list(found.succeeds.order_by("name_fold")),
        "after": successors_of(found),
        "tabs": tabs_of(found, request.actor.roles),
        "ended": found.valid_to is not None and found.valid_to <= day,
    }
    return render(request, "admin/unit.html", context)


@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, unit_id: str) -> HttpResponse:
    """The end of a unit and its successors."""
    found, now = managed_unit(request, unit_id), clock.now()
    form = EndUnitForm(request.POST if request.method == "POST" else None, unit=found, day=local_day(now))
    if request.method == "POST" and form.perform(request.actor, now) is not None:
        messages.success(request, _("Đã ghi ngày kết thúc của cơ quan."))
        return redirect("admin:unit", unit_id)
    status = 422 if form.errors else 200
    return render(request, "admin/unit_end.html", {"unit": found, "form": form}, status=status)


def _life(found: Unit) -> str:
    begun = _("từ %(day)s") % {"day": day_words(found.valid_from)}
    return begun + (_(" đến trước %(day)s") % {"day": day_words(found.valid_to)} if found.valid_to else "")


def _facts(found: Unit) -> list[tuple[str, str]]:
    fields = _("mọi lĩnh vực") if found.fields is None else ", ".join(found.fields) or _("không có")
    return [
        (_("Mã đơn vị"), found.pk),
        (_("Cấp"), found.level.name),
        (_("Cấp trên"), found.parent.name if found.parent else "–"),
        (_("Tồn tại"), _life(found)),
        (_("Mã theo QCVN 102"), found.code_qcvn102 or "–"),
        (_("Mã theo Quyết định 20/2020"), found.code_qd20 or "–"),
        (_("Lĩnh vực"), fields),
        (_("Địa danh trên giấy tờ"), found.place),
    ]


def _labels(found: Unit) -> list[tuple[str, date, date | None]]:
    """What the desk is called between which days: its own name, else the label of the rule set of the time."""
    labels: list[tuple[str, date, date | None]] = []
    for desk in OneStopUnit.objects.filter(unit=found).order_by("valid_from"):
        life = Period(desk.valid_from, desk.valid_to)
        if desk.name:
            labels.append((desk.name, desk.valid_from, desk.valid_to))
            continue
        for rules in RuleSet.objects.order_by("valid_from"):
            if Period(rules.valid_from, rules.valid_to).overlaps(life):
                start = max(rules.valid_from, desk.valid_from)
                ends = [day for day in (rules.valid_to, desk.valid_to) if day]
                labels = _joined(labels, rules.one_stop_label, start, min(ends, default=None))
    return labels


def _joined(
    labels: list[tuple[str, date, date | None]], name: str, start: date, end: date | None
) -> list[tuple[str, date, date | None]]:
    """Neighbouring periods of one label are one."""
    if labels and labels[-1][0] == name and labels[-1][2] == start:
        return [*labels[:-1], (name, labels[-1][1], end)]
    return [*labels, (name, start, end)]
