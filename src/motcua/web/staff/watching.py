"""What comes near its limit, was late, should be cleared before a gap, or waits under another's name?"""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.documents.wording import day_text, moment_text
from motcua.dossiers.apologies import apologies_to_sign, due_in, late_in
from motcua.dossiers.before_gap import before_gap
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import mine
from motcua.dossiers.warned import warned
from motcua.dossiers.warnings import WarningLevel
from motcua.organisation.presence import stood_for, watch_rule_of
from motcua.organisation.queries import actor_of
from motcua.web.staff.days import period_asked
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list
from motcua.web.staff.rows import Row, rows_of
from motcua.web.staff.watch_tabs import watch_tabs

MOST_ROWS = 200
# One part of a page: heading, what it means, rows, what is said where there is none.
Part = tuple[str | Promise, str | Promise, list[Row], str | Promise]


def _page(request: StaffRequest, end: str, title: str, parts: Sequence[Part], **more: object) -> HttpResponse:
    context = more | {
        "tabs": watch_tabs(request.actor.roles, end),
        "title": title,
        "parts": parts,
        "most": MOST_ROWS,
    }
    return render(request, "staff/watch.html", context)


def _rows(request: StaffRequest, name: str, dossiers: Sequence[Dossier], now: datetime) -> list[Row]:
    shown = dossiers[:MOST_ROWS]
    journal_list(request, name, shown)
    return rows_of(shown, request.unit, now)


@require_GET
def near(request: StaffRequest) -> HttpResponse:
    """Warnings before the limit, and past it what the head is told of."""
    now = clock.now()
    found = warned(request.unit.pk, now)
    by_level = {level: [one.dossier for one in found if one.warned.level is level] for level in WarningLevel}
    parts = [
        (
            _("Sắp đến hạn (%(n)d)") % {"n": len(by_level[WarningLevel.NEAR])},
            _(
                "Còn một phần tư thời gian làm việc, hồ sơ trong ngày còn một giờ. Người đang giữ được báo một lần."
            ),
            _rows(request, "sap-den-han", by_level[WarningLevel.NEAR], now),
            _("Không có hồ sơ nào sắp đến hạn."),
        ),
        (
            _("Quá hạn (%(n)d)") % {"n": len(by_level[WarningLevel.OVERDUE])},
            _("Người đứng đầu được báo một lần khi hồ sơ quá hạn."),
            _rows(request, "qua-han", by_level[WarningLevel.OVERDUE], now),
            _("Không có hồ sơ quá hạn."),
        ),
    ]
    return _page(request, "", _("Sắp đến hạn, quá hạn"), parts)


@require_GET
def apologies(request: StaffRequest) -> HttpResponse:
    """Letters of apology prepared for signature: a working day before, an hour for same-day; once."""
    now = clock.now()
    found = apologies_to_sign(request.unit.pk, now)[:MOST_ROWS]
    journal_list(request, "xin-loi", [one.dossier for one in found])
    rows = [
        (one, row)
        for one, row in zip(found, rows_of([one.dossier for one in found], request.unit, now), strict=True)
    ]
    context = {
        "tabs": watch_tabs(request.actor.roles, "xin-loi/"),
        "rows": [(row, moment_text(one.new_due), one.too_late) for one, row in rows],
    }
    return render(request, "staff/apologies.html", context)


@require_GET
def late(request: StaffRequest) -> HttpResponse:
    """Late dossiers of a period, zero said in words (R-166)."""
    now = clock.now()
    first, last = period_asked(request, now)
    found, due = late_in(request.unit.pk, first, last, now), due_in(request.unit.pk, first, last)
    page = list_page(request, found)
    rows = _rows(request, "tre-han", page.rows, now)
    heading = _("Trễ hạn: %(n)d trong %(due)d hồ sơ đến hạn") % {"n": len(found), "due": due}
    nothing = _("Không có hồ sơ trễ hạn (0 hồ sơ) từ %(first)s đến %(last)s.")
    part = (heading, "", rows, nothing % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"})
    return _page(request, "tre-han/", _("Hồ sơ trễ hạn trong kỳ"), [part], first=first, last=last, list=page)


@require_GET
def before(request: StaffRequest) -> HttpResponse:
    """Before a long gap: promised inside it, due before it, and what could be cleared before."""
    now, ahead = clock.now(), watch_rule_of(request.unit).days_before_gap
    found = before_gap(request.unit, now, ahead)
    if found is None:
        nothing = _("Trong %(n)d ngày làm việc tới không có đợt nghỉ dài (từ ba ngày liền).") % {"n": ahead}
        return _page(request, "truoc-nghi/", _("Trước đợt nghỉ dài"), [("", "", [], nothing)])
    lead = _("Nghỉ %(n)d ngày, từ %(first)s đến %(last)s. Còn %(left)d ngày làm việc, kể cả hôm nay.") % {
        "n": found.gap.days,
        "first": day_text(found.gap.first),
        "last": day_text(found.gap.last),
        "left": found.days_left,
    }
    inside, clear = _("Cần dời lời hẹn hoặc trả trước."), _("Có thể giải quyết trước khi nghỉ.")
    parts = [
        _part(request, now, _("Đã hẹn đúng vào ngày nghỉ"), found.inside, inside),
        _part(request, now, _("Đến hạn trước đợt nghỉ"), found.due_before, ""),
        _part(request, now, _("Đến hạn ngay sau đợt nghỉ"), found.clearable, clear),
    ]
    return _page(request, "truoc-nghi/", _("Trước đợt nghỉ dài"), parts, lead=lead)


def _part(request: StaffRequest, now: datetime, title: str, dossiers: Sequence[Dossier], says: str) -> Part:
    rows = _rows(request, "truoc-nghi", dossiers, now)
    return f"{title} ({len(dossiers)})", says, rows, _("Không có hồ sơ nào.")


@require_GET
def standing_in(request: StaffRequest) -> HttpResponse:
    """Open steps of the people for whom this person stands in, under both names (R-241)."""
    now, day = clock.now(), local_day(clock.now())
    parts = []
    for deputy in stood_for(request.actor.person_id, request.unit.pk, now):
        absent = actor_of(person_id=deputy.absent_id, unit_id=request.unit.pk, on=day)
        dossiers = list(mine(absent).order_by("due_at", "id")[:MOST_ROWS]) if absent else []
        says = _("Từ %(first)s đến trước %(last)s. Việc làm thay ghi cả hai tên; quyền ký không chuyển.")
        until = {"first": f"{deputy.valid_from:%d/%m/%Y}", "last": f"{deputy.valid_to:%d/%m/%Y}"}
        title = _("Thay cho %(name)s (%(n)d)") % {"name": deputy.absent.full_name, "n": len(dossiers)}
        rows = _rows(request, "lam-thay", dossiers, now)
        parts.append((title, says % until, rows, _("Không có việc nào đang chờ người này.")))
    nothing: Part = ("", "", [], _("Hôm nay ông/bà không làm thay ai."))
    return _page(request, "lam-thay/", _("Việc làm thay"), parts or [nothing])
