"""“Nộp bây giờ thì khi nào có?”: when would the result come, and why? (R-300)"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.dossiers.promising import promise_for
from motcua.dossiers.terms import Channel
from motcua.procedures.queries import public_versions
from motcua.web.citizen.choosing import unit_in_view, units_to_choose
from motcua.web.citizen.forms import NOW, DueForm
from motcua.web.citizen.wording import due_words, public_text


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """The promise in words: when, why line by line, and the law's own due time where it differs."""

    due: str
    explanation: tuple[str, ...]
    ordinary_due: str
    provisional: bool
    source: str


@require_safe
def due_now(request: HttpRequest) -> HttpResponse:
    """The form, and under it the answer when it was asked."""
    form = _form(request)
    shown: dict[str, Any] = {"form": form, "answer": None, "refusal": None}
    if form.is_bound and form.is_valid():
        try:
            shown["answer"] = _answer(form)
        except Refused as refused:
            shown["refusal"] = refused.refusal
    return render(request, "citizen/due_now.html", shown, status=409 if shown["refusal"] else 200)


def _form(request: HttpRequest) -> DueForm:
    """Filled with what was asked, else with the unit in view and now."""
    now = clock.now()
    day = local_day(now)
    units = units_to_choose(day)
    unit = unit_in_view(request, units, day)
    begin = {
        "unit": unit.id if unit else "",
        "channel": Channel.DESK.value,
        "moment": NOW,
        "procedure": request.GET.get("procedure", ""),
    }
    return DueForm(
        request.GET if "unit" in request.GET else None,
        initial=begin,
        versions=list(public_versions(day)),
        units=units,
        now=now,
        label_suffix="",
    )


def _answer(form: DueForm) -> DueAnswer:
    asked = form.cleaned_data
    promise = promise_for(
        procedure=asked["procedure"],
        unit_id=asked["unit"],
        received_at=asked["received"],
        channel=asked["channel"],
        at_once=asked["at_once"],
        ordinary=asked["ordinary"],
    )
    today = local_day(form.now)
    ordinary = promise.ordinary_due_at
    return DueAnswer(
        due=due_words(promise.due_at, strict=promise.due_strict, today=today),
        explanation=tuple(public_text(line) for line in promise.explanation),
        ordinary_due="" if ordinary == promise.due_at else due_words(ordinary, strict=False, today=today),
        provisional=promise.provisional,
        source=public_text(promise.source),
    )
