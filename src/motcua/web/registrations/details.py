"""What stands on the page of a registration? Activities, results, backlog, pledges, items of channel 1022 as tables."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.participation import queries
from motcua.participation.breaches import breaches_of
from motcua.participation.models import PortalItem, RegisteredActivity, Registration
from motcua.participation.registration_sheets import backlog_sheet, breaches_sheet, pledges_sheet
from motcua.participation.registration_terms import ACTIVITY_LABELS, ActivityKind, Option
from motcua.participation.sheet import Line, Sheet, day_text, moment_text
from motcua.web.registrations.events import Told, events_for, told_of
from motcua.web.registrations.looking import Address, Shown, shown
from motcua.web.staff.requests import StaffRequest, journal_view


def parts_of(request: StaffRequest, row: Registration, now: datetime, *, writes: bool) -> list[Shown]:
    """The tables of an option, then the results told of it as a whole."""
    option = Option(row.option)
    parts: list[Shown] = []
    if option is Option.CLEAR_BACKLOG:
        parts = [_backlog(row, writes=writes)]
    elif option is Option.NO_LATE_RESULT:
        parts = _pledges(request, row, now)
    elif option is Option.FEEDBACK_1022:
        parts = [_portal(row, now, writes=writes)]
    elif option in {Option.DIALOGUE, Option.FESTIVAL}:
        parts = [_activities(row, writes=writes), _events(row, writes=writes)]
    return [*parts, _reports(row)]


def _item_act(row: Registration, slug: str, *, writes: bool) -> Address:
    def address(line: Line) -> str:
        named = writes and line.key
        return reverse("registrations:item_act", args=[row.pk, slug, line.key]) if named else ""

    return address


def _backlog(row: Registration, *, writes: bool) -> Shown:
    items = queries.backlog_items(row.programme_id, unit_ids=[row.unit_id]).filter(registration=row)
    share = queries.backlog_share(row.programme_id, unit_ids=[row.unit_id])
    return shown(
        backlog_sheet(items, share),
        does=_item_act(row, "xong", writes=writes),
        says=_("Ghi đã xong"),
        empty=_("Chưa ghi hồ sơ, dự án tồn đọng nào."),
    )


def _pledges(request: StaffRequest, row: Registration, now: datetime) -> list[Shown]:
    pledges = row.pledges.select_related("unit", "registration__programme").order_by("id")
    found = breaches_of(row.programme_id, list(pledges), *queries.days_of(row.programme_id, now), now)
    own = row.unit_id == request.actor.unit_id
    codes = [one.code for one in found.found] if own else []
    if codes:
        journal_view(request, "list:cam-ket", codes=codes)
    late = breaches_sheet(found, codes=codes)
    return [
        shown(pledges_sheet(found)),
        shown(late, empty=_("Không có kết quả trễ hạn (0).")),
    ]


def _portal(row: Registration, now: datetime, *, writes: bool) -> Shown:
    items = row.portal_items.select_related("answer").order_by("-received_at", "-id")
    counts = queries.answered_of(items, now)
    made = Sheet(
        name="portal",
        title=_("Phản ánh, kiến nghị qua Cổng 1022"),
        columns=portal_columns(),
        lines=tuple(portal_line(item, now) for item in items),
        notes=(_("Hạn là giờ đóng cửa của ngày làm việc nhận phản ánh; nhận ngoài giờ tính từ giờ mở cửa kế tiếp."),),
        figures=(
            (counts.share.text, _("Trả lời trong ngày")),
            (str(counts.in_time), _("Đúng hạn")),
            (str(counts.late), _("Trễ hoặc quá hạn")),
            (str(counts.open), _("Chưa đến hạn")),
        ),
    )  # fmt: skip
    return shown(
        made,
        does=_item_act(row, "tra-loi", writes=writes),
        says=_("Ghi trả lời"),
        empty=_("Chưa có phản ánh nào."),
    )


def portal_columns() -> tuple[str, ...]:
    """Of items of channel 1022."""
    return (
        _("Mã phản ánh"), _("Nội dung"), _("Nhận"), _("Hạn trả lời"), _("Trả lời"), _("Kết quả"), _("Đúng hạn"),
    )  # fmt: skip


def portal_line(item: PortalItem, now: datetime) -> Line:
    """An item; its key where it is still to be answered."""
    answer, good = getattr(item, "answer", None), queries.in_time(item, now)
    return Line(
        (
            item.number,
            item.subject,
            moment_text(item.received_at),
            moment_text(item.due_at),
            moment_text(answer.answered_at) if answer else _("Chưa"),
            answer.outcome if answer else "–",
            {True: _("Đúng hạn"), False: _("Trễ hạn"), None: _("Chưa đến hạn")}[good],
        ),
        key="" if answer else str(item.pk),
    )


def _activities(row: Registration, *, writes: bool) -> Shown:
    rows = row.activities.prefetch_related("reports").order_by("day", "id")
    festival = row.option == Option.FESTIVAL
    told = told_of({one.event for one in rows if one.event is not None})
    made = Sheet(
        name="activities",
        title=_("Hoạt động đã đăng ký"),
        columns=activity_columns(festival=festival),
        lines=tuple(activity_line(one, told, festival=festival) for one in rows),
    )
    return shown(
        made,
        does=_item_act(row, "ket-qua-hoat-dong", writes=writes),
        says=_("Ghi kết quả"),
        empty=_("Chưa có hoạt động nào."),
    )


def activity_columns(*, festival: bool) -> tuple[str, ...]:
    """Of activities; festival days have their requests counted."""
    counts = (_("Tư vấn"), _("Giải quyết")) if festival else ()
    return (
        _("Tên"), _("Loại"), _("Ngày"), _("Địa điểm"), _("Phối hợp"), _("Kết quả"), _("Minh chứng"), *counts,
    )  # fmt: skip


def activity_line(one: RegisteredActivity, told: Mapping[int, Told], *, festival: bool) -> Line:
    """An activity with what came of it; its key where its result is written here and not at its event."""
    said = _told(one, told)
    counts = (str(said.advised), str(said.settled)) if said else ("–", "–")
    return Line(
        (
            one.name,
            ACTIVITY_LABELS[ActivityKind(one.kind)],
            day_text(one.day),
            one.place or "–",
            "; ".join(one.partners) or "–",
            said.result if said else _("Chưa ghi"),
            (said.evidence if said else "") or "–",
            *(counts if festival else ()),
        ),
        key="" if one.event else str(one.pk),
    )


def _told(one: RegisteredActivity, told: Mapping[int, Told]) -> Told | None:
    """What the event says where the activity is one, else the newest report."""
    if one.event is not None:
        return told.get(one.event)
    newest = max(one.reports.all(), key=lambda report: report.pk, default=None)
    return Told(newest.result, newest.evidence, newest.advised, newest.settled) if newest else None


def _events(row: Registration, *, writes: bool) -> Shown:
    """Events that the unit leads for the programme and has not taken over yet."""
    made = Sheet(
        name="events",
        title=_("Sự kiện của đơn vị chưa gắn vào đăng ký"),
        columns=(_("Tên"), _("Loại"), _("Địa điểm")),
        lines=tuple(
            Line((one.name, ACTIVITY_LABELS[ActivityKind(one.kind)], one.place or "–"), key=str(one.pk))
            for one in events_for(row)
        ),
    )
    says, empty = _("Gắn vào đăng ký"), _("Không có sự kiện nào chưa gắn.")
    return shown(made, does=_item_act(row, "gan", writes=writes), says=says, empty=empty)


def _reports(row: Registration) -> Shown:
    rows = row.reports.filter(activity=None).order_by("-id")
    made = Sheet(
        name="reports",
        title=_("Kết quả, minh chứng của nội dung"),
        columns=(_("Ghi lúc"), _("Kết quả"), _("Minh chứng"), _("Người ghi")),
        lines=tuple(
            Line((moment_text(one.stated_at), one.result, one.evidence or "–", one.stated_by_name))
            for one in rows
        ),
    )
    return shown(made, empty=_("Chưa ghi kết quả nào."))
