"""Which events did the unit plan and hold, what became of each? The list, one event, its forms."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.models import StoredFile
from motcua.outreach.models import DayOutcome, Event, EventDay
from motcua.outreach.policies import KEEPING
from motcua.outreach.queries import events, overdue_events, questions, rows_of
from motcua.outreach.said_days import facts_of, last_words
from motcua.outreach.standings import standing_of_day
from motcua.outreach.terms import EVENT_KIND_LABELS, EVENT_STANDING_LABELS, DayStanding, EventKind
from motcua.procedures.models import Procedure
from motcua.web.admin.fields import UnitForm
from motcua.web.outreach.event_forms import EventForm, NewDayForm, OutcomeForm, ReportForm
from motcua.web.outreach.fields import event_tabs, scope_of
from motcua.web.shared.errors_in_forms import add_oversized
from motcua.web.shared.event_colours import EVENT_COLOURS
from motcua.web.shared.stored_files import attachment
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_view


@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    """Events the unit or one below it leads or shares, newest first; what lacks its result is said above."""
    now, scope = clock.now(), scope_of(request)
    words, kind = request.GET.get("q", "")[:200], request.GET.get("loai", "")
    known = EventKind(kind) if kind in set(EventKind) else None
    found = events(unit_ids=scope, words=words, kind=known)
    page = list_page(request, found)
    context = {
        "tabs": event_tabs("events"),
        "rows": [shown(row) for row in rows_of(page.rows, now)],
        "list": page,
        "overdue": [row.event for row in overdue_events(scope, now)][:20],
        "words": words,
        "kind": kind,
        "kinds": EVENT_KIND_LABELS.items(),
        "keeps": request.actor.has(*KEEPING),
    }
    return render(request, "outreach/events.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Write an event down, ahead or after it was held."""
    now = clock.now()
    data = request.POST if request.method == "POST" else None
    form = EventForm(data, request.FILES or None, unit=request.unit, day=local_day(now))
    if data is not None:
        add_oversized(form, request)
    if data is not None and form.perform(request.actor, now) is not None and form.made is not None:
        messages.success(request, _("Đã lưu sự kiện."))
        return redirect("outreach:event", form.made.pk)
    return asked(request, form, _("Ghi sự kiện"), "outreach:events", [])


@require_GET
def event(request: StaffRequest, event_id: int) -> HttpResponse:
    """One event: who, when, where, what became of each day, what was asked and proposed there, its report."""
    found, now = event_meant(request, event_id), clock.now()
    row = rows_of([found], now)[0]
    context = {
        "one": found,
        "row": shown(row),
        "days": day_rows(found, now),
        "procedures": Procedure.objects.filter(code__in=found.procedures).order_by("code"),
        "questions": question_rows(found, scope_of(request)),
        "initiatives": found.initiatives.order_by("pk"),
        "questionnaires": found.questionnaires.order_by("pk"),
        "reports": found.reports.order_by("pk"),
        "keeps": request.actor.has(*KEEPING) and found.lead_id in scope_of(request),
    }
    return render(request, "outreach/event.html", context)


@require_http_methods(["GET", "POST"])
def outcome(request: StaffRequest, event_id: int, day_id: int) -> HttpResponse:
    """What became of a day; where it waits for its new day, that."""
    found = event_meant(request, event_id)
    row = found.days.filter(pk=day_id).first()
    if row is None:
        raise Http404
    last = last_words([found.pk]).get(row.pk)
    waits = last is not None and last.standing == DayStanding.POSTPONED and request.GET.get("viec") == "doi"
    data = request.POST if request.method == "POST" else None
    facts: dict[str, Any] = {"unit": request.unit, "day": local_day(clock.now()), "row": row}
    form: UnitForm = (
        NewDayForm(data, **facts)
        if waits
        else OutcomeForm(data, request.FILES or None, initial=_said(last), **facts)
    )
    if data is not None:
        add_oversized(form, request)
    if data is not None and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã ghi."))
        return redirect("outreach:event", found.pk)
    title = _("Ngày mới") if waits else _("Kết quả ngày %(day)s") % {"day": f"{row.day:%d/%m/%Y}"}
    return asked(request, form, title, "outreach:event", [found.pk], caption=found.name)


