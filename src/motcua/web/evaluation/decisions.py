"""Which criteria and drives were decided, and by whom; what was found on discipline, who was rewarded?"""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.evaluation.criteria import Criteria, criteria_for, criteria_sets
from motcua.evaluation.figures import findings_between
from motcua.evaluation.models import DisciplineFinding, Reward
from motcua.evaluation.policies import DECIDING, READING
from motcua.evaluation.queries import drive_ranking, drives_of, provisional, rewards_of, units_rated
from motcua.evaluation.rules import read_weights
from motcua.evaluation.terms import CRITERION_LABELS, RATED_LABELS, Rated
from motcua.organisation.queries import ancestors_of, units_under
from motcua.programmes.touching import programme_choices
from motcua.web.evaluation.asked import drive_of, page_of, unit_asked
from motcua.web.evaluation.forms import (
    ActForm,
    CancelForm,
    CriteriaForm,
    DriveForm,
    FindingForm,
    RewardForm,
)
from motcua.web.evaluation.showing import criteria_words, ranking_page
from motcua.web.staff.days import days_asked
from motcua.web.staff.requests import StaffRequest, journal_view


@require_GET
def criteria(request: StaffRequest) -> HttpResponse:
    """What holds today for the agency and for its officials, and every version decided here or above."""
    today = local_day(clock.now())
    holding = [
        (RATED_LABELS[rated], criteria_words(criteria_for(request.unit, rated, today))) for rated in Rated
    ]
    line = (request.unit.pk, *ancestors_of(request.unit))
    versions = [
        (
            one,
            RATED_LABELS[Rated(one.rated)],
            ", ".join(
                f"{CRITERION_LABELS[each.criterion]} {each.weight}" for each in read_weights(one.weights)
            ),
        )
        for one in criteria_sets(line)
    ]
    context = {"holding": holding, "versions": versions}
    return render(request, "evaluation/criteria.html", page_of(request, "evaluation:criteria", **context))


@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest) -> HttpResponse:
    """A new decision on criteria; what holds today stands in the form."""
    now = clock.now()
    held = _held(request, Rated.UNITS)
    form = CriteriaForm(
        request.POST if request.method == "POST" else None,
        weights=held.weights,
        initial={"small": held.small, "rated": Rated.UNITS.value},
        label_suffix="",
    )
    if request.method == "POST" and form.perform(request.actor, now):
        messages.success(request, _("Đã ghi tiêu chí theo quyết định."))
        return redirect("evaluation:criteria")
    return _form(request, form, "evaluation:criteria", _("Ghi tiêu chí theo quyết định"), _("Ghi tiêu chí"))


def _held(request: StaffRequest, rated: Rated) -> Criteria:
    return criteria_for(request.unit, rated, local_day(clock.now()))


@require_GET
def drives(request: StaffRequest) -> HttpResponse:
    """The drives of this agency and those in which it is ranked."""
    now, reads = clock.now(), request.actor.has(*READING)
    rows = [
        (one, RATED_LABELS[Rated(one.rated)], provisional(one.last, now), reads or one.rated == Rated.UNITS)
        for one in drives_of(request.unit)
    ]
    return render(request, "evaluation/drives.html", page_of(request, "evaluation:drives", rows=rows))


