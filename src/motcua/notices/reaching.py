"""Where is somebody reached, and what did they choose? Only mobile numbers take messages."""

from dataclasses import dataclass

from motcua.applicants.models import Account
from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.core.phones import check_phone
from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier
from motcua.notices.models import Preference
from motcua.notices.terms import Recipient
from motcua.notices.way_rules import Chosen, Reach, reach_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to tell: as what, where, by their account where they have one."""

    recipient: Recipient
    reach: Reach
    chosen: Chosen
    account_id: int | None = None


def applicant_of(dossier: Dossier) -> Person:
    """Whose dossier it is, as reached by what stands on it."""
    reach = contact(email=dossier.email, phone=dossier.phone)
    return Person(Recipient.APPLICANT, reach, Chosen())


def account_holder(account: Account, recipient: Recipient, *, instead: Reach | None = None) -> Person:
    """Somebody with an account: its confirmed contacts, where it has none those of the dossier."""
    reach = contact(email=account.email, phone=account.phone)
    if instead is not None:
        reach = Reach(
            reach.email or instead.email, reach.phone or instead.phone, reach.mobile or instead.mobile
        )
    return Person(recipient, reach, chosen_by(account.pk), account.pk)


def chosen_by(account_id: int) -> Chosen:
    """What a person chose; nothing chosen: every way, no extras."""
    kept = Preference.objects.filter(account_id=account_id).first()
    extras = consented(account_id, Purpose.REMINDERS)
    if kept is None:
        return Chosen(extras=extras)
    return Chosen(email=kept.email, zalo=kept.zalo, sms=kept.sms, extras=extras)


def contact(*, email: str, phone: str) -> Reach:
    """As it stands on a dossier: a number nobody can call is none."""
    try:
        number = check_phone(phone) if phone else None
    except Refused:
        number = None
    return reach_of(email=email if "@" in email else "", phone=number)
