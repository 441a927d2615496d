"""Give a role, end it, limit how many hold it. `actor` None is the operator at the machine."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, life_of, note, term
from motcua.organisation.models import Person, RoleGrant, RoleLimit, Unit
from motcua.organisation.policies import Period, most_at_once, why_over_limit
from motcua.organisation.terms import Role

MOST_HOLDERS = 1000


@transaction.atomic
def grant_role(
    *,
    person: Person,
    unit: Unit,
    role: Role,
    actor: Actor | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a role in a unit; a grant that begins the same day is kept as it is.

    Refused: `no_role`, `other_unit`, `own_account`, `period_wrong`, `outside_life`, `role_limit`.
    """
    begins = valid_from or local_day(at)
    if actor is not None:
        _judge(actor, person, unit, at)
        period = term(begins, valid_to, inside=life_of(unit))
        _within_limit(person, unit, role, period)
    grant, new = RoleGrant.objects.get_or_create(
        person=person,
        unit=unit,
        role=role.value,
        valid_from=begins,
        defaults={"valid_to": valid_to, "granted_by_id": actor.person_id if actor else None},
    )
    if not new and grant.valid_to == grant.valid_from and valid_to != begins:
        grant.valid_to, new = valid_to, True  # given and taken back the same day, now given again
        grant.save(update_fields=["valid_to"])
    if new:
        days = {"valid_from": begins, "valid_to": valid_to}
        note(actor, at, unit.id, "grant_role", person.username, role=role.value, **days)
    return grant


@transaction.atomic
def end_role(*, grant_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None) -> None:
    """End a role, by default today: the person may act by it up to the day before."""
    allow(actor, unit.id, at)
    grant = RoleGrant.objects.select_for_update(of=("self",)).filter(pk=grant_id, unit=unit).first()
    if grant is None:
        raise refuse("grant_unknown", "Không có mục phân quyền này ở cơ quan này. Hãy tải lại trang.")
    grant.valid_to = closing(grant, end, at)
    grant.save(update_fields=["valid_to"])
    note(actor, at, unit.id, "end_role", grant.person.username, role=grant.role, valid_to=grant.valid_to)


@transaction.atomic
def limit_role(*, unit: Unit, role: Role, most: int | None, actor: Actor, at: datetime) -> None:
    """At most so many people hold the role in the unit at the same time; None takes the limit away.

    Who holds it today keeps it, also above a lower limit. Refused: `limit_wrong`.
    """
    allow(actor, unit.id, at)
    if most is None:
        RoleLimit.objects.filter(unit=unit, role=role.value).delete()
    elif not 1 <= most <= MOST_HOLDERS:
        raise refuse("limit_wrong", "Giới hạn là số từ 1 đến 1000. Hãy nhập lại.", field="most")
    else:
        RoleLimit.objects.update_or_create(unit=unit, role=role.value, defaults={"most": most})
    note(actor, at, unit.id, "limit_role", unit.id, role=role.value, most=most)


def _judge(actor: Actor, person: Person, unit: Unit, at: datetime) -> None:
    allow(actor, unit.id, at)
    if person.pk == actor.person_id:
        raise refuse(
            "own_account",
            "Không tự cấp quyền cho chính mình. Hãy nhờ một người quản trị khác.",
            field="person",
        )
    if not person.is_active:
        raise refuse(
            "account_closed",
            "Tài khoản này đã khóa. Hãy mở lại tài khoản trước khi phân quyền.",
            field="person",
        )


def _within_limit(person: Person, unit: Unit, role: Role, period: Period) -> None:
    """Counted under a lock on the unit, so that two administrators cannot pass the limit together."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    most = RoleLimit.objects.filter(unit=unit, role=role.value).values_list("most", flat=True).first()
    grants = RoleGrant.objects.filter(unit=unit, role=role.value, person__is_active=True)
    held = [
        (holder, Period(begins, ends))
        for holder, begins, ends in grants.values_list("person_id", "valid_from", "valid_to")
    ]
    if any(holder == person.pk and other.overlaps(period) for holder, other in held):
        raise refuse(
            "role_held",
            "Người này đã giữ vai trò đó trong thời gian này. Hãy chọn ngày khác.",
            field="valid_from",
        )
    refuse_if(why_over_limit(role, most, busiest=most_at_once(period, [*held, (person.pk, period)])))
