"""From which moment does a promise run, and may the dossier come in then at all? (promises 1 to 4, 15, 16)"""

from datetime import date, datetime

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.dossiers.promises import Counted, Facts, FromAfar
from motcua.dossiers.terms import Channel
from motcua.procedures.online_levels.rules import filed_online
from motcua.workcalendar.calendar import ExtraSession, WorkCalendar
from motcua.workcalendar.holidays import DayOff
from motcua.workcalendar.terms import DayKind
from motcua.workcalendar.wording import day_number, named_day, named_moment

_FROM_AFAR = frozenset({Channel.ONLINE, Channel.KIOSK})
_IN_PERSON = frozenset({Channel.DESK, Channel.HOME})
_CAME_IN: dict[str, str] = {
    Channel.DESK: "nhận trực tiếp tại quầy",
    Channel.ONLINE: "nộp trực tuyến",
    Channel.POST: "đến quầy qua bưu chính",
    Channel.HOME: "nhận tại nhà",
    Channel.KIOSK: "nộp qua ki-ốt",
}
_DAY_IS_CALLED_OFF = frozenset({DayKind.HOLIDAY, DayKind.IN_LIEU, DayKind.SWAPPED, DayKind.CLOSED})


def reception_moment(rule: str, opened_at: datetime, confirmed_at: datetime) -> datetime:
    """The unit's setting says which moment counts, by default when the reception was opened (promises 2)."""
    return confirmed_at if rule == "confirmed" else opened_at


def why_not_promised(facts: Facts) -> Refusal | None:
    """The first reason why no promise can be given, whatever the hour."""
    day = local_day(facts.received_at)
    return (
        _not_in_force(facts, day)
        or _no_term(facts)
        or (None if facts.complete else _incomplete(facts))
        or _channel_closed(facts)
    )


def counted(facts: Facts) -> Counted:
    """The counted moment; raises Refused day_off, outside_sessions, out_of_calendar."""
    moment, calendar = printed_minute(facts.received_at), facts.calendar
    off = calendar.day_off(moment.date())
    session_end = _extra_session_end(facts, moment, off)
    if session_end is None and facts.channel in _IN_PERSON:
        refuse_if(_desk_closed(facts, moment, off))
    waits = facts.channel in _FROM_AFAR and facts.from_afar == FromAfar.NEXT_OPENING
    start = _counted_moment(calendar, moment, waits=waits)
    ends = calendar.close_of(start.date())
    if session_end and start == moment:
        ends = max(ends, session_end)
    return Counted(
        at=start,
        same_day_end=ends,
        session_end=session_end,
        explanation=_says(facts, moment, start, off, session_end),
    )


def _counted_moment(calendar: WorkCalendar, moment: datetime, *, waits: bool) -> datetime:
    """Online and kiosk outside the day's sessions, and anything on a day off, wait for the next opening.

    Lunch is inside the day (promises 3); the closing minute itself is not after closing (promises 2).
    """
    day = moment.date()
    if not calendar.is_working_day(day):
        return calendar.opening(calendar.next_working_day(day))
    if waits and moment < calendar.opening(day):
        return calendar.opening(day)
    if waits and moment > calendar.close_of(day):
        return calendar.opening(calendar.next_working_day(day))
    return moment


