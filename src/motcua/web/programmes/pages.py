"""A programme from its draft to its end: the list, one page to start it, its life, a form for each step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.wording import money_text
from motcua.organisation.queries import ancestors_of
from motcua.programmes.actions.drafting import draft_programme, revise_draft
from motcua.programmes.as_printed import as_printed
from motcua.programmes.life import may_be_seen, owner_of, takes_part, unit_plans, without_plan
from motcua.programmes.life_rules import phase_on
from motcua.programmes.life_terms import PHASE_LABELS, SOURCE_LABELS, STEP_LABELS, Phase, Source, StepKind
from motcua.programmes.models import Programme
from motcua.programmes.queries import ProgrammeLife, programme_life
from motcua.programmes.start_checks import checks_before_start
from motcua.programmes.terms import APPLIED, ProgrammeStatus
from motcua.web.admin.fields import performed
from motcua.web.programmes.act_forms import FORMS, StepForm
from motcua.web.programmes.draft_form import DraftForm, followed, initial_of
from motcua.web.programmes.kinds import RUNNING, steps_open
from motcua.web.staff.requests import StaffRequest

_COLOURS = {
    Phase.RUNNING: "green",
    Phase.ANNOUNCED: "blue",
    Phase.DRAFTED: "yellow",
    Phase.PROPOSED: "yellow",
}


@require_GET
def programme_list(request: StaffRequest) -> HttpResponse:
    """The unit's own programmes and those it takes part in; drafts of other units are theirs alone."""
    today = local_day(clock.now())
    rows, line, level = [], _line(request), request.unit.level_id
    for one in Programme.objects.select_related("document", "parent").order_by("-period_from", "slug"):
        if may_be_seen(one, line, level):
            phase = phase_on(one.status, one.period_from, one.period_to, today)
            owner = owner_of(one) == request.unit.pk
            plans = request.actor.has(*RUNNING) and not owner and phase in (Phase.ANNOUNCED, Phase.RUNNING)
            rows.append((one, owner, plans, PHASE_LABELS[phase], _COLOURS.get(phase, "grey")))
    context = {"rows": rows, "runs": request.actor.has(*RUNNING), "unit": request.unit}
    return render(request, "programmes/list.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponse:
    """Start a programme: everything its plan says on one page; `theo` fills it from the superior's plan."""
    now = clock.now()
    parent = Programme.objects.filter(slug=request.GET.get("theo", "")[:80], status__in=APPLIED).first()
    initial = (
        followed(parent.definition, parent.pk, request.unit.pk)
        if parent
        else {"units": request.unit.pk, "channels": ["desk"], "at_once": True, "with_descendants": True}
    )
    form = _draft_form(request, initial)
    made: list[Programme] = []
    if request.method == "POST" and (
        performed(form, lambda: made.append(draft_programme(draft=form.draft(), actor=request.actor, at=now)))
        is not None
    ):
        messages.success(request, _("Đã lưu dự thảo. Xem phần kiểm tra trước khi công bố."))
        return redirect("programmes:life", made[0].pk)
    return render(request, "programmes/draft.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Put a draft right."""
    found = _mine(request, slug)
    form = _draft_form(request, initial_of(found.definition))

    def act() -> None:
        seen = request.POST.get("revision", "")
        revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        revise_draft(
            programme_id=slug, draft=form.draft(), revision=revision, actor=request.actor, at=clock.now()
        )

    if request.method == "POST" and performed(form, act) is not None:
        messages.success(request, _("Đã sửa dự thảo."))
        return redirect("programmes:life", slug)
    context = {"form": form, "programme": found}
    return render(request, "programmes/draft.html", context, status=422 if form.errors else 200)


@require_GET
def life(request: StaffRequest, slug: str) -> HttpResponse:
    """Where the programme is, what should be looked at before it starts, what happened, who pays, what it serves."""
    today = local_day(clock.now())
    found = programme_life(slug, today)
    if found is None or (found.phase is Phase.DRAFTED and found.owner != request.unit.pk):
        raise Http404
    return render(request, "programmes/life.html", _life_shown(request, found))


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, slug: str, word: str) -> HttpResponse:
    """One step of a programme."""
    kind, now = FORMS.get(word), clock.now()
    programme = Programme.objects.select_related("document").filter(slug=slug).first()
    if kind is None or programme is None:
        raise Http404
    if owner_of(programme) != request.unit.pk:
        _refuse_stranger(request, programme)
    posted = request.POST if request.method == "POST" else None
    form: StepForm = kind(
        posted, unit=request.unit, day=local_day(now), programme=programme, initial=_asked(request)
    )
    if request.method == "POST" and (warning := form.perform(request.actor, now)) is not None:
        messages.success(request, _("Đã lưu."))
        if warning:
            messages.warning(request, warning)
        return redirect("programmes:units" if word == "van-ban" else "programmes:life", slug)
    context = {"form": form, "programme": programme}
    return render(request, "programmes/act.html", context, status=422 if form.errors else 200)


def _life_shown(request: StaffRequest, found: ProgrammeLife) -> dict[str, Any]:
    today = local_day(clock.now())
    programme, owner = found.programme, found.owner == request.unit.pk
    plans = unit_plans(programme, max(today, found.rule.period_from))
    starts = found.phase in {Phase.DRAFTED, Phase.PROPOSED, Phase.ANNOUNCED}
    runs = request.actor.has(*RUNNING)
    return {
        "life": found,
        "programme": programme,
        "phase": (PHASE_LABELS[found.phase], _COLOURS.get(found.phase, "grey")),
        "checks": checks_before_start(programme, today) if starts else (),
        "steps": [(step, STEP_LABELS[StepKind(step.kind)]) for step in reversed(found.steps)],
        "fundings": [
            (one, SOURCE_LABELS[Source(one.source)], money_text(one.amount) if one.amount else "")
            for one in found.fundings
        ],
        "printed": as_printed(programme),
        "open": steps_open(found.phase, owner=owner, joined=_joined(request, programme)) if runs else (),
        "edits": runs and owner and found.phase is Phase.DRAFTED,
        "units": len(plans),
        "without": len(without_plan(plans)),
        "children": programme.children.exclude(status="draft"),
    }


def _draft_form(request: StaffRequest, initial: dict[str, Any]) -> DraftForm:
    posted = request.POST if request.method == "POST" else None
    return DraftForm(posted, issuer=request.unit.pk, day=local_day(clock.now()), initial=initial)


def _asked(request: StaffRequest) -> dict[str, str]:
    """What a link already says: the candidate to add, the unit."""
    said = {"procedure": request.GET.get("ma", "")[:12], "unit_id": request.GET.get("don-vi", "")[:60]}
    return {name: value for name, value in said.items() if value}


def _joined(request: StaffRequest, programme: Programme) -> bool:
    """Whether the unit is one of those that run it."""
    return takes_part(programme, _line(request), request.unit.level_id)


def _refuse_stranger(request: StaffRequest, programme: Programme) -> None:
    """Of another unit's draft nobody knows; what is announced is known, but only its units write in it."""
    if programme.status == ProgrammeStatus.DRAFT:
        raise Http404
    if not _joined(request, programme):
        raise PermissionDenied


def _line(request: StaffRequest) -> tuple[str, ...]:
    return (request.unit.pk, *ancestors_of(request.unit))


def _mine(request: StaffRequest, slug: str) -> Programme:
    found = Programme.objects.filter(slug=slug, status="draft").first()
    if found is None or owner_of(found) != request.unit.pk:
        raise Http404
    return found
