"""What is somebody asked to pay from afar? Pure: lines with their public words, for whom, at which moment."""

from dataclasses import dataclass
from typing import Any

from motcua.payments.fees import FeeLine
from motcua.payments.terms import CollectionMoment, Purpose


@dataclass(frozen=True, slots=True)
class Line:
    """A line owed, and the words that a page without sign-in may show of it (never a paper's own title)."""

    fee: FeeLine
    shown: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be paid. `numbers`: every number of the dossier, the first is kept as the order's subject."""

    unit_id: str
    numbers: tuple[str, ...]
    lines: tuple[Line, ...]
    payer: str
    moment: str = CollectionMoment.RECEIVE
    purpose: str = Purpose.FEE
    document: str = ""
    payee: str = ""

    @property
    def amount(self) -> int:
        """In đồng."""
        return sum(line.fee.amount for line in self.lines)

    @property
    def kept_lines(self) -> list[dict[str, Any]]:
        """The lines as the order keeps them."""
        return [line.fee.data | {"shown": line.shown} for line in self.lines]
