"""Is this data a form that can be used? Read strictly, every fault told at once with its place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.core.reading import Findings, Part
from motcua.core.vntext import nfc
from motcua.procedures.online_forms.bounds import bounds_fault
from motcua.procedures.online_forms.conditions import condition_faults
from motcua.procedures.online_forms.shapes import (
    Choice,
    Clause,
    Declaration,
    Form,
    Group,
    Question,
    Repeat,
)
from motcua.procedures.online_forms.terms import (
    CHOOSING,
    LANGUAGE,
    LONGEST_HINT,
    LONGEST_LABEL,
    LONGEST_PARAGRAPH,
    MOST_CHOICES,
    MOST_CLAUSES,
    MOST_GROUPS,
    MOST_QUESTIONS,
    MOST_ROWS,
    QuestionKind,
    knows_prefill,
)

__all__ = [
    "Choice",
    "Clause",
    "Declaration",
    "FaultySchema",
    "Form",
    "Group",
    "Question",
    "Repeat",
    "read_schema",
    "tidy",
]

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VALUE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
_DEEPEST = 8
_FORM = {"language", "title", "source", "confidence", "groups", "declaration"}
_GROUP = {"key", "title", "hint", "questions", "shown_when", "repeat", "heading", "lead"}
_QUESTION = {
    "key", "kind", "label", "hint", "error", "required", "choices", "shown_when",
    "least", "most", "first", "last", "prefill", "prefill_when", "printed", "beside",
}  # fmt: skip
_CLAUSE = {"question", "is", "is_not"}
_DECLARATION = {
    "title", "subtitle", "form_no", "addressee", "before", "after", "signature", "signature_hint", "signed_by",
    "signature_left", "signed_left_by",
}  # fmt: skip


class FaultySchema(ValueError):
    """A form that cannot be used; `faults` says where and why, in Vietnamese."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read_schema(data: Mapping[str, Any], *, file: str = "mẫu") -> Form:
    """The form from its data; raises FaultySchema with everything that is wrong, each fault named by its place."""
    findings = Findings(file)
    if not isinstance(data, Mapping) or _too_deep(data, _DEEPEST):
        raise FaultySchema([f"{file}: không phải dữ liệu của một mẫu"])
    whole = Part(tidy(data), "", findings)
    _only(whole, _FORM)
    if whole.number("language", LANGUAGE) != LANGUAGE:
        whole.refuse(f"mục language phải là {LANGUAGE}; mẫu viết cho phiên bản khác của phần mềm.")
    form = Form(
        title=_line(whole, "title", LONGEST_LABEL),
        groups=tuple(_groups(whole)),
        declaration=_declaration(whole),
        source=_line(whole, "source", LONGEST_PARAGRAPH, ""),
        confidence=_line(whole, "confidence", LONGEST_PARAGRAPH, ""),
    )
    for text in (*_marked(data), *_doubles(form), *_too_many(form), *_unsigned(form)):
        whole.refuse(text)
    if not findings.refused:
        for place, text in condition_faults(form):
            findings.refuse(place, text)
    if findings.refused:
        raise FaultySchema(findings.refused)
    return form


def tidy(value: Any) -> Any:
    """The same data with every text in NFC and without blanks around it."""
    if isinstance(value, str):
        return nfc(value).strip()
    if isinstance(value, Mapping):
        return {key: tidy(inner) for key, inner in value.items()}
    return [tidy(inner) for inner in value] if isinstance(value, list | tuple) else value


def _groups(whole: Part) -> Iterator[Group]:
    for part in whole.parts("groups", "key"):
        _only(part, _GROUP)
        yield Group(
            key=_key(part),
            title=_line(part, "title", LONGEST_LABEL),
            questions=tuple(_question(one) for one in part.parts("questions", "key")),
            hint=_line(part, "hint", LONGEST_PARAGRAPH, ""),
            shown_when=_clauses(part),
            repeat=_repeat(part),
            heading=_line(part, "heading", LONGEST_LABEL, ""),
            lead=_line(part, "lead", LONGEST_PARAGRAPH, ""),
        )


