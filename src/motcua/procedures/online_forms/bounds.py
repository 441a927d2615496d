"""Within which bounds is an answer? Numbers, lengths, days counted from the day of the answer."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from motcua.core.refusals import Refused, refuse
from motcua.procedures.online_forms.shapes import Question
from motcua.procedures.online_forms.terms import (
    LARGEST_NUMBER,
    LONGEST_LINE,
    LONGEST_LONG,
    QuestionKind,
)

_MOVED = re.compile(r"today(?:([+-])([0-9]{1,3})([ymd]))?")
_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.MONEY})
_LENGTHS = {QuestionKind.TEXT: LONGEST_LINE, QuestionKind.LONG: LONGEST_LONG, QuestionKind.NAME: 200}
_EARLIEST, _LATEST = date(1850, 1, 1), date(2200, 1, 1)


def bounds_fault(question: Question) -> str:
    """What is wrong with the bounds of a question, or ""."""
    bounded = question.kind in _NUMBERS or question.kind in _LENGTHS
    if (question.least is not None or question.most is not None) and not bounded:
        return "least, most chỉ dùng cho số và chữ."
    if (question.first or question.last) and question.kind != QuestionKind.DATE:
        return "first, last chỉ dùng cho ngày."
    if not (_is_day(question.first) and _is_day(question.last)):
        return "first, last phải là ngày dạng 2022-05-15, today, hoặc today-18y, today+30d."
    longest = _LENGTHS.get(question.kind, LARGEST_NUMBER)
    if (question.most or 0) > longest or (question.least or 0) > longest:
        return f"least, most nhiều nhất là {longest}."
    if question.most is not None and (question.least or 0) > question.most:
        return "least lớn hơn most."
    return ""


def _is_day(text: str) -> bool:
    try:
        day_of(text, on=date(2000, 1, 1))
    except ValueError:
        return False
    return True


def day_of(text: str, *, on: date) -> date | None:
    """The day a bound names, seen from the day `on`; None for no bound. Raises ValueError."""
    if not text:
        return None
    moved = _MOVED.fullmatch(text)
    if moved is None:
        return date.fromisoformat(text)
    sign, count, unit = moved.groups()
    if sign is None:
        return on
    steps = int(count) * (1 if sign == "+" else -1)
    return _MOVES[unit](on, steps)


def _by_months(on: date, months: int) -> date:
    """The same day of another month; 29/2 and the like become the last day the month has."""
    place = on.year * 12 + on.month - 1 + months
    year, month = divmod(place, 12)
    for day in range(on.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(on.day, 28))


_MOVES: dict[str, Callable[[date, int], date]] = {
    "d": lambda on, steps: on + timedelta(days=steps),
    "m": _by_months,
    "y": lambda on, steps: _by_months(on, 12 * steps),
}


def length_of(question: Question) -> int:
    """How many characters a text may have."""
    return question.most if question.most is not None else _LENGTHS.get(question.kind, LONGEST_LINE)


def check_length(question: Question, text: str) -> None:
    """Refuses `answer_too_short`; what is too long was refused when it was cleaned."""
    if question.least is not None and len(text) < question.least:
        raise _outside("answer_too_short", question, f"cần ít nhất {question.least} chữ", "ghi thêm")


def check_number(question: Question, number: int) -> None:
    """Refuses `answer_too_small`, `answer_too_large`."""
    least, most = question.least or 0, question.most if question.most is not None else LARGEST_NUMBER
    if number < least:
        raise _outside("answer_too_small", question, f"phải từ {dotted(least)} trở lên", "xem lại số đã ghi")
    if number > most:
        raise _outside("answer_too_large", question, f"không quá {dotted(most)}", "xem lại số đã ghi")


def check_day(question: Question, day: date, *, on: date) -> None:
    """Refuses `answer_too_early`, `answer_too_late`."""
    first = day_of(question.first, on=on) or _EARLIEST
    last = day_of(question.last, on=on) or _LATEST
    if day < first:
        raise _outside(
            "answer_too_early", question, f"không được trước ngày {first:%d/%m/%Y}", "xem lại ngày"
        )
    if day > last:
        when = "hôm nay" if last == on else f"ngày {last:%d/%m/%Y}"
        raise _outside("answer_too_late", question, f"không được sau {when}", "xem lại ngày")


def _outside(code: str, question: Question, what: str, do: str) -> Refused:
    return refuse(code, f"{question.label}: {what}. Hãy {do}.", field=question.key)


def dotted(number: int) -> str:
    """`1.500.000`."""
    return f"{number:,}".replace(",", ".")
