"""May this ticket be issued: by whom, for what, at this hour, and not too many?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, in_force
from motcua.queueing.issuing_hours import issuing_hours
from motcua.queueing.lines import hall_rule_on
from motcua.queueing.models import HallApproval, HallRule, Kiosk, ServiceGroup, Ticket
from motcua.queueing.policies import why_not_act_on
from motcua.queueing.terms import (
    HALL_SERVICE_LABELS,
    HallService,
    PriorityReason,
    TicketAct,
    TicketChannel,
    TicketState,
)
from motcua.queueing.ticket_rules import MOST_GROUPS, why_not_elderly, why_not_hour, why_not_today

_NEEDS: dict[TicketChannel, HallService] = {
    TicketChannel.KIOSK: HallService.KIOSK,
    TicketChannel.WEB: HallService.WEB_TICKETS,
    TicketChannel.APPOINTMENT: HallService.APPOINTMENTS,
}
_LIVING = [
    TicketState.WAITING.value,
    TicketState.CALLED.value,
    TicketState.SERVING.value,
    TicketState.ON_HOLD.value,
]


@dataclass(frozen=True, slots=True)
class Offline:
    """A ticket that a kiosk gave without network: its key (made by the kiosk, once for each ticket), the number
    printed, the moment printed.
    """

    key: str
    number: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class TicketWish:
    """What somebody who comes asks for: `groups` are ids of ServiceGroup of the desk, in the order wished.

    `age` where a card was read: it decides about ELDERLY and is not kept. `phone`: needed from the web, one living
    ticket each. `kiosk`: the mark of the kiosk (channel KIOSK). `slot`: from and to, of an appointment whose holder
    has come (channel APPOINTMENT).
    """

    desk_id: int
    groups: tuple[int, ...]
    channel: TicketChannel
    priority: PriorityReason | None = None
    age: int | None = None
    phone: str = ""
    kiosk: str = ""
    slot: tuple[datetime, datetime] | None = None
    offline: Offline | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """What was found while judging; `came`: when the person came, for an offline ticket when it was printed."""

    desk: OneStopUnit
    groups: tuple[ServiceGroup, ...]
    elderly_age: int
    came: datetime
    phone: str


def admitted(wish: TicketWish, actor: Actor | None, at: datetime) -> Admitted:
    """Judge a wish. Raises Refused: those of `issue` that are not about numbers."""
    desk = _desk(wish, at)
    _check_who(wish, actor, desk.pk)
    _check_approved(wish, at)
    groups, rule = _groups(wish, at), hall_rule_on(desk.pk, local_day(at))
    came = _came(wish, desk, rule, at)
    refuse_if(why_not_elderly(wish.priority, wish.age, rule.elderly_age))
    phone = check_phone(wish.phone).number if wish.phone else ""
    if wish.kiosk or wish.channel is TicketChannel.KIOSK:
        _check_kiosk(wish, rule, at)
    if wish.channel is TicketChannel.WEB:
        _check_telephone(wish, phone, at)
    return Admitted(desk, groups, rule.elderly_age, came, phone)


def _desk(wish: TicketWish, at: datetime) -> OneStopUnit:
    found = (
        OneStopUnit.objects.filter(in_force(local_day(at)), pk=wish.desk_id).select_related("unit").first()
    )
    if found is None:
        raise refuse(
            "desk_unknown", "Không có Bộ phận Một cửa này hôm nay. Hãy chọn lại nơi lấy số.", field="unit"
        )
    return found


def _check_who(wish: TicketWish, actor: Actor | None, desk_id: int) -> None:
    if actor is not None:
        refuse_if(why_not_act_on(TicketAct.ISSUE, desk_id, actor))
    elif wish.channel is TicketChannel.DESK:
        raise refuse(
            "no_role",
            "Phát số tại quầy phải do người trực của Bộ phận Một cửa làm. Hãy đăng nhập rồi làm lại.",
        )


def _check_approved(wish: TicketWish, at: datetime) -> None:
    """Kiosk, web and appointments are switched on by a recorded decision (IV.03); a slot is of today.

    Who booked while the decision held comes all the same after it ended.
    """
    day, what = local_day(at), _NEEDS.get(wish.channel)
    booked = wish.channel is TicketChannel.APPOINTMENT
    term = Q(valid_from__lte=day) if booked else in_force(day)
    held = HallApproval.objects.filter(term, desk_id=wish.desk_id, what=what)
    if what is not None and not held.exists():
        raise refuse(
            "service_not_approved",
            f"Nơi này chưa có quyết định mở “{HALL_SERVICE_LABELS[what]}”. Xin hãy lấy số tại quầy hướng dẫn.",
        )
    if booked != (wish.slot is not None) or (
        wish.slot is not None and (wish.slot[1] <= wish.slot[0] or local_day(wish.slot[0]) != day)
    ):
        raise refuse("slot_wrong", "Lịch hẹn không phải của hôm nay. Hãy lấy số thường.", field="slot")


def _groups(wish: TicketWish, at: datetime) -> tuple[ServiceGroup, ...]:
    wanted = list(dict.fromkeys(wish.groups))
    if not 1 <= len(wanted) <= MOST_GROUPS:
        raise refuse(
            "group_missing", f"Hãy chọn từ 1 đến {MOST_GROUPS} nhóm việc rồi lấy số.", field="service"
        )
    found = ServiceGroup.objects.filter(in_force(local_day(at)), desk_id=wish.desk_id).in_bulk(wanted)
    if len(found) != len(wanted):
        raise refuse("group_unknown", "Có nhóm việc không có hôm nay. Hãy chọn lại.", field="service")
    return tuple(found[pk] for pk in wanted)


def _came(wish: TicketWish, desk: OneStopUnit, rule: HallRule, at: datetime) -> datetime:
    day = local_day(at)
    if wish.offline is not None:
        refuse_if(why_not_today("trên phiếu", local_day(wish.offline.issued_at), day))
        return min(at, wish.offline.issued_at)
    before = timedelta(minutes=rule.opens_before_minutes)
    refuse_if(why_not_hour(at, issuing_hours(desk.unit, day), before))
    return at


def _check_kiosk(wish: TicketWish, rule: HallRule, at: datetime) -> None:
    """No machine gives more than so many in a minute: its row is held, so that they are counted rightly."""
    day = local_day(at)
    held = Kiosk.objects.select_for_update().filter(in_force(day), desk_id=wish.desk_id, mark=wish.kiosk)
    if held.first() is None:
        raise refuse(
            "kiosk_unknown", "Ki-ốt này chưa được đăng ký hôm nay. Xin hãy lấy số tại quầy hướng dẫn."
        )
    # "BK" is of kiosk K; "K" alone is what the desk gives of the group K.
    own = _of_today(wish, at).filter(series__endswith=wish.kiosk).exclude(series=wish.kiosk)
    lately = own.filter(issued_at__gt=at - timedelta(minutes=1))
    if wish.offline is None and lately.count() >= rule.kiosk_per_minute:
        raise refuse(
            "too_many_tickets",
            "Máy vừa phát quá nhiều số. Xin hãy chờ một phút, hoặc lấy số tại quầy hướng dẫn.",
        )


def _check_telephone(wish: TicketWish, phone: str, at: datetime) -> None:
    """One living ticket for a telephone: whoever asks twice at once is told so the second time."""
    if not phone:
        raise refuse("phone_missing", "Lấy số từ xa cần số điện thoại. Hãy ghi số điện thoại.", field="phone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ticket|{wish.desk_id}|{phone}"])
    if ticket := _of_today(wish, at).filter(phone=phone, state__in=_LIVING).first():
        raise refuse(
            "phone_has_ticket",
            f"Số điện thoại này đang có số {ticket.code} hôm nay. Hãy dùng số đó, hoặc trả lại rồi lấy số mới.",
            field="phone",
        )


def _of_today(wish: TicketWish, at: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(desk_id=wish.desk_id, day=local_day(at))
