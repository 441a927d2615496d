"""A helper of the staff sits beside a citizen: who it is, found or written down (R-029)."""

from datetime import date, datetime

from django.db import transaction

from motcua.applicants.models import Account, AccountSession, Identity
from motcua.applicants.policies import why_not_help
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.core.identifiers import check_identity
from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.core.terms import IdentityKind
from motcua.core.vntext import clean_name, fold
from motcua.organisation.actors import Actor


@transaction.atomic
def write_down(*, name: str, id_number: str, birth_date: date | None, actor: Actor, at: datetime) -> Account:
    """A citizen without telephone: name and number as the helper reads them on the card.

    Always an account of its own, which only this stay opens: a number typed by a helper opens nobody's account,
    and proves nothing (level 1). A later account of the person may join it no more than any typed number may.
    Refused: `no_role`, `name_missing`, `identity_number_wrong`, `identity_birth_year_differs`.
    """
    refuse_if(why_not_help(actor))
    shown = clean_name(name)
    year = birth_date.year if birth_date else None
    checked = check_identity(IdentityKind.CCCD, id_number, on=local_day(at), birth_year=year)
    account = Account.objects.create(
        name=shown,
        name_fold=fold(shown),
        birth_date=birth_date,
        id_type=checked.kind,
        id_number=checked.number,
        created_at=at,
        last_seen_at=at,
    )
    Identity.objects.create(
        account=account,
        way=IdentityWay.DESK,
        issuer=actor.unit_id,
        subject=f"{actor.person_id}:{account.pk}",
        assurance=Assurance.CONTACT,
        created_at=at,
    )
    return account


@transaction.atomic
def end_help(*, actor: Actor, at: datetime) -> int:
    """Every stay that this helper still has open in the unit ends; answers how many."""
    refuse_if(why_not_help(actor))
    return AccountSession.objects.filter(
        assisted_by_id=actor.person_id, assisted_in_id=actor.unit_id, ended_at__isnull=True
    ).update(ended_at=at)
