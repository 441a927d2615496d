"""How does a page of a form become a Django form? The schema's rules judge; here is only how it is asked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from motcua.procedures.online_forms.answers import Judged, judged_page, judged_row, shown_before
from motcua.procedures.online_forms.bounds import length_of
from motcua.procedures.online_forms.conditions import holds
from motcua.procedures.online_forms.kinds import is_empty
from motcua.procedures.online_forms.prefilling import FirstValue
from motcua.procedures.online_forms.schema import Clause, Form, Group, Question
from motcua.procedures.online_forms.terms import NO, YES, YES_NO_LABELS, QuestionKind
from motcua.web.citizen.address_fields import AddressField, AddressParts, Places
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import DatePartsField, RevealCheckboxes, RevealRadios

_NARROW, _MIDDLE = "govuk-input--width-10", "govuk-input--width-20"
_RAW_LIMIT = 20_000
_RADIOS = frozenset({QuestionKind.CHOICE, QuestionKind.YES_NO})
_KINDS_OF_LINE: dict[QuestionKind, dict[str, str]] = {
    QuestionKind.NUMBER: {"inputmode": "numeric", "class": _NARROW},
    QuestionKind.MONEY: {"inputmode": "numeric", "class": _NARROW},
    QuestionKind.CCCD: {"inputmode": "numeric", "class": _MIDDLE, "spellcheck": "false"},
    QuestionKind.IDENTITY: {"class": _MIDDLE, "autocapitalize": "characters", "spellcheck": "false"},
    QuestionKind.TAX_CODE: {"inputmode": "numeric", "class": _MIDDLE, "spellcheck": "false"},
    QuestionKind.PHONE: {"type": "tel", "class": _MIDDLE},
    QuestionKind.EMAIL: {"type": "email", "spellcheck": "false"},
    QuestionKind.NAME: {"spellcheck": "false"},
}
# What a browser may complete, where the answer is the person's own (WCAG 2.1, 1.3.5).
_COMPLETED = {"account.name": "name", "account.phone": "tel", "account.email": "email"}


class PageForm(OfficeForm):
    """One page: the questions of a group, of one row where the group is repeated. Made by `page_form`."""

    def __init__(
        self,
        form: Form,
        group: Group,
        answers: Mapping[str, Any],
        *args: Any,
        on: date,
        row: int | None = None,
        places: Places | None = None,
        firsts: Mapping[str, FirstValue] | None = None,
        **kwargs: Any,
    ) -> None:
        self.form, self.group, self.answers, self.on = form, group, answers, on
        self.rows = _rows_of(group, answers)
        self.row = len(self.rows) if row is None else row
        self.typed: dict[str, Any] = {}
        self.judged = Judged()
        super().__init__(*args, initial=self._kept() | _values(firsts or {}), **kwargs)
        asked = _asked(form, group, answers)
        revealed = _revealed(asked)
        for question in asked:
            self.fields[question.key] = _field(question, asked, places or Places(), revealed)
        self.asked_later = frozenset(one.key for one in asked if one.required)

    def answered(self) -> dict[str, Any]:
        """All answers with those of this page: cleaned where right, as typed where hidden now or wrong."""
        keys = frozenset(self.fields)
        if self.group.repeat is None:
            others = {key: value for key, value in self.answers.items() if key not in keys}
            return others | self.typed | self.judged.cleaned
        rows = [*self.rows[: self.row], self.typed | self.judged.cleaned, *self.rows[self.row + 1 :]]
        return {**self.answers, self.group.key: rows}

    def clean(self) -> dict[str, Any]:
        """The answers judged by the rules of the form; what a control already said of a field stays alone."""
        cleaned = super().clean() or {}
        self.typed = {key: said for key, said in map(self._said, self.fields) if not is_empty(said)}
        if self.group.repeat is not None:
            self.judged = judged_row(self.form, self.group, self.answers, self.typed, on=self.on)
        else:
            answers = {**self.answers, **dict.fromkeys(self.fields), **self.typed}
            self.judged = judged_page(self.form, self.group, answers, on=self.on)
        for fault in self.judged.errors:
            if fault.question in self.fields and fault.question not in self.errors:
                self.add_error(fault.question, fault.text)
        return cleaned

    def _said(self, key: str) -> tuple[str, Any]:
        """What was posted, as the rules take it; a date that cannot be one stays out (its field says why)."""
        value = self.cleaned_data.get(key)
        return key, value.isoformat() if isinstance(value, date) else value

    def _kept(self) -> dict[str, Any]:
        """What was answered before, as the controls show it."""
        kept = self.answers
        if self.group.repeat is not None:
            kept = self.rows[self.row] if self.row < len(self.rows) else {}
        return {one.key: _shown(one, kept.get(one.key)) for one in self.group.questions}


def page_form(
    form: Form,
    group: Group,
    answers: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    *,
    on: date,
    row: int | None = None,
    places: Places | None = None,
    firsts: Mapping[str, FirstValue] | None = None,
) -> PageForm:
    """The page of a group. `answers` are all answers so far, `data` what was posted (None: shown first).

    `row`: which row of a repeated group (None: a new one); `firsts`: first values with their sources;
    `places`: names offered for addresses. After `is_valid()`: `answered()` and `judged`.
    """
    return PageForm(form, group, answers, data, on=on, row=row, places=places, firsts=firsts, label_suffix="")


def _asked(form: Form, group: Group, answers: Mapping[str, Any]) -> list[Question]:
    """The questions that answers on this page may still show; what earlier pages hide is not asked."""
    before = shown_before(form, group, answers)
    asked: list[Question] = []
    for question in group.questions:
        here = {one.key for one in asked}
        if all(clause.question in here or holds(clause, before) for clause in question.shown_when):
            asked.append(question)
    return asked


def _rows_of(group: Group, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = answers.get(group.key) if group.repeat is not None else None
    return [dict(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _values(firsts: Mapping[str, FirstValue]) -> dict[str, Any]:
    return {key: first.value for key, first in firsts.items()}


def _shown(question: Question, answer: Any) -> Any:
    if question.kind != QuestionKind.DATE or not isinstance(answer, str):
        return answer
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _revealed(asked: Sequence[Question]) -> dict[str, Clause]:
    """Questions that stand under a choice of the same page: by key, the one clause that shows them."""
    radios = {one.key for one in asked if one.kind in _RADIOS}
    found = {}
    for question in asked:
        clause = question.shown_when[0] if len(question.shown_when) == 1 else None
        if clause is None or clause.negated or clause.question not in radios or question.kind in _RADIOS:
            continue
        if len(clause.values) == 1:
            found[question.key] = clause
    return found


def _field(
    question: Question, asked: Sequence[Question], places: Places, revealed: Mapping[str, Clause]
) -> forms.Field:
    maker = _MAKERS.get(question.kind, _line)
    field = maker(question, places)
    field.label, field.help_text, field.required = question.label, _hint(question, asked, revealed), False
    if isinstance(field.widget, RevealRadios):
        field.widget.reveals = _under(question.key, revealed)
    return field


def _under(key: str, revealed: Mapping[str, Clause]) -> dict[str, Sequence[str]]:
    reveals: dict[str, list[str]] = {}
    for name, clause in revealed.items():
        if clause.question == key:
            reveals.setdefault(clause.values[0], []).append(name)
    return dict(reveals)


def _hint(question: Question, asked: Sequence[Question], revealed: Mapping[str, Clause]) -> str:
    """The hint; where a choice of the same page decides and nothing can hide the field, it says when to answer."""
    here = {one.key: one for one in asked}
    deciding = [clause for clause in question.shown_when if clause.question in here]
    if not deciding or question.key in revealed:
        return question.hint
    said = "; ".join(_condition(here[clause.question], clause) for clause in deciding)
    return " ".join(filter(None, (_("Chỉ trả lời khi %(when)s.") % {"when": said}, question.hint)))


def _condition(asked: Question, clause: Clause) -> str:
    if not clause.values:
        return _("đã trả lời “%(label)s”") % {"label": asked.label}
    labels = ", ".join(f"“{label}”" for value, label in asked.labels().items() if value in clause.values)
    words = _("“%(label)s” không phải là %(values)s") if clause.negated else _("“%(label)s” là %(values)s")
    return words % {"label": asked.label, "values": labels}


def _line(question: Question, places: Places) -> forms.Field:
    attrs = dict(_KINDS_OF_LINE.get(question.kind, {}))
    attrs["autocomplete"] = next(
        (_COMPLETED[source] for source in question.prefill if source in _COMPLETED), "off"
    )
    if question.kind == QuestionKind.TEXT and length_of(question) <= 60:
        attrs["class"] = _MIDDLE
    return forms.CharField(max_length=_RAW_LIMIT, strip=False, widget=forms.TextInput(attrs))


def _long(question: Question, places: Places) -> forms.Field:
    return forms.CharField(max_length=_RAW_LIMIT, strip=False, widget=forms.Textarea({"rows": 4}))


def _day(question: Question, places: Places) -> forms.Field:
    return DatePartsField()


def _one_of(question: Question, places: Places) -> forms.Field:
    hints = {choice.value: choice.hint for choice in question.choices if choice.hint}
    inline = {"class": "govuk-radios--inline"} if question.kind == QuestionKind.YES_NO else {}
    known = [(YES, _(YES_NO_LABELS[YES])), (NO, _(YES_NO_LABELS[NO]))]
    choices = known if question.kind == QuestionKind.YES_NO else list(question.labels().items())
    return _AnyChoice(choices=choices, widget=RevealRadios(inline, hints=hints))


def _some_of(question: Question, places: Places) -> forms.Field:
    hints = {choice.value: choice.hint for choice in question.choices if choice.hint}
    return _AnyChoices(choices=list(question.labels().items()), widget=RevealCheckboxes(hints=hints))


def _address(question: Question, places: Places) -> forms.Field:
    return AddressField(widget=AddressParts(places))


class _AnyChoice(forms.ChoiceField):
    """The rules of the form say which choices there are."""

    def validate(self, value: Any) -> None:
        """Judged with the whole page."""


class _AnyChoices(forms.MultipleChoiceField):
    """The same for several."""

    def validate(self, value: Any) -> None:
        """Judged with the whole page."""


_MAKERS: dict[QuestionKind, Callable[[Question, Places], forms.Field]] = {
    QuestionKind.LONG: _long,
    QuestionKind.DATE: _day,
    QuestionKind.CHOICE: _one_of,
    QuestionKind.YES_NO: _one_of,
    QuestionKind.CHOICES: _some_of,
    QuestionKind.ADDRESS: _address,
}
