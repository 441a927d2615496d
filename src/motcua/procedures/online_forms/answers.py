"""What did a person answer? Judged by the form as a whole: only what is shown counts, every fault is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.core.refusals import Refused
from motcua.procedures.online_forms.conditions import all_hold, shown_questions
from motcua.procedures.online_forms.kinds import cleaned_answer, is_empty
from motcua.procedures.online_forms.shapes import Form, Group, Question
from motcua.procedures.online_forms.terms import CHOOSING

Answers = Mapping[str, Any]
_SAID_BY_THE_FORM = frozenset({"answer_wrong", "name_missing", "choice_unknown"})


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """An answer that must be mended; `row` counts from 0 in a group that is repeated, else None."""

    group: str
    question: str
    code: str
    text: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`cleaned`: the shown answers as they are stored (a list of rows under a repeated group's key); `errors`."""

    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: tuple[AnswerFault, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing is to be mended."""
        return not self.errors


def visible(form: Form, answers: Answers) -> frozenset[str]:
    """Keys of the groups and questions that are shown; a question of a repeated group where any row shows it."""
    found: set[str] = set()
    for group, shown in _walk(form, answers):
        for given in rows_of(group, answers):
            keys = {question.key for question in shown_questions(group, shown, given)}
            if keys:
                found |= keys | {group.key}
    return frozenset(found)


def pages(form: Form, answers: Answers) -> tuple[Group, ...]:
    """The groups that are shown, one a page, in their order."""
    shown = visible(form, answers)
    return tuple(group for group in form.groups if group.key in shown)


def shown_in(form: Form, group: Group, answers: Answers, row: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions shown on a group's page; `row` is what is answered on it (for a repeated group: one row)."""
    return tuple(shown_questions(group, shown_before(form, group, answers), row))


def judged(form: Form, answers: Answers, *, on: date) -> Judged:
    """Every shown answer cleaned and judged on the day `on`; what is hidden or unknown is left out."""
    cleaned: dict[str, Any] = {}
    errors: list[AnswerFault] = []
    for group in form.groups:
        made, faults = judged_group(group, answers, cleaned, on=on)
        cleaned |= made
        errors += faults
    return Judged(cleaned, tuple(errors))


def judged_page(form: Form, group: Group, answers: Answers, *, on: date) -> Judged:
    """The same for one page; the answers of the pages before it decide what is shown."""
    made, faults = judged_group(group, answers, shown_before(form, group, answers), on=on)
    return Judged(made, tuple(faults))


def judged_row(form: Form, group: Group, answers: Answers, given: Answers, *, on: date) -> Judged:
    """One row of a repeated group; how many rows there must be is judged with the page."""
    made, faults = _judged_row(group, given, shown_before(form, group, answers), 0, on)
    return Judged(made, tuple(faults))


def shown_before(form: Form, group: Group, answers: Answers) -> dict[str, Any]:
    """The answers that are shown on the pages before a group."""
    return next(before for one, before in _walk(form, answers) if one.key == group.key)


def judged_group(
    group: Group, answers: Answers, before: Answers, *, on: date
) -> tuple[dict[str, Any], list[AnswerFault]]:
    """Cleaned answers and faults of one group; `before` are the shown answers of the groups before it."""
    if not all_hold(group.shown_when, before):
        return {}, []
    if group.repeat is None:
        return _judged_row(group, answers, before, None, on)
    rows = [row for row in rows_of(group, answers) if any(not is_empty(value) for value in row.values())]
    faults = _row_count(group, len(rows))
    made = []
    for place, row in enumerate(rows[: group.repeat.most]):
        one, wrong = _judged_row(group, row, before, place, on)
        made.append(one)
        faults += wrong
    return ({group.key: made} if made else {}), faults


def _judged_row(
    group: Group, given: Answers, before: Answers, row: int | None, on: date
) -> tuple[dict[str, Any], list[AnswerFault]]:
    cleaned: dict[str, Any] = {}
    faults: list[AnswerFault] = []
    so_far = dict(before)
    for question in group.questions:
        if not all_hold(question.shown_when, so_far):
            continue
        try:
            answer = cleaned_answer(question, given.get(question.key), on=on)
        except Refused as refused:
            faults.append(AnswerFault(group.key, question.key, *_said(question, refused), row))
            continue
        if not is_empty(answer):
            cleaned[question.key] = so_far[question.key] = answer
        elif question.required:
            faults.append(AnswerFault(group.key, question.key, "answer_missing", missing_text(question), row))
    return cleaned, faults


def _said(question: Question, refused: Refused) -> tuple[str, str]:
    """The form's own words where the answer is of the wrong kind; else what is wrong with it."""
    known = refused.refusal
    own = question.error if known.code in _SAID_BY_THE_FORM else ""
    return known.code, own or known.text


def missing_text(question: Question) -> str:
    """What to say where a needed answer is missing."""
    verb = "Chưa chọn" if question.kind in CHOOSING else "Chưa điền"
    return question.error or f"{verb}: {question.label}"


def _row_count(group: Group, count: int) -> list[AnswerFault]:
    repeat = group.repeat
    if repeat is None or repeat.least <= count <= repeat.most:
        return []
    code, what = ("rows_missing", f"cần ít nhất {repeat.least}") if count < repeat.least else (
        "rows_too_many", f"nhiều nhất {repeat.most}"
    )  # fmt: skip
    return [AnswerFault(group.key, "", code, f"{group.title}: {what} mục ({repeat.row.lower()}).")]


def _walk(form: Form, answers: Answers) -> Iterator[tuple[Group, dict[str, Any]]]:
    """Each group with the shown answers before it."""
    shown: dict[str, Any] = {}
    for group in form.groups:
        yield group, dict(shown)
        if group.repeat is None:
            for question in shown_questions(group, shown, answers):
                shown[question.key] = answers.get(question.key)


def rows_of(group: Group, answers: Answers) -> list[Answers]:
    """The rows of a repeated group (an empty one where nothing was said yet); else the answers themselves."""
    if group.repeat is None:
        return [answers]
    given = answers.get(group.key)
    rows: list[Answers] = (
        [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    )
    return rows or [{}]
