"""Send documents of a dossier to an agency that settles it together, and confirm that they came."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers.copies.listing import standing
from motcua.dossiers.models import Dossier, HandedIn
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.participation.models import SentDocument, SentReceipt
from motcua.participation.policies import why_not_send, why_not_take


@transaction.atomic
def send_documents(
    *, code: str, receiver_id: str, papers: Sequence[str], message: str, actor: Actor, at: datetime
) -> SentDocument:
    """Send papers of a dossier (their keys) electronically; dossier and originals stay at the desk (R-060).

    The electronic copies of the papers that stand at that moment go along: the receiver may open just these.
    Refused: `dossier_unknown`, `other_unit`, `no_role`, `dossier_ended`, `same_unit`, `papers_missing`,
    `papers_unknown`, `receiver_unknown`.
    """
    dossier = Dossier.objects.filter(code=code, unit_id=actor.unit_id).first()
    if dossier is None:
        raise refuse("dossier_unknown", "Không có hồ sơ này ở cơ quan này. Hãy kiểm tra lại mã hồ sơ.")
    ended = dossier.ended_at is not None
    refuse_if(
        why_not_send(actor, unit_id=dossier.unit_id, ended=ended, receiver_id=receiver_id, papers=len(papers))
    )
    receiver = Unit.objects.filter(pk=receiver_id).first()
    if receiver is None or not receiver.exists_on(local_day(at)):
        raise refuse(
            "receiver_unknown",
            "Cơ quan nhận không hoạt động vào ngày này. Hãy chọn cơ quan khác.",
            field="receiver",
        )
    known = dict(HandedIn.objects.filter(dossier=dossier).order_by("round").values_list("key", "name"))
    if any(key not in known for key in papers):
        raise refuse(
            "papers_unknown", "Có tài liệu không thuộc hồ sơ này. Hãy tải lại trang.", field="papers"
        )
    line = clean_line(message, 500, field="message", what="Nội dung phối hợp")
    chosen = sorted(set(papers))
    copies = [copy.number for copy in standing(dossier) if copy.component in chosen]
    note(actor, at, "send_documents", str(dossier), {"to": receiver_id, "papers": chosen, "copies": copies})
    return SentDocument.objects.create(
        dossier=dossier,
        receiver=receiver,
        papers=[known[key] for key in chosen],
        copies=copies,
        message=line,
        **said_by(actor, at),
    )


@transaction.atomic
def confirm_receipt(*, sent_id: int, answer: str, actor: Actor, at: datetime) -> SentReceipt:
    """The other agency confirms that it has the documents (R-060).

    Refused: `sent_unknown`, `other_unit`, `no_role`, `taken_already`.
    """
    sent = SentDocument.objects.select_related("dossier").filter(pk=sent_id).first()
    if sent is None:
        raise refuse("sent_unknown", "Không có tài liệu này. Hãy tải lại trang.")
    refuse_if(why_not_take(actor, receiver_id=sent.receiver_id, taken=_is_taken(sent)))
    line = clean_line(answer, 500, field="answer", what="Ý kiến")
    already = why_not_take(actor, receiver_id=sent.receiver_id, taken=True)
    try:
        with transaction.atomic():
            row = SentReceipt.objects.create(sent=sent, answer=line, **said_by(actor, at))
    except IntegrityError:  # a colleague was a moment earlier
        refuse_if(already)
        raise
    note(actor, at, "confirm_receipt", str(sent.dossier), {"from": sent.unit_id})
    return row


def _is_taken(sent: SentDocument) -> bool:
    return SentReceipt.objects.filter(sent=sent).exists()
