"""Is this an answer of its kind, how is it stored, and how is it read out?"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from motcua.core.identifiers import check_identity, kind_from_pattern
from motcua.core.phones import check_phone, phone_text
from motcua.core.refusals import Refused, refuse
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_line, clean_name
from motcua.procedures.online_forms.bounds import check_day, check_length, check_number, dotted, length_of
from motcua.procedures.online_forms.shapes import Question
from motcua.procedures.online_forms.terms import QuestionKind

ADDRESS_PARTS = ("line", "commune", "province")
_ADDRESS_WORDS = {
    "line": "Số nhà, đường, thôn, tổ",
    "commune": "Xã, phường, đặc khu",
    "province": "Tỉnh, thành phố",
}
_ADDRESS_LIMIT = {"line": 200, "commune": 100, "province": 100}
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_MOST_LINES = 60


def is_empty(value: Any) -> bool:
    """Nothing was answered."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(inner) for inner in value.values())
    return value is None or value == []


def cleaned_answer(question: Question, value: Any, *, on: date) -> Any:
    """The answer as it is stored, None where nothing was answered; raises `Refused` with the question as field."""
    if is_empty(value):
        return None
    try:
        return _CLEANERS[question.kind](question, value, on)
    except Refused as refused:
        known = refused.refusal
        raise refuse(known.code, known.text, field=question.key, **known.data) from refused


def as_text(question: Question, answer: Any) -> str:
    """A stored answer as people read it; "" where there is none."""
    if is_empty(answer):
        return ""
    reader = _READERS.get(question.kind)
    return reader(question, answer) if reader else str(answer)


