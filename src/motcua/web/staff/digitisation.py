"""Figures of digitisation: counters with lists, shares by level, the rule, what of procedures is electronic."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.actions.digitisation_rule import state_rule
from motcua.dossiers.digitisation.counting import DeskCounts, dossiers_counted, rule_history, rule_on
from motcua.dossiers.digitisation.report import (
    SHARE_HEADER,
    Report,
    report_csv,
    report_of,
    report_workbook,
    share_cells,
)
from motcua.dossiers.digitisation.terms import COUNT_LABELS, Count
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.organisation.queries import ancestors_of
from motcua.procedures.actions import state_electronic
from motcua.procedures.electronic import electronic_of
from motcua.programmes.policies import KEEPING_THE_PLAN
from motcua.web.staff.days import days_asked
from motcua.web.staff.digitisation_forms import RuleForm
from motcua.web.staff.doors import CONTROLLING
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """The unit and everything below it, this month where nothing is said."""
    made = _report(request)
    context = {
        "first": made.first,
        "last": made.last,
        "figures": [
            (made.figures.totals[one], label, "", _list(made, one)) for one, label in COUNT_LABELS.items()
        ],
        "shares": share_cells(made),
        "share_header": SHARE_HEADER,
        "header": list(COUNT_LABELS.values()),
        "desks": [(row.unit.name, row.digitising, _cells(made, row)) for row in made.figures.desks],
        "rule": made.figures.rule,
        "states_rule": request.actor.has(*KEEPING_THE_PLAN),
        "files": [
            (kind, f"{reverse('staff:digitisation_file', args=[kind])}?{_days(made)}") for kind in _FILES
        ],
    }
    return render(request, "staff/digitisation.html", context)


@require_GET
def behind(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure (`dem`), of one desk (`quay`) or all; names only of the own unit's."""
    made = _report(request)
    count = request.GET.get("dem", "")
    if count not in {one.value for one in Count}:
        raise Http404
    said = request.GET.get("quay", "")
    desk = int(said) if said.isascii() and said.isdigit() and len(said) <= 9 else None
    found = dossiers_counted(made.unit_ids, made.first, made.last, Count(count), desk=desk)
    page = list_page(request, found)
    journal_list(request, "so-hoa", [row for row in page.rows if row.unit_id == request.unit.pk])
    context = {
        "first": made.first,
        "last": made.last,
        "label": COUNT_LABELS[Count(count)],
        "rows": [(row, row.unit_id == request.unit.pk) for row in page.rows],
        "list": page,
    }
    return render(request, "staff/digitisation_list.html", context)


_FILES = (FileKind.CSV.value, FileKind.XLSX.value)


@require_GET
def figures_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The consolidated report as CSV or XLSX; it names no person."""
    if kind not in _FILES:
        raise Http404
    made = _report(request)
    content = report_csv(made) if kind == FileKind.CSV else report_workbook(made)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"so-hoa-{made.first.isoformat()}-{made.last.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def rule(request: StaffRequest) -> HttpResponse:
    """The rule of today, every earlier one with its reason; a new one from those who keep the plan (R-083)."""
    today = local_day(clock.now())
    form = RuleForm(request.POST if request.method == "POST" else None, initial={"valid_from": today})
    refusal, status = None, 200
    if request.method == "POST":
        try:
            if _stated(request, form):
                return redirect("staff:digitisation_rule")
            status = 422
        except Refused as refused:
            refusal, status = refused.refusal, 409
    line = (request.unit.pk, *ancestors_of(request.unit))
    context: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "rule": rule_on(line, today),
        "history": rule_history(line),
    }
    context["states_rule"] = request.actor.has(*KEEPING_THE_PLAN)
    return render(request, "staff/digitisation_rule.html", context, status=status)


def _stated(request: StaffRequest, form: RuleForm) -> bool:
    """Whether the rule was written; False where the form says what is wrong."""
    if not form.is_valid():
        return False
    state_rule(unit_id=request.unit.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Đã ghi quy tắc mới."))
    return True


@require_http_methods(["GET", "POST"])
def electronic(request: StaffRequest) -> HttpResponse:
    """Form, declaration and result of each procedure received here: electronic or not, and the shares (R-088)."""
    refusal = None
    if request.method == "POST":
        parts = {part: part in request.POST for part in ("form", "declaration", "result")}
        try:
            state_electronic(
                code=request.POST.get("code", "")[:12],
                note_text=request.POST.get("note", ""),
                actor=request.actor,
                at=clock.now(),
                **parts,
            )
            messages.success(request, _("Đã ghi tình trạng điện tử hóa."))
            return redirect("staff:electronic")
        except Refused as refused:
            refusal = refused.refusal
    found = electronic_of(request.unit, local_day(clock.now()))
    context = {
        "rows": found.rows,
        "shares": _shares(found.counts, len(found.rows)),
        "refusal": refusal,
        "states": request.actor.has(*CONTROLLING),
    }
    return render(request, "staff/electronic.html", context, status=409 if refusal else 200)


def _shares(counts: dict[str, int], total: int) -> list[tuple[str, int, int, str]]:
    labels = {
        "form": _("Mẫu đơn điện tử"),
        "declaration": _("Tờ khai điện tử"),
        "result": _("Kết quả điện tử"),
        "all": _("Cả ba"),
    }
    return [(labels[key], n, total, _percent(n, total)) for key, n in counts.items()]


def _percent(part: int, whole: int) -> str:
    """Cut to a tenth, never rounded up; a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}%"


def _report(request: StaffRequest) -> Report:
    today = local_day(clock.now())
    asked = days_asked(request, first=today.replace(day=1))
    return report_of(request.unit, min(asked), max(asked))


def _days(made: Report) -> str:
    return urlencode({"tu": _iso(made.first), "den": _iso(made.last)})


def _iso(day: date) -> str:
    return day.isoformat()


def _list(made: Report, count: Count, desk: int | None = None) -> str:
    only: dict[str, Any] = {"dem": count.value} | ({"quay": desk} if desk is not None else {})
    return f"{reverse('staff:digitisation_list')}?{_days(made)}&{urlencode(only)}"


def _cells(made: Report, row: DeskCounts) -> list[tuple[str, int, str]]:
    """Label, figure and the list behind it, for each counter of a desk."""
    return [(label, row.counts[one], _list(made, one, row.desk.pk)) for one, label in COUNT_LABELS.items()]