def _question(part: Part) -> Question:
    _only(part, _QUESTION)
    label = _line(part, "label", LONGEST_LABEL)
    question = Question(
        key=_key(part),
        kind=QuestionKind(
            part.choice("kind", [kind.value for kind in QuestionKind], QuestionKind.TEXT.value)
        ),
        label=label,
        hint=_line(part, "hint", LONGEST_HINT, ""),
        error=_line(part, "error", LONGEST_HINT, ""),
        required=part.flag("required", True),
        choices=_choices(part),
        shown_when=_clauses(part),
        least=part.maybe_number("least"),
        most=part.maybe_number("most"),
        first=_moved_day(part, "first"),
        last=_moved_day(part, "last"),
        prefill=_sources(part),
        prefill_when=_clauses(part, "prefill_when"),
        printed=_line(part, "printed", LONGEST_LABEL, label),
        beside=part.flag("beside"),
    )
    if question.choices and question.kind not in CHOOSING:
        part.refuse("có choices mà kind không phải là chọn; hãy bỏ choices hoặc đổi kind.")
    if fault := bounds_fault(question):
        part.refuse(fault)
    return question


def _choices(part: Part) -> tuple[Choice, ...]:
    found = []
    for one in part.parts("choices", "value", ()):
        _only(one, {"value", "label", "hint"})
        value = one.text("value")
        if not _VALUE.fullmatch(value):
            one.refuse("value phải là chữ thường không dấu, chữ số.")
        found.append(Choice(value, _line(one, "label", LONGEST_LABEL), _line(one, "hint", LONGEST_HINT, "")))
    if (
        part.raw.get("kind") in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        and not 2 <= len(found) <= MOST_CHOICES
    ):
        part.refuse(f"cần từ 2 đến {MOST_CHOICES} lựa chọn (choices).")
    for double in _repeated(choice.value for choice in found):
        part.refuse(f"lựa chọn “{double}” ghi trùng.")
    return tuple(found)


def _clauses(part: Part, key: str = "shown_when") -> tuple[Clause, ...]:
    """One clause or a list of them, of which all must hold."""
    given = part.raw.get(key)
    if given is None:
        return ()
    listed = {key: [given] if isinstance(given, Mapping) else given}
    clauses = [_clause(one) for one in Part(listed, part.label, part.findings).parts(key, "question")]
    if len(clauses) > MOST_CLAUSES:
        part.refuse(f"nhiều hơn {MOST_CLAUSES} điều kiện; hãy tách câu hỏi.")
    return tuple(clauses)


def _clause(part: Part) -> Clause:
    _only(part, _CLAUSE)
    if "is" in part.raw and "is_not" in part.raw:
        part.refuse("chỉ ghi một trong is, is_not.")
    negated = "is_not" in part.raw
    name = "is_not" if negated else "is"
    values = part.raw.get(name, [])
    listed = Part({name: [values] if isinstance(values, str) else values}, part.label, part.findings)
    return Clause(part.text("question"), listed.texts(name, ()), negated)


def _repeat(part: Part) -> Repeat | None:
    inner = part.maybe_part("repeat")
    if inner is None:
        return None
    _only(inner, {"least", "most", "row"})
    repeat = Repeat(inner.number("least", 1), inner.number("most"), _line(inner, "row", LONGEST_LABEL))
    if not repeat.least <= repeat.most or not 1 <= repeat.most <= MOST_ROWS:
        inner.refuse(f"most phải từ 1 đến {MOST_ROWS} và không nhỏ hơn least.")
    return repeat


def _declaration(whole: Part) -> Declaration:
    part = whole.maybe_part("declaration")
    if part is None:
        return Declaration(title=whole.text("title", ""))
    _only(part, _DECLARATION)
    known = Declaration(title=_line(part, "title", LONGEST_LABEL))
    return Declaration(
        title=known.title,
        subtitle=_line(part, "subtitle", LONGEST_LABEL, ""),
        form_no=_line(part, "form_no", LONGEST_LABEL, ""),
        addressee=_line(part, "addressee", LONGEST_LABEL, ""),
        before=_paragraphs(part, "before"),
        after=_paragraphs(part, "after"),
        signature=_line(part, "signature", LONGEST_LABEL, known.signature),
        signature_hint=_line(part, "signature_hint", LONGEST_LABEL, known.signature_hint),
        signed_by=part.text("signed_by", ""),
        signature_left=_line(part, "signature_left", LONGEST_LABEL, ""),
        signed_left_by=part.text("signed_left_by", ""),
    )


