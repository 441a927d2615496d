"""Which accounts does an entry of the ledger debit and credit? Pure: the entry's facts in, its sides out.

Source: 88/2015/QH13 (Luật Kế toán) điều 3: ghi kép, mỗi khoản ghi Nợ tài khoản này và Có tài khoản kia bằng nhau.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.payments.terms import EntryKind, Method

BANK, GATEWAY, REFUNDS_DUE = "bank", "gateway", "refunds_due"
CASH, FEE, PAYEE = "cash:", "fee:", "payee:"
# What the office owes to somebody or has earned: an entry's amount is what it adds to these.
OWED = (FEE, PAYEE, REFUNDS_DUE)


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the account, and the đồng it is debited or credited with; one of the two is nought."""

    account: str
    debit: int = 0
    credit: int = 0

    def turned(self) -> "Side":
        """The same on the other side."""
        return Side(self.account, self.credit, self.debit)


@dataclass(frozen=True, slots=True)
class Booked:
    """What of an entry decides its accounts. `reverses`: kind of the entry that a refund gives back."""

    kind: str
    method: str
    amount: int
    lines: Sequence[Mapping[str, Any]]
    official: int | None = None
    reverses: str = ""


def sides_of(entry: Booked) -> tuple[Side, ...]:
    """The sides of an entry, debits first; none where no money moves. Both sums are equal (ghi kép)."""
    if entry.kind == EntryKind.EXEMPTION:
        return ()
    if entry.kind == EntryKind.CLEARING:
        moved = sum(line["amount"] for line in entry.lines)
        return Side(BANK, debit=moved), Side(GATEWAY, credit=moved)
    if entry.kind == EntryKind.REFUND:
        owed = tuple(side.turned() for side in _owed(entry.reverses, -entry.amount, entry.lines))
        return *owed, Side(_money(entry), credit=-entry.amount)
    return Side(_money(entry), debit=entry.amount), *_owed(entry.kind, entry.amount, entry.lines)


def _money(entry: Booked) -> str:
    """Where the money lies: in an official's drawer, at the bank, still with the gateway."""
    if entry.method == Method.CASH:
        return f"{CASH}{entry.official}"
    return GATEWAY if entry.method == Method.GATEWAY and entry.kind != EntryKind.REFUND else BANK


def _owed(kind: str, amount: int, lines: Sequence[Mapping[str, Any]]) -> tuple[Side, ...]:
    """To what the money belongs: fees by line, another agency, the payer."""
    if kind == EntryKind.HELD:
        return (Side(REFUNDS_DUE, credit=amount),)
    prefix = PAYEE if kind == EntryKind.ON_BEHALF else FEE
    sums: dict[str, int] = {}
    for line in lines:
        sums[line["name"]] = sums.get(line["name"], 0) + line["amount"]
    return tuple(Side(f"{prefix}{name}", credit=owed) for name, owed in sums.items() if owed)


def balanced(sides: Sequence[Side], amount: int) -> bool:
    """Whether debits equal credits, and what the entry says is what it adds to what is owed."""
    owed = sum(side.credit - side.debit for side in sides if side.account.startswith(OWED))
    return sum(side.debit for side in sides) == sum(side.credit for side in sides) and owed == amount


def account_label(account: str, names: Mapping[int, str] | None = None) -> str:
    """The account in words; `names` are the officials' by id."""
    if account.startswith(CASH):
        official = account.removeprefix(CASH)
        return f"Tiền mặt của {(names or {}).get(int(official), official)}"
    if account.startswith(FEE):
        return f"Phí, lệ phí: {account.removeprefix(FEE)}"
    if account.startswith(PAYEE):
        return f"Thu hộ: {account.removeprefix(PAYEE)}"
    return {
        BANK: "Tiền gửi ngân hàng",
        GATEWAY: "Cổng thanh toán chưa chuyển về",
        REFUNDS_DUE: "Phải hoàn cho người nộp",
    }[account]
