"""How do agencies and officials stand, what is behind one rating, which dossiers are behind a figure?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import STATE_LABELS, State
from motcua.evaluation.criteria import Criteria, criteria_for, criteria_of
from motcua.evaluation.figures import findings_between
from motcua.evaluation.models import DisciplineFinding
from motcua.evaluation.queries import persons_in, provisional, units_in, window_of
from motcua.evaluation.rating import Judgement, rate_persons, rate_units
from motcua.evaluation.rules import points_text
from motcua.evaluation.tally import FIGURE_LABELS, Figure
from motcua.evaluation.terms import Rated
from motcua.organisation.models import Person
from motcua.web.evaluation.asked import (
    Asked,
    asked_of,
    page_of,
    period_asked,
    periods_offered,
    unit_asked,
)
from motcua.web.evaluation.showing import (
    clean_up_link,
    criteria_words,
    exclusion_links,
    figure_links,
    ranking_page,
    score_rows,
)
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list, journal_view


@require_GET
def units(request: StaffRequest) -> HttpResponse:
    """The agencies below this one, or this one alone, in order."""
    period, now = period_asked(request), clock.now()
    ranking = units_in(request.unit, period, now)
    shown = ranking_page(
        ranking,
        {"ky": period.code, "theo": request.unit.pk},
        "evaluation:unit",
        title=_("Thi đua: cơ quan, đơn vị"),
        label=period.label,
    )
    chosen = {"periods": periods_offered(local_day(now)), "period": period.code}
    return render(request, "evaluation/ranking.html", page_of(request, "evaluation:units", **shown, **chosen))


@require_GET
def officials(request: StaffRequest) -> HttpResponse:
    """The officials of an agency, in order; whoever opens it is journalled, as people are named."""
    period, unit, now = period_asked(request), unit_asked(request), clock.now()
    ranking = persons_in(unit, period, now)
    journal_view(request, f"ratings:{unit.pk}", period=period.code)
    words = {"ky": period.code, "don-vi": unit.pk}
    title = _("Thi đua: cán bộ, %(unit)s") % {"unit": unit.name}
    shown = ranking_page(ranking, words, "evaluation:official", title=title, label=period.label)
    chosen = {"periods": periods_offered(local_day(now)), "period": period.code, "unit": unit}
    return render(
        request, "evaluation/ranking.html", page_of(request, "evaluation:officials", **shown, **chosen)
    )


@require_GET
def unit(request: StaffRequest) -> HttpResponse:
    """One agency with its figures; an official has a page of their own, which is journalled."""
    asked = asked_of(request)
    if asked.person is not None:
        raise Http404
    return _one(request, asked, "evaluation:units", objects=asked.unit.pk == request.unit.pk)


@require_GET
def official(request: StaffRequest) -> HttpResponse:
    """One official of an agency."""
    asked = asked_of(request)
    if asked.person is None:
        raise Http404
    journal_view(request, f"rating:{asked.person.username}", days=f"{asked.window.first}")
    own = asked.person.pk == request.actor.person_id
    return _one(request, asked, "evaluation:own" if own else "evaluation:officials", objects=own)


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """The figures behind the own rating in this agency (R-283)."""
    asked = own_asked(request)
    return _one(request, asked, "evaluation:own", objects=True)


def own_asked(request: StaffRequest) -> Asked:
    """The own rating of a period."""
    period, now = period_asked(request), clock.now()
    me = Person.objects.get(pk=request.actor.person_id)
    words = {"ky": period.code, "don-vi": request.unit.pk, "nguoi": me.username}
    return Asked(window_of(period, now), request.unit, me, words, period.label)


def _one(request: StaffRequest, asked: Asked, tab: str, *, objects: bool) -> HttpResponse:
    row, criteria = judged(asked)
    context = {
        "row": row,
        "label": asked.label,
        "total": points_text(row.total.points),
        "total_without": points_text(row.total_without.points),
        "criteria": criteria_words(criteria),
        "scores": score_rows(row, asked.words),
        "figures": figure_links(row, asked.words),
        "exclusions": exclusion_links(row, asked.words),
        "clean_up": clean_up_link(row, asked.words),
        "found": _found(asked),
        "provisional": provisional(asked.window.last, asked.window.now),
        "objects": objects and asked.drive is None,
        "words": asked.words,
        "periods": periods_offered(local_day(asked.window.now)),
        "period": asked.words.get("ky", ""),
        "is_own": tab == "evaluation:own",
    }
    return render(request, "evaluation/one.html", page_of(request, tab, **context))


def _found(asked: Asked) -> list[DisciplineFinding]:
    """The findings that count: of the person, or of the agency and all its officials."""
    found = findings_between([asked.unit.pk], asked.window.first, asked.window.last)
    return [one for one in found if asked.person is None or one.person_id == asked.person.pk]


def judged(asked: Asked) -> tuple[Judgement, Criteria]:
    """The rating that an address means, and by which criteria."""
    rated = Rated.PERSONS if asked.person else Rated.UNITS
    whose = asked.ranked_by or asked.unit
    criteria = criteria_of(asked.drive) if asked.drive else criteria_for(whose, rated, asked.window.first)
    if asked.person is None:
        return rate_units([asked.unit], asked.window, criteria).rows[0], criteria
    return rate_persons(asked.unit, asked.window, criteria, only=asked.person.pk).rows[0], criteria


@require_GET
def behind(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure: codes and times, no names of people; those of this agency may be opened."""
    asked = asked_of(request)
    try:
        figure = Figure(request.GET.get("dem", ""))
    except ValueError:
        raise Http404 from None
    ids = [one.line.id for one in judged(asked)[0].lines if figure in one.marks]
    page = list_page(request, ids)
    rows = list(Dossier.objects.filter(pk__in=page.rows).order_by("due_at", "id"))
    journal_list(request, f"thi-dua-{figure}", rows)
    context = {
        "title": FIGURE_LABELS[figure],
        "asked": asked,
        "rows": [(one, STATE_LABELS[State(one.state)], one.unit_id == request.unit.pk) for one in rows],
        "list": page,
    }
    return render(request, "evaluation/list.html", page_of(request, "", **context))
