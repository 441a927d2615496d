"""What must be said with an act? Reasons, bases and notes, cleaned; a missing one is refused."""

from collections.abc import Mapping
from typing import Any

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line

TEXT_LIMIT = 1000


def text_of(said: Mapping[str, Any], key: str, what: str, *, limit: int = TEXT_LIMIT) -> str:
    """One text of what was said, in stored form; empty where nothing was."""
    given = said.get(key) or ""
    if not isinstance(given, str):
        raise refuse("text_expected", f"{what} phải là chữ. Hãy nhập lại.", field=key)
    return clean_line(given, limit, field=key, what=what)


def needed(said: Mapping[str, Any], key: str, what: str) -> str:
    """The same where it must be said."""
    text = text_of(said, key, what)
    if not text:
        raise refuse(
            f"{key}_missing", f"Chưa ghi {what[:1].lower()}{what[1:]}. Hãy ghi rồi làm lại.", field=key
        )
    return text


def reason_and_basis(said: Mapping[str, Any]) -> dict[str, str]:
    """A refusal states its reason and its legal basis (R-035)."""
    return {"reason": needed(said, "reason", "Lý do"), "basis": needed(said, "basis", "Căn cứ pháp lý")}
