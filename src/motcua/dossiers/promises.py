"""What goes into a promise (hẹn trả kết quả) and what comes out? Shapes only, no rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from motcua.dossiers.terms import Channel
from motcua.procedures.terms import LimitUnit
from motcua.programmes.rules import ProgrammeRule, UnitFacts
from motcua.workcalendar.calendar import WorkCalendar


class DueReason(StrEnum):
    """Which rule gave the due time (promises, The answer)."""

    ORDINARY = "ordinary"  # thời hạn theo quy định
    STATUTORY_SAME_DAY = "statutory_same_day"  # theo luật: trong ngày
    STATUTORY_AFTER_CUTOFF = "statutory_after_cutoff"  # theo luật: sau mốc giờ, ngày làm việc tiếp theo
    PROGRAMME_SAME_DAY = "programme_same_day"  # theo chương trình: trong ngày
    PROGRAMME_AFTER_CUTOFF = "programme_after_cutoff"  # theo chương trình: sau mốc giờ
    EXTRA_SESSION = "extra_session"  # phiên ngoài giờ
    PROLONGED = "prolonged"  # kéo dài theo quy định
    BY_WISH = "by_wish"  # theo nguyện vọng, hẹn thông thường


# As the slip prints it.
REASON_LABELS: dict[DueReason, str] = {
    DueReason.ORDINARY: "Theo thời hạn quy định",
    DueReason.STATUTORY_SAME_DAY: "Theo quy định: trả trong ngày",
    DueReason.STATUTORY_AFTER_CUTOFF: "Theo quy định: nhận sau mốc giờ, trả ngày làm việc tiếp theo",
    DueReason.PROGRAMME_SAME_DAY: "Theo chương trình trả kết quả trong ngày",
    DueReason.PROGRAMME_AFTER_CUTOFF: "Theo chương trình: nhận sau mốc giờ",
    DueReason.EXTRA_SESSION: "Theo phiên làm việc ngoài giờ",
    DueReason.PROLONGED: "Thời hạn được kéo dài theo quy định",
    DueReason.BY_WISH: "Hẹn thông thường theo đề nghị của người nộp",
}


# The kinds of promise that reports and ratings tell apart; both read them here.
WITHIN_THE_DAY = frozenset({DueReason.PROGRAMME_SAME_DAY, DueReason.STATUTORY_SAME_DAY})
AFTER_CUT_OFF = frozenset({DueReason.PROGRAMME_AFTER_CUTOFF, DueReason.STATUTORY_AFTER_CUTOFF})
OF_A_DAY = WITHIN_THE_DAY | AFTER_CUT_OFF
BY_PROGRAMME = frozenset({DueReason.PROGRAMME_SAME_DAY, DueReason.PROGRAMME_AFTER_CUTOFF})


class CutoffEffect(StrEnum):
    """What the law's own cut-off does (data/procedures.yaml, time_limit.cutoff.effect)."""

    DUE_NEXT_WORKING_DAY = "due_next_working_day"  # trả ngày làm việc tiếp theo
    STARTS_NEXT_WORKING_DAY = "starts_next_working_day"  # thời hạn tính từ ngày làm việc tiếp theo


class FromAfar(StrEnum):
    """From when a dossier filed from afar outside working hours counts, a setting (R-097, promises 3)."""

    NEXT_OPENING = "next_opening"  # từ giờ mở cửa kế tiếp
    TRUE_MOMENT = "true_moment"  # từ lúc nộp, nếu là ngày làm việc


class ExtensionMode(StrEnum):
    """How a lawful prolongation counts (promises 7)."""

    TOTAL = "total"  # tổng thời hạn mới, thay thời hạn cũ
    ADDED = "added"  # cộng thêm vào hạn theo luật
    AGREEMENT = "agreement"  # theo thỏa thuận bằng văn bản


@dataclass(frozen=True, slots=True)
class LegalCutoff:
    """The law's cut-off; `after` is a clock time and counts strictly (promises 2, 6)."""

    after: time
    effect: str = CutoffEffect.DUE_NEXT_WORKING_DAY
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """A prolongation the law allows; `value` counts `unit`, None where only an agreement decides."""

    value: int | None
    unit: str
    mode: str
    ground: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """The time limit of a procedure version; `value` None is no term. `source`: document and clause."""

    value: int | None
    unit: str
    cutoff: LegalCutoff | None = None
    extension: Extension | None = None
    text: str = ""
    source: str = ""

    @property
    def same_day(self) -> bool:
        """S of promises.md: same-day by law."""
        return self.unit == LimitUnit.SAME_DAY


@dataclass(frozen=True, slots=True)
class Prolongation:
    """A prolongation chosen: its ground and, for an agreement, the agreed time."""

    ground: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All a promise depends on. `online_level`: 2, 3, 4 or the words in force from 2025-07-01."""

    procedure: str
    version: str
    term: Term
    unit: UnitFacts
    calendar: WorkCalendar
    received_at: datetime
    online_level: int | str
    rules: tuple[ProgrammeRule, ...] = ()
    field: str = ""
    channel: str = Channel.DESK
    complete: bool = True
    missing: tuple[str, ...] = ()
    at_once: bool = False
    ordinary: bool = False
    prolong: Prolongation | None = None
    signer_rostered: bool = False
    procedure_from: date | None = None
    procedure_to: date | None = None
    from_afar: str = FromAfar.NEXT_OPENING

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("received_at must say its zone")


@dataclass(frozen=True, slots=True)
class Counted:
    """The moment the promise runs from (printed minute, on a working day) and the end of its day.

    `same_day_end` is the close, or the end of the extra session that took the dossier in (`session_end`).
    """

    at: datetime
    same_day_end: datetime
    session_end: datetime | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One due time that fits the dossier; `rank` orders equals, `says` is its line of the explanation.

    `due_words`: `trước 09:00 Thứ Hai 2/10/2023` where strict, else `17:00 Thứ Hai 2/10/2023`.
    """

    due_at: datetime
    due_words: str
    strict: bool
    reason: DueReason
    rule: str
    source: str
    title: str
    rank: int
    says: str

    @property
    def earliness(self) -> tuple[datetime, bool, int]:
        """Earliest first; "before 09:00" is earlier than "by 09:00"; on a tie the better named first."""
        return (self.due_at, not self.strict, self.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The answer: when, why, by which rule, explained line by line (at least two) in Vietnamese.

    `due_strict`: ready at `due_at` is late. `ordinary_due_at`: the law's own due time.
    """

    due_at: datetime
    due_strict: bool
    reason: DueReason
    rule: str
    source: str
    ordinary_due_at: datetime
    provisional: bool
    explanation: tuple[str, ...]
    counted_from: datetime
    provenance: Mapping[str, str] = field(default_factory=dict)
