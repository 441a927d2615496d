"""How does an account go? What the law does not keep is emptied, what it keeps is named, a tombstone stays."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.applicants.actors import Citizen
from motcua.applicants.models import Account, Consent, Identity, Mandate
from motcua.applicants.policies import why_not_alone
from motcua.applicants.queries import joined_ids
from motcua.applicants.terms import AccountState, RepresentationState
from motcua.core.chain import GENESIS, link
from motcua.core.refusals import refuse_if
from motcua.dossiers.online_tables import Draft, DraftPaper, UploadPart
from motcua.dossiers.online_terms import DraftState
from motcua.notices.models import Notice, Preference
from motcua.personal_data.models import AccountTombstone, IdleWarning
from motcua.personal_data.queries import counts_kept, idle_accounts, warned_long_enough
from motcua.personal_data.rules import data_rules
from motcua.personal_data.terms import Removal

MOST_A_RUN = 200
_EMPTY: dict[str, Any] = {
    "name": "", "name_fold": "", "birth_date": None, "id_type": "", "id_number": "", "id_verified_at": None,
    "id_verified_by": "", "phone": "", "email": "", "address": "",
}  # fmt: skip
_NO_ANSWERS: dict[str, Any] = {
    "answers": {}, "who": {}, "wishes": {}, "rivals": {}, "sources": {}, "corrections": {},
}  # fmt: skip


@transaction.atomic
def remove_account(*, actor: Citizen, at: datetime) -> AccountTombstone:
    """The person gives the account up. Refused: `not_with_a_helper`."""
    refuse_if(why_not_alone(actor))
    account = Account.objects.select_for_update().get(pk=actor.account_id)
    return _removed(account, Removal.ASKED, at)


def warn_idle(*, at: datetime) -> list[Account]:
    """Accounts unused for the time of the rules, warned now and not before since they were last used."""
    found = list(idle_accounts(at)[:MOST_A_RUN])
    goes = at + data_rules().told
    IdleWarning.objects.bulk_create([IdleWarning(account=one, told_at=at, goes_at=goes) for one in found])
    return found


def remove_idle(*, at: datetime) -> int:
    """Those who were warned, did not come and whose time is over; how many went."""
    count = 0
    for pk in list(warned_long_enough(at).values_list("pk", flat=True)[:MOST_A_RUN]):
        with transaction.atomic():
            locked = warned_long_enough(at).select_for_update(skip_locked=True, of=("self",))
            account = locked.filter(pk=pk).first()
            if account is not None:
                _removed(account, Removal.IDLE, at)
                count += 1
    return count


def _removed(account: Account, reason: Removal, at: datetime) -> AccountTombstone:
    removed: Counter[str] = Counter()
    joined = Account.objects.filter(pk__in=joined_ids(account.pk))
    for one in joined.select_for_update():
        removed.update(_emptied(one, at))
    joined.update(**_EMPTY)
    Account.objects.filter(pk=account.pk).update(state=AccountState.CLOSED, closed_at=at)
    said = {"reason": reason, "removed": dict(removed), "kept": counts_kept(account.pk)}
    digest = link(GENESIS, {"account": account.pk, "at": at, **said})
    return AccountTombstone.objects.create(account=account, removed_at=at, digest=digest, **said)


def _emptied(account: Account, at: datetime) -> dict[str, int]:
    """What went, by what and how many."""
    drafts = Draft.objects.filter(account=account, state=DraftState.OPEN)
    of_drafts = {"draft__in": list(drafts.values_list("pk", flat=True))}
    UploadPart.objects.filter(**of_drafts).delete()
    notices = Notice.objects.filter(account=account).exclude(to="")
    account.sessions.update(address="", browser="")
    return {
        "draft_papers": DraftPaper.objects.filter(**of_drafts).delete()[0],
        "drafts": drafts.update(state=DraftState.DISCARDED, updated_at=at, **_NO_ANSWERS),
        "ways_in": _ways_in(account, at),
        "sessions": account.sessions.filter(ended_at__isnull=True).update(ended_at=at),
        "consents": Consent.objects.filter(account=account, withdrawn_at__isnull=True).update(
            withdrawn_at=at
        ),
        "mandates": Mandate.objects.filter(account=account).update(
            name="", id_number="", phone="", email="", ended_at=at
        ),
        "representations": account.representations.exclude(state=RepresentationState.ENDED).update(
            state=RepresentationState.ENDED, reason="Tài khoản đã đóng"
        ),
        "preferences": Preference.objects.filter(account=account).delete()[0],
        "notice_addresses": notices.update(to="", values={}),
    }


def _ways_in(account: Account, at: datetime) -> int:
    """Ended, and no more to be read whose they were."""
    count = 0
    for one in Identity.objects.filter(account=account).select_for_update():
        one.subject, one.label, one.public_key = f"removed:{one.pk}", "", ""
        one.ended_at = one.ended_at or at
        one.save(update_fields=["subject", "label", "public_key", "ended_at"])
        count += 1
    return count
