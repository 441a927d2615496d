"""For which purpose may a person's data be used beyond what the law allows? Given and taken back by themself alone."""

from datetime import datetime

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Consent
from motcua.applicants.policies import why_not_alone
from motcua.applicants.terms import PURPOSE_LABELS, Purpose
from motcua.core.refusals import refuse_if


@transaction.atomic
def give_consent(*, purpose: Purpose, actor: Citizen, at: datetime) -> Consent:
    """With the sentence that was agreed to; given twice it stays as it was. Refused: `not_with_a_helper`."""
    refuse_if(why_not_alone(actor))
    Account.objects.select_for_update().get(pk=actor.account_id)
    held = Consent.objects.filter(account_id=actor.account_id, purpose=purpose, withdrawn_at__isnull=True)
    return held.first() or Consent.objects.create(
        account_id=actor.account_id, purpose=purpose, wording=PURPOSE_LABELS[purpose], given_at=at
    )


@transaction.atomic
def withdraw_consent(*, purpose: Purpose, actor: Citizen, at: datetime) -> int:
    """From now on; how many were withdrawn. What was done before stays lawful."""
    refuse_if(why_not_alone(actor))
    held = Consent.objects.filter(account_id=actor.account_id, purpose=purpose, withdrawn_at__isnull=True)
    return held.update(withdrawn_at=at)
