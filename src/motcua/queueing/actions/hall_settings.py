"""What is decided for a hall is written down: what is switched on, groups of services, the numbers it works by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.noting import note
from motcua.organisation.policies import LEADING, Period, why_not_change, why_not_end, why_not_period
from motcua.organisation.queries import scope_of
from motcua.queueing.models import BookingLimits, HallApproval, HallRule, ServiceGroup
from motcua.queueing.terms import HallService

# The numbers that a decision may set, with the least and the most (HallRule keeps the database to the same).
RULE_BOUNDS: Mapping[str, tuple[int, int]] = {
    "ageing_minutes": (1, 480),
    "booked_minutes": (0, 480),
    "late_minutes": (0, 120),
    "elderly_age": (50, 100),
    "wait_limit_minutes": (1, 480),
}

# The same of bookings (BookingLimits): how far ahead, how late, how many.
BOOKING_BOUNDS: Mapping[str, tuple[int, int]] = {
    "furthest_days": (1, 365),
    "closes_minutes": (5, 1440),
    "offer_minutes": (5, 2880),
    "most_open": (1, 20),
    "most_of_address": (1, 1000),
}


@dataclass(frozen=True, slots=True)
class GroupWish:
    """A group as it is said; codes of procedures and fields both empty: anything that has no group."""

    letter: str
    name: str
    procedures: Sequence[str] = ()
    fields: Sequence[str] = ()


def _allow(actor: Actor, unit_id: str, at: datetime) -> None:
    scope = scope_of(actor, roles=LEADING, on=local_day(at))
    refuse_if(why_not_change(actor, unit_id, scope=scope, roles=LEADING))


@transaction.atomic
def approve_hall_service(
    *, desk: OneStopUnit, what: str, document: str, period: Period, actor: Actor, at: datetime
) -> HallApproval:
    """Switch a service of the hall on by a decision (004 phụ lục IV.03: research and approval first).

    Refused: no_role, other_unit, service_unknown, text_missing, period_wrong, outside_life, approved_before.
    """
    _allow(actor, desk.unit_id, at)
    if what not in set(HallService):
        raise refuse("service_unknown", "Không có dịch vụ này của sảnh. Hãy chọn lại.", field="what")
    refuse_if(why_not_period(period, inside=Period(desk.valid_from, desk.valid_to)))
    if HallApproval.objects.filter(_overlapping(period), desk=desk, what=what).exists():
        raise refuse(
            "approved_before",
            "Dịch vụ này đã được cho phép trong thời gian đó. Hãy kết thúc quyết định cũ trước.",
            field="what",
        )
    approval = HallApproval.objects.create(
        desk=desk,
        what=what,
        document=needed_line(document, 300, field="document", what="Văn bản cho phép"),
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        stated_by_id=actor.person_id,
        stated_at=at,
    )
    note(actor, at, "approve_hall_service", desk.unit_id, {"what": what, "document": approval.document})
    return approval


def _overlapping(period: Period) -> Q:
    after = Q(valid_to__isnull=True) | Q(valid_to__gt=period.valid_from)
    return after & Q(valid_from__lt=period.valid_to) if period.valid_to else after


@transaction.atomic
def end_hall_service(
    *, approval_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None
) -> None:
    """From that day, by default today, it is switched off. Refused: no_role, other_unit, row_unknown, period_wrong."""
    _allow(actor, unit.id, at)
    found = (
        HallApproval.objects.select_for_update(of=("self",)).filter(pk=approval_id, desk__unit=unit).first()
    )
    _end(found, unit, end, actor, at)


@transaction.atomic
def open_group(
    *, desk: OneStopUnit, wish: GroupWish, period: Period, actor: Actor, at: datetime
) -> ServiceGroup:
    """A group of services with its letter, behind those that there are.

    Refused: no_role, other_unit, letter_wrong, letter_taken, text_missing, period_wrong, outside_life.
    """
    _allow(actor, desk.unit_id, at)
    letter = wish.letter.strip().upper()
    if len(letter) != 1 or not "A" <= letter <= "Z":
        raise refuse("letter_wrong", "Chữ của nhóm là một chữ từ A đến Z. Hãy nhập một chữ.", field="letter")
    refuse_if(why_not_period(period, inside=Period(desk.valid_from, desk.valid_to)))
    # A letter stays with its group for good where that group still holds: tickets are called by it.
    if ServiceGroup.objects.filter(_overlapping(period), desk=desk, letter=letter).exists():
        raise _letter_taken(letter)
    try:
        with transaction.atomic():
            group = ServiceGroup.objects.create(
                desk=desk,
                letter=letter,
                name=needed_line(wish.name, 120, field="name", what="Tên nhóm việc"),
                procedures=sorted(set(wish.procedures)),
                fields=sorted(set(wish.fields)),
                position=ServiceGroup.objects.filter(desk=desk).count() + 1,
                valid_from=period.valid_from,
                valid_to=period.valid_to,
            )
    except IntegrityError:
        raise _letter_taken(letter) from None
    note(actor, at, "open_service_group", desk.unit_id, {"letter": letter, "name": group.name})
    return group


def _letter_taken(letter: str) -> Exception:
    return refuse(
        "letter_taken", f"Chữ {letter} đang dùng cho nhóm việc khác. Hãy chọn chữ khác.", field="letter"
    )


@transaction.atomic
def end_group(*, group_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None) -> None:
    """From that day, by default today, no ticket is given for it; who has one is still called.

    Refused: no_role, other_unit, row_unknown, period_wrong.
    """
    _allow(actor, unit.id, at)
    found = ServiceGroup.objects.select_for_update(of=("self",)).filter(pk=group_id, desk__unit=unit).first()
    _end(found, unit, end, actor, at)


@transaction.atomic
def state_hall_rule(
    *,
    desk: OneStopUnit,
    numbers: Mapping[str, int],
    document: str,
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> HallRule:
    """The numbers of the order of calling from a day on, by a decision; what is not said stays as it was.

    Refused: no_role, other_unit, rule_backdated, number_wrong, text_missing.
    """
    _allow(actor, desk.unit_id, at)
    _from_today(valid_from, "Quy tắc gọi số", at)
    before = (
        HallRule.objects.filter(desk=desk, valid_from__lte=valid_from).order_by("-valid_from", "-id").first()
    )
    rule = HallRule(desk=desk, valid_from=valid_from, stated_by_id=actor.person_id, stated_at=at)
    for name in (*RULE_BOUNDS, "opens_before_minutes", "kiosk_per_minute", "estimate_days", "estimate_least"):
        setattr(rule, name, numbers.get(name, getattr(before or rule, name)))
    _possible(rule)
    rule.document = needed_line(document, 300, field="document", what="Văn bản quyết định")
    rule.save()
    note(actor, at, "state_hall_rule", desk.unit_id, {"from": valid_from.isoformat(), **dict(numbers)})
    return rule


@transaction.atomic
def state_booking_limits(
    *,
    desk: OneStopUnit,
    numbers: Mapping[str, int],
    document: str,
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> BookingLimits:
    """How far ahead, how late, how many people book from a day on, by a decision; all of BOOKING_BOUNDS.

    Nothing changes for who has booked. Refused: no_role, other_unit, rule_backdated, number_wrong, text_missing.
    """
    _allow(actor, desk.unit_id, at)
    _from_today(valid_from, "Giới hạn đặt lịch", at)
    limits = BookingLimits(
        desk=desk,
        **{name: numbers[name] for name in BOOKING_BOUNDS},
        document=needed_line(document, 300, field="document", what="Văn bản quyết định"),
        valid_from=valid_from,
        stated_by_id=actor.person_id,
        stated_at=at,
    )
    _within(limits, BOOKING_BOUNDS)
    if limits.offer_minutes < limits.closes_minutes:
        raise refuse(
            "number_wrong",
            "Thời gian giữ chỗ không được ngắn hơn thời gian ngừng nhận đặt trước giờ hẹn. Hãy sửa một trong hai số.",
            field="offer_minutes",
        )
    limits.save(force_insert=True)
    said = {"from": valid_from.isoformat(), **{name: numbers[name] for name in BOOKING_BOUNDS}}
    note(actor, at, "state_booking_limits", desk.unit_id, said)
    return limits


def _from_today(valid_from: date, what: str, at: datetime) -> None:
    if valid_from < local_day(at):
        raise refuse("rule_backdated", f"{what} áp dụng từ hôm nay trở đi. Hãy sửa ngày.", field="valid_from")


def _within(row: HallRule | BookingLimits, bounds: Mapping[str, tuple[int, int]]) -> None:
    for name, (least, most) in bounds.items():
        if not least <= getattr(row, name) <= most:
            raise refuse("number_wrong", f"Hãy nhập một số từ {least} đến {most}.", field=name)


def _possible(rule: HallRule) -> None:
    _within(rule, RULE_BOUNDS)
    if rule.booked_minutes > rule.ageing_minutes:
        raise refuse(
            "number_wrong",
            "Người đặt lịch không được vượt lâu hơn giới hạn chung cho mọi người. Hãy sửa một trong hai số.",
            field="booked_minutes",
        )


def _end(
    found: HallApproval | ServiceGroup | None, unit: Unit, end: date | None, actor: Actor, at: datetime
) -> None:
    if found is None:
        raise refuse("row_unknown", "Không có mục này ở cơ quan này. Hãy tải lại trang.")
    day = end or local_day(at)
    refuse_if(why_not_end(Period(found.valid_from, found.valid_to), day, today=local_day(at)))
    if day == found.valid_from:
        raise refuse(
            "period_wrong", "Mục này bắt đầu đúng ngày đó. Hãy kết thúc từ ngày hôm sau.", field="valid_to"
        )
    found.valid_to = day
    found.save(update_fields=["valid_to"])
    note(actor, at, "end_hall_setting", unit.id, {"what": str(found), "valid_to": day.isoformat()})