def _text(question: Question, value: Any) -> str:
    """What was typed; a program may send a number where a text is asked."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refuse(
            "answer_wrong", f"{question.label}: cần câu trả lời bằng chữ. Hãy ghi lại.", field=question.key
        )
    return str(value)


def _clean_text(question: Question, value: Any, on: date) -> str:
    text = clean_line(_text(question, value), length_of(question), field=question.key, what=question.label)
    check_length(question, text)
    return text


def _clean_long(question: Question, value: Any, on: date) -> str:
    limit = length_of(question)
    raw = _text(question, value)
    if len(raw) > 8 * limit + 1000:
        raise refuse("text_too_long", f"{question.label} dài quá {limit} ký tự. Hãy ghi gọn lại.")
    lines = [clean_line(line, limit, field=question.key, what=question.label) for line in raw.splitlines()]
    if len(lines) > _MOST_LINES:
        raise refuse("text_too_long", f"{question.label} nhiều quá {_MOST_LINES} dòng. Hãy ghi gọn lại.")
    text = "\n".join(lines).strip()
    if len(text) > limit:
        raise refuse("text_too_long", f"{question.label} dài quá {limit} ký tự. Hãy ghi gọn lại.")
    check_length(question, text)
    return text


def _clean_name(question: Question, value: Any, on: date) -> str:
    name = clean_name(_text(question, value), length_of(question), field=question.key, what=question.label)
    check_length(question, name)
    return name


def _clean_date(question: Question, value: Any, on: date) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(_text(question, value).strip())
    except ValueError:
        raise refuse(
            "answer_wrong",
            f"{question.label}: chưa phải một ngày có trong lịch. Hãy ghi lại ngày, tháng, năm.",
        ) from None
    check_day(question, day, on=on)
    return day.isoformat()


def _clean_number(question: Question, value: Any, on: date) -> int:
    digits = re.sub(r"[\s.]|đồng|đ$", "", _text(question, value).strip().lower())
    if not re.fullmatch(r"[0-9]{1,18}", digits):
        raise refuse("answer_wrong", f"{question.label}: cần một số. Hãy chỉ ghi chữ số, ví dụ 1.500.000.")
    number = int(digits)
    check_number(question, number)
    return number


def _clean_choice(question: Question, value: Any, on: date) -> str:
    if not isinstance(value, str) or value not in question.labels():
        raise refuse("choice_unknown", f"{question.label}: lựa chọn này không có. Hãy chọn lại.")
    return value


def _clean_choices(question: Question, value: Any, on: date) -> list[str]:
    given = [value] if isinstance(value, str) else value
    known = question.labels()
    if not isinstance(given, list) or any(not isinstance(one, str) or one not in known for one in given):
        raise refuse(
            "choice_unknown", f"{question.label}: có lựa chọn không có trong danh sách. Hãy chọn lại."
        )
    return [one for one in known if one in given]


def _clean_cccd(question: Question, value: Any, on: date) -> str:
    return check_identity(IdentityKind.CCCD, _text(question, value), on=on).number


def _clean_identity(question: Question, value: Any, on: date) -> str:
    text = _text(question, value)
    return check_identity(kind_from_pattern(text), text, on=on).number


def _clean_tax_code(question: Question, value: Any, on: date) -> str:
    return check_identity(IdentityKind.TAX_CODE, _text(question, value), on=on).number


def _clean_phone(question: Question, value: Any, on: date) -> str:
    return check_phone(_text(question, value), field=question.key).number


def _clean_email(question: Question, value: Any, on: date) -> str:
    text = clean_line(_text(question, value), 200, field=question.key, what=question.label)
    if not _EMAIL.fullmatch(text):
        raise refuse("email_wrong", "Thư điện tử chưa đúng, ví dụ ten@example.vn. Hãy xem lại.")
    return text


def _clean_address(question: Question, value: Any, on: date) -> dict[str, str]:
    given = {"line": value} if isinstance(value, str) else value
    if not isinstance(given, Mapping) or set(given) - set(ADDRESS_PARTS):
        raise refuse(
            "answer_wrong", f"{question.label}: chưa đúng dạng. Hãy ghi số nhà, xã phường, tỉnh thành."
        )
    cleaned = {
        part: clean_line(
            _text(question, given.get(part) or ""),
            _ADDRESS_LIMIT[part],
            field=question.key,
            what=f"{question.label}: {_ADDRESS_WORDS[part].lower()}",
        )
        for part in ADDRESS_PARTS
    }
    if missing := [_ADDRESS_WORDS[part].lower() for part in ("commune", "province") if not cleaned[part]]:
        raise refuse("address_incomplete", f"{question.label}: còn thiếu. Hãy ghi {' và '.join(missing)}.")
    return cleaned


def _read_date(question: Question, answer: Any) -> str:
    try:
        return f"{date.fromisoformat(str(answer)):%d/%m/%Y}"
    except ValueError:
        return str(answer)


def _read_choice(question: Question, answer: Any) -> str:
    return question.labels().get(str(answer), str(answer))


def _read_choices(question: Question, answer: Any) -> str:
    given = answer if isinstance(answer, list) else [answer]
    return "; ".join(_read_choice(question, one) for one in given)


def _read_number(question: Question, answer: Any) -> str:
    number = dotted(answer) if isinstance(answer, int) else str(answer)
    return f"{number} đồng" if question.kind == QuestionKind.MONEY else number


def _read_address(question: Question, answer: Any) -> str:
    if not isinstance(answer, Mapping):
        return str(answer)
    return ", ".join(str(answer[part]) for part in ADDRESS_PARTS if answer.get(part))


_CLEANERS: dict[QuestionKind, Callable[[Question, Any, date], Any]] = {
    QuestionKind.TEXT: _clean_text,
    QuestionKind.LONG: _clean_long,
    QuestionKind.NAME: _clean_name,
    QuestionKind.DATE: _clean_date,
    QuestionKind.NUMBER: _clean_number,
    QuestionKind.MONEY: _clean_number,
    QuestionKind.CHOICE: _clean_choice,
    QuestionKind.CHOICES: _clean_choices,
    QuestionKind.YES_NO: _clean_choice,
    QuestionKind.CCCD: _clean_cccd,
    QuestionKind.IDENTITY: _clean_identity,
    QuestionKind.TAX_CODE: _clean_tax_code,
    QuestionKind.PHONE: _clean_phone,
    QuestionKind.EMAIL: _clean_email,
    QuestionKind.ADDRESS: _clean_address,
}
_READERS: dict[QuestionKind, Callable[[Question, Any], str]] = {
    QuestionKind.DATE: _read_date,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.MONEY: _read_number,
    QuestionKind.CHOICE: _read_choice,
    QuestionKind.CHOICES: _read_choices,
    QuestionKind.YES_NO: _read_choice,
    QuestionKind.PHONE: lambda question, answer: phone_text(str(answer)),
    QuestionKind.ADDRESS: _read_address,
}
