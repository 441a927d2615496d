"""What did a person answer in an online form, in the words of that form?"""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.answers import rows_of
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.queries import form_of
from motcua.procedures.online_forms.schema import Form


def said_in(procedure: str, form_number: int | None, answers: Mapping[str, Any]) -> str:
    """One line an answer, "câu hỏi: trả lời"; what the form does not name stands as it is kept."""
    found = FormVersion.objects.filter(procedure_id=procedure, number=form_number or 0).first()
    return "\n".join(
        f"{label}: {words}" for label, words in _lines(form_of(found) if found else None, answers)
    )


def _lines(form: Form | None, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    for group in form.groups if form else ():
        known |= {group.key} if group.repeat else {question.key for question in group.questions}
        for given in rows_of(group, answers):
            for question in group.questions:
                if words := as_text(question, given.get(question.key)):
                    yield question.label, words
    yield from ((key, str(value)) for key, value in answers.items() if key not in known)
