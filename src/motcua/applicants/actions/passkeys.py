"""Keep a citizen's passkeys and count their use."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Identity
from motcua.applicants.policies import why_not_alone
from motcua.applicants.queries import open_account, passkey_unknown
from motcua.applicants.terms import IdentityWay
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line

MOST_KEYS = 10


@transaction.atomic
def keep_passkey(
    *, credential: str, public_key: str, sign_count: int, label: str, actor: Citizen, at: datetime
) -> Identity:
    """A key the device has just made; it is worth as much as the session it was made in.

    Refused: `not_with_a_helper`, `passkeys_too_many`, `passkey_known`.
    """
    refuse_if(why_not_alone(actor))
    account = Account.objects.select_for_update().get(pk=actor.account_id)
    kept = account.identities.filter(way=IdentityWay.PASSKEY, ended_at__isnull=True)
    if kept.count() >= MOST_KEYS:
        raise refuse(
            "passkeys_too_many", f"Mỗi tài khoản có nhiều nhất {MOST_KEYS} khóa. Hãy bỏ bớt một khóa."
        )
    try:
        with transaction.atomic():
            return Identity.objects.create(
                account=account,
                way=IdentityWay.PASSKEY,
                subject=credential,
                public_key=public_key,
                sign_count=sign_count,
                assurance=actor.assurance,
                label=clean_line(label, 60, field="label", what="Tên thiết bị") or "Thiết bị",
                created_at=at,
            )
    except IntegrityError as error:
        raise refuse("passkey_known", "Khóa này đã có. Hãy dùng khóa đó để đăng nhập.") from error


def come_by_passkey(*, identity: Identity, sign_count: int, actor: None, at: datetime) -> Account:
    """The account of a key that has just signed. Refused: `passkey_unknown`."""
    account = open_account(identity.account_id)
    if account is None:
        raise passkey_unknown()
    identity.sign_count, identity.last_used_at = sign_count, at
    identity.save(update_fields=["sign_count", "last_used_at"])
    return account
