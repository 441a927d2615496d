"""By which ways a person wants to be told, and whether they want more than they must hear."""

from datetime import datetime

from django.db import transaction

from motcua.notices.models import Preference


@transaction.atomic
def prefer(*, account_id: int, email: bool, zalo: bool, sms: bool, at: datetime) -> Preference:
    """Keep the choice; what must be heard still goes by one way."""
    kept, _ = Preference.objects.update_or_create(
        account_id=account_id,
        defaults={"email": email, "zalo": zalo, "sms": sms, "changed_at": at},
    )
    return kept
