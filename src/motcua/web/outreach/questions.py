"""Which questions of dialogues are open, whose are they? The list, a question raised, its answer."""

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
from motcua.outreach import queries
from motcua.outreach.actions.dialogues import answer_question
from motcua.outreach.models import DialogueQuestion
from motcua.outreach.policies import ANSWERING
from motcua.outreach.terms import ASKER_LABELS, Asker
from motcua.web.admin.fields import performed
from motcua.web.outreach.event_forms import QuestionForm
from motcua.web.outreach.events import asked, event_meant
from motcua.web.outreach.fields import event_tabs, scope_of, text_field
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest


class AnswerForm(OfficeForm):
    """The answer."""

    text: forms.CharField = text_field(gettext_lazy("Trả lời"), 2000, rows=6)


@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    """Open questions of the unit and those below, the earliest due first; `xem=het` shows answered ones too."""
    words, everything = request.GET.get("q", "")[:200], request.GET.get("xem") == "het"
    found = queries.questions(responsible=scope_of(request), open_only=not everything, words=words)
    today = local_day(clock.now())
    page = list_page(request, found)
    context = {
        "tabs": event_tabs("questions"),
        "rows": [question_row(one, today) for one in page.rows],
        "list": page,
        "everything": everything,
        "words": words,
        "answers": request.actor.has(*ANSWERING),
    }
    return render(request, "outreach/questions.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, event_id: int) -> HttpResponse:
    """Write down what was asked."""
    found = event_meant(request, event_id)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, unit=request.unit, day=local_day(clock.now()), event=found)
    if data is not None and form.perform(request.actor, clock.now()) is not None:
        messages.success(request, _("Đã ghi câu hỏi."))
        return redirect("outreach:event", found.pk)
    return asked(request, form, _("Ghi câu hỏi"), "outreach:event", [found.pk], caption=found.name)


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, question_id: int) -> HttpResponse:
    """Answer a question; earlier answers stand below."""
    found = queries.questions(responsible=scope_of(request)).filter(pk=question_id).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> None:
            text = form.cleaned_data["text"]
            answer_question(question_id=question_id, text=text, actor=request.actor, at=clock.now())

        if performed(form, act) is not None:
            messages.success(request, _("Đã ghi câu trả lời."))
            return redirect("outreach:questions")
    context = {"form": form, **question_row(found, local_day(clock.now()))}
    return render(request, "outreach/question.html", context, status=422 if form.errors else 200)


def question_row(one: DialogueQuestion, today: Any) -> dict[str, Any]:
    """A question as lists show it, with its answers, the newest last."""
    answers = sorted(one.answers.all(), key=lambda answer: answer.pk)
    return {
        "one": one,
        "asker": ASKER_LABELS[Asker(one.asker)],
        "answers": answers,
        "late": not answers and one.due_on < today,
    }
