"""What is written of a leak? Its entry with the list of the affected as it was found then, within the transaction."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_label
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import nfc
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.personal_data.breaches import Wanted, affected_by
from motcua.personal_data.models import Breach, BreachSubject
from motcua.personal_data.policies import MOST_TEXT, why_not_breach
from motcua.personal_data.rules import data_rules


@transaction.atomic
def record_breach(
    *, wanted: Wanted, described: str, discovered_at: datetime, actor: Actor, at: datetime
) -> Breach:
    """Keep it, with the moment until which the authority is told (72 hours after it was discovered).

    Refused: `no_role`, `described_missing`, `text_too_long`, `discovered_later`, `too_many_affected`.
    """
    refuse_if(why_not_breach(actor))
    _check(described, discovered_at, at)
    found = affected_by(wanted)
    if found.more:
        raise refuse("too_many_affected", "Hơn 20.000 hồ sơ. Hãy chia thành nhiều khoảng thời gian.")
    year = local_day(at).year
    breach = Breach.objects.create(
        number=next_label(Label(f"breach|{year}", f"SC-{year}-", 3)),
        discovered_at=discovered_at,
        report_by=discovered_at + data_rules().breach,
        described=nfc(described).strip(),
        scope=wanted.scope,
        said={
            "first": wanted.first.isoformat() if wanted.first else None,
            "last": wanted.last.isoformat() if wanted.last else None,
            "person": wanted.person_id,
            "sha256": wanted.sha256,
        },
        accounts=len(found.accounts),
        dossiers=len(found.dossiers),
        **said_by(actor, at),
    )
    BreachSubject.objects.bulk_create(
        [BreachSubject(breach=breach, dossier=code) for code in found.dossiers.values()]
        + [BreachSubject(breach=breach, account_id=pk) for pk in sorted(found.accounts)]
    )
    note(
        actor, at, "record_breach", breach.number, {"dossiers": breach.dossiers, "accounts": breach.accounts}
    )
    return breach


def _check(described: str, discovered_at: datetime, at: datetime) -> None:
    if not described.strip():
        raise refuse("described_missing", "Chưa ghi sự cố. Hãy viết ngắn gọn đã lộ gì.", field="described")
    if len(described) > MOST_TEXT:
        raise refuse("text_too_long", f"Nhiều nhất {MOST_TEXT} ký tự. Hãy viết ngắn hơn.", field="described")
    if discovered_at > at:
        raise refuse(
            "discovered_later", "Lúc phát hiện ở sau bây giờ. Hãy xem lại ngày giờ.", field="discovered"
        )
