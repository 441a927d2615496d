"""What does a document print, and how is it read? Both stay side by side (R-301)."""

from collections.abc import Mapping
from typing import Any

from motcua.programmes.rules import ProgrammeRule, first_day
from motcua.workcalendar.wording import WEEKDAYS, day_number, named_day


def readings(definition: Mapping[str, Any], rule: ProgrammeRule) -> list[str]:
    """`văn bản ghi “…” → hiểu là: …`, one line for each gap or reading of our own."""
    document, period = definition["document"], definition["period"]
    found = []
    if document.get("number_text") or document.get("date_text"):
        printed = ", ".join(text for text in (document.get("number_text"), document.get("date_text")) if text)
        found.append(f"văn bản ghi “{printed}” → hiểu là: chưa điền số, ngày; giữ nguyên chỗ trống")
    if period.get("printed"):
        found.append(f"văn bản ghi “{period['printed']}” → hiểu là: {_period(rule)}")
    if rule.cut_off_assumed and rule.cut_off is not None:
        found.append(f"văn bản không ghi mốc giờ → tạm lấy {rule.cut_off:%H:%M}")
    return found


def _period(rule: ProgrammeRule) -> str:
    days = "" if rule.weekdays is None else ", ".join(WEEKDAYS[day] for day in sorted(rule.weekdays))
    end = "" if rule.period_to is None else f" đến trước {day_number(rule.period_to)}"
    when = f"{days} hàng tuần" if days else "mọi ngày làm việc"
    return f"{when}, từ {day_number(rule.period_from)}{end}; ngày đầu tiên {named_day(first_day(rule))}"
