"""May the actor change this, and what does the journal keep of the change? Asked by acts on a unit's registers.

`actor` None is the operator at the machine, who may do everything and is journalled all the same.
"""

from datetime import date, datetime
from typing import Any

from motcua.core import journal
from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Deputy, Person, RoleGrant, Unit
from motcua.organisation.policies import (
    ADMINISTERING,
    Period,
    why_not_account,
    why_not_change,
    why_not_end,
    why_not_period,
)
from motcua.organisation.queries import scope_of
from motcua.organisation.terms import Role

OPERATOR = "vận hành"


def allow(actor: Actor | None, unit_id: str, at: datetime, roles: tuple[Role, ...] = ADMINISTERING) -> None:
    """Raise Refused (`no_role`, `other_unit`) unless the actor may change the unit by one of the roles."""
    if actor is not None:
        scope = scope_of(actor, roles=roles, on=local_day(at))
        refuse_if(why_not_change(actor, unit_id, scope=scope, roles=roles))


def allow_account(actor: Actor | None, person: Person, at: datetime) -> None:
    """Raise Refused (`no_role`, `own_account`, `account_elsewhere`) unless the actor may change the account."""
    if actor is None:
        return
    day = local_day(at)
    units = set(units_held(person, day))
    scope = scope_of(actor, roles=ADMINISTERING, on=day)
    refuse_if(why_not_account(actor, person_id=person.pk, units=units, scope=scope))


def units_held(person: Person, day: date) -> list[str]:
    """The units in which the person holds a role now or later, or stands in for somebody."""
    found = {
        *RoleGrant.objects.filter(person=person).exclude(valid_to__lte=day).values_list("unit_id", flat=True),
        *Deputy.objects.filter(stand_in=person, valid_to__gt=day).values_list("unit_id", flat=True),
    }
    return sorted(found)


def term(valid_from: date, valid_to: date | None, inside: Period | None = None) -> Period:
    """The period, or Refused (`period_wrong`, `outside_life`)."""
    period = Period(valid_from, valid_to)
    refuse_if(why_not_period(period, inside=inside))
    return period


def closing(row: Any, end: date | None, at: datetime) -> date:
    """The day on which a row with `valid_from`, `valid_to` ends, by default today. Refused where it may not."""
    day = end or local_day(at)
    refuse_if(why_not_end(Period(row.valid_from, row.valid_to), day, today=local_day(at)))
    return day


def life_of(unit: Unit) -> Period:
    """The life of an agency."""
    return Period(unit.valid_from, unit.valid_to)


def reason_of(text: str, *, what: str = "Căn cứ") -> str:
    """A basis or reason as it is stored."""
    return clean_line(text, 300, field="basis", what=what)


def note(
    actor: Actor | None, at: datetime, unit_id: str, action: str, subject: str, **detail: object
) -> None:
    """Keep the change in the unit's journal: who, what, whom; no personal data but the username."""
    journal.record(
        chain=unit_id,
        at=at,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else OPERATOR,
        action=action,
        subject=subject,
        detail={name: _plain(value) for name, value in detail.items()},
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
