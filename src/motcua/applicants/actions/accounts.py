"""What a citizen says of themself."""

from datetime import datetime

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account
from motcua.core.identifiers import check_identity
from motcua.core.moments import local_day
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_line, clean_name, fold


@transaction.atomic
def say_facts(
    *, actor: Citizen, at: datetime, address: str, name: str | None = None, id_number: str | None = None
) -> None:
    """Name, number and address as the person says them; a name and number that were shown stay as shown.

    Refused: `name_missing`, `identity_number_wrong`, `text_too_long`, `text_has_marks`.
    """
    account = Account.objects.select_for_update().get(pk=actor.account_id)
    account.address = clean_line(address, 300, field="address", what="Địa chỉ")
    if account.id_verified_at is None and name is not None:
        account.name = clean_name(name)
        account.name_fold = fold(account.name)
        said = (id_number or "").strip()
        checked = check_identity(IdentityKind.CCCD, said, on=local_day(at)) if said else None
        account.id_type = checked.kind if checked else ""
        account.id_number = checked.number if checked else ""
    account.save(update_fields=["address", "name", "name_fold", "id_type", "id_number"])
