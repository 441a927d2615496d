"""What of a form will people stumble over? Faults that do not stop a form, each with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.procedures.online_forms.schema import Clause, Form, Group, Question
from motcua.procedures.online_forms.terms import QuestionKind

LONG_LABEL, LONG_HINT, LONG_PAGE = 80, 140, 10
_KIND_OF_SOURCE = {
    "birth_date": {QuestionKind.DATE},
    "issued_on": {QuestionKind.DATE},
    "phone": {QuestionKind.PHONE},
    "email": {QuestionKind.EMAIL},
    "tax_code": {QuestionKind.TAX_CODE},
    "id_number": {QuestionKind.CCCD, QuestionKind.IDENTITY, QuestionKind.TEXT},
    "number": {QuestionKind.CCCD, QuestionKind.IDENTITY, QuestionKind.TEXT},
    "address": {QuestionKind.ADDRESS, QuestionKind.TEXT, QuestionKind.LONG},
    "name": {QuestionKind.NAME, QuestionKind.TEXT},
}


@dataclass(frozen=True, slots=True)
class Stumble:
    """`place` is the key of the group or question ("" for the whole form); `text` says what to do."""

    place: str
    code: str
    text: str


def stumbles(form: Form) -> tuple[Stumble, ...]:
    """Everything a control officer should look at before a form is used."""
    return (
        *_of_whole(form),
        *(found for group in form.groups for found in _of_group(group)),
        *(found for question in form.questions() for found in _of_question(question)),
        *_never_shown(form),
    )


def _of_whole(form: Form) -> Iterator[Stumble]:
    said = form.declaration
    if not said.signed_by:
        yield Stumble("", "no_signer", "Tờ khai chưa định in tên ai dưới chữ ký. Hãy chọn câu hỏi họ tên.")
    if not said.addressee:
        yield Stumble("", "no_addressee", "Tờ khai chưa có dòng “Kính gửi”.")
    if not form.source:
        yield Stumble("", "no_source", "Chưa ghi mẫu này lấy từ văn bản nào.")


def _of_group(group: Group) -> Iterator[Stumble]:
    for label, count in Counter(question.label.casefold() for question in group.questions).items():
        if count > 1:
            yield Stumble(
                group.key,
                "label_twice",
                f"Trang có {count} câu cùng nhãn “{label}”: người nghe không phân biệt được.",
            )
    if len(group.questions) == 1 and group.questions[0].label.casefold() == group.title.casefold():
        yield Stumble(
            group.key, "title_is_label", "Tên trang trùng nhãn của câu hỏi duy nhất: máy đọc nói hai lần."
        )
    if len(group.questions) > LONG_PAGE:
        yield Stumble(
            group.key, "page_long", f"Trang có {len(group.questions)} câu; nên tách, mỗi trang một việc."
        )
    if len(group.title) > LONG_LABEL:
        yield Stumble(group.key, "title_long", f"Tên trang dài hơn {LONG_LABEL} chữ.")


def _of_question(question: Question) -> Iterator[Stumble]:
    if len(question.label) > LONG_LABEL:
        yield Stumble(
            question.key, "label_long", f"Nhãn dài hơn {LONG_LABEL} chữ; phần giải thích nên ở gợi ý."
        )
    if len(question.hint) > LONG_HINT:
        yield Stumble(question.key, "hint_long", f"Gợi ý dài hơn {LONG_HINT} chữ; người đọc sẽ bỏ qua.")
    if question.label.isupper() and len(question.label) > 5:
        yield Stumble(question.key, "label_capitals", "Nhãn viết toàn chữ in hoa: khó đọc, máy đọc đánh vần.")
    if question.label.endswith(":"):
        yield Stumble(question.key, "label_colon", "Nhãn không cần dấu hai chấm ở cuối.")
    for label, count in Counter(label.casefold() for label in question.labels().values()).items():
        if count > 1:
            yield Stumble(question.key, "choice_twice", f"Hai lựa chọn cùng chữ “{label}”.")
    yield from _wrong_sources(question)


def _wrong_sources(question: Question) -> Iterator[Stumble]:
    for source in question.prefill:
        where, _, name = source.partition(".")
        fitting = _KIND_OF_SOURCE.get(name) if where not in {"answer", "earlier"} else None
        if fitting and question.kind not in fitting:
            yield Stumble(
                question.key, "source_misfit", f"Nguồn điền sẵn “{source}” không hợp với kiểu câu hỏi."
            )


def _never_shown(form: Form) -> Iterator[Stumble]:
    for group in form.groups:
        for question in group.questions:
            if _can_be_shown(form, group, question):
                continue
            must = ", dù là câu bắt buộc" if question.required else ""
            yield Stumble(
                question.key, "never_shown", f"Không ai đến được câu này{must}: các điều kiện loại trừ nhau."
            )


def _can_be_shown(form: Form, group: Group, question: Question) -> bool:
    """Whether some answers satisfy every clause that the question hangs on, also through what those hang on."""
    allowed: dict[str, set[str]] = {}
    for clause in _hangs_on(form, (*group.shown_when, *question.shown_when)):
        asked = form.question(clause.question)
        if asked is None or asked.kind == QuestionKind.CHOICES or not asked.labels():
            continue
        values = _values(asked.labels(), clause)
        allowed[clause.question] = allowed.get(clause.question, values) & values
    return all(allowed.values())


def _values(labels: Mapping[str, str], clause: Clause) -> set[str]:
    known = set(labels)
    if not clause.values:
        return known
    return known - set(clause.values) if clause.negated else known & set(clause.values)


def _hangs_on(form: Form, clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses and those of the questions they ask about, each question once."""
    waiting, seen = list(clauses), set()
    while waiting:
        clause = waiting.pop()
        yield clause
        asked, group = form.question(clause.question), form.group_of(clause.question)
        if asked is not None and group is not None and asked.key not in seen:
            seen.add(asked.key)
            waiting += [*group.shown_when, *asked.shown_when]
