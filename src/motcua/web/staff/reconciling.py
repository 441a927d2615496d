"""Money from afar: how much came online, the bank's statement against the orders, what waits for a decision."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_csv, as_xlsx, read_rows
from motcua.documents.wording import money_text
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.jobs.paying import decide, import_file
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.payments.models import StatementLine
from motcua.payments.orders import (
    OnlineShare,
    booked_lines,
    online_money,
    online_shares,
    refund_requests,
    undecided,
)
from motcua.payments.terms import DECISION_LABELS, FINDING_LABELS, Decision, Finding
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.days import days_asked
from motcua.web.staff.doors import RECONCILING
from motcua.web.staff.paying_forms import DecisionForm, StatementForm
from motcua.web.staff.requests import StaffRequest, journal_view

MOST_ROWS = 200
HEADER = (
    "Tháng",
    "Cơ quan",
    "Hồ sơ có thu",
    "Nộp trực tuyến",
    "Tỷ lệ",
    "Tổng thu (đồng)",
    "Thu trực tuyến (đồng)",
)


@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """Fees by unit and month, how many of them online; the unit and all below it, this year where nothing is said."""
    first, last = _period(request)
    money = online_money(request.unit.pk, first, last)
    days = urlencode({"tu": first.isoformat(), "den": last.isoformat()})
    context = {
        "first": first,
        "last": last,
        "figures": [
            (money_text(money["fees"]), _("Phí, lệ phí thu trực tuyến"), "green"),
            (money_text(money["on_behalf"]), _("Thu hộ cơ quan khác"), ""),
            (money_text(money["held"]), _("Giữ chờ hoàn"), "yellow" if money["held"] else ""),
            (money_text(money["given_back"]), _("Đã hoàn"), ""),
        ],
        "header": [_(title) for title in HEADER],
        "rows": [(*row[:-2], *map(_pointed, row[-2:])) for row in _rows(request, first, last)],
        "files": [(kind, f"{reverse('paying:report_file', args=[kind])}?{days}") for kind in ("csv", "xlsx")],
        "reconciles": request.actor.has(*RECONCILING),
        "waiting": undecided(request.unit.pk).count(),
        "refunds": refund_requests(request.unit.pk).count(),
    }
    return render(request, "staff/online_report.html", context)


def _period(request: StaffRequest) -> tuple[date, date]:
    today = local_day(clock.now())
    asked = days_asked(request, first=today.replace(month=1, day=1))
    return min(asked), max(asked)


def _pointed(number: str) -> str:
    """A number of the file as the page shows it."""
    return f"{int(number):,}".replace(",", ".")


def _rows(request: StaffRequest, first: date, last: date) -> list[tuple[str, ...]]:
    units = units_under([request.unit.pk])
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
    return [_cells(one, names[one.unit_id]) for one in online_shares(units, first, last)]


def _cells(one: OnlineShare, unit: str) -> tuple[str, ...]:
    counts = (str(one.dossiers), str(one.online_dossiers), one.share, str(one.amount), str(one.online_amount))
    return (f"{one.month:%m/%Y}", unit, *counts)


@require_GET
def report_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same as CSV or XLSX; it names no person."""
    if kind not in {FileKind.CSV, FileKind.XLSX}:
        raise Http404
    first, last = _period(request)
    rows = _rows(request, first, last)
    content = as_csv(HEADER, rows) if kind == FileKind.CSV else as_xlsx("Thu trực tuyến", HEADER, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"thu-truc-tuyen-{first.isoformat()}-{last.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def statements(request: StaffRequest) -> HttpResponse:
    """The lines that wait, those that were booked; a POST hands a statement in."""
    form = StatementForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                _handed_in(request, form)
                return redirect("paying:statements")
        except Refused as refused:
            add_refusal(form, refused.refusal)
            status = 409
    context = _lines(request) | {"form": form}
    return render(request, "staff/statements.html", context, status=status)


def _handed_in(request: StaffRequest, form: StatementForm) -> None:
    sent: Any = form.cleaned_data["file"]
    content = sent.read()
    kept = import_file(
        name=sent.name,
        content=content,
        rows=read_rows(sent.name, content),
        actor=request.actor,
        at=clock.now(),
    )
    booked = kept.rows.filter(entry__isnull=False).count()
    words = _("Đã nạp %(lines)s khoản tiền vào: %(known)s đã có từ trước, %(booked)s ghi sổ ngay.")
    messages.success(request, words % {"lines": kept.lines, "known": kept.known, "booked": booked})


def _lines(request: StaffRequest) -> dict[str, Any]:
    waiting = list(undecided(request.unit.pk)[:MOST_ROWS])
    done = list(booked_lines(request.unit.pk)[:50])
    if waiting or done:
        codes = [line.order.subject for line in (*waiting, *done) if line.order]
        journal_view(request, "list:sao-ke", codes=codes)
    return {
        "waiting": [
            (line, money_text(line.amount), FINDING_LABELS[Finding(line.finding)]) for line in waiting
        ],
        "done": [(line, money_text(line.amount), _outcome(line)) for line in done],
    }


def _outcome(line: StatementLine) -> str:
    """What became of a line, and who decided."""
    if not hasattr(line, "decided"):
        return FINDING_LABELS[Finding(line.finding)]
    made = line.decided
    return f"{DECISION_LABELS[Decision(made.decision)]} – {made.decided_name}: {made.note}"


@require_http_methods(["GET", "POST"])
def decide_line(request: StaffRequest, line_id: int) -> HttpResponse:
    """One line and what is decided of it."""
    rows = StatementLine.objects.select_related("order", "decided").filter(unit_id=request.unit.pk)
    line = get_object_or_404(rows, pk=line_id)
    known = {"reference": line.order.reference if line.order else ""}
    form = DecisionForm(request.POST or None, initial=known)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                decide(line_id=line_id, choice=form.choice(), actor=request.actor, at=clock.now())
                messages.success(request, _("Đã ghi quyết định về khoản tiền."))
                return redirect("paying:statements")
        except Refused as refused:
            add_refusal(form, refused.refusal)
            status = 409
    context = {"line": line, "amount": money_text(line.amount), "form": form}
    context["finding"] = FINDING_LABELS[Finding(line.finding)]
    context["outcome"] = _outcome(line) if line.entry_id or hasattr(line, "decided") else ""
    return render(request, "staff/statement_line.html", context, status=status)
