"""Which facts stand in the printed pack for a day without power? All decided before, as on every paper."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.documents.forms import Form
from motcua.documents.papers import Head


@dataclass(frozen=True, slots=True)
class PackSlip:
    """One slip to be filled in by hand: its number, the look-up secret, what the QR code holds."""

    code: str
    secret: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Received up to `until` (printed minute, inclusive; None: to the end of the day): due then."""

    until: datetime | None
    due_at: datetime
    due_strict: bool


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Procedures that are promised alike on that day; without stretches the term in words is all that holds."""

    procedures: tuple[tuple[str, str], ...]
    stretches: tuple[Stretch, ...]
    term: str = ""


@dataclass(frozen=True, slots=True)
class PaperPack:
    """Cover, promises of the day, numbered slips of the form in force then (two copies each), a register sheet."""

    form: Form
    register: Form
    head: Head
    unit: str
    day: date
    slips: tuple[PackSlip, ...]
    promises: tuple[PromiseRow, ...]
    reason: str
    reserved_at: datetime
    reserved_by: str
    site: str
    demonstration: bool = False

    @property
    def moment(self) -> datetime:
        """The moment of the file's own date: a pack printed again has the same bytes."""
        return self.reserved_at
