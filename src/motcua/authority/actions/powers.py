"""Give the power to sign, by office and between two days; end it. `actor` None is the operator at the machine."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.authority.models import SigningPower
from motcua.core import journal
from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, Unit
from motcua.organisation.policies import ADMINISTERING, Period, why_not_change, why_not_end, why_not_period
from motcua.organisation.queries import scope_of

CAPACITIES = ("head", "deputy")


@transaction.atomic
def grant_signing_power(
    *,
    person: Person,
    unit: Unit,
    capacity: str,
    title: str,
    actor: Actor | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    head_title: str = "",
    demo: bool = False,
) -> SigningPower:
    """A head signs, a deputy signs KT. for the head (`head_title`, else read off the deputy's own title).

    The same power is given once; a unit has one head at a time, beside whom the demonstration may lend the
    head's power to a program (`demo`). Refused: `capacity_unknown`, `no_role`,
    `other_unit`, `own_account`, `account_closed`, `period_wrong`, `outside_life`, `head_already`.
    """
    if capacity not in CAPACITIES:
        raise refuse(
            "capacity_unknown", "Tư cách ký phải là người đứng đầu (head) hoặc cấp phó (deputy). Hãy ghi lại."
        )
    begins = valid_from or local_day(at)
    if actor is not None:
        _judge(actor, person, unit, Period(begins, valid_to), at)
    if capacity == "head" and not demo:
        _one_head(person, unit, Period(begins, valid_to))
    office = _office(capacity, title, head_title) | {"valid_to": valid_to, "demo": demo}
    power, new = SigningPower.objects.get_or_create(
        person=person, unit=unit, capacity=capacity, valid_from=begins, defaults=office
    )
    if new:
        _note(actor, at, power, "grant_signing_power")
    return power


@transaction.atomic
def end_signing_power(
    *, power_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None
) -> None:
    """From that day, by default today, the person signs here no more. Refused: `power_unknown`…"""
    _allow(actor, unit, at)
    power = SigningPower.objects.select_for_update(of=("self",)).filter(pk=power_id, unit=unit).first()
    if power is None:
        raise refuse("power_unknown", "Không có thẩm quyền ký này ở cơ quan này. Hãy tải lại trang.")
    day = end or local_day(at)
    refuse_if(why_not_end(Period(power.valid_from, power.valid_to), day, today=local_day(at)))
    power.valid_to = day
    power.save(update_fields=["valid_to"])
    _note(actor, at, power, "end_signing_power")


def _allow(actor: Actor, unit: Unit, at: datetime) -> None:
    scope = scope_of(actor, roles=ADMINISTERING, on=local_day(at))
    refuse_if(why_not_change(actor, unit.id, scope=scope))


def _judge(actor: Actor, person: Person, unit: Unit, period: Period, at: datetime) -> None:
    _allow(actor, unit, at)
    if person.pk == actor.person_id:
        raise refuse(
            "own_account",
            "Không tự giao quyền ký cho chính mình. Hãy nhờ một người quản trị khác.",
            field="person",
        )
    if not person.is_active:
        raise refuse("account_closed", "Tài khoản này đã khóa. Hãy mở lại tài khoản trước.", field="person")
    refuse_if(why_not_period(period, inside=Period(unit.valid_from, unit.valid_to)))


def _one_head(person: Person, unit: Unit, period: Period) -> None:
    """A unit has one head on a day; the unit's row is locked so that two cannot come in at once."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    heads = SigningPower.objects.filter(unit=unit, capacity="head", demo=False).select_related("person")
    for other in heads:
        same = other.person_id == person.pk and other.valid_from == period.valid_from
        if not same and Period(other.valid_from, other.valid_to).overlaps(period):
            raise refuse(
                "head_already",
                f"{other.person.full_name} đang là người đứng đầu trong thời gian này. "
                "Hãy kết thúc quyền ký đó trước hoặc chọn ngày sau.",
                field="valid_from",
            )


def _office(capacity: str, title: str, head_title: str) -> dict[str, Any]:
    """Title and, for a deputy, KT. and the office of the head signed for (30/2020/NĐ-CP art. 13)."""
    office = clean_line(title, 100, field="title", what="Chức vụ")
    head = clean_line(head_title, 100, field="head_title", what="Chức vụ người đứng đầu")
    prefix = f"KT. {(head or office.removeprefix('Phó ')).upper()}" if capacity == "deputy" else ""
    return {"title": office, "prefix": prefix}


def _note(actor: Actor | None, at: datetime, power: SigningPower, action: str) -> None:
    journal.record(
        chain=power.unit_id,
        at=at,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "vận hành",
        action=action,
        subject=power.person.username,
        detail={
            "capacity": power.capacity,
            "valid_from": power.valid_from.isoformat(),
            "valid_to": power.valid_to.isoformat() if power.valid_to else None,
        },
    )
