"""How does a number of the hall stand, in words an old person understands?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.core.moments import local_day
from motcua.documents.wording import day_text
from motcua.queueing.measured import estimated
from motcua.queueing.models import Ticket
from motcua.queueing.queries import ahead_of
from motcua.queueing.terms import TicketAct, TicketState
from motcua.queueing.ticket_rules import why_not_act
from motcua.workcalendar.wording import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """One sentence, one more, and what to do; `open`: it changes by itself, `called`: go now."""

    title: str
    more: str = ""
    next: str = ""
    open: bool = False
    called: bool = False


def standing_of(ticket: Ticket, now: datetime) -> Standing:
    """The number as it stands now; one of another day is over."""
    if ticket.day != local_day(now):
        return Standing(
            _("Số này của ngày %(day)s") % {"day": day_text(ticket.day)},
            next=_("Số chỉ dùng trong ngày. Mời ông/bà lấy số mới khi đến."),
        )
    state = TicketState(ticket.state)
    if state is TicketState.WAITING:
        return _waiting(ticket, now)
    where = str(ticket.counter).lower() if ticket.counter else _("quầy")
    return _AT[state](where)


def _waiting(ticket: Ticket, now: datetime) -> Standing:
    ahead = ahead_of(ticket, now) or 0
    if ticket.slot_from is not None and now < ticket.slot_from:
        title = _("Giờ hẹn của ông/bà: %(at)s") % {"at": clock(ticket.slot_from)}
        return Standing(title, next=_("Đến giờ hẹn, số được gọi. Mời ông/bà chờ ở sảnh."), open=True)
    more = estimated(desk_id=ticket.desk_id, group_id=ticket.group_id, ahead=ahead, now=now).words
    more = more[:1].upper() + more[1:]
    if ahead == 0:
        return Standing(
            _("Ông/bà là người tiếp theo"), more, _("Mời ông/bà ở gần quầy, nghe gọi số."), open=True
        )
    title = _("Còn %(n)d người trước ông/bà") % {"n": ahead}
    return Standing(title, more, _("Trang này tự cập nhật. Người ưu tiên có thể được gọi trước."), open=True)


_AT = {
    TicketState.CALLED: lambda where: Standing(
        _("Mời ông/bà đến %(where)s") % {"where": where},
        _("Số của ông/bà đang được gọi."),
        open=True,
        called=True,
    ),
    TicketState.SERVING: lambda where: Standing(
        _("Đang phục vụ tại %(where)s") % {"where": where}, open=True
    ),
    TicketState.ON_HOLD: lambda where: Standing(
        _("Đang chờ ông/bà quay lại"),
        next=_("Lấy xong giấy tờ, mời ông/bà đến thẳng %(where)s, không phải lấy số lại.") % {"where": where},
        open=True,
    ),
    TicketState.MISSED: lambda where: Standing(
        _("Đã gọi mà chưa thấy ông/bà"),
        next=_("Mời ông/bà báo quầy hướng dẫn để được xếp lại vào hàng."),
        open=True,
    ),
    TicketState.FINISHED: lambda where: Standing(_("Đã xong. Xin cảm ơn ông/bà.")),
    TicketState.LEFT: lambda where: Standing(
        _("Số này đã trả"), next=_("Nếu vẫn cần, mời ông/bà lấy số mới.")
    ),
}


def may_leave(ticket: Ticket, now: datetime) -> bool:
    """Whether the number can be given back now."""
    if ticket.day != local_day(now) or ticket.state == TicketState.CALLED:
        return False
    return why_not_act(ticket.code, TicketState(ticket.state), TicketAct.LEAVE) is None
