"""Who fetches a copy of everything, and until when? A key for a day, good only in the account's own stay."""

import secrets
from datetime import datetime

from motcua.applicants.actors import Citizen
from motcua.applicants.policies import why_not_alone
from motcua.core.refusals import refuse_if
from motcua.personal_data.models import DataExport
from motcua.personal_data.queries import key_hash
from motcua.personal_data.rules import data_rules

_BYTES = 24


def prepare_export(*, actor: Citizen, at: datetime) -> tuple[str, DataExport]:
    """The key, shown once, and the row that keeps its hash. Refused: `not_with_a_helper`."""
    refuse_if(why_not_alone(actor))
    key = secrets.token_urlsafe(_BYTES)
    row = DataExport.objects.create(
        account_id=actor.account_id, key_hash=key_hash(key), made_at=at, expires_at=at + data_rules().export
    )
    return key, row
