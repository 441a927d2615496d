"""Money paid online goes back: asked for, decided by a second person, done with the bank's number."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.payments import policies
from motcua.payments.actions.ordering import tell
from motcua.payments.actions.writing import append, give_receipt, locked_chain, money_key
from motcua.payments.models import LedgerEntry, OrderMoney, RefundRequest
from motcua.payments.receipts import ReceiptPort
from motcua.payments.terms import GIVEN_BACK, ONLINE, EntryKind, RefundState


@transaction.atomic
def ask_refund(*, entry_id: int, reason: str, actor: Actor, at: datetime) -> RefundRequest:
    """Ask that what was paid online goes back whole. Raises Refused: no_role, entry_unknown, not_refundable,
    already_asked, reason_missing."""
    refuse_if(policies.why_not_ask_refund(actor))
    locked_chain(actor.unit_id)
    entry = LedgerEntry.objects.filter(pk=entry_id, unit_id=actor.unit_id).first()
    refuse_if(_why_not_back(entry))
    said = clean_line(reason, 300, field="reason", what="Lý do hoàn")
    if not said:
        raise refuse("reason_missing", "Chưa ghi lý do hoàn. Hãy ghi rồi làm lại.", field="reason")
    return RefundRequest.objects.create(
        unit_id=actor.unit_id,
        entry_id=entry_id,
        reason=said,
        asked_by_id=actor.person_id,
        asked_name=actor.name,
        asked_at=at,
    )


def _why_not_back(entry: LedgerEntry | None) -> Refusal | None:
    if entry is None:
        return Refusal("entry_unknown", "Không có khoản thu này tại cơ quan. Hãy mở lại hồ sơ để chọn.")
    if entry.kind not in GIVEN_BACK or entry.method not in ONLINE:
        return Refusal(
            "not_refundable",
            "Chỉ đề nghị hoàn khoản đã nộp trực tuyến; khoản thu tại quầy hoàn tại quầy. Hãy chọn lại.",
        )
    if LedgerEntry.objects.filter(reverses=entry).exists():
        return Refusal("already_refunded", "Khoản này đã được hoàn. Hãy mở lại hồ sơ để xem.")
    if entry.refund_requests.exclude(state=RefundState.REFUSED).exists():
        return Refusal("already_asked", "Khoản này đã có đề nghị hoàn. Hãy xem danh sách đề nghị hoàn.")
    return None


@transaction.atomic
def decide_refund(*, request_id: int, approve: bool, note: str, actor: Actor, at: datetime) -> RefundRequest:
    """A second person says yes or no; a no says why. Raises Refused: no_role, own_request, request_unknown,
    request_decided, reason_missing."""
    request = _locked(request_id, actor)
    refuse_if(policies.why_not_decide_refund(actor, asked_by=request.asked_by_id))
    if request.state != RefundState.ASKED:
        raise refuse("request_decided", "Đề nghị này đã được quyết định. Hãy tải lại trang để xem.")
    said = clean_line(note, 300, field="note", what="Ý kiến")
    if not approve and not said:
        raise refuse("reason_missing", "Không duyệt thì phải ghi lý do. Hãy ghi rồi làm lại.", field="note")
    request.state = RefundState.APPROVED if approve else RefundState.REFUSED
    request.decided_by_id, request.decided_name = actor.person_id, actor.name
    request.decided_at, request.decision_note = at, said
    request.save(update_fields=["state", "decided_by", "decided_name", "decided_at", "decision_note"])
    return request


@transaction.atomic
def complete_refund(
    *, request_id: int, reference: str, receipts: ReceiptPort, actor: Actor, at: datetime
) -> RefundRequest:
    """The money went back: the bank's number of the transfer, and the counter-entry of today.

    Raises Refused: no_role, request_unknown, request_not_approved, reference_missing, receipts_down.
    """
    refuse_if(policies.why_not_ask_refund(actor))
    chain = locked_chain(actor.unit_id)
    request = _locked(request_id, actor)
    if request.state != RefundState.APPROVED:
        raise refuse(
            "request_not_approved", "Chỉ hoàn khoản đã được duyệt. Hãy tải lại trang để xem đề nghị."
        )
    said = clean_line(reference, 100, field="reference", what="Số chứng từ chuyển tiền")
    if not said:
        raise refuse(
            "reference_missing", "Chưa ghi số chứng từ chuyển tiền. Hãy ghi rồi làm lại.", field="reference"
        )
    entry = _counter_entry(request, said, actor, at)
    give_receipt([entry], entry.key, receipts)
    append(chain, entry)
    request.state, request.reference, request.refund = RefundState.DONE, said, entry
    request.done_by_id, request.done_name, request.done_at = actor.person_id, actor.name, at
    request.save(update_fields=["state", "reference", "refund", "done_by", "done_name", "done_at"])
    _tell_payer(request, at)
    return request


def _locked(request_id: int, actor: Actor) -> RefundRequest:
    request = (
        RefundRequest.objects.select_for_update(of=("self",))
        .select_related("entry")
        .filter(pk=request_id, unit_id=actor.unit_id)
        .first()
    )
    if request is None:
        raise refuse("request_unknown", "Không có đề nghị hoàn này tại cơ quan. Hãy tải lại trang.")
    return request


def _counter_entry(request: RefundRequest, reference: str, actor: Actor, at: datetime) -> LedgerEntry:
    taken = request.entry
    return LedgerEntry(
        unit_id=taken.unit_id,
        key=money_key("refund", f"{request.pk}"),
        kind=EntryKind.REFUND,
        subject=taken.subject,
        moment=taken.moment,
        method=taken.method,
        amount=-taken.amount,
        lines=taken.lines,
        payer=taken.payer,
        reason=request.reason,
        transfer_reference=reference,
        official_name=f"Hoàn tiền trực tuyến: {actor.name}",
        at=at,
        day=local_day(at),
        reverses=taken,
    )


def _tell_payer(request: RefundRequest, at: datetime) -> None:
    link = OrderMoney.objects.select_related("order").filter(entry=request.entry).first()
    if link is not None:
        tell("refunded", link.order, at, amount=request.entry.amount)
