"""Which first values does a form show, and from where is each? What was answered is never replaced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.procedures.online_forms.conditions import all_hold
from motcua.procedures.online_forms.kinds import is_empty
from motcua.procedures.online_forms.shapes import Form, Group, Question
from motcua.procedures.online_forms.terms import PREFILL

_OWN = "answer"


@dataclass(frozen=True, slots=True)
class FirstValue:
    """A value that is shown before the person says anything; `source` as the form names it."""

    value: Any
    source: str

    @property
    def said(self) -> str:
        """The source in Vietnamese, as it stands beside the value."""
        where = self.source.partition(".")[0]
        if where == _OWN:
            return "ông/bà đã ghi ở trên"
        return PREFILL.get(self.source, "hồ sơ ông/bà đã nộp trước đây")


def sources_of(form: Form) -> frozenset[str]:
    """Every source that the form asks for, so that nothing else of a person is looked up."""
    return frozenset(source for question in form.questions() for source in question.prefill)


def first_values(group: Group, answers: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, FirstValue]:
    """First values of a page: by question, where nothing was answered yet.

    `answers` are the shown answers so far, `known` what is known by source ("account.name": …).
    """
    if group.repeat is not None:
        return {}
    found = ((question.key, _first(question, answers, known)) for question in group.questions)
    return {key: value for key, value in found if value is not None}


def _first(question: Question, answers: Mapping[str, Any], known: Mapping[str, Any]) -> FirstValue | None:
    if not is_empty(answers.get(question.key)) or not all_hold(question.prefill_when, answers):
        return None
    values = ((source, _value(source, answers, known)) for source in question.prefill)
    return next((FirstValue(value, source) for source, value in values if not is_empty(value)), None)


def _value(source: str, answers: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    where, _, name = source.partition(".")
    return answers.get(name) if where == _OWN else known.get(source)


def known_of(prefix: str, values: Mapping[str, Any], only: Iterable[str]) -> dict[str, Any]:
    """Values under their source names, of those asked for."""
    wanted = frozenset(only)
    named = {f"{prefix}.{key}": value for key, value in values.items()}
    return {source: value for source, value in named.items() if source in wanted and not is_empty(value)}
