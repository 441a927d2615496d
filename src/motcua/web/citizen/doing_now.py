"""Who has a dossier now, and what can the person do about it this minute? No official's name or number in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.dossiers.consignments.reading import away_by_post
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.policies import why_not_choose
from motcua.dossiers.queries import policy_facts
from motcua.dossiers.rating_codes import newest_slip
from motcua.dossiers.terms import IntakeState, Path, State
from motcua.dossiers.whose_turn import Turn, turn_of, turn_of_intake
from motcua.payments.orders import paid
from motcua.payments.terms import Purpose

_WORDS: dict[Turn, Any] = {
    Turn.DESK: lazy("Bộ phận Một cửa của %(unit)s"),
    Turn.AGENCY: lazy("Bộ phận chuyên môn của %(unit)s"),
    Turn.SIGNER: lazy("Lãnh đạo ký của %(unit)s"),
    Turn.SEAL: lazy("Văn thư đóng dấu của %(unit)s"),
    Turn.ON_ITS_WAY: lazy("Đang chuyển về Bộ phận Một cửa của %(unit)s"),
    Turn.PAPERS: lazy("Đang chờ ông/bà nộp thêm giấy tờ"),
    Turn.MONEY: lazy("Đang chờ ông/bà nộp tiền"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to press: its words and where it leads."""

    text: str
    address: str


def held_by(record: Dossier | Intake) -> str:
    """The part of the office that has it; empty where nobody has anything to do any more."""
    if isinstance(record, Intake):
        turn = turn_of_intake(IntakeState(record.state))
    else:
        turn = turn_of(State(record.state), Path(record.path))
    words = _WORDS.get(turn)
    return str(words) % {"unit": record.unit.name} if words else ""


def todos_of(record: Dossier | Intake, now: datetime, *, at_home: bool) -> list[Todo]:
    """What the person can do now; `at_home`: on the pages of their account."""
    found: list[Todo] = []
    if isinstance(record, Dossier):
        found += _to_pay(record, now)
        if at_home and record.state == State.AWAITING_SUPPLEMENT and hasattr(record, "online_filing"):
            found.append(Todo(_("Nộp thêm giấy tờ"), f"/tai-khoan/ho-so/{quote(str(record))}/bo-sung/"))
        if at_home and _receives(record):
            words = _("Chọn cách nhận, xác nhận đã nhận")
            found.append(Todo(words, f"/tai-khoan/ho-so/{quote(str(record))}/nhan-ket-qua/"))
    if slip := newest_slip(record):
        found.append(Todo(_("Đánh giá việc tiếp nhận, giải quyết"), f"/danh-gia/{quote(slip.code)}/"))
    return found


def _receives(dossier: Dossier) -> bool:
    """May the person still say how the result goes out, or is it on the road to them?"""
    return bool(away_by_post(dossier)) or why_not_choose(policy_facts(dossier)) is None


def _to_pay(dossier: Dossier, now: datetime) -> list[Todo]:
    if dossier.ended_at:
        return []
    numbers = [number for number in (dossier.code, dossier.filing_number) if number]
    owed = [paid(numbers, at=now, purpose=purpose) for purpose in (Purpose.FEE, Purpose.OBLIGATION)]
    return [
        Todo(_("Thanh toán trực tuyến"), f"/thanh-toan/{quote(one.reference)}/")
        for one in owed
        if one.unpaid and one.reference
    ]
