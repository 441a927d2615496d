"""Find or make the account of somebody who has just shown who they are."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from motcua.applicants.contacts import Contact
from motcua.applicants.models import Account, Identity
from motcua.applicants.queries import open_account
from motcua.applicants.shown import Shown
from motcua.applicants.terms import Assurance, IdentityWay
from motcua.core.refusals import refuse
from motcua.core.terms import IdentityKind
from motcua.core.vntext import fold


@dataclass(frozen=True, slots=True)
class _Key:
    """What an identity is found by."""

    way: IdentityWay
    issuer: str
    subject: str


def come_by_contact(*, contact: Contact, actor: None, at: datetime) -> Account:
    """The account of a contact that was just confirmed by its code; a new one where none has it.

    Refused: `account_closed`.
    """
    account = _account_of(_key_of(contact), Assurance.CONTACT, at)
    if not getattr(account, _column(contact)):
        _reached_by(account, contact)
    return account


@transaction.atomic
def come_by_provider(*, shown: Shown, actor: None, at: datetime) -> Account:
    """The account of the provider's subject, with what the provider's word says newer; a new one where none has it.

    Another account with the same number is never touched here: it is offered to be joined (`actions.joining`).
    Refused: `account_closed`, `identity_differs` where a verified number is no longer the same.
    """
    account = _account_of(_Key(IdentityWay.OIDC, shown.issuer, shown.subject), shown.assurance, at)
    if shown.assurance < Assurance.IDENTITY:
        return account
    if account.id_verified_at is not None and account.id_number != shown.id_number:
        raise refuse(
            "identity_differs",
            "Số định danh trong tài khoản khác lần trước. Hãy mang giấy tờ đến Bộ phận Một cửa để được kiểm tra.",
        )
    account.name, account.name_fold = shown.name, fold(shown.name)
    account.birth_date = shown.birth_date or account.birth_date
    account.id_type, account.id_number = IdentityKind.CCCD, shown.id_number
    account.id_verified_at, account.id_verified_by = at, shown.issuer
    account.save()
    return account


@transaction.atomic
def add_contact(*, account: Account, contact: Contact, actor: None, at: datetime) -> None:
    """Another way in of one's own account, just confirmed by its code. Refused: `contact_elsewhere`."""
    kept = _identities(_key_of(contact)).first()
    if kept is not None and kept.account_id != account.pk:
        raise refuse(
            "contact_elsewhere",
            "Số hoặc địa chỉ này đang dùng cho một tài khoản khác. Hãy đăng nhập bằng nó rồi gộp hai tài khoản.",
            field="contact",
        )
    if kept is None:
        _new_identity(account, _key_of(contact), Assurance.CONTACT, at)
    _reached_by(account, contact)


@transaction.atomic
def end_way_in(*, account: Account, identity_id: int, actor: None, at: datetime) -> None:
    """A way in is used no more; the last one stays. Refused: `identity_unknown`, `identity_last`."""
    Account.objects.select_for_update().get(pk=account.pk)
    own = account.identities.filter(ended_at__isnull=True)
    if not own.filter(pk=identity_id).exists():
        raise refuse("identity_unknown", "Không có cách đăng nhập này. Hãy tải lại trang.")
    if own.count() == 1:
        raise refuse(
            "identity_last", "Đây là cách đăng nhập duy nhất. Hãy thêm một cách khác rồi bỏ cách này."
        )
    own.filter(pk=identity_id).update(ended_at=at)


def _key_of(contact: Contact) -> _Key:
    return _Key(contact.way, "", contact.value)


def _column(contact: Contact) -> str:
    return "phone" if contact.way is IdentityWay.PHONE else "email"


def _reached_by(account: Account, contact: Contact) -> None:
    setattr(account, _column(contact), contact.value)
    account.save(update_fields=[_column(contact)])


def _account_of(key: _Key, assurance: int, at: datetime) -> Account:
    """Two sign-ins of the same new person at once make one account: the database lets one identity be."""
    kept = _identities(key).first()
    if kept is None:
        try:
            with transaction.atomic():
                new = Account.objects.create(created_at=at, last_seen_at=at, assurance=Assurance.CONTACT)
                kept = _new_identity(new, key, assurance, at)
        except IntegrityError:
            kept = _identities(key).get()
    account = open_account(kept.account_id)
    if account is None:
        raise refuse(
            "account_closed", "Tài khoản này đã đóng. Hãy đến Bộ phận Một cửa nếu ông/bà cần mở lại."
        )
    kept.last_used_at, kept.assurance = at, assurance
    kept.save(update_fields=["last_used_at", "assurance"])
    return account


def _identities(key: _Key) -> QuerySet[Identity]:
    """The one way in of that key that is in use, if there is one."""
    return Identity.objects.filter(way=key.way, issuer=key.issuer, subject=key.subject, ended_at__isnull=True)


def _new_identity(account: Account, key: _Key, assurance: int, at: datetime) -> Identity:
    return Identity.objects.create(
        account=account,
        way=key.way,
        issuer=key.issuer,
        subject=key.subject,
        assurance=assurance,
        created_at=at,
        last_used_at=at,
    )
