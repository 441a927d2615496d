"""Which initiatives are there, how far are they, who took them over? The list, one, its forms."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.actors import Actor
from motcua.outreach import queries
from motcua.outreach.actions import initiatives as acts
from motcua.outreach.asking import kept_by
from motcua.outreach.models import Event, Initiative, Questionnaire
from motcua.outreach.policies import KEEPING
from motcua.outreach.terms import INITIATIVE_STATE_LABELS, InitiativeState
from motcua.programmes.models import Programme
from motcua.web.admin.fields import UnitForm
from motcua.web.outreach.events import asked
from motcua.web.outreach.fields import (
    event_tabs,
    number_said,
    offer,
    programmes_or_none,
    scope_of,
    text_field,
)
from motcua.web.shared.widgets import DatePartsField
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest

_STATES = [(one.value, label) for one, label in INITIATIVE_STATE_LABELS.items()]
_COLOURS = {"proposed": "blue", "studied": "blue", "tried": "yellow", "applied": "green", "dropped": "grey"}


class ProposeForm(UnitForm):
    """An initiative."""

    title = text_field(gettext_lazy("Tên sáng kiến, giải pháp"), 300)
    author = text_field(gettext_lazy("Tác giả"), 200, hint=gettext_lazy("Người hoặc nhóm đề xuất"))
    description = text_field(gettext_lazy("Nội dung"), 2000, rows=5)
    programme = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình"), required=False)

    def __init__(
        self, *args: Any, event: Event | None = None, survey: Questionnaire | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.survey = event, survey
        offer(self, programme=programmes_or_none(self.unit))
        self.made: Initiative | None = None

    def act(self, actor: Actor, at: datetime) -> str:
        """Propose it."""
        said = dict(self.cleaned_data)
        programme = Programme.objects.filter(pk=said.pop("programme")).first()
        proposed = acts.Proposed(event=self.event, survey=self.survey, programme=programme, **said)
        self.made = acts.propose_initiative(proposed=proposed, actor=actor, at=at)
        return ""


class FollowForm(UnitForm):
    """How far it is."""

    reached = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=_STATES)
    result = text_field(gettext_lazy("Kết quả"), 2000, rows=3, required=False)
    model = forms.BooleanField(label=gettext_lazy("Mô hình hay, đề nghị nhân rộng"), required=False)
    evidence = text_field(gettext_lazy("Minh chứng"), 500, required=False)

    def __init__(self, *args: Any, row: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def act(self, actor: Actor, at: datetime) -> str:
        """Say it."""
        said = dict(self.cleaned_data)
        reached = InitiativeState(said.pop("reached"))
        acts.follow_initiative(initiative_id=self.row.pk, reached=reached, actor=actor, at=at, **said)
        return ""


class AdoptForm(UnitForm):
    """Another unit takes it over."""

    since = DatePartsField(label=gettext_lazy("Áp dụng từ ngày"))
    result = text_field(gettext_lazy("Kết quả"), 1000, rows=3, required=False)

    def __init__(self, *args: Any, row: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def act(self, actor: Actor, at: datetime) -> str:
        """Take it over."""
        acts.adopt_initiative(initiative_id=self.row.pk, actor=actor, at=at, **self.cleaned_data)
        return ""


@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    """Initiatives of the unit and those below; `xem=nhan-rong` shows the models of every unit."""
    words, models = request.GET.get("q", "")[:200], request.GET.get("xem") == "nhan-rong"
    scope = None if models else scope_of(request)
    found = queries.initiatives(unit_ids=scope, words=words, models_only=models)
    page = list_page(request, found)
    context = {
        "tabs": event_tabs("initiatives"),
        "rows": [initiative_row(one) for one in page.rows],
        "list": page,
        "models": models,
        "words": words,
    }
    return render(request, "outreach/initiatives.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """Propose one; `su-kien` is the event it was collected at, `khao-sat` the survey it rests on."""
    scope = scope_of(request)
    event = queries.events(unit_ids=scope).filter(pk=number_said(request.GET, "su-kien")).first()
    survey = kept_by(scope).filter(pk=number_said(request.GET, "khao-sat")).first()
    data = request.POST if request.method == "POST" else None
    day = local_day(clock.now())
    form = ProposeForm(data, unit=request.unit, day=day, event=event, survey=survey)
    if data is not None and form.perform(request.actor, clock.now()) is not None and form.made is not None:
        messages.success(request, _("Đã ghi sáng kiến."))
        return redirect("outreach:initiative", form.made.pk)
    caption = event.name if event else survey.title if survey else ""
    return asked(request, form, _("Đề xuất sáng kiến"), "outreach:initiatives", [], caption=caption)


@require_http_methods(["GET", "POST"])
def initiative(request: StaffRequest, initiative_id: int) -> HttpResponse:
    """One initiative; the own unit says how far it is, another takes it over."""
    found = queries.initiatives().filter(pk=initiative_id).first()
    own = found is not None and found.unit_id in scope_of(request)
    if found is None or not (own or initiative_row(found)["model"]):
        raise Http404
    form = _form(request, found)
    if request.method == "POST" and form is not None and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã ghi."))
        return redirect("outreach:initiative", found.pk)
    context = {"form": form, "mine": found.unit_id == request.unit.pk, **initiative_row(found)}
    status = 422 if form is not None and form.errors else 200
    return render(request, "outreach/initiative.html", context, status=status)


def _form(request: StaffRequest, found: Initiative) -> UnitForm | None:
    if not request.actor.has(*KEEPING):
        return None
    data = request.POST if request.method == "POST" else None
    facts: dict[str, Any] = {"unit": request.unit, "day": local_day(clock.now()), "row": found}
    if found.unit_id == request.unit.pk:
        row = initiative_row(found)
        return FollowForm(data, initial={"reached": row["reached"], "model": row["model"]}, **facts)
    taken = any(one.adopter_id == request.unit.pk for one in found.adoptions.all())
    return AdoptForm(data, **facts) if initiative_row(found)["model"] and not taken else None


def initiative_row(one: Initiative) -> dict[str, Any]:
    """An initiative with what was last said of it."""
    steps = sorted(one.steps.all(), key=lambda step: step.pk)
    last = steps[-1]
    return {
        "one": one,
        "reached": last.reached,
        "label": INITIATIVE_STATE_LABELS[InitiativeState(last.reached)],
        "colour": _COLOURS[last.reached],
        "result": last.result,
        "model": last.model,
        "adopters": [adoption.adopter.name for adoption in one.adoptions.all()],
        "adoptions": list(one.adoptions.all()),
        "steps": [(INITIATIVE_STATE_LABELS[InitiativeState(step.reached)], step) for step in steps],
    }
