"""Take numbers out of the live series for reception on paper, and account for those no dossier carries."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.dossiers import codes, policies
from motcua.dossiers.block_rules import why_not_day, why_not_size
from motcua.dossiers.blocks import FATES_JOURNALLED, RESERVED, block_of, locked_number, why_used
from motcua.dossiers.models import NumberBlock, NumberUse, ReservedNumber, WaitingEntry
from motcua.dossiers.terms import NumberFate
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.queries import desk_of
from motcua.workcalendar.queries import calendar_of

REASON_LIMIT = 300


@transaction.atomic
def reserve(*, unit_id: str, day: date, size: int, reason: str, actor: Actor, at: datetime) -> NumberBlock:
    """Reserve the next `size` numbers of the unit and day; nobody else is ever given them.

    Raises Refused: other_unit, no_role, block_size, block_day, reason_missing, no_desk.
    """
    refuse_if(policies.why_not_reserve(unit_id, actor))
    unit = Unit.objects.get(pk=unit_id)
    today = local_day(at)
    following = calendar_of(unit).next_working_day(today)
    refuse_if(why_not_size(size) or why_not_day(day, today=today, next_working_day=following))
    desk = desk_of(unit_id=unit_id, on=day)
    if desk is None or not unit.exists_on(day):
        raise refuse(
            "no_desk", "Cơ quan không có Bộ phận Một cửa vào ngày đó. Hãy chọn ngày khác.", field="day"
        )
    rule_set = rule_set_on(day)
    block = NumberBlock.objects.create(
        unit=unit,
        one_stop_unit=desk,
        rule_set=rule_set,
        day=day,
        size=size,
        reason=_reason(reason, "Lý do để dành số"),
        reserved_at=at,
        reserved_by_id=actor.person_id,
        reserved_by_name=actor.name,
    )
    given = codes.reserved_codes(unit, rule_set, day, size)
    ReservedNumber.objects.bulk_create(
        ReservedNumber(block=block, position=position, code=code, secret=codes.new_secret())
        for position, code in enumerate(given, start=1)
    )
    note(actor, at, RESERVED, given[0], {"block": block.pk, "first": given[0], "last": given[-1]})
    return block


@transaction.atomic
def spoil(*, code: str, reason: str, actor: Actor, at: datetime) -> NumberUse:
    """The form with that number was spoilt (torn, wrongly written): it stays used, with the reason.

    Raises Refused: number_not_reserved, no_role, not_posted, number_used, number_waits, reason_missing.
    """
    number = locked_number(code, actor.unit_id)
    refuse_if(
        policies.why_not_enter(number.block.unit_id, number.block.one_stop_unit_id, actor, confirms=True)
    )
    refuse_if(why_used(number))
    _refuse_waiting(number)
    [use] = _account([number], NumberFate.SPOILT, _reason(reason, "Lý do giấy hỏng"), actor, at)
    return use


@transaction.atomic
def give_back(*, block_id: int, actor: Actor, at: datetime) -> list[NumberUse]:
    """Close a block: every number nobody used is given back as unused, and never given to anybody again.

    Raises Refused: block_unknown, no_role, number_waits, nothing_to_give_back.
    """
    block = block_of(block_id, actor.unit_id)
    refuse_if(policies.why_not_reserve(block.unit_id, actor))
    numbers = list(block.numbers.select_for_update(of=("self",)).order_by("position"))
    # Read under the lock: who held it before may just have accounted for some of them.
    gone = set(NumberUse.objects.filter(number__in=numbers).values_list("number_id", flat=True))
    left = [number for number in numbers if number.pk not in gone]
    if not left:
        raise refuse(
            "nothing_to_give_back",
            "Mọi số của lô đã được giải trình, không còn số nào để trả lại. Hãy mở lô để xem từng số.",
        )
    _refuse_waiting(*left)
    return _account(left, NumberFate.UNUSED, "Không dùng, trả lại khi khóa lô", actor, at)


def _account(
    numbers: Sequence[ReservedNumber], fate: NumberFate, reason: str, actor: Actor, at: datetime
) -> list[NumberUse]:
    detail = {"reason": reason, "codes": [number.code for number in numbers]}
    note(actor, at, FATES_JOURNALLED[fate], numbers[0].code, detail)
    return NumberUse.objects.bulk_create(
        NumberUse(number=number, fate=fate, reason=reason, at=at, by_id=actor.person_id, by_name=actor.name)
        for number in numbers
    )


def _refuse_waiting(*numbers: ReservedNumber) -> None:
    waiting = list(WaitingEntry.objects.filter(number__in=numbers).values_list("number__code", flat=True))
    if waiting:
        raise refuse(
            "number_waits",
            f"Còn {len(waiting)} phiếu nhập bù chờ xác nhận (số {_shortened(waiting)}). "
            "Hãy xác nhận hoặc bỏ các phiếu đó trước.",
        )


def _shortened(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:3]) + (", …" if len(numbers) > 3 else "")


def _reason(said: str, what: str) -> str:
    return needed_line(said, REASON_LIMIT, field="reason", what=what)
