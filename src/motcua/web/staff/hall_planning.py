"""How many counters does each hour need? The desk's own arrivals and times, simulated; beside what was open."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.models import OneStopUnit, in_force
from motcua.organisation.queries import desk_name, units_under
from motcua.queueing.planning import Bound, Outcome, Plan, plan
from motcua.queueing.staffing import Staffing, staffing
from motcua.queueing.wait_rules import TARGET_MINUTES, tenths, tenths_words
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest

_BACK = timedelta(days=60)
_LONGEST = timedelta(days=366)
_WEEKDAYS = (
    ("", gettext_lazy("Mọi ngày làm việc")),
    ("0", gettext_lazy("Thứ hai")),
    ("1", gettext_lazy("Thứ ba")),
    ("2", gettext_lazy("Thứ tư")),
    ("3", gettext_lazy("Thứ năm")),
    ("4", gettext_lazy("Thứ sáu")),
    ("5", gettext_lazy("Thứ bảy")),
    ("6", gettext_lazy("Chủ nhật")),
)
# The chart, in the units of its viewBox: a row for each stretch, the widest bar beside the hours and the number.
_ROW, _LEFT, _WIDEST = 34, 104, 250


class PlanForm(OfficeForm):
    """Which desk, which days are measured, which bound must hold."""

    bo_phan = forms.ChoiceField(label=gettext_lazy("Bộ phận"))
    tu = forms.DateField(
        label=gettext_lazy("Số liệu từ ngày"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    den = forms.DateField(
        label=gettext_lazy("Đến hết ngày"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    thu = forms.ChoiceField(label=gettext_lazy("Ngày trong tuần"), choices=_WEEKDAYS, required=False)
    trung_binh = forms.IntegerField(
        label=gettext_lazy("Chờ trung bình tối đa (phút)"), min_value=1, max_value=480
    )
    phan_vi = forms.IntegerField(
        label=gettext_lazy("95 trong 100 người chờ không quá (phút)"), min_value=1, max_value=480
    )

    def __init__(self, request: StaffRequest, today: date) -> None:
        first = {
            "tu": today - _BACK,
            "den": today - timedelta(days=1),
            "trung_binh": TARGET_MINUTES,
            "phan_vi": TARGET_MINUTES,
        }
        super().__init__(request.GET if request.GET else None, initial=first)
        found = OneStopUnit.objects.filter(in_force(today), unit_id__in=units_under([request.unit.pk]))
        own_first = sorted(found.select_related("unit"), key=lambda one: _own_first(one, request.unit.pk))
        self.desks = {str(desk.pk): desk for desk in own_first}
        field = self.fields["bo_phan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (pk, f"{desk.unit.name}: {desk_name(desk, today)}") for pk, desk in self.desks.items()
        ]

    def clean(self) -> dict[str, Any]:
        """The days are in order and not too many to read at once."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("tu"), said.get("den")
        if first and last and not timedelta(0) <= last - first <= _LONGEST:
            self.add_error("den", _("Chọn ngày cuối sau ngày đầu, nhiều nhất một năm."))
        return said


def _own_first(desk: OneStopUnit, unit_id: str) -> tuple[bool, str, int]:
    return (desk.unit_id != unit_id, desk.unit.name_fold, desk.pk)


@require_GET
def plan_page(request: StaffRequest) -> HttpResponse:
    """Simulated when the form is sent: it takes a moment."""
    today = local_day(clock.now())
    form = PlanForm(request, today)
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            context |= _planned(form.desks[form.cleaned_data["bo_phan"]], form.cleaned_data, today)
            status = 409 if context["refusal"] else 200
    return render(request, "staff/hall_plan.html", context, status=status)


def _planned(desk: OneStopUnit, said: dict[str, Any], today: date) -> dict[str, Any]:
    weekday = int(said["thu"]) if said["thu"] else None
    measured = staffing(desk, said["tu"], said["den"], today, weekday)
    bound = Bound(said["trung_binh"] * 60.0, said["phan_vi"] * 60.0)
    try:
        made = plan(measured.measured, bound)
    except Refused as refused:
        return {"refusal": refused.refusal}
    rows = _rows(made, measured)
    return {
        "refusal": None,
        "made": made,
        "staffing": measured,
        "days": len(measured.days),
        "visitors": made.measured.visitors,
        "handling": _minutes(made.measured.mean_handling),
        "rows": rows,
        "chart": _chart(rows),
        "flat": [
            {
                "counters": one.counters,
                "waited": _waits(one.outcome),
                "days": f"{one.outcome.days_within * 100:.0f}%",
                "holds": one.outcome.within(made.bound),
                "formula": _("không có") if one.formula is None else _minutes(one.formula),
            }
            for one in made.flat
        ],
    }


def _rows(made: Plan, measured: Staffing) -> list[dict[str, Any]]:
    days = len(measured.days)
    came = [sum(day[place] for day in made.measured.days) / days for place in range(len(made.measured.slots))]
    parts = zip(
        made.measured.slots,
        came,
        made.needed.counters,
        measured.open_counters,
        made.needed.slots,
        strict=True,
    )
    return [
        {
            "hours": f"{_clock(slot.start)}–{_clock(slot.end)}",
            "came": f"{visitors:.1f}".replace(".", ","),
            "needed": n,
            "open": f"{opened:.1f}".replace(".", ","),
            "opened": opened,
            "short": bool(n) and opened + 0.05 < n,
            "mean": _minutes(waited.mean) if waited.visitors else "–",
            "p95": _minutes(waited.p95) if waited.visitors else "–",
        }
        for slot, visitors, n, opened, waited in parts
        if slot.open or visitors
    ]


def _chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Whole numbers as text: a picture is not written with decimal commas."""
    shown = [row for row in rows if row["needed"]]
    most = max([1.0, *(max(row["needed"], row["opened"]) for row in shown)])
    return {
        "height": str(len(shown) * _ROW + 6),
        "left": str(_LEFT),
        "bars": [
            {
                "row": row,
                "text_y": str(place * _ROW + 21),
                "y": str(place * _ROW + 6),
                "open_y": str(place * _ROW + 22),
                "width": str(round(row["needed"] / most * _WIDEST)),
                "number_x": str(_LEFT + 6 + round(row["needed"] / most * _WIDEST)),
                "open_width": str(round(row["opened"] / most * _WIDEST)),
            }
            for place, row in enumerate(shown)
        ],
    }


def _waits(outcome: Outcome) -> tuple[str, str]:
    return _minutes(outcome.day.mean), _minutes(outcome.day.p95)


def _minutes(seconds: float) -> str:
    return tenths_words(tenths(round(seconds * 1_000_000)))


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"