def _extra_session_end(facts: Facts, moment: datetime, off: DayOff | None) -> datetime | None:
    """End of the extra session that is open for the dossier's field; none is held on a holiday."""
    if not facts.unit.extra_sessions or facts.channel not in _IN_PERSON:
        return None
    if (off and off.kind in _DAY_IS_CALLED_OFF) or (not off and facts.calendar.is_open(moment)):
        return None
    ends = [session[1] for extra in _extra_for(facts, moment) if (session := extra.open_at(moment))]
    return moment.replace(hour=max(ends) // 60, minute=max(ends) % 60) if ends else None


def _extra_for(facts: Facts, moment: datetime) -> list[ExtraSession]:
    day = moment.date()
    return [
        extra for extra in facts.unit.extra_sessions if facts.field in extra.fields and extra.in_force(day)
    ]


def _desk_closed(facts: Facts, moment: datetime, off: DayOff | None) -> Refusal | None:
    """A day off for all; outside office hours only for fields with extra sessions (promises 3, 16)."""
    calendar, day = facts.calendar, moment.date()
    if off:
        following = calendar.next_working_day(day)
        text = f"{named_day(day)} {off.words}, đơn vị không tiếp nhận; hãy nhận hồ sơ vào {named_day(following)}."
        return Refusal("day_off", text, "received_at", {"next_working_day": following.isoformat()})
    if not _extra_for(facts, moment):
        return None
    if moment < calendar.opening(day) or moment > calendar.close_of(day):
        text = (
            f"Lúc {named_moment(moment)} ngoài giờ làm việc và ngoài các phiên ngoài giờ của đơn vị; "
            "hãy mời người dân đến trong giờ làm việc hoặc trong phiên."
        )
        return Refusal("outside_sessions", text, "received_at")
    return None


def _not_in_force(facts: Facts, day: date) -> Refusal | None:
    unit = facts.unit
    if day < unit.valid_from or (unit.valid_to and day >= unit.valid_to):
        text = (
            f"Đơn vị {unit.name or unit.id} không hoạt động vào ngày {day_number(day)}; hãy chọn đơn vị khác."
        )
        return Refusal("unit_not_in_force", text, "unit")
    start, end = facts.procedure_from, facts.procedure_to
    if (start and day < start) or (end and day >= end):
        text = (
            f"Thủ tục {facts.procedure} không có hiệu lực vào ngày {day_number(day)}; hãy chọn thủ tục khác."
        )
        return Refusal("procedure_not_in_force", text, "procedure")
    return None


def _no_term(facts: Facts) -> Refusal | None:
    if facts.term.value:
        return None
    text = (
        f"Thủ tục {facts.procedure} chưa có thời hạn giải quyết trong danh mục nên chưa được công bố, "
        "tiếp nhận; hãy bổ sung thời hạn rồi tính lại."
    )
    return Refusal("no_term", text, "procedure")


def _incomplete(facts: Facts) -> Refusal:
    lacking = f" (còn thiếu: {'; '.join(facts.missing)})" if facts.missing else ""
    text = f"Hồ sơ chưa đủ thành phần{lacking} nên chưa hẹn trả kết quả; hãy yêu cầu bổ sung một lần, đầy đủ."
    return Refusal("incomplete", text, "components", {"missing": list(facts.missing)})


def _channel_closed(facts: Facts) -> Refusal | None:
    if facts.channel not in _CAME_IN:
        raise refuse(
            "channel_unknown", f"Không có hình thức nộp “{facts.channel}”. Hãy chọn lại.", field="channel"
        )
    if facts.channel not in _FROM_AFAR or filed_online(facts.online_level):
        return None
    text = (
        f"Thủ tục {facts.procedure} chưa nhận hồ sơ trực tuyến hoặc qua ki-ốt; "
        "hãy nộp tại quầy hoặc qua bưu chính."
    )
    return Refusal("channel_not_offered", text, "channel")


def _says(
    facts: Facts, moment: datetime, start: datetime, off: DayOff | None, session: datetime | None
) -> str:
    came = f"Hồ sơ đủ thành phần, {_CAME_IN[facts.channel]} lúc {named_moment(moment)}"
    if session:
        came += f", trong phiên ngoài giờ đến {session:%H:%M}"
    if start == moment:
        return f"{came}; thời hạn tính từ lúc này."
    return (
        f"{came}, {off.words if off else 'ngoài giờ làm việc'}; "
        f"thời hạn tính từ {named_moment(start)}, lúc mở cửa kế tiếp."
    )
