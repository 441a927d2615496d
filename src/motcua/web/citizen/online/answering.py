"""The pages of the procedure's own form: one group each, first values with their source, saved at every sending."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.core.moments import local_day
from motcua.dossiers.actions.drafting import Saved, choose, save_page
from motcua.dossiers.online.known import known_values
from motcua.dossiers.online.rivals import seen_digest
from motcua.dossiers.online_terms import Keep
from motcua.procedures.online_forms.answers import pages
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.prefilling import FirstValue, first_values, sources_of
from motcua.procedures.online_forms.schema import Form, Group
from motcua.web.citizen.address_fields import places_on
from motcua.web.citizen.form_fields import PageForm, page_form
from motcua.web.citizen.online.cards import card_in
from motcua.web.citizen.online.holding import Filing, filing_page
from motcua.web.citizen.online.looking_up import looked_up
from motcua.web.citizen.online.steps import after, place_of, steps_of

_MOST_CORRECTION = 300


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, filing: Filing, group: str, row: int | None = None) -> HttpResponse:
    """One group of questions; a repeated group one row at a time, with what is there listed above."""
    form, asked = _group(filing, group)
    firsts = _firsts(request, filing, form, asked)
    answering = page_form(
        form,
        asked,
        filing.draft.answers,
        request.POST if request.method == "POST" else None,
        on=local_day(filing.now),
        row=row,
        places=places_on(local_day(filing.now)),
        firsts=firsts,
    )
    if request.method == "POST":
        right = answering.is_valid()
        saved = _save(request, filing, answering, firsts)
        if request.headers.get("X-Autosave"):
            return _saved_meanwhile(filing, asked, saved)
        if saved.rival:
            return redirect("file_rival", filing.code, group)
        filing = filing.saved(saved.draft)
        if right:
            return _onward(request, filing, asked)
    return _shown(request, filing, answering, firsts)


def _saved_meanwhile(filing: Filing, group: Group, saved: Saved) -> JsonResponse:
    """What the script needs after it saved: on what the page now stands, or where to choose."""
    if saved.rival:
        return JsonResponse({"rival": reverse("file_rival", args=[filing.code, group.key])})
    return JsonResponse({"seen": seen_digest(_here(group, saved.draft.answers))})


def _group(filing: Filing, key: str) -> tuple[Form, Group]:
    form = filing.one.form
    group = form.group(key) if form else None
    if form is None or group is None or group not in pages(form, filing.draft.answers):
        raise Http404
    return form, group


def _firsts(request: HttpRequest, filing: Filing, form: Form, group: Group) -> dict[str, FirstValue]:
    sources = sources_of(form)
    known = known_values(
        filing.citizen,
        sources,
        card=card_in(request),
        national=looked_up(filing.citizen, sources, filing.now),
    )
    return first_values(group, filing.draft.answers, known)


def keys_of(group: Group) -> list[str]:
    """Under which keys the answers of a group stand."""
    return [group.key] if group.repeat is not None else [question.key for question in group.questions]


def _here(group: Group, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: answers[key] for key in keys_of(group) if key in answers}


def _save(
    request: HttpRequest, filing: Filing, answering: PageForm, firsts: Mapping[str, FirstValue]
) -> Saved:
    """Right or wrong, what was typed is kept; a page that is wrong is told so, and again before it is filed."""
    group = answering.group
    answers = _here(group, answering.answered())
    sources = dict(filing.draft.sources)
    corrections = dict(filing.draft.corrections)
    for key, first in firsts.items():
        if answers.get(key) == _stored(first.value):
            sources[key] = first.source
        elif first.source.startswith("national."):
            corrections[key] = request.POST.get(f"why-{key}", "")[:_MOST_CORRECTION]
    mine = set(keys_of(group))
    return save_page(
        actor=filing.holder,
        number=filing.number,
        page=group.key,
        keys=keys_of(group),
        answers=answers,
        seen=request.POST.get("seen", ""),
        at=filing.now,
        sources={key: value for key, value in sources.items() if key in mine and key in answers},
        corrections={key: value for key, value in corrections.items() if key in mine},
    )


def _stored(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _onward(request: HttpRequest, filing: Filing, group: Group) -> HttpResponse:
    if group.repeat is not None and "more" in request.POST:
        return redirect("file_page", filing.code, group.key)
    return redirect(after(filing.one, f"khai/{group.key}"))


def _shown(
    request: HttpRequest, filing: Filing, answering: PageForm, firsts: Mapping[str, FirstValue]
) -> HttpResponse:
    group = answering.group
    shown = {
        "form": answering,
        "title": group.title,
        "hint": group.hint,
        "group": group,
        "rows": _rows(answering) if group.repeat else (),
        "code": filing.code,
        "place": place_of(steps_of(filing.one), f"khai/{group.key}", otherwise=f"/nop-ho-so/{filing.code}/"),
        "seen": seen_digest(_here(group, filing.draft.answers)),
        "sources": _sources(answering, firsts, filing.draft.sources),
        "looked_up": [
            (one.key, one.label)
            for one in group.questions
            if one.key in firsts and firsts[one.key].source.startswith("national.")
        ],
        "saved_at": filing.draft.updated_at,
        "asks_card": any("cccd_qr." in source for one in group.questions for source in one.prefill),
    }
    return render(request, "citizen/online/page.html", shown, status=422 if answering.errors else 200)


def _rows(answering: PageForm) -> list[tuple[int, str]]:
    """The rows of a repeated group that are there, each by its first answers."""
    questions = answering.group.questions[:2]
    return [
        (place, ", ".join(filter(None, (as_text(one, row.get(one.key)) for one in questions))) or "…")
        for place, row in enumerate(answering.rows)
    ]


def _sources(
    answering: PageForm, firsts: Mapping[str, FirstValue], kept: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(label, source) of every value that the person did not type, to be said beside the questions."""
    labels = {one.key: one.label for one in answering.group.questions}
    said = {key: FirstValue(None, source).said for key, source in kept.items() if key in labels}
    said |= {key: first.said for key, first in firsts.items()}
    return [(labels[key], text) for key, text in said.items() if key in answering.fields]


