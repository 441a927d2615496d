"""Tables of a programme: its units with their plans, versions of its list, candidates, rosters of the model days."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.same_day_candidates import DAYS, LEAST, SHARE, Candidate, behind, candidates
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under
from motcua.procedures.queries import versions_near
from motcua.programmes.checking import level_words
from motcua.programmes.life import may_be_seen, unit_plans, without_plan
from motcua.programmes.life_terms import PLAN_LABELS, PlanKind
from motcua.programmes.list_versions import ListChange, list_changes, versions_of
from motcua.programmes.model_days import desk_days
from motcua.programmes.models import Programme
from motcua.programmes.queries import programme_page
from motcua.programmes.reading import read_programme
from motcua.programmes.terms import APPLIED
from motcua.web.programmes.kinds import RUNNING
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def units(request: StaffRequest, slug: str) -> HttpResponse:
    """Every unit with its own plan or steering document: number and day, or that there is none yet."""
    programme = programme_seen(request, slug)
    plans = unit_plans(programme, max(local_day(clock.now()), programme.period_from))
    rows = [(one, PLAN_LABELS[PlanKind(one.document.kind)] if one.document else "") for one in plans]
    context = {
        "programme": programme,
        "rows": rows,
        "without": len(without_plan(plans)),
        "own": [one.document for one in plans if one.document and one.unit.pk == request.unit.pk],
        "states": request.actor.has(*RUNNING),
    }
    return render(request, "programmes/units.html", context)


@require_GET
def lists(request: StaffRequest, slug: str) -> HttpResponse:
    """The list as it stands, its versions with their decisions, and what differs between two."""
    programme, today = programme_seen(request, slug), local_day(clock.now())
    made = versions_of(programme)
    numbers = [one.revision.revision for one in made]
    new = _asked(request, "den", numbers, numbers[0])
    old = _asked(request, "tu", numbers, numbers[min(1, len(numbers) - 1)])
    held = {one.revision.revision: one.revision.definition for one in made}
    changes = list_changes(held[old], held[new])
    units = Unit.objects.in_bulk([change.place for change in changes if change.unit])
    codes = {code for change in changes for code in (*change.added, *change.removed)}
    names = {code: version.name for code, version in versions_near(codes, today).items()}
    page = programme_page(slug, today)
    context = {
        "programme": programme,
        "lists": [(level_words(one.level).capitalize(), one) for one in page.lists] if page else (),
        "versions": made,
        "old": old,
        "new": new,
        "changes": [
            (_place(change, units), _named(change.added, names), _named(change.removed, names))
            for change in changes
        ],
    }
    return render(request, "programmes/lists.html", context)


@require_GET
def candidate_list(request: StaffRequest, slug: str) -> HttpResponse:
    """Procedures of this unit that could join: a short limit, and mostly settled the same day (R-124)."""
    programme, today = programme_seen(request, slug), local_day(clock.now())
    rule = read_programme(programme.definition)
    listed = rule.lists.get(request.unit.level_id, frozenset()) | {
        one.code for one in rule.additions if one.unit == request.unit.pk
    }
    found: list[Candidate] = candidates(request.unit, listed, today)
    context = {
        "programme": programme,
        "rows": found,
        "days": DAYS,
        "least": LEAST,
        "share": SHARE,
        "adds": request.actor.has(*RUNNING),
    }
    return render(request, "programmes/candidates.html", context)


@require_GET
def behind_candidate(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """The dossiers behind a candidate's figures: their codes, no names."""
    programme = programme_seen(request, slug)
    page = list_page(request, behind(request.unit, code[:12], local_day(clock.now())))
    journal_list(request, "ung-vien", page.rows)
    context = {"programme": programme, "code": code[:12], "list": page}
    return render(request, "programmes/candidate.html", context)


@require_GET
def rosters(request: StaffRequest) -> HttpResponse:
    """The next model days of each desk here and below: signer, officials, deputies, what lacks."""
    today = local_day(clock.now())
    line, below = (request.unit.pk, *ancestors_of(request.unit)), units_under([request.unit.pk])
    found = []
    for programme in Programme.objects.filter(status__in=list(APPLIED)).order_by("-period_from", "slug"):
        rule = read_programme(programme.definition)
        over = rule.period_to is not None and rule.period_to <= today
        if rule.weekdays is None or over or not (rule.units & {*line, *below}):
            continue
        rows = desk_days(programme, today, within=below)
        found.append((programme, rows, sum(bool(row.missing) for row in rows)))
    context = {"programmes": found, "today": today, "unit": request.unit}
    return render(request, "programmes/rosters.html", context)


def programme_seen(request: StaffRequest, slug: str) -> Programme:
    """The programme where the unit has a part in it; drafts are their own unit's alone. 404 else."""
    found = Programme.objects.select_related("document", "parent").filter(slug=slug).first()
    line = (request.unit.pk, *ancestors_of(request.unit))
    if found is None or not may_be_seen(found, line, request.unit.level_id):
        raise Http404
    return found


def _asked(request: StaffRequest, name: str, numbers: list[int], otherwise: int) -> int:
    """A version the address names, where there is one."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) in numbers else otherwise


def _place(change: ListChange, units: Mapping[str, Unit]) -> str:
    if change.unit:
        return units[change.place].name if change.place in units else change.place
    return level_words(change.place).capitalize()


def _named(codes: tuple[str, ...], names: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, names.get(code, "")) for code in codes]
