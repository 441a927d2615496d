"""How is a programme read from its file? Plain data in, a rule out; what cannot be read is refused.

The format is that of data/programmes.yaml. YAML turns an unquoted 15:30 into 930, the minutes since
midnight, and dates into dates: both spellings are read.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from motcua.core.refusals import Refused, refuse
from motcua.programmes.rules import AfterCutOff, ProcedureCutOff, ProgrammeRule, UnitAddition
from motcua.programmes.terms import ProgrammeStatus
from motcua.workcalendar.wording import day_number

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANNELS = ("desk", "online", "post", "home", "kiosk")
Data = Mapping[str, Any]


def read_programme(data: Data) -> ProgrammeRule:
    """One item of `programmes:`; raises Refused `programme_unreadable` naming the programme and the part."""
    name = str(data.get("id", "?"))
    try:
        return _rule(data)
    except KeyError as missing:
        raise _unreadable(name, f"thiếu mục {missing}") from missing
    except (ValueError, TypeError, AttributeError) as wrong:
        raise _unreadable(name, str(wrong)) from wrong


def _rule(data: Data) -> ProgrammeRule:
    document, scope, period, promise = data["document"], data["scope"], data["period"], data["promise"]
    if promise["due"] != "same_day_close":
        raise ValueError(f"lời hẹn chưa được hỗ trợ: {promise['due']}")
    return ProgrammeRule(
        id=data["id"],
        name=data["name"],
        status=ProgrammeStatus(data["status"]),
        parent=data.get("parent"),
        replaces_parent=bool(data.get("replaces_parent_for_its_units", False)),
        units=frozenset(scope["units"]),
        with_descendants=bool(scope["with_descendants"]),
        levels=frozenset(scope["levels"]),
        period_from=read_date(period["from"]),
        period_to=_maybe_date(period.get("to")),
        weekdays=_weekdays(data.get("weekdays")),
        lists={item["level"]: frozenset(item["codes"]) for item in data["lists"]},
        additions=tuple(_addition(item) for item in data.get("unit_additions", ())),
        procedure_cut_offs=tuple(_own_cut_off(item) for item in data.get("procedure_cut_offs", ())),
        cut_off=_maybe_clock(promise.get("cut_off")),
        cut_off_assumed=bool(promise.get("cut_off_assumed", False)),
        after_cut_off=_after(promise["after_cut_off"]),
        channels=_channels(data["channels"]),
        document=_document(data["name"], document),
        clause=document.get("clause", ""),
        notes=tuple(note for note in (data.get("note"), period.get("note")) if note),
        declared_counts={
            item["level"]: (item["procedures"], item["fields"]) for item in data.get("declared_counts", ())
        },
        demo=bool(data.get("demo", False)),
    )


def read_date(value: object) -> date:
    """'2022-05-15' or a date."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def read_clock(value: object) -> time:
    """'15:00', or the 900 that YAML makes of an unquoted 15:00."""
    if isinstance(value, int) and not isinstance(value, bool):
        return time(value // 60, value % 60)
    return time.fromisoformat(str(value))


def _maybe_date(value: object) -> date | None:
    return None if value is None else read_date(value)


def _maybe_clock(value: object) -> time | None:
    return None if value is None else read_clock(value)


def _weekdays(names: list[str] | None) -> frozenset[int] | None:
    return None if names is None else frozenset(WEEKDAYS.index(name) for name in names)


def _addition(item: Data) -> UnitAddition:
    return UnitAddition(item["unit"], item["code"], read_date(item["from"]), _maybe_date(item.get("to")))


def _own_cut_off(item: Data) -> ProcedureCutOff:
    return ProcedureCutOff(
        unit=item.get("unit"),
        code=item["code"],
        cut_off=read_clock(item["cut_off"]),
        valid_from=_maybe_date(item.get("from")),
        valid_to=_maybe_date(item.get("to")),
    )


def _after(item: Data) -> AfterCutOff:
    if item["day"] != "next_working_day":
        raise ValueError(f"ngày trả sau mốc giờ chưa được hỗ trợ: {item['day']}")
    by = None if item["by"] == "close" else read_clock(item["by"])
    return AfterCutOff(bool(item["unless_settled_at_once"]), by, bool(item["strict"]))


def _channels(channels: Data) -> dict[str, int]:
    """Channel to lowest online level: false is left out, true needs none."""
    unknown = set(channels) - set(CHANNELS)
    if unknown:
        raise ValueError(f"hình thức nộp không có: {', '.join(sorted(unknown))}")
    return {
        channel: int(allowed["min_online_level"]) if isinstance(allowed, Mapping) else 0
        for channel, allowed in channels.items()
        if allowed
    }


def _document(name: str, document: Data) -> str:
    """How the document is named; a blank number or date stays visible (R-301)."""
    number = f"Kế hoạch số {document['number']}" if document.get("number") else ""
    printed = f"Kế hoạch {document['number_text']}" if document.get("number_text") else ""
    day = f"ngày {day_number(read_date(document['date']))}" if document.get("date") else ""
    words = [number or printed or f"Kế hoạch “{name}”", day or document.get("date_text", "")]
    return " ".join(word for word in words if word)


def _unreadable(name: str, what: str) -> Refused:
    return refuse(
        "programme_unreadable", f"Không đọc được chương trình {name}: {what}. Hãy sửa tệp rồi nạp lại."
    )
