"""Which answers show a form to those who write it? One of each kind, so that every page can be reached."""

from datetime import date
from typing import Any

from motcua.procedures.online_forms.bounds import day_of, length_of
from motcua.procedures.online_forms.schema import Form, Question
from motcua.procedures.online_forms.terms import YES, QuestionKind

_SAMPLES: dict[QuestionKind, Any] = {
    QuestionKind.NAME: "Nguyễn Thị Minh Khai",
    QuestionKind.YES_NO: YES,
    QuestionKind.CCCD: "001185001234",
    QuestionKind.IDENTITY: "001185001234",
    QuestionKind.TAX_CODE: "0100109106",
    QuestionKind.PHONE: "+84912345678",
    QuestionKind.EMAIL: "ten@example.vn",
    QuestionKind.ADDRESS: {"line": "Số 1", "commune": "Xã Ví Dụ", "province": "Tỉnh Ví Dụ"},
}


def sample_answers(form: Form, *, on: date, upto: str = "") -> dict[str, Any]:
    """An answer for every question before the group `upto` (all of them without one); the first of its choices."""
    answers: dict[str, Any] = {}
    for group in form.groups:
        if group.key == upto:
            break
        given = {question.key: sample_answer(question, on=on) for question in group.questions}
        answers |= {group.key: [given]} if group.repeat is not None else given
    for clause in (one for group in form.groups if group.key == upto for one in group.shown_when):
        if clause.values and not clause.negated:
            asked = form.question(clause.question)
            many = asked is not None and asked.kind == QuestionKind.CHOICES
            answers[clause.question] = list(clause.values) if many else clause.values[0]
    return answers


def sample_answer(question: Question, *, on: date) -> Any:
    """One answer that the form takes."""
    if question.choices:
        first = question.choices[0].value
        return (
            [choice.value for choice in question.choices] if question.kind == QuestionKind.CHOICES else first
        )
    if question.kind == QuestionKind.DATE:
        day = day_of(question.last, on=on) or day_of(question.first, on=on) or on
        return day.isoformat()
    if question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY}:
        return question.least or min(1, question.most if question.most is not None else 1)
    if question.kind in _SAMPLES:
        return _SAMPLES[question.kind]
    least = question.least or 0
    return f"[{question.label}]".ljust(least, ".")[: length_of(question)]
