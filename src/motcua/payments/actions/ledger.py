"""Take a fee, note an exemption, give a fee back: one entry each, numbered, linked, never changed.

Nothing here knows a dossier's state or clock: a desk fee never pauses a clock (promises 18).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local, local_day
from motcua.core.refusals import Refusal, Refused, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.payments import policies
from motcua.payments.actions.closing_orders import close_by_other_way
from motcua.payments.actions.writing import append, give_receipt, locked_chain
from motcua.payments.fees import Charge, FeeLine
from motcua.payments.models import DayClosing, LedgerEntry
from motcua.payments.queries import last_closed_day
from motcua.payments.receipts import ReceiptPort
from motcua.payments.terms import ONLINE, SETTLING, CollectionMoment, DeskMethod, EntryKind, Method

_MOST_KEY = 60  # of a payment for several: place and point are added for each


@dataclass(frozen=True, slots=True)
class Payment:
    """Who pays how, when in the trip; `key` names the request (pressed twice, written once).

    `filed_as`: the number under which the dossier came from afar, where its orders and online money stand.
    """

    subject: str
    payer: str
    key: str
    method: str = Method.CASH
    moment: str = CollectionMoment.RECEIVE
    transfer_reference: str = ""
    filed_as: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number of the dossier."""
        return (self.subject, self.filed_as) if self.filed_as else (self.subject,)


@dataclass(frozen=True, slots=True)
class Together:
    """One payer pays for several dossiers: (code, charge) of each; the rest as in `Payment`."""

    charges: tuple[tuple[str, Charge], ...]
    payer: str
    key: str
    method: str = Method.CASH
    moment: str = CollectionMoment.RECEIVE
    transfer_reference: str = ""
    filed_as: tuple[tuple[str, str], ...] = ()  # (code, filing number) of those that came from afar

    def numbers_of(self, subject: str) -> tuple[str, ...]:
        """Every number of the dossier."""
        return (subject, *(filed for code, filed in self.filed_as if code == subject))

    def payment_of(self, place: int) -> Payment:
        """The part of one dossier; its key is the payment's with its place."""
        subject, key = self.charges[place][0], f"{_key(self.key, most=_MOST_KEY)}.{place}"
        filed_as = "".join(self.numbers_of(subject)[1:])
        return Payment(subject, self.payer, key, self.method, self.moment, self.transfer_reference, filed_as)


@transaction.atomic
def collect(
    *, payment: Payment, charge: Charge, receipts: ReceiptPort, actor: Actor, at: datetime
) -> LedgerEntry:
    """Write what was paid for the dossier, or the exemption with its evidence; the receipt has its number.

    Raises Refused: no_role, not_posted, day_closed, nothing_owed, already_collected, method_unknown,
    moment_unknown, key_wrong, receipts_down.
    """
    refuse_if(policies.why_not_collect(actor))
    chain = locked_chain(actor.unit_id)
    if (known := _written(payment.key, actor, payment.subject)) is not None:
        return known
    refuse_if(_why_not_today(actor, local_day(at)))
    entry = _charged(payment, charge, actor, at)
    give_receipt([entry], entry.key, receipts)
    append(chain, entry)
    close_by_other_way(entry=entry, numbers=payment.numbers, at=at)
    return entry


@transaction.atomic
def collect_together(
    *, together: Together, receipts: ReceiptPort, actor: Actor, at: datetime
) -> list[LedgerEntry]:
    """One payment for several dossiers: an entry each, all or none, money under one receipt number.

    An exempt dossier has its entry beside them; each can be given back alone. Raises Refused as `collect`; what
    concerns one dossier names it.
    """
    refuse_if(policies.why_not_collect(actor))
    chain = locked_chain(actor.unit_id)
    known = LedgerEntry.objects.filter(unit_id=actor.unit_id, payment=together.key[:64]).order_by("seq")
    if together.key and (written := list(known)):
        if {subject for subject, _charge in together.charges} - {entry.subject for entry in written}:
            raise _key_wrong()
        return written
    refuse_if(_why_not_today(actor, local_day(at)))
    if not together.charges:
        raise refuse("nothing_owed", "Không còn hồ sơ nào phải thu. Hãy mở lại trang để xem.", field="lines")
    entries = [
        _charged(together.payment_of(place), charge, actor, at)
        for place, (_subject, charge) in enumerate(together.charges)
    ]
    for entry in entries:
        entry.payment = together.key
    give_receipt([entry for entry in entries if entry.amount], _key(together.key), receipts)
    for entry in entries:
        append(chain, entry)
        close_by_other_way(entry=entry, numbers=together.numbers_of(entry.subject), at=at)
    return entries


def _charged(payment: Payment, charge: Charge, actor: Actor, at: datetime) -> LedgerEntry:
    """The entry of one dossier, not yet written: what was paid, or the exemption with its evidence."""
    if not charge.lines or (charge.full == 0 and charge.exemption is None):
        raise refuse(
            "nothing_owed",
            f"Hồ sơ {payment.subject} không có khoản nào phải thu. Hãy chọn khoản thu và số lượng.",
            field="lines",
        )
    refuse_if(_why_not_twice(payment, charge, actor))
    entry = _entry(payment, actor, at, charge.lines)
    entry.kind = EntryKind.EXEMPTION if charge.exemption else EntryKind.COLLECTION
    entry.amount = charge.owed
    if charge.exemption:
        told = charge.exemption
        entry.exemption = {"ground": told.ground, "evidence": told.evidence, "amount": charge.full}
    return entry