def _paragraphs(part: Part, key: str) -> tuple[str, ...]:
    texts = part.texts(key, ())
    if any(len(text) > LONGEST_PARAGRAPH for text in texts):
        part.refuse(f"{key} có đoạn dài hơn {LONGEST_PARAGRAPH} chữ.")
    return texts


def _sources(part: Part) -> tuple[str, ...]:
    given = part.raw.get("prefill", [])
    listed = Part({"prefill": [given] if isinstance(given, str) else given}, part.label, part.findings)
    sources = listed.texts("prefill", ())
    for source in sources:
        if not knows_prefill(source):
            part.refuse(f"không có nguồn điền sẵn “{source}”.")
    return sources


def _moved_day(part: Part, key: str) -> str:
    value = part.raw.get(key, "")
    return value.isoformat() if hasattr(value, "isoformat") else part.text(key, "")


def _key(part: Part) -> str:
    key = part.text("key")
    if key and not _KEY.fullmatch(key):
        part.refuse("key phải là chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ.")
    return key


def _line(part: Part, key: str, limit: int, default: str | None = None) -> str:
    text = part.text(key) if default is None else part.text(key, default)
    if len(text) > limit:
        part.refuse(f"{key} dài hơn {limit} chữ; hãy viết gọn.")
    return text


def _only(part: Part, known: set[str]) -> None:
    unknown = sorted(str(key) for key in part.raw if key not in known)
    if unknown:
        part.refuse(f"không có mục {', '.join(unknown)}; hãy xóa hoặc sửa tên.")


def _marked(value: Any) -> Iterator[str]:
    """Texts with control, invisible or direction characters."""
    if isinstance(value, str) and any(unicodedata.category(char).startswith("C") for char in value.strip()):
        yield f"dòng “{_seen(value)}” có ký tự ẩn hoặc ký tự điều khiển; hãy gõ lại."
    elif isinstance(value, Mapping):
        for inner in (*value.keys(), *value.values()):
            yield from _marked(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _marked(inner)


def _seen(text: str) -> str:
    return "".join(" " if unicodedata.category(char).startswith("C") else char for char in text[:60]).strip()


def _doubles(form: Form) -> Iterator[str]:
    keys = [*(group.key for group in form.groups), *(one.key for one in form.questions())]
    for double in _repeated(keys):
        yield f"mã “{double}” dùng hai lần; mỗi nhóm, mỗi câu hỏi cần một mã riêng."
    for double in _repeated(group.title for group in form.groups):
        yield f"hai nhóm cùng tên “{double}”."


def _unsigned(form: Form) -> Iterator[str]:
    for key in (form.declaration.signed_by, form.declaration.signed_left_by):
        if key and form.question(key) is None:
            yield f"tờ khai in tên theo câu “{key}”, mẫu không có câu này."


def _too_many(form: Form) -> Iterator[str]:
    if not 1 <= len(form.groups) <= MOST_GROUPS:
        yield f"cần từ 1 đến {MOST_GROUPS} nhóm."
    if not 1 <= len(list(form.questions())) <= MOST_QUESTIONS:
        yield f"cần từ 1 đến {MOST_QUESTIONS} câu hỏi."
    for group in form.groups:
        if not group.questions:
            yield f"nhóm “{group.key}” không có câu hỏi nào."


def _repeated(values: Iterable[str]) -> list[str]:
    listed = list(values)
    return sorted({value for value in listed if value and listed.count(value) > 1})


def _too_deep(value: Any, most: int) -> bool:
    if most < 0:
        return True
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, list | tuple):
        inner = value
    return any(_too_deep(one, most - 1) for one in inner)
