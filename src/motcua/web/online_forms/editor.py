"""How does the control office change a form? One page for its words, one for each group, one for each question."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.procedures.online_forms.editing import first_question, with_group, with_question, with_words
from motcua.web.online_forms.fields import GroupForm, QuestionForm, WordsForm, kept_clauses
from motcua.web.online_forms.work import Change, Work, keep, work_on
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def words(request: StaffRequest, code: str) -> HttpResponse:
    """Title and source of the form, the words of its declaration."""
    work = work_on(code)
    form = WordsForm(request.POST or None, initial=_first(work, WordsForm.of(work.schema)))
    if form.is_valid() and _kept(
        request, work, form, lambda schema: with_words(schema, form.words(), form.declaration())
    ):
        return redirect("online_forms:form", code)
    return _page(request, work, form, _("Tên mẫu và tờ khai"))


@require_http_methods(["GET", "POST"])
def group(request: StaffRequest, code: str, key: str = "") -> HttpResponse:
    """A page of the form; without a key a new one at the end."""
    work = work_on(code)
    found = _group(work.schema, key) if key else {}
    form = GroupForm(
        request.POST or None,
        initial=_first(work, GroupForm.of(found, work.form)),
        before=work.form,
        upto=key,
    )
    if form.is_valid():
        said = form.data_of_group()
        said["shown_when"] += kept_clauses(found.get("shown_when"), work.form)
        if not key:
            said["questions"] = [first_question(said["key"])]
        if _kept(request, work, form, lambda schema: with_group(schema, said, replaces=key)):
            return redirect("online_forms:form", code)
    return _page(request, work, form, found.get("title") or _("Trang mới"))


@require_http_methods(["GET", "POST"])
def question(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """A question of the form."""
    work = work_on(code)
    groups = work.schema["groups"]
    found = next(
        ((where["key"], one) for where in groups for one in where["questions"] if one["key"] == key), None
    )
    if found is None:
        raise Http404
    return _question(request, work, found[0], found[1])


@require_http_methods(["GET", "POST"])
def new_question(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """A question at the end of a page."""
    work = work_on(code)
    _group(work.schema, group)
    return _question(request, work, group, {})


def _question(request: StaffRequest, work: Work, where: str, found: Mapping[str, Any]) -> HttpResponse:
    replaces = found.get("key", "")
    form = QuestionForm(
        request.POST or None,
        initial=_first(work, QuestionForm.of(found, work.form)),
        before=work.form,
        upto=replaces or _after(work.schema, where),
    )
    if form.is_valid():
        said = form.data_of_question()
        for name in ("shown_when", "prefill_when"):
            said[name] += kept_clauses(found.get(name), work.form)
        if _kept(request, work, form, lambda schema: with_question(schema, where, said, replaces=replaces)):
            return redirect("online_forms:form", work.code)
    return _page(request, work, form, found.get("label") or _("Câu hỏi mới"))


def _after(schema: Mapping[str, Any], key: str) -> str:
    """The group after one: what is asked before it may decide over a question at the end of that one."""
    keys = [one["key"] for one in schema["groups"]]
    place = keys.index(key) + 1
    return keys[place] if place < len(keys) else ""


def _first(work: Work, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "seen": work.seen}


def _group(schema: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] | None = next((one for one in schema["groups"] if one["key"] == key), None)
    if found is None:
        raise Http404
    return found


def _kept(request: StaffRequest, work: Work, form: OfficeForm, change: Change) -> bool:
    refusal = keep(request, work, change, form.cleaned_data["note"])
    if refusal is not None:
        add_refusal(form, refusal)
        return False
    messages.success(request, _("Đã lưu bản đang soạn. Người thứ hai duyệt thì mới dùng."))
    return True


def _page(request: StaffRequest, work: Work, form: OfficeForm, title: str) -> HttpResponse:
    context = {"work": work, "form": form, "title": title}
    return render(request, "staff/online_form_part.html", context, status=409 if form.errors else 200)
