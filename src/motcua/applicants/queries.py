"""Which account is this, what may it do today? Reads only."""

from datetime import date, datetime

from django.db.models import QuerySet

from motcua.applicants.actors import Citizen, Organisation
from motcua.applicants.models import Account, AccountSession, Consent, Identity, Representation
from motcua.applicants.policies import over
from motcua.applicants.terms import AccountState, IdentityWay, Purpose, RepresentationState
from motcua.core.refusals import Refused, refuse
from motcua.organisation.models import in_force


def session_going_on(session_id: int, now: datetime) -> AccountSession | None:
    """A session that was not ended and still goes on (`goes_on`); with its account."""
    session = sessions_not_ended().filter(pk=session_id).first()
    return session if session is not None and goes_on(session, now) else None


def sessions_not_ended() -> QuerySet[AccountSession]:
    """Sessions of which no end was written, with their accounts; which of them go on says `goes_on`."""
    return AccountSession.objects.select_related("account").filter(ended_at__isnull=True)


def goes_on(session: AccountSession, now: datetime) -> bool:
    """Not left alone too long, of an account in use."""
    helped = session.assisted_by_id is not None
    in_use = session.account.state == AccountState.OPEN
    return in_use and not over(session.at, session.seen_at, now, helped=helped)


def citizen_from(session: AccountSession, acting_for: Organisation | None = None) -> Citizen:
    """The facts of an open session as policies take them."""
    account = session.account
    return Citizen(
        account_id=account.pk,
        name=account.name,
        id_type=account.id_type,
        id_number=account.id_number,
        phone=account.phone,
        email=account.email,
        assurance=session.assurance,
        acting_for=acting_for,
        id_verified=account.id_verified_at is not None,
        assisted_by=session.assisted_by_id,
        session_id=session.pk,
    )


def organisations_of(account_id: int, on: date) -> list[Organisation]:
    """The organisations that an account may act for on that day, by name."""
    confirmed = Representation.objects.filter(
        in_force(on), account_id=account_id, state=RepresentationState.CONFIRMED
    )
    return [Organisation(one.pk, one.tax_code, one.name) for one in confirmed.order_by("name", "pk")]


def organisation_of(account_id: int, representation_id: int, on: date) -> Organisation | None:
    """One of them, if it may be acted for on that day."""
    return next(
        (one for one in organisations_of(account_id, on) if one.representation_id == representation_id), None
    )


def consented(account_id: int, purpose: Purpose) -> bool:
    """Whether the person lets their data be used for that purpose now."""
    return Consent.objects.filter(account_id=account_id, purpose=purpose, withdrawn_at__isnull=True).exists()


def open_account(account_id: int) -> Account | None:
    """An account that is in use; what was joined leads to the account that goes on."""
    account = Account.objects.filter(pk=account_id).first()
    while account is not None and account.joined_into_id is not None:
        account = Account.objects.filter(pk=account.joined_into_id).first()
    return account if account is not None and account.state == AccountState.OPEN else None


def same_person(account_id: int) -> list[Account]:
    """Other open accounts of the person of this one: the same verified number in both, else nobody."""
    mine = Account.objects.filter(
        pk=account_id, state=AccountState.OPEN, id_verified_at__isnull=False
    ).first()
    if mine is None or not mine.id_number:
        return []
    others = Account.objects.filter(
        state=AccountState.OPEN, id_verified_at__isnull=False, id_type=mine.id_type, id_number=mine.id_number
    )
    return list(others.exclude(pk=mine.pk).order_by("created_at", "pk"))


def joined_ids(account_id: int) -> list[int]:
    """The account and all that were joined into it: what could not go over still names those."""
    found, waiting = [account_id], [account_id]
    while waiting:
        waiting = list(Account.objects.filter(joined_into_id__in=waiting).values_list("pk", flat=True))
        found += waiting
    return found


def passkey_of(credential: str) -> Identity:
    """The key in use under that id. Refused: `passkey_unknown`."""
    kept = Identity.objects.filter(way=IdentityWay.PASSKEY, subject=credential, ended_at__isnull=True).first()
    if kept is None:
        raise passkey_unknown()
    return kept


def passkey_unknown() -> Refused:
    """To raise where a key opens no account."""
    return refuse(
        "passkey_unknown",
        "Khóa này không dùng được ở đây nữa. Hãy đăng nhập bằng cách khác rồi tạo khóa mới.",
    )


def representations_waiting() -> int:
    """How many say that they act for an organisation and were not looked at yet; any office may look."""
    return Representation.objects.filter(state=RepresentationState.ASKED).count()
