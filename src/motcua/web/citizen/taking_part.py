"""Which festival days, dialogues, surveys and contests can people come to? Nobody is named (R-250, R-253)."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.outreach.asking import over_on, public_on
from motcua.outreach.models import Event, EventDay
from motcua.outreach.queries import EventRow, events, programmes_under, rows_of
from motcua.outreach.said_days import last_words
from motcua.outreach.standings import DayFacts, standing_of_day
from motcua.outreach.terms import (
    EVENT_KIND_LABELS,
    EVENT_STANDING_LABELS,
    DayStanding,
    EventKind,
    EventStanding,
    Purpose,
)
from motcua.procedures.models import Procedure
from motcua.web.shared.event_colours import EVENT_COLOURS

# What the public may come to; a workshop of the office is its own.
PUBLIC = (
    EventKind.FESTIVAL,
    EventKind.DIALOGUE,
    EventKind.PROMOTION,
    EventKind.AWARENESS,
    EventKind.CEREMONY,
    EventKind.SUPPORT,
    EventKind.CONTEST,
)
_MOST, _MOST_OVER = 50, 20


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What comes next, what can be answered now, what is over with its result."""
    now = clock.now()
    today = local_day(now)
    ahead = rows_of(_soonest_first(today)[:_MOST], now)
    coming = [row for row in (_row(one, now) for one in ahead) if row["next"] is not None]
    asked, over = (
        list(public_on(today)[:_MOST]),
        list(over_on(today).filter(purpose=Purpose.CONTEST)[:_MOST_OVER]),
    )
    context = {
        "coming": sorted(coming, key=lambda row: (row["next"].day, row["one"].pk)),
        "surveys": [one for one in asked if one.purpose == Purpose.SURVEY],
        "contests": [one for one in asked if one.purpose == Purpose.CONTEST],
        "over": over,
        "held": [_row(one, now) for one in rows_of(_held()[:_MOST_OVER], now)],
    }
    return render(request, "citizen/taking_part.html", context)


@require_safe
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event: who holds it, where, when, for which procedures; the counted results of its days."""
    found, now = _open_to_all().filter(pk=event_id).first(), clock.now()
    if found is None:
        raise Http404
    row = rows_of([found], now)[0]
    words = [one for one in last_words([found.pk]).values() if one.standing == DayStanding.HELD]
    context = _row(row, now) | {
        "days": [_day(one, now) for one in row.days if not one.moved],
        "procedures": Procedure.objects.filter(code__in=found.procedures).order_by("code"),
        "advised": sum(one.advised or 0 for one in words),
        "settled": sum(one.settled or 0 for one in words),
        "held": bool(words),
    }
    return render(request, "citizen/event_day.html", context)


def events_of(programme_id: str, now: datetime) -> list[dict[str, Any]]:
    """What a programme, those under it, or its opening hold for the public: what comes first, then what is over.

    Each with its days as on its own page; a day that another took the place of is left out.
    """
    of_it = Q(programme_id__in=programmes_under(programme_id)) | Q(opens_id=programme_id)
    first = EventDay.objects.filter(event=OuterRef("pk")).order_by("day").values("day")[:1]
    found = _open_to_all().filter(of_it).annotate(begins=Subquery(first)).order_by("begins", "pk")
    rows = [
        _row(row, now) | {"days": [_day(one, now) for one in row.days if not one.moved]}
        for row in rows_of(found[:_MOST], now)
    ]
    return sorted(rows, key=lambda row: row["next"] is None)


def _open_to_all() -> Any:
    return events().filter(kind__in=[kind.value for kind in PUBLIC])


def _soonest_first(today: date) -> Any:
    """What has a day ahead of which nothing was said yet; the first of such days says its place."""
    ahead = EventDay.objects.filter(event=OuterRef("pk"), day__gte=today, outcomes__isnull=True).order_by(
        "day"
    )
    events_ahead = _open_to_all().annotate(soonest=Subquery(ahead.values("day")[:1]))
    return events_ahead.filter(soonest__isnull=False).order_by("soonest", "pk")


def _held() -> Any:
    held = Event.objects.filter(kind=EventKind.FESTIVAL, days__outcomes__standing=DayStanding.HELD)
    return events().filter(pk__in=held.values("pk"))


def _row(row: EventRow, now: datetime) -> dict[str, Any]:
    planned = [one for one in row.days if standing_of_day(one, now) is EventStanding.PLANNED]
    # An event whose result was not written down yet is simply over for the public.
    late = row.standing is EventStanding.OVERDUE
    return {
        "one": row.event,
        "kind": _(EVENT_KIND_LABELS[EventKind(row.event.kind)]),
        "bodies": row.bodies,
        "next": planned[0] if planned else None,
        "later": planned[1:],
        "standing": "" if late else _standing_words(row.standing),
        "colour": EVENT_COLOURS[row.standing],
    }


def _day(one: DayFacts, now: datetime) -> dict[str, Any]:
    standing = standing_of_day(one, now)
    late = standing is EventStanding.OVERDUE
    return {
        "facts": one,
        "standing": "" if late else _standing_words(standing),
        "colour": EVENT_COLOURS[standing],
    }


def _standing_words(standing: EventStanding) -> str:
    """Told of an event: the same word is an act elsewhere ("Hủy")."""
    return pgettext("sự kiện", EVENT_STANDING_LABELS[standing])
