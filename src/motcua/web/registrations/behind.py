"""What does a line of the summary count: activities, items of channel 1022, initiatives of all units, as tables?"""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.participation import queries
from motcua.participation.registration_terms import ActivityKind
from motcua.participation.sheet import Line, Sheet
from motcua.web.registrations.details import (
    activity_columns,
    activity_line,
    portal_columns,
    portal_line,
)
from motcua.web.registrations.events import told_of

# What an item of channel 1022 is by its due time (`queries.in_time`), by the word of the address.
_IN_TIME = {"in_time": {True}, "late": {False}, "judged": {True, False}}


def activities_sheet(programme_id: str, unit_ids: Collection[str], which: str) -> Sheet:
    """Activities of one kind, of every kind for any other word; festival days with their requests."""
    found = queries.activities(programme_id, unit_ids=unit_ids).prefetch_related("reports")
    rows = list(found.filter(kind=which) if which in set(ActivityKind) else found)
    told = told_of({one.event for one in rows if one.event is not None})
    festival = which == ActivityKind.FESTIVAL
    lines = ((one, activity_line(one, told, festival=festival).cells) for one in rows)
    return Sheet(
        name="activities",
        title=_("Hoạt động đã đăng ký"),
        columns=(_("Đơn vị"), *activity_columns(festival=festival)),
        lines=tuple(Line((one.unit.name, *cells), key=str(one.registration_id)) for one, cells in lines),
    )


def portal_sheet(programme_id: str, unit_ids: Collection[str], which: str, now: datetime) -> Sheet:
    """Items of channel 1022: answered in time, late, both; all of them for any other word."""
    wanted = _IN_TIME.get(which, {True, False, None})
    rows = [
        one
        for one in queries.portal_items(programme_id, unit_ids=unit_ids)
        if queries.in_time(one, now) in wanted
    ]
    return Sheet(
        name="portal",
        title=_("Phản ánh, kiến nghị qua Cổng 1022"),
        columns=(_("Đơn vị"), *portal_columns()),
        lines=tuple(
            Line((one.unit.name, *portal_line(one, now).cells), key=str(one.registration_id)) for one in rows
        ),
    )


def initiatives_sheet(programme_id: str, unit_ids: Collection[str]) -> Sheet:
    """Initiatives with what was told of each last."""
    rows = queries.initiatives(programme_id, unit_ids=unit_ids).prefetch_related("reports")
    lines = []
    for one in rows:
        newest = max(one.reports.all(), key=lambda report: report.pk, default=None)
        result = newest.result if newest else _("Chưa ghi")
        evidence = (newest.evidence if newest else "") or "–"
        cells = (one.unit.name, one.description, one.owner, result, evidence)
        lines.append(Line(cells, key=str(one.pk)))
    return Sheet(
        name="initiatives",
        title=_("Sáng kiến, giải pháp"),
        columns=(_("Đơn vị"), _("Nội dung"), _("Phụ trách"), _("Kết quả"), _("Minh chứng")),
        lines=tuple(lines),
    )
