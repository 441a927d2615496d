"""What does Mẫu 01 say of the fee? What was charged, exempted or is due when, as it stood while that slip held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.documents.papers import Fee
from motcua.documents.wording import moment_text, money_text
from motcua.dossiers.charging import till_of
from motcua.dossiers.models import Dossier
from motcua.payments.fees import FeeLine
from motcua.payments.models import LedgerEntry
from motcua.payments.terms import SETTLING, CollectionMoment, EntryKind, Method

MOST_LINES = 3  # of one slip; more papers are one line with their number
_WHEN = {
    CollectionMoment.RECEIVE: "nộp tại quầy khi tiếp nhận",
    CollectionMoment.SUPPLEMENT: "nộp khi bổ sung hồ sơ",
    CollectionMoment.RETURN: "nộp khi nhận kết quả",
}
_BY = {
    Method.CASH: "tiền mặt",
    Method.TRANSFER: "chuyển khoản",
    Method.GATEWAY: "thanh toán trực tuyến",
    Method.VIETQR: "chuyển khoản theo mã VietQR",
}


@dataclass(frozen=True, slots=True)
class FeeWords:
    """`fees` as a slip prints them (None: the published amounts, nothing is settled), and what stands beside."""

    fees: tuple[Fee, ...] | None
    note: str = ""


def fee_words(dossier: Dossier, *, moment: str, until: datetime | None = None) -> FeeWords:
    """The fee on the slip of reception. `moment`: when it is due, as said at reception; `until`: when the slip
    was replaced, so that an old one keeps what it said (None: it still holds).
    """
    till = till_of(dossier, dossier.unit)
    if till.schedule.free:
        return FeeWords(())
    entries = [entry for entry in till.entries if until is None or entry.at < until]
    charged = [entry for entry in entries if entry.kind in SETTLING]
    if charged:
        return _charged(charged, entries)
    lines = till.expected_lines
    if lines and not sum(line.amount for line in lines):
        return FeeWords(())
    due = _WHEN[CollectionMoment(moment)]
    return FeeWords(_fees(lines), f"chưa thu, {due}") if lines else FeeWords(None, due)


def _charged(charged: Sequence[LedgerEntry], entries: Sequence[LedgerEntry]) -> FeeWords:
    """What the ledger says; a fee given back stays on the slip with what was given back."""
    taken = [entry for entry in charged if entry.kind == EntryKind.COLLECTION]
    notes = [_paid(entry, entries) for entry in taken]
    notes += [_exempt(entry) for entry in charged if entry.kind == EntryKind.EXEMPTION]
    lines = [_line(line) for entry in taken for line in entry.lines]
    return FeeWords(_fees(lines), "; ".join(notes))


def _paid(entry: LedgerEntry, entries: Sequence[LedgerEntry]) -> str:
    said = f"đã thu bằng {_BY[Method(entry.method)]}, biên lai số {entry.receipt_number}"
    back = next((other for other in entries if other.reverses_id == entry.pk), None)
    if back is None:
        return said
    return f"{said}; đã hoàn {money_text(-back.amount)} lúc {moment_text(back.at)}"


def _exempt(entry: LedgerEntry) -> str:
    told = entry.exemption or {}
    return f"miễn {money_text(told['amount'])}: {told['ground']}, theo {told['evidence']}"


def _line(line: dict[str, object]) -> FeeLine:
    return FeeLine(str(line["name"]), int(str(line["quantity"])), int(str(line["each"])), str(line["basis"]))


def _fees(lines: Sequence[FeeLine]) -> tuple[Fee, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(Fee(line.name, line.amount) for line in lines)
    return (Fee(f"{len(lines)} khoản", sum(line.amount for line in lines)),)
