"""What may anybody who holds a check code know of a result, and is a file the one that was issued?

No personal data beyond the applicant's initials.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from motcua.authority.capacity import citation, line
from motcua.core.moments import local
from motcua.documents.signing.checking_apart import check_apart
from motcua.documents.signing.port import Trust
from motcua.documents.signing.verdicts import Checked
from motcua.dossiers.models import ResultDocument, ResultEvent
from motcua.dossiers.result_terms import OVER, RESULT_STATE_LABELS, ResultEventKind, ResultState

_SIGNED_KINDS = (ResultEventKind.SIGNED, ResultEventKind.SEALED)


@dataclass(frozen=True, slots=True)
class Proof:
    """A result as the check page shows it; `over` says why it holds no more, `sha256` of the issued file."""

    title: str
    number: str
    unit: str
    day: str
    applicant: str
    signer: str
    capacity: str
    state: ResultState
    state_text: str
    over: str
    replaced_by: str
    sha256: str
    signatures: tuple[str, ...]
    imprint: str
    demonstration: bool

    @property
    def holds(self) -> bool:
        """Was it decided, and is it neither replaced nor revoked?"""
        return self.state not in OVER

    @property
    def given_out(self) -> bool:
        """Has it been handed over?"""
        return self.state is ResultState.ISSUED


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of a file that somebody holds against the result of a code."""

    same: bool
    text: str
    checked: Checked


def proof_of(result: ResultDocument) -> Proof:
    """What the page shows of a decided result."""
    state, file = ResultState(result.state), result.signed or result.unsigned
    signed = [event for event in result.events.order_by("seq") if event.kind in _SIGNED_KINDS]
    successor = getattr(result, "replaced_by", None)
    if successor is not None and successor.state == ResultState.DRAFT:
        successor = None  # what is not decided is nobody's business
    return Proof(
        title=result.title,
        number=result.number,
        unit=result.unit.name,
        day=f"{result.day:%d/%m/%Y}" if result.day else "",
        applicant=initials(result.dossier.applicant_name),
        signer=result.signer_name,
        capacity=citation(result.power) if result.power else line(_printed(result)),
        state=state,
        state_text=RESULT_STATE_LABELS[state],
        over=_over(result) if state in OVER else "",
        replaced_by=successor.number if successor else "",
        sha256=file.sha256 if file else "",
        signatures=tuple(_told(event) for event in signed if event.data.get("sha256")),
        imprint=result.imprint,
        demonstration=result.dossier.process.demo,
    )


def compare(result: ResultDocument, pdf: bytes, *, trust: Trust, now: datetime) -> Compared:
    """Is the file byte for byte the issued one, and do its signatures hold? Nothing of it is kept.

    Signatures of an issued file are judged as of the moment the office recorded them, others as of now.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    if result.signed is not None and digest == result.signed.sha256:
        checked = check_apart(pdf, trust=trust, at=_recorded(result) or now)
        text = "Tệp này đúng là tệp cơ quan đã phát hành, giống từng byte."
        return Compared(checked.holds, text if checked.holds else checked.text, checked)
    checked = check_apart(pdf, trust=trust, at=now)
    if result.signed is None and result.unsigned is not None and digest == result.unsigned.sha256:
        return Compared(
            True, "Tệp này giống từng byte bản cơ quan đã phê duyệt (bản này ký trên giấy).", checked
        )
    earlier = ResultEvent.objects.filter(result=result, data__sha256=digest).exists()
    if earlier and checked.holds:
        text = (
            "Tệp này do cơ quan lập cho kết quả này, ở bước trước khi có đủ chữ ký. Hãy dùng tệp cuối cùng."
        )
        return Compared(False, text, checked)
    said = "" if checked.holds else f" {checked.text}"
    return Compared(False, f"Tệp này KHÔNG phải tệp cơ quan đã phát hành cho kết quả này.{said}", checked)


def initials(name: str) -> str:
    """`Nguyễn Thị Ngọc Huyền` → `N.T.N.H.`."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalnum())


def _told(event: ResultEvent) -> str:
    what = "Người có thẩm quyền" if event.kind == ResultEventKind.SIGNED else "Cơ quan"
    return f"{what} ({event.data.get('holder', '')}) ký số lúc {local(event.at):%H:%M ngày %d/%m/%Y}"


def _recorded(result: ResultDocument) -> datetime | None:
    last = result.events.filter(kind__in=_SIGNED_KINDS, data__has_key="sha256").order_by("seq").last()
    return last.at if last else None


def _over(result: ResultDocument) -> str:
    decision = f", theo {result.over_decision}" if result.over_decision else ""
    day = f"{local(result.over_at):%d/%m/%Y}" if result.over_at else ""
    what = "bị thay thế" if result.state == ResultState.REPLACED else "bị thu hồi"
    # The reason may name people: the page says the deciding document only.
    return f"Kết quả đã {what} ngày {day}{decision}."


def _printed(result: ResultDocument) -> dict[str, str]:
    return {"prefix": result.signer_prefix, "title": result.signer_title, "capacity": "", "body": ""}
