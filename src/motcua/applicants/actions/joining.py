"""Join two accounts of one person: everything goes over to the one that stays."""

from datetime import datetime
from typing import Any

from django.db import DatabaseError, models, transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account
from motcua.applicants.policies import why_not_alone, why_not_sure_enough
from motcua.applicants.queries import same_person
from motcua.applicants.terms import AccountState, Assurance
from motcua.core.refusals import refuse, refuse_if


@transaction.atomic
def join_accounts(*, other_id: int, actor: Citizen, at: datetime) -> int:
    """The other account of the same verified person goes into the actor's; answers how many records went over.

    Drafts, dossiers, papers, notices, ways in, whatever names the other account names this one from now on. What
    may be there only once and both have (a draft of the same procedure) stays as it was under the joined
    account's number. Refused: `not_same_person`, `assurance_too_low`, `not_with_a_helper`.
    """
    refuse_if(why_not_sure_enough(actor, Assurance.IDENTITY) or why_not_alone(actor))
    both = Account.objects.select_for_update().filter(pk__in=[other_id, actor.account_id]).order_by("pk")
    held = {account.pk: account for account in both}
    if other_id not in {account.pk for account in same_person(actor.account_id)}:
        raise refuse(
            "not_same_person",
            "Hai tài khoản chưa cùng một số định danh đã xác thực nên chưa gộp được. Hãy đăng nhập lại cả hai.",
        )
    other, stays = held[other_id], held[actor.account_id]
    other.sessions.filter(ended_at__isnull=True).update(ended_at=at)
    moved = sum(_move(relation, other, stays) for relation in Account._meta.related_objects)
    stays.phone, stays.email = stays.phone or other.phone, stays.email or other.email
    stays.address = stays.address or other.address
    stays.assurance = max(stays.assurance, other.assurance)
    stays.save(update_fields=["phone", "email", "address", "assurance"])
    other.state, other.joined_into, other.closed_at = AccountState.JOINED, stays, at
    other.save(update_fields=["state", "joined_into", "closed_at"])
    return moved


def _move(relation: Any, other: Account, stays: Account) -> int:
    """Every row of one table that names the other account; a row that cannot go over stays."""
    table: type[models.Model] = relation.related_model
    field = relation.field.name
    moved = 0
    for key in table._default_manager.filter(**{field: other}).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                moved += table._default_manager.filter(pk=key).update(**{field: stays})
        except DatabaseError:
            continue
    return moved
