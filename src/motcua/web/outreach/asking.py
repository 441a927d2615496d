"""How is a survey or contest built, published, closed; what came of it? Pages for staff."""

from datetime import datetime
from typing import Any, TypedDict

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.actors import Actor
from motcua.outreach import asking
from motcua.outreach.actions import asking as acts
from motcua.outreach.asking_rules import Asked
from motcua.outreach.models import Questionnaire
from motcua.outreach.policies import KEEPING
from motcua.outreach.queries import events
from motcua.outreach.terms import (
    ANSWER_KIND_LABELS,
    ASKING_STANDING_LABELS,
    PURPOSE_LABELS,
    AnswerKind,
    AskingStanding,
    Purpose,
)
from motcua.programmes.models import Programme
from motcua.web.admin.fields import NARROW, UnitForm
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

_PURPOSES = [(one.value, label) for one, label in PURPOSE_LABELS.items()]
_KINDS = [(one.value, label) for one, label in ANSWER_KIND_LABELS.items()]
_COLOURS = {"draft": "yellow", "waiting": "blue", "open": "green", "closed": "grey"}
_MOST_OFFERED = 200  # events a survey may belong to, the newest
_MOST_RANKED = 100


class _Who(TypedDict):
    """Who acts, when."""

    actor: Actor
    at: datetime


