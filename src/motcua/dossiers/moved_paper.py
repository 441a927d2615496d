"""What stands on the list of moved promises, on paper and in a file?"""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.core.moments import local
from motcua.documents import listings
from motcua.dossiers.moved_promises import OUTCOME_LABELS, MovedPromise
from motcua.dossiers.registers import head_on
from motcua.organisation.models import Unit

HEADER = (
    "Mã số hồ sơ", "Người nộp", "Giờ đã hẹn", "Quyết định", "Giờ mới", "Lý do", "Người quyết định", "Báo người nộp",
)  # fmt: skip


def moved_cells(one: MovedPromise) -> tuple[str, ...]:
    """One line in the order of the header."""
    return (
        str(one.dossier),
        one.dossier.applicant_name,
        _short(one.old),
        "Dời" if one.moved else "Giữ",
        _short(one.new) if one.moved and one.new else "",
        one.reason,
        f"{one.by}, {_short(one.at)}",
        told_words(one),
    )


def told_words(one: MovedPromise) -> str:
    """Whether the person was told, by whom and when; a kept promise needs no call."""
    if not one.moved:
        return "Không cần"
    if not one.calls:
        return "Chưa gọi"
    last = one.calls[-1]
    return f"{OUTCOME_LABELS[last.outcome]}: {last.by}, {_short(last.at)}"


def moved_list(
    unit: Unit, found: Sequence[MovedPromise], first: date, last: date, *, at: datetime
) -> listings.MovedList:
    """The list as paper."""
    return listings.MovedList(
        head=head_on(unit, last, at),
        code=f"{unit.name}, {first:%d/%m/%Y}–{last:%d/%m/%Y}",
        first=first,
        last=last,
        lines=tuple(_line(one) for one in found),
        moment=at,
        demonstration=unit.demo,
    )


def _line(one: MovedPromise) -> listings.MovedLine:
    return listings.MovedLine(
        code=str(one.dossier),
        applicant=one.dossier.applicant_name,
        old=one.old,
        new=one.new if one.moved else None,
        reason=one.reason,
        by=f"{one.by}, {_short(one.at)}",
        told=told_words(one),
    )


def _short(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"
