"""Which paper do the answers of a form make? The declaration as its circular prints it, as PDF/A."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from motcua.core.moments import at
from motcua.documents.declarations import (
    Answer,
    AnswerLine,
    DeclarationBlock,
    DeclarationSheet,
    typeset_declaration,
)
from motcua.documents.results import Heading
from motcua.documents.sheet import Column, Paragraph, Table
from motcua.documents.sheets.parts import DEMONSTRATION
from motcua.documents.wording import place_and_day
from motcua.organisation.models import Unit
from motcua.procedures.online_forms.answers import pages, rows_of, shown_in
from motcua.procedures.online_forms.kinds import as_text
from motcua.procedures.online_forms.schema import Form, Group, Question
from motcua.procedures.online_forms.terms import QuestionKind

_MOST_COLUMNS = 6
_SHARES = {
    QuestionKind.NAME: 26,
    QuestionKind.ADDRESS: 30,
    QuestionKind.LONG: 30,
    QuestionKind.TEXT: 22,
    QuestionKind.NUMBER: 10,
    QuestionKind.CCCD: 21,
    QuestionKind.IDENTITY: 21,
    QuestionKind.TAX_CODE: 21,
    QuestionKind.PHONE: 19,
}
_SHARE, _PLACE = 16, 7


def declaration_pdf(
    form: Form,
    answers: Mapping[str, Any],
    *,
    procedure: str,
    unit: Unit,
    day: date,
    moment: datetime | None = None,
) -> bytes:
    """The declaration of cleaned answers to `unit` on `day`; `procedure` is its code, at the foot of each page.

    PDF/A-3a and PDF/UA-1, dated by `moment` (the beginning of the day where none is given).
    """
    sheet = declaration_sheet(form, answers, procedure=procedure, unit=unit, day=day)
    return typeset_declaration(sheet, moment=moment or at(day, time(0, 0)))


def declaration_sheet(
    form: Form, answers: Mapping[str, Any], *, procedure: str, unit: Unit, day: date
) -> DeclarationSheet:
    """What the declaration says. A question that is shown but not answered becomes a dotted line."""
    said = form.declaration
    return DeclarationSheet(
        title=said.title,
        subtitle=said.subtitle,
        form_no=said.form_no,
        addressee=_placed(said.addressee, unit),
        blocks=(
            *(Paragraph(_placed(text, unit)) for text in said.before),
            *(block for group in pages(form, answers) for block in _group_blocks(form, group, answers)),
            *(Paragraph(_placed(text, unit)) for text in said.after),
        ),
        place_and_day=f"Làm tại {place_and_day(unit.place or unit.name, day)}",
        signature=said.signature,
        signature_hint=said.signature_hint,
        signed_by=_signer(form, said.signed_by, answers),
        signature_left=said.signature_left,
        signed_left_by=_signer(form, said.signed_left_by, answers),
        label=f"Tờ khai điện tử, thủ tục {procedure}",
        mark=DEMONSTRATION if unit.demo else "",
    )


def _placed(text: str, unit: Unit) -> str:
    return text.replace("{unit.name}", unit.name)


def _signer(form: Form, key: str, answers: Mapping[str, Any]) -> str:
    """The name printed under a signature: the answer that the form names."""
    question = form.question(key)
    return as_text(question, answers.get(key)) if question else ""


def _group_blocks(form: Form, group: Group, answers: Mapping[str, Any]) -> Iterator[DeclarationBlock]:
    if group.heading:
        yield Heading(group.heading)
    if group.lead and group.repeat is None:
        yield Paragraph(_led(group))
    if group.repeat is None:
        yield from _lines(shown_in(form, group, answers, answers), answers)
    else:
        yield from _repeated(form, group, answers)


def _led(group: Group) -> str:
    lead = group.lead or group.title
    return lead if lead.endswith((":", ".")) else f"{lead}:"


def _lines(questions: tuple[Question, ...], given: Mapping[str, Any]) -> Iterator[AnswerLine]:
    """Each question in a line of its own, or beside the one before it."""
    line: list[Answer] = []
    for question in questions:
        if not question.printed:
            continue
        if line and not question.beside:
            yield AnswerLine(tuple(line))
            line = []
        line.append(Answer(question.printed, as_text(question, given.get(question.key))))
    if line:
        yield AnswerLine(tuple(line))


def _repeated(form: Form, group: Group, answers: Mapping[str, Any]) -> Iterator[DeclarationBlock]:
    """A table; with more columns than a page holds, the lines of one after the other."""
    rows = rows_of(group, answers)
    printed = [question for question in group.questions if question.printed]
    if len(printed) <= _MOST_COLUMNS:
        yield _table(group, printed, rows)
        return
    yield Paragraph(_led(group))
    row_name = group.repeat.row if group.repeat else group.title
    for place, row in enumerate(rows, start=1):
        yield Heading(f"{row_name} thứ {place}")
        yield from _lines(shown_in(form, group, answers, row), row)


def _table(group: Group, printed: list[Question], rows: list[Mapping[str, Any]]) -> Table:
    columns = (
        Column("STT", _PLACE, "center"),
        *(Column(question.printed, _SHARES.get(question.kind, _SHARE)) for question in printed),
    )
    cells = tuple(
        (str(place), *(as_text(question, row.get(question.key)) for question in printed))
        for place, row in enumerate(rows, start=1)
    )
    return Table(_led(group), columns, cells or (("",) * len(columns),))
