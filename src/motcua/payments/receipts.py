"""Where does the number of a receipt come from? A port: the office's own series, or an electronic service."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from motcua.core.numbering import Label, next_label


@dataclass(frozen=True, slots=True)
class ReceiptRequest:
    """What a receipt says; `key` names the request: asked again with it, the answer is the same receipt."""

    key: str
    unit_id: str
    day: date
    payer: str
    amount: int
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuedReceipt:
    """A receipt as issued: its number, and the code under which the payer looks it up."""

    number: str
    lookup: str


class ReceiptServiceDown(Exception):
    """The service gave no answer; whether it issued something shows when it is asked again with the same key."""


class ReceiptPort(Protocol):
    """What the ledger needs of whoever issues receipts (biên lai thu phí, lệ phí điện tử)."""

    def issue(self, request: ReceiptRequest) -> IssuedReceipt:
        """The receipt of the request. Raises ReceiptServiceDown."""


class OfficeReceipts:
    """The office's own series, in order and without gaps: `BL-2022-000123` of a unit and year.

    The number belongs to the transaction that writes the entry; rolled back, it is given again.
    """

    def issue(self, request: ReceiptRequest) -> IssuedReceipt:
        """The next receipt of the unit in its year."""
        year = request.day.year
        number = next_label(Label(f"receipt|{request.unit_id}|{year}", f"{request.unit_id}/BL-{year}-", 6))
        told = f"{number}|{request.key}|{request.amount}"
        return IssuedReceipt(number, hashlib.sha256(told.encode()).hexdigest()[:10].upper())