@filing_page
@require_http_methods(["GET", "HEAD", "POST"])
def rival(request: HttpRequest, filing: Filing, group: str) -> HttpResponse:
    """Two versions of one page, side by side: which stays? (two tabs, two devices)"""
    waiting = filing.draft.rivals.get(group)
    asked = filing.one.form.group(group) if filing.one.form else None
    if waiting is None or asked is None:
        return redirect("file_check", filing.code)
    if request.method == "POST" and request.POST.get("keep") in {one.value for one in Keep}:
        keep = Keep(request.POST["keep"])
        draft = choose(actor=filing.holder, number=filing.number, page=group, keep=keep, at=filing.now)
        return redirect(after(filing.saved(draft).one, f"khai/{group}"))
    differing = _differing(asked, filing.draft.answers, waiting["answers"])
    shown = {"title": asked.title, "differing": differing, "code": filing.code, "group": group}
    return render(request, "citizen/online/rival.html", shown, status=409)


def _differing(group: Group, kept: Mapping[str, Any], typed: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    if group.repeat is not None:
        return [(group.title, str(len(kept.get(group.key, []))), str(len(typed.get(group.key, []))))]
    return [
        (one.label, as_text(one, kept.get(one.key)) or "–", as_text(one, typed.get(one.key)) or "–")
        for one in group.questions
        if kept.get(one.key) != typed.get(one.key)
    ]


@filing_page
@require_POST
def drop_row(request: HttpRequest, filing: Filing, group: str, row: int) -> HttpResponse:
    """Take one row of a repeated group away."""
    _form, asked = _group(filing, group)
    rows = list(filing.draft.answers.get(group) or [])
    if asked.repeat is None or not 0 <= row < len(rows):
        raise Http404
    del rows[row]
    save_page(
        actor=filing.holder, number=filing.number, page=group, keys=[group], answers={group: rows},
        seen=seen_digest(_here(asked, filing.draft.answers)), at=filing.now,
    )  # fmt: skip
    return redirect("file_page", filing.code, group)
