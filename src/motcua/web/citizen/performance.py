"""How well does each agency work? Figures of a month for everybody, with their date, of no person. (R-296)"""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.documents.report_paper import cell_text
from motcua.feedback.rules import rating_rule
from motcua.reports.issue_rules import month_of
from motcua.reports.performance import UnitPerformance, performance

_DAY = timedelta(days=1)
_FIRST_YEAR = 2000


@require_safe
def work_done(request: HttpRequest) -> HttpResponse:
    """The month of the address (`thang=2022-05`), else this one; agencies by level."""
    today = local_day(clock.now())
    month = _month(request.GET.get("thang", "")) or today
    made = performance(min(month, today), clock.now())
    levels: dict[str, list[tuple[UnitPerformance, tuple[tuple[str, str], ...]]]] = {}
    for row in made.rows:
        levels.setdefault(row.level, []).append((row, _cells(row)))
    following = made.last + _DAY
    shown = {
        "made": made,
        "levels": list(levels.items()),
        "header": [title for title, _text in _cells(made.rows[0])] if made.rows else [],
        "few": rating_rule().small,
        "before": f"?thang={made.first - _DAY:%Y-%m}",
        "after": f"?thang={following:%Y-%m}" if following <= today else "",
    }
    return render(request, "citizen/performance.html", shown)


def _cells(row: UnitPerformance) -> tuple[tuple[str, str], ...]:
    tenths = row.wait_tenths
    wait = "–" if tenths is None else _("%(minutes)s phút") % {"minutes": f"{tenths // 10},{tenths % 10}"}
    return (
        (_("Tiếp nhận"), cell_text(row.received)),
        (_("Đã giải quyết"), cell_text(row.settled)),
        (_("Đúng hạn, trước hạn"), cell_text(row.in_time)),
        (_("Trong ngày"), cell_text(row.same_day)),
        (_("Chờ trung bình"), wait),
        (_("Phiếu đánh giá"), cell_text(row.answers)),
        (_("Hài lòng"), cell_text(row.satisfied)),
    )


def _month(text: str) -> date | None:
    """The first day of the month that the address names; what cannot be one is as if nothing was said."""
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
    return month_of(found)[0] if _FIRST_YEAR <= found.year < _FIRST_YEAR + 100 else None
