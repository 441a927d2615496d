"""Record the review of an account, and set how often accounts are reviewed (R-030)."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actions.people import close_account
from motcua.organisation.actors import Actor
from motcua.organisation.allowing import allow, allow_account, note
from motcua.organisation.models import AccountReview, Person, ReviewRule, RoleGrant, in_force
from motcua.organisation.terms import ReviewDecision

MOST_DAYS = 1095


@transaction.atomic
def review_account(
    *, person: Person, decision: ReviewDecision, text: str, actor: Actor, at: datetime
) -> AccountReview:
    """Who looked at the account when, and decided what; `remove` closes the account at once.

    `limit` asks for the reason: which roles go; ending them is an act of its own. Refused: `own_account`,
    `account_elsewhere`, `note_missing`.
    """
    allow_account(actor, person, at)
    said = clean_line(text, 500, field="note", what="Ghi chú")
    if decision is not ReviewDecision.KEEP and not said:
        raise refuse(
            "note_missing", "Thu hẹp hoặc thu hồi thì cần ghi chú lý do. Hãy ghi rồi lưu lại.", field="note"
        )
    held = RoleGrant.objects.filter(in_force(local_day(at)), person=person).order_by("unit_id", "role")
    review = AccountReview.objects.create(
        person=person,
        reviewer_id=actor.person_id,
        unit_id=actor.unit_id,
        at=at,
        decision=decision.value,
        note=said,
        roles=[f"{unit_id}: {role}" for unit_id, role in held.values_list("unit_id", "role")],
    )
    if decision is ReviewDecision.REMOVE and person.is_active:
        close_account(person=person, actor=actor, at=at)
    note(actor, at, actor.unit_id, "review_account", person.username, decision=decision.value)
    return review


@transaction.atomic
def set_review_rule(*, unused_days: int, every_days: int, actor: Actor, at: datetime) -> None:
    """When an account counts as unused, and how often each is reviewed. Refused: `days_wrong`."""
    allow(actor, actor.unit_id, at)
    for days, field in ((unused_days, "unused_days"), (every_days, "every_days")):
        if not 1 <= days <= MOST_DAYS:
            raise refuse("days_wrong", "Số ngày từ 1 đến 1095. Hãy nhập lại.", field=field)
    values = {"unused_days": unused_days, "every_days": every_days}
    ReviewRule.objects.update_or_create(id=1, defaults=values)
    note(actor, at, actor.unit_id, "set_review_rule", "accounts", **values)
