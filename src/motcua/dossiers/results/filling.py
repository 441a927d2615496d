"""What was typed into a template, is it whole, and what does the paper then say? Pure: data in, texts out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from motcua.core.refusals import Refusal, refuse
from motcua.core.vntext import clean_line
from motcua.documents.wording import day_text
from motcua.dossiers.results.content import Content, TypedField, filled, places_in, texts_of

LIMITS = {"text": 300, "long": 3000, "number": 30, "date": 20, "choice": 300}


def typed_of(content: Content, given: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, in stored form (a day as 2022-05-16), only the fields of the template.

    Raises Refused: text_too_long and the like, `result_date_wrong`, `result_choice_unknown`, `result_field_unknown`.
    """
    unknown = set(given) - {one.key for one in content.fields}
    if unknown:
        raise refuse(
            "result_field_unknown",
            f"Mẫu này không có ô “{sorted(map(str, unknown))[0][:60]}”. Hãy mở lại trang và nhập lại.",
            field="fields",
        )
    return {one.key: _typed(one, given.get(one.key)) for one in content.fields}


def _typed(one: TypedField, given: object) -> str:
    if given is not None and not isinstance(given, str):
        raise refuse("text_expected", f"{one.label} phải là chữ. Hãy nhập lại.", field=one.key)
    text = clean_line(given or "", LIMITS[one.kind], field=one.key, what=one.label)
    if not text:
        return ""
    if one.kind == "date":
        return _day(one, text).isoformat()
    if one.kind == "choice" and text not in one.choices:
        raise refuse(
            "result_choice_unknown",
            f"{one.label} không có lựa chọn này. Hãy chọn trong danh sách.",
            field=one.key,
        )
    return text


def _day(one: TypedField, text: str) -> date:
    """As a form gives it (2022-05-16) or as people write it (16/5/2022)."""
    parts = text.split("/")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise refuse(
            "result_date_wrong",
            f"{one.label} phải là một ngày, ví dụ 16/5/2022. Hãy nhập lại.",
            field=one.key,
        ) from None


def why_not_whole(content: Content, typed: Mapping[str, str]) -> Refusal | None:
    """The required fields that are still empty, all named at once."""
    lacking = [one for one in content.fields if one.required and not typed.get(one.key)]
    if not lacking:
        return None
    names = "; ".join(f"“{one.label}”" for one in lacking)
    return Refusal(
        "result_field_missing",
        f"Kết quả còn thiếu: {names}. Hãy nhập đủ rồi làm lại.",
        field=lacking[0].key,
    )


def shown_values(content: Content, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed as it is printed: a day as the office writes it."""
    return {one.key: _printed(one, typed[one.key]) if typed.get(one.key) else "" for one in content.fields}


def _printed(one: TypedField, text: str) -> str:
    if one.kind == "date":
        return day_text(date.fromisoformat(text))
    whole = one.kind == "number" and text.isascii() and text.isdigit()
    return f"{int(text):,}".replace(",", ".") if whole else text


def said_by(content: Content, values: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The blocks with their places filled; a block or row left out where all that it names is empty."""
    for block in content.blocks:
        if block.get("when") and not values.get(str(block["when"])):
            continue
        if block["kind"] != "signature" and _empty(list(texts_of(block)), values):
            continue
        yield {key: _said(key, value, values) for key, value in block.items() if key != "when"}


def _said(key: str, value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value if key == "kind" else filled(value, values)
    if isinstance(value, Mapping):
        return {inner: _said(inner, one, values) for inner, one in value.items()}
    if isinstance(value, list):
        return [_said(key, one, values) for one in value if not _left_out(one, values)]
    return value


def _left_out(one: Any, values: Mapping[str, str]) -> bool:
    if isinstance(one, Mapping):
        return _empty([str(one.get("value", ""))], values)
    return isinstance(one, str) and _empty([one], values)


def _empty(texts: list[str], values: Mapping[str, str]) -> bool:
    """Whether the texts name something and all of it is empty."""
    named = [name for text in texts for name in places_in(text)]
    return bool(named) and not any(values.get(name) for name in named)
