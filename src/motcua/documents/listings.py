"""Which facts stand on the lists of the office: register, certification book, tray, shift, group slip?

All decided before, as on every paper; each is printed in A4 landscape.
"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.documents.forms import Form
from motcua.documents.papers import Applicant, Head


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One dossier of the register (Sổ theo dõi hồ sơ); `sets`: how many sets of papers."""

    code: str
    procedure: str
    applicant: str
    contact: str
    agency: str
    received_at: datetime
    due_at: datetime
    due_strict: bool
    return_channel: str
    returned_at: datetime | None = None
    returned_to: str = ""
    note: str = ""
    sets: int = 1


@dataclass(frozen=True, slots=True)
class Register:
    """Mẫu 06 of TT 01/2018/TT-VPCP, Mẫu 07 of TT 03/2025/TT-VPCP, for the days `first` to `last`, both in it."""

    form: Form
    head: Head
    code: str
    first: date
    last: date
    lines: tuple[RegisterLine, ...]
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class BookLine:
    """One number of a certification book; `spoilt`: its approval was recalled."""

    number: int
    day: date
    requester: str
    requester_id: str
    title: str
    copies: int | None
    signer: str
    fee: int | None
    code: str
    spoilt: bool = False


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The closing of a book's year as it is printed under its last month."""

    numbers: int
    spoilt: int
    copies: int
    fee: int
    closed_at: datetime
    closed_by: str


@dataclass(frozen=True, slots=True)
class CertificationBook:
    """A month (or year, `month` None) of a certification book, printed for binding (23/2015/NĐ-CP điều 14)."""

    head: Head
    title: str
    book: str
    year: int
    month: int | None
    lines: tuple[BookLine, ...]
    moment: datetime
    year_end: YearEnd | None = None
    demonstration: bool = False

    @property
    def code(self) -> str:
        """`Quyển số 01/2022-SCT/BS`."""
        return f"Quyển số 01/{self.year}-{self.book}"


@dataclass(frozen=True, slots=True)
class TrayLine:
    """One dossier laid before the signer."""

    code: str
    procedure: str
    applicant: str
    content: str
    appraiser: str
    opinion: str
    due_at: datetime | None
    due_strict: bool = False


@dataclass(frozen=True, slots=True)
class TrayList:
    """Bảng kê trình ký: what is laid before the signer now, the first due first."""

    head: Head
    code: str
    lines: tuple[TrayLine, ...]
    submitted_by: str
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One dossier on the hand-over sheet: which part of the sheet (`received`, `returned`, `unfinished`)."""

    code: str
    procedure: str
    applicant: str
    state: str
    at: datetime | None
    originals: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """The drawer at the hand-over, in đồng; `counted` None while the day is open."""

    opening: int
    cash_in: int
    cash_out: int
    transfer_in: int
    transfer_out: int
    expected: int
    counted: int | None = None
    difference_reason: str = ""


@dataclass(frozen=True, slots=True)
class ShiftSheet:
    """Biên bản bàn giao ca of one official and day: dossiers, originals kept, cash, stamp imprints."""

    head: Head
    code: str
    official: str
    day: date
    received: tuple[ShiftLine, ...]
    returned: tuple[ShiftLine, ...]
    unfinished: tuple[ShiftLine, ...]
    originals: int
    imprints: int
    money: Money
    moment: datetime
    demonstration: bool = False
    uncollected: int = 0
    to_call: int = 0


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One dossier of a group slip."""

    code: str
    applicant: str
    content: str
    due_at: datetime
    due_strict: bool
    secret: str


@dataclass(frozen=True, slots=True)
class GroupSlip:
    """One receipt for many dossiers brought together (Mẫu 01 with its list)."""

    form: Form
    head: Head
    code: str
    applicant: Applicant
    request: str
    reference: str
    lines: tuple[GroupLine, ...]
    received_at: datetime
    received_by: str
    handed_in_by: str
    site: str
    demonstration: bool = False

    @property
    def moment(self) -> datetime:
        """The moment of reception."""
        return self.received_at


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One wish of a visit: its code or number, when it is handed over or what lacks, and its fee in words."""

    code: str
    procedure: str
    outcome: str
    fee: str


@dataclass(frozen=True, slots=True)
class VisitCover:
    """The cover over the slips of one visit: what was asked for, what was paid, with which receipts."""

    head: Head
    code: str
    applicant: Applicant
    lines: tuple[VisitLine, ...]
    paid: int
    receipts: tuple[str, ...]
    opened_at: datetime
    received_by: str
    counter: str
    site: str
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One promise that the calendar touched: `new` None where it was kept; `told` in words."""

    code: str
    applicant: str
    old: datetime
    new: datetime | None
    reason: str
    by: str
    told: str


@dataclass(frozen=True, slots=True)
class MovedList:
    """Lời hẹn đã dời: decisions of the days `first` to `last`, both in it (promises 20)."""

    head: Head
    code: str
    first: date
    last: date
    lines: tuple[MovedLine, ...]
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One original of a dossier: since when the desk has it, who holds it, when and to whom it went back."""

    title: str
    mark: str
    copies: int
    kept_at: datetime
    holder: str
    given_at: datetime | None = None
    given_to: str = ""


@dataclass(frozen=True, slots=True)
class CustodySheet:
    """Giấy giao nhận bản chính of one dossier, as it stands at `moment` (the last thing that happened)."""

    head: Head
    code: str
    applicant: str
    request: str
    lines: tuple[CustodyLine, ...]
    official: str
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """One line of a seal's register: number of the year, what was sealed, how often."""

    number: int
    at: datetime
    code: str
    result: str
    approver: str
    official: str
    stamps: int
    joins: int
    electronic: bool = False


@dataclass(frozen=True, slots=True)
class SealSheet:
    """Bảng đối chiếu dấu trong ngày of one seal; `sealed`: results said to be sealed, `differences` in words."""

    head: Head
    code: str
    seal: str
    holder: str
    place: str
    day: date
    lines: tuple[ImprintLine, ...]
    numbers: str
    stamps: int
    joins: int
    sealed: int
    differences: tuple[str, ...]
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """One parcel on the list of a hand-over: its number, its dossier, whom it goes to, who pays how much."""

    number: str
    code: str
    receiver: str
    phone: str
    address: str
    payer: str
    cost: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ParcelList:
    """Bảng kê bưu gửi: what one worker of the post took in a day, signed by both sides."""

    head: Head
    code: str
    day: date
    carrier: str
    carrier_person: str
    official: str
    lines: tuple[ParcelLine, ...]
    moment: datetime
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One visit at home: when, at whose, where, for what."""

    number: str
    starts: datetime
    ends: datetime
    kind: str
    procedure: str
    name: str
    phone: str
    address: str
    note: str
    official: str


@dataclass(frozen=True, slots=True)
class HomeList:
    """Danh sách đến nhà of a day, of all officials or one."""

    head: Head
    code: str
    day: date
    lines: tuple[HomeLine, ...]
    moment: datetime
    demonstration: bool = False


Listing = (
    CustodySheet
    | ParcelList
    | HomeList
    | MovedList
    | VisitCover
    | Register
    | CertificationBook
    | TrayList
    | ShiftSheet
    | GroupSlip
    | SealSheet
)
