"""Post people to desks, let somebody stand in. `actor` None is the operator at the machine."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, life_of, note, reason_of, term
from motcua.organisation.models import Deputy, OneStopUnit, Person, Posting, RoleGrant, Unit
from motcua.organisation.policies import LEADING, Period, why_not_stand_in
from motcua.organisation.terms import Role


@transaction.atomic
def post_person(
    *,
    person: Person,
    desk: OneStopUnit,
    actor: Actor | None,
    at: datetime,
    home_unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    roles: Sequence[Role] = (),
    procedures: Sequence[str] = (),
) -> Posting:
    """Post a person to a desk; a seconded one keeps the home unit (107/2021/NĐ-CP).

    `roles` and `procedures` say for which work (R-229, 144/KH-UBND II.4); empty are all that the person may do.
    Refused: `no_role`, `other_unit`, `period_wrong`, `outside_life`, `posted_already`.
    """
    begins = valid_from or local_day(at)
    if actor is not None:
        allow(actor, desk.unit_id, at, LEADING)
        period = term(begins, valid_to, inside=Period(desk.valid_from, desk.valid_to))
        _not_twice(person, desk, period)
    work = {"roles": sorted(set(roles)), "procedures": sorted(set(procedures))}
    said = {"home_unit": home_unit, "valid_to": valid_to, **work}
    posting, new = Posting.objects.get_or_create(
        person=person, one_stop_unit=desk, valid_from=begins, defaults=said
    )
    if not new and posting.valid_to == posting.valid_from and valid_to != begins:
        for name, value in said.items():
            setattr(posting, name, value)
        new = True
        posting.save(update_fields=list(said))
    if new:
        days = {"valid_from": begins, "valid_to": valid_to}
        home = home_unit.id if home_unit else ""
        note(actor, at, desk.unit_id, "post_person", person.username, home=home, **days, **work)
    return posting


@transaction.atomic
def end_posting(*, posting_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None) -> None:
    """From that day, by default today, the person is no longer posted there."""
    allow(actor, unit.id, at, LEADING)
    found = Posting.objects.select_for_update(of=("self",)).filter(pk=posting_id, one_stop_unit__unit=unit)
    posting = found.first()
    if posting is None:
        raise refuse("posting_unknown", "Không có mục phân công này ở cơ quan này. Hãy tải lại trang.")
    posting.valid_to = closing(posting, end, at)
    posting.save(update_fields=["valid_to"])
    note(actor, at, unit.id, "end_posting", posting.person.username, valid_to=posting.valid_to)


@transaction.atomic
def set_deputy(
    *,
    absent: Person,
    stand_in: Person,
    unit: Unit,
    valid_from: date,
    valid_to: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Deputy:
    """Somebody stands in for an absent person in a unit; what they do carries both names (R-241).

    The stand-in takes the roles and seats, never administration; the power to sign stays personal.
    Refused: `same_person`, `absent_not_here`, `account_closed`, `own_account`, `period_wrong`, `deputy_already`.
    """
    allow(actor, unit.id, at, LEADING)
    period = term(valid_from, valid_to, inside=life_of(unit))
    _fit_to_stand_in(absent, stand_in, unit, period, actor)
    deputy = Deputy.objects.create(
        absent=absent,
        stand_in=stand_in,
        unit=unit,
        reason=reason_of(reason, what="Lý do"),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    days = {"valid_from": valid_from, "valid_to": valid_to}
    note(actor, at, unit.id, "set_deputy", absent.username, stand_in=stand_in.username, **days)
    return deputy


@transaction.atomic
def end_deputy(*, deputy_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None) -> None:
    """The absent person is back from that day, by default today."""
    allow(actor, unit.id, at, LEADING)
    deputy = Deputy.objects.select_for_update(of=("self",)).filter(pk=deputy_id, unit=unit).first()
    if deputy is None:
        raise refuse("deputy_unknown", "Không có lượt làm thay này ở cơ quan này. Hãy tải lại trang.")
    day = closing(deputy, end, at)
    if day > deputy.valid_to:
        raise refuse(
            "end_later", "Chỉ kết thúc sớm hơn ngày đã định. Hãy lập lượt làm thay mới.", field="valid_to"
        )
    deputy.valid_to = day
    deputy.save(update_fields=["valid_to"])
    note(actor, at, unit.id, "end_deputy", deputy.absent.username, valid_to=day)


def _fit_to_stand_in(absent: Person, stand_in: Person, unit: Unit, period: Period, actor: Actor) -> None:
    here = RoleGrant.objects.filter(person=absent, unit=unit).values_list("valid_from", "valid_to")
    absent_here = any(Period(*days).overlaps(period) for days in here)
    refuse_if(why_not_stand_in(absent_id=absent.pk, stand_in_id=stand_in.pk, absent_here=absent_here))
    if not stand_in.is_active:
        raise refuse(
            "account_closed", "Tài khoản của người làm thay đã khóa. Hãy chọn người khác.", field="stand_in"
        )
    if stand_in.pk == actor.person_id:
        raise refuse(
            "own_account",
            "Không tự cử mình làm thay. Hãy nhờ người quản trị hoặc lãnh đạo khác.",
            field="stand_in",
        )
    known = Deputy.objects.filter(absent=absent, unit=unit).values_list("valid_from", "valid_to")
    if any(Period(*days).overlaps(period) for days in known if days[0] < days[1]):
        raise refuse(
            "deputy_already",
            "Trong thời gian này đã có người làm thay. Hãy kết thúc lượt làm thay đó trước.",
            field="valid_from",
        )


def _not_twice(person: Person, desk: OneStopUnit, period: Period) -> None:
    known = Posting.objects.filter(person=person, one_stop_unit=desk)
    if any(Period(*days).overlaps(period) for days in known.values_list("valid_from", "valid_to")):
        raise refuse(
            "posted_already",
            "Người này đã được phân công tại quầy trong thời gian đó. Hãy chọn ngày khác.",
            field="valid_from",
        )
