"""Who stands at the till? Clerks of Quận 11, a receipt service that fails as real ones do, a payment said quickly."""

from datetime import datetime
from typing import Any

from motcua.dossiers.charging import Wishes, charge_of
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from motcua.payments.actions.ledger import Payment, collect
from motcua.payments.models import LedgerEntry
from motcua.payments.receipts import IssuedReceipt, OfficeReceipts, ReceiptRequest, ReceiptServiceDown
from tests.cast import CERTIFIED_COPY, Q11, colleague, received

DIPLOMA = {"title": "Bằng tốt nghiệp đại học", "pages": 2, "copies": 3}


class ReceiptService:
    """An electronic receipt service: its own series and memory; it may be silent, or answer nobody hears."""

    def __init__(self) -> None:
        self.issued: dict[str, IssuedReceipt] = {}
        self.silent = False
        self.lose_answer = False

    def issue(self, request: ReceiptRequest) -> IssuedReceipt:
        """Asked again with the same key, the same receipt."""
        if self.silent:
            raise ReceiptServiceDown
        number = f"01BLP0-001/{len(self.issued) + 1:07d}"
        receipt = self.issued.setdefault(request.key, IssuedReceipt(number, f"TC{len(self.issued) + 1}"))
        if self.lose_answer:
            self.lose_answer = False
            raise ReceiptServiceDown
        return receipt


def copies(moment: datetime, unit_id: str = Q11, **more: Any) -> Dossier:
    """Three certified copies of a diploma of two pages: 12.000 đồng."""
    return received(CERTIFIED_COPY, unit_id, moment, items=(DIPLOMA,), **more)


def pay(dossier: Dossier, when: datetime, **more: Any) -> LedgerEntry:
    """The clerk takes what the dossier costs, in cash unless told otherwise."""
    clerk = more.pop("actor", None) or colleague(Role.RECEIVE, dossier.unit_id, when)
    receipts = more.pop("receipts", OfficeReceipts())
    wishes = more.pop("wishes", Wishes())
    facts: dict[str, Any] = {
        "subject": str(dossier),
        "payer": dossier.applicant_name,
        "key": f"key-{dossier.pk}-{more.get('moment', 'receive')}",
    }
    return collect(
        payment=Payment(**(facts | more)),
        charge=charge_of(dossier, dossier.unit, wishes),
        receipts=receipts,
        actor=clerk,
        at=when,
    )