@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Start a drive (R-286)."""
    held = _held(request, Rated.UNITS)
    form = DriveForm(
        request.POST if request.method == "POST" else None,
        programmes=programme_choices(request.unit),
        weights=held.weights,
        initial={"small": held.small, "rated": Rated.UNITS.value},
        label_suffix="",
    )
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã phát động đợt thi đua."))
        return redirect("evaluation:drives")
    return _form(request, form, "evaluation:drives", _("Phát động đợt thi đua"), _("Phát động"))


@require_GET
def drive(request: StaffRequest, drive_id: int) -> HttpResponse:
    """A drive with its ranking as it stands; agencies of a drive are ranked for all, officials for those who read."""
    one = drive_of(request, str(drive_id))
    ranking = drive_ranking(one, clock.now())
    if one.rated == Rated.PERSONS:
        journal_view(request, f"drive:{one.pk}")
    page = "evaluation:unit" if one.rated == Rated.UNITS else "evaluation:official"
    # Whoever does not read figures of others sees the places only.
    mine = units_under([request.unit.pk]) if request.actor.has(*READING) else frozenset()
    shown = ranking_page(
        ranking, {"dot": str(one.pk)}, page, title=one.name, label=one.unit.name, opened=mine
    )
    context = {"drive": one, "programme": one.programme}
    return render(
        request, "evaluation/ranking.html", page_of(request, "evaluation:drives", **shown, **context)
    )


@require_http_methods(["GET", "POST"])
def findings(request: StaffRequest) -> HttpResponse:
    """Findings on discipline of the agency and below, with their documents (R-239)."""
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        units=units_rated(request.unit, local_day(clock.now())),
        label_suffix="",
    )
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã ghi kết luận."))
        return redirect("evaluation:findings")
    first, last = _days(request)
    of_one = "don-vi" in request.GET
    rows = findings_between(
        [unit_asked(request).pk] if of_one else units_under([request.unit.pk]), first, last
    )
    journal_view(request, "list:ky-luat")
    context = {"rows": rows, "form": form, "first": first, "last": last}
    shown = page_of(request, "evaluation:findings", **context)
    return render(request, "evaluation/findings.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def rewards(request: StaffRequest) -> HttpResponse:
    """Ad hoc rewards of the agency and below with reason and decision; only the head adds (R-285)."""
    may = request.actor.has(*DECIDING)
    if request.method == "POST" and not may:
        raise PermissionDenied
    units = units_rated(request.unit, local_day(clock.now()))
    form = RewardForm(request.POST if request.method == "POST" else None, units=units, label_suffix="")
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã ghi khen thưởng."))
        return redirect("evaluation:rewards")
    first, last = _days(request)
    rows = rewards_of(units_under([request.unit.pk]), first, last)
    context = {"rows": rows, "form": form if may else None, "first": first, "last": last}
    shown = page_of(request, "evaluation:rewards", **context)
    return render(request, "evaluation/rewards.html", shown, status=422 if form.errors else 200)


def _days(request: StaffRequest) -> tuple[date, date]:
    found = days_asked(request, first=local_day(clock.now()) - timedelta(days=365))
    return min(found), max(found)


@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, kind: str, entry: int) -> HttpResponse:
    """Take a finding or a reward back, with the reason."""
    table: type[DisciplineFinding] | type[Reward] = DisciplineFinding if kind == "finding" else Reward
    within = table.objects.filter(unit_id__in=units_under([request.unit.pk]))
    found = within.select_related("unit", "person").filter(pk=entry, cancels__isnull=True).first()
    if found is None:
        raise Http404
    back = "evaluation:findings" if kind == "finding" else "evaluation:rewards"
    form = CancelForm(
        request.POST if request.method == "POST" else None, kind=kind, entry=entry, label_suffix=""
    )
    if request.method == "POST" and form.perform(request.actor, clock.now()):
        messages.success(request, _("Đã hủy."))
        return redirect(back)
    caption = found.person.full_name if found.person else found.unit.name
    title = _("Hủy kết luận") if kind == "finding" else _("Hủy khen thưởng")
    return _form(request, form, back, title, _("Hủy mục này"), caption=caption)


def _form(
    request: StaffRequest, form: ActForm, back: str, title: str, button: str, *, caption: str = ""
) -> HttpResponse:
    context = {
        "title": title,
        "caption": caption or request.unit.name,
        "form": form,
        "button": button,
        "back": back,
    }
    shown = page_of(request, back, **context)
    return render(request, "evaluation/form.html", shown, status=422 if form.errors else 200)