@require_GET
def evidence(request: StaffRequest, event_id: int, outcome_id: int) -> HttpResponseBase:
    """The paper or picture laid beside what was said of a day; it may show people, so the view is journalled."""
    found = event_meant(request, event_id)
    rows = DayOutcome.objects.filter(pk=outcome_id, day__event=found, file__isnull=False)
    row = rows.select_related("file").first()
    if row is None or row.file is None:
        raise Http404
    return _as_file(request, row.file, f"minh-chung-{row.pk}", event=found, outcome=row.pk)


@require_GET
def report_file(request: StaffRequest, event_id: int, report_id: int) -> HttpResponseBase:
    """The paper of a report, to whoever may open the event; journalled like evidence."""
    found = event_meant(request, event_id)
    row = found.reports.filter(pk=report_id, file__isnull=False).select_related("file").first()
    if row is None or row.file is None:
        raise Http404
    return _as_file(request, row.file, f"bao-cao-{row.pk}", event=found, report=row.pk)


def _as_file(
    request: StaffRequest, file: StoredFile, name: str, *, event: Event, **of: int
) -> HttpResponseBase:
    response = attachment(file, name)
    journal_view(request, f"event:{event.pk}", **of)
    return response


@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, event_id: int) -> HttpResponse:
    """The report of a meeting."""
    found = event_meant(request, event_id)
    data = request.POST if request.method == "POST" else None
    facts: dict[str, Any] = {"unit": request.unit, "day": local_day(clock.now()), "event": found}
    form = ReportForm(data, request.FILES or None, **facts)
    if data is not None:
        add_oversized(form, request)
    if data is not None and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã ghi báo cáo."))
        return redirect("outreach:event", found.pk)
    return asked(request, form, _("Ghi báo cáo"), "outreach:event", [found.pk], caption=found.name)


def asked(
    request: StaffRequest, form: UnitForm, title: str, back: str, where: list[int], *, caption: str = ""
) -> HttpResponse:
    """The page of a form; 422 with errors."""
    context = {"form": form, "title": title, "back": reverse(back, args=where), "caption": caption}
    return render(request, "outreach/form.html", context, status=422 if form.errors else 200)


def event_meant(request: StaffRequest, event_id: int) -> Event:
    """An event the unit or one below it leads or shares; 404 else."""
    found = events(unit_ids=scope_of(request)).filter(pk=event_id).first()
    if found is None:
        raise Http404
    return found


def shown(row: Any) -> dict[str, Any]:
    """An event as a list shows it."""
    days = [one for one in row.days if not one.moved]
    return {
        "one": row.event,
        "kind": EVENT_KIND_LABELS[EventKind(row.event.kind)],
        "standing": EVENT_STANDING_LABELS[row.standing],
        "colour": EVENT_COLOURS[row.standing],
        "first": days[0].day if days else None,
        "last": days[-1].day if len(days) > 1 else None,
        "count": len(days),
        "bodies": row.bodies,
    }


def question_rows(found: Event, scope: frozenset[str]) -> list[tuple[Any, Any, bool]]:
    """Each question with its last answer, and whether its list is one that this reader may open."""
    return [
        (one, max(one.answers.all(), key=lambda answer: answer.pk, default=None), one.responsible_id in scope)
        for one in questions(event_id=found.pk)
    ]


def day_rows(found: Event, now: datetime) -> list[dict[str, Any]]:
    """Each day with what was last said of it."""
    facts = facts_of([found.pk]).get(found.pk, ())
    words = last_words([found.pk])
    rows = EventDay.objects.filter(event=found).order_by("day", "pk")
    return [
        {
            "row": row,
            "said": words.get(row.pk),
            "standing": EVENT_STANDING_LABELS[standing_of_day(one, now)],
            "colour": EVENT_COLOURS[standing_of_day(one, now)],
            "may_say": one.said in {None, DayStanding.HELD},
            "may_move": one.said is DayStanding.POSTPONED and not one.moved,
            "moved": one.moved,
        }
        for row, one in zip(rows, facts, strict=True)
    ]


def _said(last: Any) -> dict[str, Any]:
    """What was said of a day that was held, to be mended."""
    if last is None or last.standing != DayStanding.HELD:
        return {}
    names = ("standing", "result", "attended", "advised", "settled", "evidence")
    return {name: getattr(last, name) for name in names}
