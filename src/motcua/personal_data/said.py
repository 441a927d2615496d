"""What did a person answer in an online form, in the words of that form?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.answers import rows_of
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.queries import form_of
from motcua.procedures.online_forms.schema import Form


def said_in(given: Sequence[tuple[str, int | None, Mapping[str, Any]]]) -> list[str]:
    """What was answered in each of these: procedure, number of its form (None: without one) and answers.

    One line an answer, "câu hỏi: trả lời"; what the form does not name stands as it is kept.
    """
    versions = FormVersion.objects.filter(procedure_id__in={procedure for procedure, _, _ in given})
    forms = {(one.procedure_id, one.number): one for one in versions}
    return [_text(forms.get((procedure, number or 0)), answers) for procedure, number, answers in given]


def _text(version: FormVersion | None, answers: Mapping[str, Any]) -> str:
    lines = _lines(form_of(version) if version else None, answers)
    return "\n".join(f"{label}: {words}" for label, words in lines)


def _lines(form: Form | None, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    for group in form.groups if form else ():
        known |= {group.key} if group.repeat else {question.key for question in group.questions}
        for given in rows_of(group, answers):
            for question in group.questions:
                if words := as_text(question, given.get(question.key)):
                    yield question.label, words
    yield from ((key, str(value)) for key, value in answers.items() if key not in known)