@transaction.atomic
def refund(
    *, entry_id: int, reason: str, method: str, key: str, receipts: ReceiptPort, actor: Actor, at: datetime
) -> LedgerEntry:
    """Give a collected fee back whole, as a counter-entry of today; once.

    Raises Refused: entry_unknown, not_refundable, already_refunded, reason_missing, and those of `collect`.
    """
    refuse_if(policies.why_not_collect(actor))
    chain = locked_chain(actor.unit_id)
    taken = LedgerEntry.objects.filter(pk=entry_id, unit_id=actor.unit_id).first()
    if taken is not None and (known := _written(key, actor, taken.subject, reverses=taken.pk)) is not None:
        return known
    refuse_if(_why_not_today(actor, local_day(at)))
    refuse_if(_why_not_refund(taken))
    if taken is None:  # the rule has just refused it
        raise AssertionError("an unknown entry passed")
    said = clean_line(reason, 300, field="reason", what="Lý do hoàn")
    if not said:
        raise refuse("reason_missing", "Chưa ghi lý do hoàn. Hãy ghi rồi làm lại.", field="reason")
    payment = Payment(taken.subject, taken.payer, key, method, taken.moment)
    lines = [FeeLine(line["name"], line["quantity"], line["each"], line["basis"]) for line in taken.lines]
    entry = _entry(payment, actor, at, lines)
    entry.kind, entry.amount, entry.reason, entry.reverses = EntryKind.REFUND, -taken.amount, said, taken
    give_receipt([entry], entry.key, receipts)
    return append(chain, entry)


def _written(key: str, actor: Actor, subject: str, *, reverses: int | None = None) -> LedgerEntry | None:
    """What this very request has written already; a key that named another one is refused, never answered."""
    found = LedgerEntry.objects.filter(unit_id=actor.unit_id, key=key[:64]).first()
    if found is not None and (found.subject, found.reverses_id) != (subject, reverses):
        raise _key_wrong()
    return found


def _why_not_today(actor: Actor, day: date) -> Refusal | None:
    """Closed, or a clock that went back behind a closed day."""
    last = last_closed_day(actor.unit_id, actor.person_id)
    closed = DayClosing.objects.filter(unit_id=actor.unit_id, official_id=actor.person_id, day=day).exists()
    return policies.why_not_on_day(
        day, closed=closed or (last is not None and day < last), earlier_open=None, today=day, closing=False
    )


def _why_not_twice(payment: Payment, charge: Charge, actor: Actor) -> Refusal | None:
    """Two clerks, one visitor: the same line is not collected (or exempted) twice at the same moment of a trip."""
    taken = LedgerEntry.objects.filter(
        unit_id=actor.unit_id,
        subject__in=payment.numbers,
        moment=payment.moment,
        kind__in=SETTLING,
        reversed_by__isnull=True,
    )
    names = {line.name for line in charge.lines}
    for entry in taken:
        if again := names & {line["name"] for line in entry.lines}:
            return Refusal(
                "already_collected",
                f"“{min(again)[:100]}” đã được {entry.official_name} ghi lúc {local(entry.at):%H:%M ngày %d/%m/%Y}. "
                "Hãy mở lại hồ sơ để xem; thu thêm thì chọn lúc thu khác.",
                field="lines",
            )
    return None


def _why_not_refund(taken: LedgerEntry | None) -> Refusal | None:
    if taken is None:
        return Refusal("entry_unknown", "Không có khoản thu này tại cơ quan. Hãy mở lại hồ sơ để chọn.")
    if taken.kind != EntryKind.COLLECTION:
        return Refusal("not_refundable", "Chỉ hoàn được khoản đã thu. Hãy chọn khoản thu của hồ sơ.")
    if taken.method in ONLINE:
        return Refusal(
            "refund_needs_decision",
            "Tiền nộp trực tuyến hoàn theo đề nghị có người thứ hai duyệt. Hãy lập đề nghị hoàn ở trang phí của hồ sơ.",
        )
    if LedgerEntry.objects.filter(reverses=taken).exists():
        return Refusal("already_refunded", "Khoản này đã được hoàn. Hãy mở lại hồ sơ để xem biên lai hoàn.")
    return None


def _entry(payment: Payment, actor: Actor, at: datetime, lines: Sequence[FeeLine]) -> LedgerEntry:
    return LedgerEntry(
        unit_id=actor.unit_id,
        key=_key(payment.key),
        subject=payment.subject,
        moment=_word(CollectionMoment, payment.moment, "moment", "Lúc thu"),
        method=_word(DeskMethod, payment.method, "method", "Cách nộp"),
        lines=[line.data for line in lines],
        payer=clean_line(payment.payer, 200, field="payer", what="Người nộp"),
        transfer_reference=clean_line(
            payment.transfer_reference, 100, field="transfer_reference", what="Mã giao dịch"
        ),
        official_id=actor.person_id,
        official_name=actor.name,
        at=at,
        day=local_day(at),
    )


def _key(key: str, *, most: int = 64) -> str:
    if not 8 <= len(key) <= most or not key.isprintable():
        raise _key_wrong()
    return key


def _key_wrong() -> Refused:
    return refuse("key_wrong", "Trang thu phí đã cũ. Hãy mở lại trang rồi làm lại.")


def _word(words: type[CollectionMoment] | type[DeskMethod], given: str, field: str, what: str) -> str:
    if given not in {word.value for word in words}:
        raise refuse(f"{field}_unknown", f"{what} không có trong danh sách. Hãy chọn lại.", field=field)
    return given
