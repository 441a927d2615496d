"""What must be said with an act? Reasons, bases and notes, cleaned; a missing one is refused."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line, needed_line
from motcua.dossiers.completeness import Handed

TEXT_LIMIT = 1000
MOST_DONG = 10**13
_YEARS = range(2000, 2100)


def text_of(said: Mapping[str, Any], key: str, what: str, *, limit: int = TEXT_LIMIT) -> str:
    """One text of what was said, in stored form; empty where nothing was."""
    return clean_line(_typed(said, key, what), limit, field=key, what=what)


def needed(said: Mapping[str, Any], key: str, what: str) -> str:
    """The same where it must be said."""
    return needed_line(_typed(said, key, what), TEXT_LIMIT, field=key, what=what)


def _typed(said: Mapping[str, Any], key: str, what: str) -> str:
    given = said.get(key) or ""
    if not isinstance(given, str):
        raise refuse("text_expected", f"{what} phải là chữ. Hãy nhập lại.", field=key)
    return given


def reason_and_basis(said: Mapping[str, Any]) -> dict[str, str]:
    """A refusal states its reason and its legal basis (R-035)."""
    return {"reason": needed(said, "reason", "Lý do"), "basis": needed(said, "basis", "Căn cứ pháp lý")}


def flag_of(said: Mapping[str, Any], key: str, default: bool) -> bool:
    """A yes or no; a word such as “không” is neither."""
    given = said.get(key, default)
    if not isinstance(given, bool):
        raise refuse("flag_expected", "Chỉ ghi có hoặc không (true, false). Hãy chọn lại.", field=key)
    return given


def papers_of(given: object) -> tuple[Handed, ...]:
    """The papers that came, as a form or a program names them; `check_papers` judges keys and counts."""
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or not given:
        raise refuse(
            "components_missing",
            "Chưa ghi giấy tờ bổ sung. Hãy đánh dấu giấy tờ đã nhận.",
            field="components",
        )
    return tuple(_paper(paper) for paper in given)


def _paper(paper: object) -> Handed:
    if isinstance(paper, Handed):
        return paper
    if not isinstance(paper, Mapping) or not isinstance(paper.get("key"), str):
        raise refuse("component_wrong", "Mỗi giấy tờ cần mã và số bản. Hãy nhập lại.", field="components")
    return Handed(paper["key"], paper.get("original", 0), paper.get("copies", 0))


def moment_of(said: Mapping[str, Any], key: str, what: str) -> datetime | None:
    """A moment with its zone, as a form gives it or as ISO 8601 with an offset; None where nothing was said."""
    given = said.get(key)
    if given is None or given == "":
        return None
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        moment = None
    if not isinstance(moment, datetime) or moment.tzinfo is None or moment.year not in _YEARS:
        raise refuse("moment_wrong", f"{what} phải là ngày, giờ có múi giờ. Hãy nhập lại.", field=key)
    return moment


def needed_moment(said: Mapping[str, Any], key: str, what: str) -> datetime:
    """The same where it must be said."""
    moment = moment_of(said, key, what)
    if moment is None:
        raise refuse(
            f"{key}_missing", f"Chưa ghi {what[:1].lower()}{what[1:]}. Hãy ghi rồi làm lại.", field=key
        )
    return moment


def day_of(said: Mapping[str, Any], key: str, what: str) -> date | None:
    """A day, as a form gives it or as `2026-11-23`; None where nothing was said."""
    given = said.get(key)
    if given is None or given == "":
        return None
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        day = None
    if not isinstance(day, date) or isinstance(day, datetime) or day.year not in _YEARS:
        raise refuse("day_wrong", f"{what} phải là một ngày. Hãy nhập lại.", field=key)
    return day


def amount_of(said: Mapping[str, Any], key: str, what: str) -> int | None:
    """A sum in whole đồng; None where nothing was said."""
    given = said.get(key)
    if given is None or given == "":
        return None
    if type(given) is not int or not 0 < given <= MOST_DONG:
        raise refuse("amount_wrong", f"{what} phải là số đồng nguyên, lớn hơn 0. Hãy nhập lại.", field=key)
    return given
