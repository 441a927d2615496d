"""By which ways a person wants to be told, and whether they want more than they must hear."""

from datetime import datetime

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.notices.models import Preference


@transaction.atomic
def prefer(*, email: bool, zalo: bool, sms: bool, actor: Citizen, at: datetime) -> Preference:
    """Keep the choice of the person signed in; what must be heard still goes by one way."""
    kept, _ = Preference.objects.update_or_create(
        account_id=actor.account_id,
        defaults={"email": email, "zalo": zalo, "sms": sms, "changed_at": at},
    )
    return kept
