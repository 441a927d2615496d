"""Which facts stand on each paper? All decided before: a paper computes nothing and reads no clock.

On every paper: `demonstration` marks each page as having no legal value; `notices` are framed above the title
(a slip that replaces another, a late copy).
"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.documents.forms import Form
from motcua.documents.terms import CopyKind, ReturnChannel, Timeliness


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns at the top. `one_stop_label` empty: the agency itself issues, under its superior."""

    superior: str
    agency: str
    one_stop_label: str
    place: str
    day: date
    number: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whom the paper speaks of."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: web page, officer, telephone with extension."""

    officer: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One line of Mẫu 01: a paper handed in, in one kind."""

    name: str
    kind: CopyKind
    count: int


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee of the desk, in đồng."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A reception entered into the system afterwards."""

    entered_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Promise:
    """The stored answer of the promise (promises.md, "The answer"): printed as it is, never computed again."""

    due_at: datetime
    strict: bool
    reason: str
    explanation: tuple[str, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Tracking:
    """How the person looks the dossier up: page address, secret, what the QR code holds."""

    address: str
    secret: str
    qr_payload: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How the person rates what this slip is about: what the QR code holds, the code to type (R-289)."""

    qr_payload: str
    code: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả. `term_text`: the law's term in words.

    `fees`: what was charged or is owed, none where nothing is; None where the amount is not settled at reception.
    `fee_note`: what was decided beside the figure: paid with which receipt, exempt on which ground, due when.
    """

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    components: tuple[Component, ...]
    term_text: str
    received_at: datetime
    promise: Promise
    return_channel: ReturnChannel
    received_by: str
    tracking: Tracking
    evaluation: Evaluation | None = None
    sets: int = 1
    return_address: str = ""
    counter: str = ""
    fees: tuple[Fee, ...] | None = ()
    fee_note: str = ""
    book: str = ""
    number_in_book: str = ""
    handed_in_by: str = ""
    notes: tuple[str, ...] = ()
    late_entry: LateEntry | None = None
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment of the file's own date: fixed by the facts, so a reprint has the same bytes."""
        return self.received_at


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One defect of Mẫu 02: which component, why, how many of each kind are to be handed in."""

    name: str
    why: str = ""
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. `code` is the dossier's or the intake's number."""

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    items: tuple[MissingItem, ...]
    reason: str
    contact: Contact
    guide: str
    issued_at: datetime
    answer_by: datetime | None = None
    evaluation: Evaluation | None = None
    notes: tuple[str, ...] = ()
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment of issue."""
        return self.issued_at


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a refusal with the provision it rests on."""

    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class RefusalSlip:
    """Mẫu 03, Phiếu từ chối tiếp nhận, giải quyết hồ sơ: every reason with its basis (R-035)."""

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    grounds: tuple[Ground, ...]
    contact: Contact
    refused_by: str
    issued_at: datetime
    handed_in_by: str = ""
    evaluation: Evaluation | None = None
    notes: tuple[str, ...] = ()
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment of issue."""
        return self.issued_at


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row of the control slip: who gave the dossier to whom, when, and how the step ended (None: still open)."""

    from_agency: str
    to_agency: str
    given_at: datetime
    giver: str
    received_at: datetime | None = None
    receiver: str = ""
    timeliness: Timeliness | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: one row for each hand-over, never overwritten."""

    form: Form
    head: Head
    code: str
    settling_agency: str
    applicant: Applicant
    request: str
    received_at: datetime
    due_at: datetime
    due_strict: bool
    hand_overs: tuple[HandOver, ...]
    coordinating_agencies: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The latest moment on the slip, so that each further row makes a file of a later date."""
        moments = [self.received_at]
        for row in self.hand_overs:
            moments += [row.given_at, row.received_at or row.given_at]
        return max(moments)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a letter: prefix ("KT. CHỦ TỊCH" or empty), title, name (NĐ 30/2020/NĐ-CP điều 13)."""

    title: str
    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Apology:
    """Mẫu 04. `extension` and `extension_count` stand on the form of 2025 only."""

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    received_at: datetime
    due_original: datetime
    due_strict: bool
    reason: str
    due_extended: datetime
    signer: Signer
    issued_at: datetime
    extension: str = ""
    extension_count: int = 0
    recipients: tuple[str, ...] = ()
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment of issue."""
        return self.issued_at


@dataclass(frozen=True, slots=True)
class StopNotice:
    """Mẫu 05 of 2025, Thông báo dừng giải quyết hồ sơ. `asked_on`: the person's own wish, if it was one."""

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    received_at: datetime
    stage: str
    grounds: tuple[Ground, ...]
    signer: Signer
    issued_at: datetime
    asked_on: date | None = None
    fee_settlement: str = ""
    returned_papers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    demonstration: bool = False
    notices: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment of issue."""
        return self.issued_at


Paper = Receipt | SupplementRequest | RefusalSlip | ControlSlip | Apology | StopNotice