class DraftForm(UnitForm):
    """A survey or contest before its questions."""

    purpose = forms.ChoiceField(label=gettext_lazy("Loại"), choices=_PURPOSES, widget=forms.RadioSelect)
    title = text_field(gettext_lazy("Tên"), 300)
    intro = text_field(gettext_lazy("Lời giới thiệu"), 1000, rows=3, required=False)
    opens_on = DatePartsField(label=gettext_lazy("Nhận trả lời từ ngày"))
    closes_on = DatePartsField(label=gettext_lazy("Đến hết ngày"))
    event = forms.ChoiceField(label=gettext_lazy("Thuộc sự kiện"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Thuộc chương trình"), required=False)

    def __init__(self, *args: Any, scope: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {str(one.pk): one for one in events(unit_ids=scope)[:_MOST_OFFERED]}
        offered = [("", _("Không thuộc sự kiện nào")), *((key, one.name) for key, one in self.held.items())]
        offer(self, event=offered, programme=programmes_or_none(self.unit))
        self.made: Questionnaire | None = None

    def act(self, actor: Actor, at: datetime) -> str:
        """Begin it."""
        said = dict(self.cleaned_data)
        programme = Programme.objects.filter(pk=said.pop("programme")).first()
        event, purpose = self.held.get(said.pop("event")), Purpose(said.pop("purpose"))
        drafted = acts.Drafted(purpose=purpose, event=event, programme=programme, **said)
        self.made = acts.draft_questionnaire(drafted=drafted, actor=actor, at=at)
        return ""


class QuestionForm(UnitForm):
    """One question more; a contest asks which choice is right."""

    kind = forms.ChoiceField(label=gettext_lazy("Trả lời bằng"), choices=_KINDS)
    text = text_field(gettext_lazy("Câu hỏi"), 500)
    choices = text_field(
        gettext_lazy("Các phương án"),
        2200,
        rows=4,
        required=False,
        hint=gettext_lazy("Mỗi dòng một phương án"),
    )
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc trả lời"), required=False, initial=True)
    right = forms.IntegerField(
        label=gettext_lazy("Phương án đúng là dòng thứ"), min_value=1, max_value=10, required=False,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    points = forms.IntegerField(
        label=gettext_lazy("Điểm"), min_value=1, max_value=100, required=False, initial=10,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row.purpose == Purpose.CONTEST:
            offer(self, kind=[(AnswerKind.CHOICE.value, ANSWER_KIND_LABELS[AnswerKind.CHOICE])])
            del self.fields["required"]
        else:
            del self.fields["right"], self.fields["points"]

    def act(self, actor: Actor, at: datetime) -> str:
        """Add it."""
        said = self.cleaned_data
        right = said.get("right")
        question = Asked(
            "",
            AnswerKind(said["kind"]),
            said["text"],
            tuple(said["choices"].splitlines()),
            bool(said.get("required", True)),
            right - 1 if right else None,
            said.get("points") or 0,
        )
        acts.add_question(questionnaire_id=self.row.pk, question=question, actor=actor, at=at)
        return ""


@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    """Surveys and contests of the unit and those below."""
    words = request.GET.get("q", "")[:200]
    found = asking.kept_by(scope_of(request), words=words)
    page = list_page(request, found)
    context = {
        "tabs": event_tabs("questionnaires"),
        "rows": [row_of(one) for one in page.rows],
        "list": page,
        "words": words,
        "keeps": request.actor.has(*KEEPING),
    }
    return render(request, "outreach/questionnaires.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponse:
    """Begin a survey or contest."""
    data = request.POST if request.method == "POST" else None
    form = DraftForm(data, unit=request.unit, day=local_day(clock.now()), scope=scope_of(request))
    if data is not None and form.perform(request.actor, clock.now()) is not None and form.made is not None:
        return redirect("outreach:questionnaire", form.made.pk)
    return asked(request, form, _("Lập phiếu khảo sát, cuộc thi"), "outreach:questionnaires", [])


@require_http_methods(["GET", "POST"])
def questionnaire(request: StaffRequest, row_id: int) -> HttpResponse:
    """One: while it is a draft its questions and the form for the next; then what came of it."""
    row = _meant(request, row_id)
    shown = row_of(row)
    mine = request.actor.has(*KEEPING) and row.unit_id == request.unit.pk
    form = None
    if mine and shown["standing"] is AskingStanding.DRAFT:
        data = request.POST if request.method == "POST" else None
        form = QuestionForm(data, unit=request.unit, day=local_day(clock.now()), row=row)
        if data is not None and form.perform(request.actor, clock.now()) is not None:
            messages.success(request, _("Đã thêm câu hỏi."))
            return redirect("outreach:questionnaire", row.pk)
    context = shown | {"form": form, "mine": mine, "questions": asking.asked_of(row), **_results(row)}
    context["claim"] = asking.claimed(row, request.POST.get("ma", "")[:40]) if "ma" in request.POST else None
    context["claim_asked"] = "ma" in request.POST
    status = 422 if form is not None and form.errors else 200
    return render(request, "outreach/questionnaire.html", context, status=status)


@require_POST
def act(request: StaffRequest, row_id: int, act: str) -> HttpResponse:
    """Publish, close, or take a question out of the draft."""
    row, who = _meant(request, row_id), _Who(actor=request.actor, at=clock.now())
    if act == "cong-bo":
        acts.publish_questionnaire(questionnaire_id=row.pk, **who)
    elif act == "dong":
        acts.close_questionnaire(questionnaire_id=row.pk, **who)
    elif act == "xoa-cau":
        question = row.questions.filter(pk=number_said(request.POST, "cau")).first()
        if question is None:
            raise Http404
        acts.drop_question(question_id=question.pk, **who)
    else:
        raise Http404
    messages.success(request, _("Đã ghi."))
    return redirect("outreach:questionnaire", row.pk)


def row_of(row: Questionnaire) -> dict[str, Any]:
    """A survey or contest as lists show it."""
    standing = asking.standing_on(row, local_day(clock.now()))
    return {
        "one": row,
        "purpose": PURPOSE_LABELS[Purpose(row.purpose)],
        "contest": row.purpose == Purpose.CONTEST,
        "standing": standing,
        "label": ASKING_STANDING_LABELS[standing],
        "colour": _COLOURS[standing],
        "public": "contest" if row.purpose == Purpose.CONTEST else "survey",
    }


def _results(row: Questionnaire) -> dict[str, Any]:
    if row.published_at is None:
        return {"answers": 0}
    if row.purpose == Purpose.CONTEST:
        ranked = asking.ranking_of(row)
        return {"answers": len(ranked), "ranking": ranked[:_MOST_RANKED]}
    answers, summed = asking.summed(row)
    return {"answers": answers, "summed": summed, "proposals": row.proposals.order_by("pk")}


def _meant(request: StaffRequest, row_id: int) -> Questionnaire:
    found = asking.kept_by(scope_of(request)).filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found
