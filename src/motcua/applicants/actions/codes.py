"""Send one-time codes and check what was typed."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from motcua.applicants.codes import CODE_TOPIC, CodeMessage, payload_of
from motcua.applicants.contacts import Contact
from motcua.applicants.models import OneTimeCode
from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refused, refuse
from motcua.core.sealed import keyed

GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6
# Messages cost money and annoy: this many to one contact in a day, whoever asks.
MOST_A_DAY = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A code on its way: its number, and the digits for the demonstration's page alone."""

    code_id: int
    digits: str
    expires_at: datetime


@transaction.atomic
def ask_code(*, contact: Contact, browser: str, actor: None, at: datetime) -> Asked:
    """Send six digits to the contact, good for ten minutes and in this browser only; a newer code ends the older.

    The same is done and takes as long whether an account knows the contact or not. Refused: `codes_too_many`.
    """
    holder = _holder(contact)
    sent = OneTimeCode.objects.filter(contact_hash=holder, created_at__gt=at - timedelta(days=1))
    if sent.count() >= MOST_A_DAY:
        raise refuse(
            "codes_too_many",
            "Hôm nay đã gửi quá nhiều mã tới nơi này. Hãy thử lại ngày mai hoặc chọn cách đăng nhập khác.",
        )
    sent.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    kept = OneTimeCode.objects.create(
        way=contact.way,
        contact_hash=holder,
        code_hash="",
        browser_hash=keyed("applicants.browser", browser),
        created_at=at,
        expires_at=at + GOOD_FOR,
    )
    kept.code_hash = keyed("applicants.code", f"{kept.pk} {digits}")
    kept.save(update_fields=["code_hash"])
    message = CodeMessage(contact.way, contact.value, digits, kept.expires_at)
    OutboxMessage.objects.create(
        topic=CODE_TOPIC, key=str(kept.pk), payload=payload_of(message), created_at=at
    )
    return Asked(kept.pk, digits, kept.expires_at)


def check_code(
    *, code_id: int, contact: Contact, digits: str, browser: str, actor: None, at: datetime
) -> None:
    """Whether these are the digits that were sent; right ones count once, five wrong ones end the code.

    Refused: `code_wrong` (try again), `code_over` (ask for another). A try is counted before it is looked at.
    """
    mine = OneTimeCode.objects.filter(
        pk=code_id,
        used_at__isnull=True,
        browser_hash=keyed("applicants.browser", browser),
        contact_hash=_holder(contact),
    )
    if not mine.filter(expires_at__gt=at, tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise _over()
    kept = mine.get()
    typed = "".join(digits.split())
    if not hmac.compare_digest(kept.code_hash, keyed("applicants.code", f"{kept.pk} {typed}")):
        if kept.tries >= MOST_TRIES:
            raise _over()
        raise refuse(
            "code_wrong",
            "Mã chưa đúng. Hãy xem lại tin nhắn mới nhất rồi nhập lại sáu chữ số.",
            field="digits",
        )
    if not mine.update(used_at=at):
        raise _over()


def forget_old_codes(*, at: datetime) -> int:
    """Codes older than two days are gone; answers how many."""
    gone, _ = OneTimeCode.objects.filter(created_at__lt=at - timedelta(days=2)).delete()
    return gone


def _holder(contact: Contact) -> str:
    """What is kept of whom a code went to."""
    return keyed("applicants.contact", f"{contact.way} {contact.value}")


def _over() -> Refused:
    return refuse(
        "code_over",
        "Mã này không dùng được nữa: đã hết 10 phút hoặc sai quá năm lần. Hãy lấy mã mới.",
        field="digits",
    )
