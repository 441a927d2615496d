"""A signer is away or back: said by themself, or by the office for them; the hours of the unit's watch."""

from datetime import datetime, time, timedelta

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, note
from motcua.organisation.models import Absence, Person, RoleGrant, Unit, WatchRule, in_force
from motcua.organisation.policies import LEADING, why_not_absence, why_not_say_presence
from motcua.organisation.presence import SIGNERS

LONGEST_ABSENCE = timedelta(days=366)
MOST_DAYS_AHEAD = 30


@transaction.atomic
def say_absent(
    *,
    person: Person,
    unit: Unit,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Absence:
    """From that moment to the other nobody waits for this signer. What is past is not changed.

    Refused: `no_role`, `other_unit`, `not_a_signer`, `absence_wrong`, `absence_past`, `absence_already`,
    `reason_missing`.
    """
    _may_say(person, unit, actor, at)
    refuse_if(why_not_absence(starts_at, ends_at, at=at, longest=LONGEST_ABSENCE))
    words = clean_line(reason, 300, field="reason", what="Lý do")
    if not words:
        raise refuse("reason_missing", "Chưa ghi lý do vắng. Hãy ghi rồi lưu lại.", field="reason")
    Person.objects.select_for_update().get(pk=person.pk)
    overlapping = Absence.objects.filter(
        person=person, unit=unit, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if overlapping.exists():
        raise refuse(
            "absence_already",
            f"{person.full_name} đã được ghi vắng trong thời gian đó. Hãy ghi “có mặt” cho lượt cũ trước.",
            field="starts_at",
        )
    absence = Absence.objects.create(
        person=person, unit=unit, starts_at=starts_at, ends_at=ends_at, reason=words,
        said_by_id=actor.person_id, said_at=at,
    )  # fmt: skip
    times = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    note(actor, at, unit.id, "say_absent", person.username, **times)
    return absence


@transaction.atomic
def say_present(*, absence_id: int, unit: Unit, actor: Actor, at: datetime) -> None:
    """Back early, or not away after all: the absence ends now. Refused: `absence_unknown`, as above."""
    found = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id, unit=unit, ends_at__gt=at)
    absence = found.select_related("person").first()
    if absence is None:
        raise refuse("absence_unknown", "Lượt vắng này không có hoặc đã hết. Hãy tải lại trang.")
    _may_say(absence.person, unit, actor, at)
    absence.ends_at = max(at, absence.starts_at)
    absence.back_said_by_id = actor.person_id
    absence.save(update_fields=["ends_at", "back_said_by"])
    note(actor, at, unit.id, "say_present", absence.person.username)


@transaction.atomic
def set_watch(
    *, unit: Unit, signer_alarm_at: time, days_before_gap: int, actor: Actor, at: datetime
) -> WatchRule:
    """From what hour the unit is warned of a lacking signer, how many working days before a long gap."""
    allow(actor, unit.id, at, LEADING)
    if not 1 <= days_before_gap <= MOST_DAYS_AHEAD:
        raise refuse(
            "days_wrong", f"Số ngày từ 1 đến {MOST_DAYS_AHEAD}. Hãy nhập lại.", field="days_before_gap"
        )
    said = {"signer_alarm_at": signer_alarm_at, "days_before_gap": days_before_gap}
    rule, _made = WatchRule.objects.update_or_create(unit=unit, defaults=said)
    words = {"signer_alarm_at": f"{signer_alarm_at:%H:%M}", "days_before_gap": days_before_gap}
    note(actor, at, unit.id, "set_watch", unit.id, **words)
    return rule


def _may_say(person: Person, unit: Unit, actor: Actor, at: datetime) -> None:
    """A signer of the unit; said by themself or by the office of the same unit."""
    grants = RoleGrant.objects.filter(in_force(local_day(at)), person=person, unit=unit, role__in=SIGNERS)
    refuse_if(
        why_not_say_presence(
            actor, unit_id=unit.id, person_id=person.pk, is_signer=person.is_active and grants.exists()
        )
    )
