"""Open, keep up and end the stays of citizens at the public pages."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from motcua.applicants.models import Account, AccountSession
from motcua.applicants.policies import IDLE_HELPED, why_not_help
from motcua.applicants.queries import goes_on, sessions_not_ended
from motcua.applicants.terms import IdentityWay
from motcua.core.refusals import refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

_MOST_BROWSER = 200
# How exactly the last request is kept: a page is one write a minute at most.
SEEN_TO = timedelta(minutes=1)


@transaction.atomic
def open_session(
    *,
    account: Account,
    way: IdentityWay,
    assurance: int,
    address: str,
    browser: str,
    actor: Actor | None,
    at: datetime,
) -> AccountSession:
    """The person comes in. `actor` is the helper of the staff who sits beside, else None; help is journalled.

    Refused: `no_role` where the staff member is no helper (R-029).
    """
    if actor is not None:
        refuse_if(why_not_help(actor))
        note(actor, at, "help_citizen", f"account:{account.pk}", {"way": way.value})
    account.last_seen_at = at
    account.assurance = max(account.assurance, assurance)
    account.save(update_fields=["last_seen_at", "assurance"])
    return AccountSession.objects.create(
        account=account,
        way=way,
        assurance=assurance,
        at=at,
        seen_at=at,
        address=address[:45],
        browser=browser[:_MOST_BROWSER],
        assisted_by_id=actor.person_id if actor else None,
        assisted_in_id=actor.unit_id if actor else None,
    )


def keep_up(*, session: AccountSession, actor: None, at: datetime) -> None:
    """The person is still here: kept once a minute."""
    if at - session.seen_at >= SEEN_TO:
        AccountSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(seen_at=at)


def end_stay(*, session_id: int, actor: None, at: datetime) -> None:
    """The person leaves; a session that ended before stays as it is."""
    AccountSession.objects.filter(pk=session_id, ended_at__isnull=True).update(ended_at=at)


def end_stay_elsewhere(*, session_id: int, account_id: int, actor: None, at: datetime) -> None:
    """End one of one's own sessions on another device. Refused: `session_unknown`."""
    own = AccountSession.objects.filter(pk=session_id, account_id=account_id, ended_at__isnull=True)
    if not own.update(ended_at=at):
        raise refuse("session_unknown", "Không có phiên đăng nhập này. Hãy tải lại trang.")


def end_other_stays(*, account_id: int, but: int, actor: None, at: datetime) -> int:
    """End all sessions of the account but this one; answers how many."""
    others = AccountSession.objects.filter(account_id=account_id, ended_at__isnull=True).exclude(pk=but)
    return others.update(ended_at=at)


def end_idle_stays(*, at: datetime) -> int:
    """Write the end of sessions that were left alone: at their last request. Answers how many."""
    quiet = sessions_not_ended().filter(seen_at__lt=at - IDLE_HELPED)
    over = [session.pk for session in quiet if not goes_on(session, at)]
    return AccountSession.objects.filter(pk__in=over, ended_at__isnull=True).update(ended_at=F("seen_at"))
