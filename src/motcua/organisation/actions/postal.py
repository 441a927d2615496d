"""Write of which postal unit a worker of the public post is (R-132). `actor` None is the operator at the machine."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import free_slug, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, closing, life_of, note, reason_of, term
from motcua.organisation.models import Person, PostalMember, PostalUnit, Unit
from motcua.organisation.queries import postal_unit_named

_NAME, _KEY = 200, 50


@transaction.atomic
def join_postal_unit(
    *,
    person: Person,
    unit: Unit,
    postal_unit: str,
    actor: Actor | None,
    at: datetime,
    document: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> PostalMember:
    """The person works for the postal unit of that name while they serve the unit; `document`: the contract.

    Refused: `no_role`, `other_unit`, `postal_unit_missing`, `period_wrong`, `outside_life`, `postal_member_already`.
    """
    allow(actor, unit.id, at)
    name = needed_line(postal_unit, _NAME, field="postal_unit", what="Đơn vị bưu chính")
    period = term(valid_from or local_day(at), valid_to, inside=life_of(unit))
    others = PostalMember.objects.select_for_update().filter(person=person, unit=unit)
    if any(period.overlaps(term(one.valid_from, one.valid_to)) for one in others if _lasts(one)):
        raise refuse(
            "postal_member_already",
            "Người này đã thuộc một đơn vị bưu chính trong thời gian đó. Hãy kết thúc mục cũ trước.",
            field="person",
        )
    member = PostalMember.objects.create(
        person=person,
        unit=unit,
        postal_unit=postal_unit_named(name) or _new_unit(name),
        document=reason_of(document, what="Văn bản, hợp đồng"),
        valid_from=period.valid_from,
        valid_to=period.valid_to,
    )
    days = {"valid_from": period.valid_from, "valid_to": period.valid_to}
    note(actor, at, unit.id, "join_postal_unit", person.username, postal_unit=name, **days)
    return member


def _lasts(member: PostalMember) -> bool:
    """A term ended on its first day never held."""
    return member.valid_to is None or member.valid_to > member.valid_from


def _new_unit(name: str) -> PostalUnit:
    """A key of its own, also where another name differs only by its accents, or only after sixty letters."""
    taken = PostalUnit.objects.values_list("id", flat=True)
    key = free_slug(name, list(taken), limit=_KEY, otherwise="buu-chinh")
    return PostalUnit.objects.create(id=key, name=name)


@transaction.atomic
def leave_postal_unit(
    *, member_id: int, unit: Unit, actor: Actor, at: datetime, end: date | None = None
) -> None:
    """From that day, by default today, the person works for it no more."""
    allow(actor, unit.id, at)
    member = PostalMember.objects.select_for_update(of=("self",)).filter(pk=member_id, unit=unit).first()
    if member is None:
        raise refuse("member_unknown", "Không có mục này ở cơ quan này. Hãy tải lại trang.")
    member.valid_to = closing(member, end, at)
    member.save(update_fields=["valid_to"])
    note(actor, at, unit.id, "leave_postal_unit", member.person.username, valid_to=member.valid_to)
