"""Which accounts are there, who uses them, and whose review is overdue? (R-030)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from motcua.core.moments import local_day
from motcua.organisation.models import AccountReview, Person, ReviewRule, RoleGrant
from motcua.organisation.terms import ROLE_LABELS, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as the list shows it: unit, words, and since when it has ended (None: in force or later)."""

    unit_id: str
    label: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the review list shows it; `idle_days` since the last sign-in, or since it was made."""

    person: Person
    roles: tuple[HeldRole, ...]
    last_sign_in: datetime | None
    idle_days: int | None
    unused: bool
    last_review: AccountReview | None
    overdue: bool

    @property
    def expired(self) -> tuple[HeldRole, ...]:
        """Roles that have ended."""
        return tuple(role for role in self.roles if role.ended_on)

    @property
    def held(self) -> tuple[HeldRole, ...]:
        """Roles in force or to come."""
        return tuple(role for role in self.roles if not role.ended_on)


def review_rule() -> ReviewRule:
    """When an account counts as unused and how often accounts are reviewed."""
    return ReviewRule.objects.filter(id=1).first() or ReviewRule()


def people_of(unit_ids: Collection[str]) -> "list[Person]":
    """Everybody who ever held a role, sat at a desk or stood in within the units, and new accounts without any."""
    grants = RoleGrant.objects.filter(unit_id__in=unit_ids).values("person_id")
    known = (
        Q(pk__in=grants)
        | Q(postings__one_stop_unit__unit_id__in=unit_ids)
        | Q(stands_in__unit_id__in=unit_ids)
    )
    nobodys = Q(grants__isnull=True, postings__isnull=True)
    return list(Person.objects.filter(known | nobodys).distinct().order_by("full_name", "id"))


def accounts_of(unit_ids: Collection[str], *, now: datetime) -> list[Account]:
    """The accounts of the units with their use and reviews; three queries whatever their number."""
    rule, today = review_rule(), local_day(now)
    people = people_of(unit_ids)
    roles: dict[int, list[HeldRole]] = {}
    grants = RoleGrant.objects.filter(person__in=people).order_by("unit_id", "role", "valid_from")
    for person_id, unit_id, role, end in grants.values_list("person_id", "unit_id", "role", "valid_to"):
        ended = end if end is not None and end <= today else None
        roles.setdefault(person_id, []).append(HeldRole(unit_id, ROLE_LABELS[Role(role)], ended))
    latest = (
        AccountReview.objects.filter(person__in=people).order_by("person_id", "-at").distinct("person_id")
    )
    reviews = {review.person_id: review for review in latest.select_related("reviewer")}
    return [
        _account(person, tuple(roles.get(person.pk, ())), reviews.get(person.pk), rule, now)
        for person in people
    ]


def _account(
    person: Person,
    roles: tuple[HeldRole, ...],
    review: AccountReview | None,
    rule: ReviewRule,
    now: datetime,
) -> Account:
    since = person.last_login or person.created_at
    idle = max((local_day(now) - local_day(since)).days, 0) if since else None
    reviewed = review.at if review else person.created_at
    return Account(
        person=person,
        roles=roles,
        last_sign_in=person.last_login,
        idle_days=idle,
        unused=person.is_active and (idle is None or idle >= rule.unused_days),
        last_review=review,
        overdue=person.is_active and (reviewed is None or now - reviewed > timedelta(days=rule.every_days)),
    )
