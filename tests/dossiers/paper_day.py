"""How do tests reserve numbers and enter what was received on paper?"""

from datetime import date, datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.dossiers.actions.blocks import reserve
from motcua.dossiers.actions.late_entry import Entered, confirm, type_in
from motcua.dossiers.block_rules import Due
from motcua.dossiers.blocks import numbers_of
from motcua.dossiers.late_entries import PaperReception
from motcua.dossiers.models import Dossier, NumberBlock, WaitingEntry
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, reception_of

MORNING, EVENING = at("2022-05-16 07:45"), at("2022-05-16 16:30")
PREFIX = "000.00.31.H29-220516-"
POWER_CUT = "Mất điện toàn khu vực"


def block_for(
    moment: datetime = MORNING, *, unit_id: str = Q11, size: int = 5, day: date | None = None
) -> NumberBlock:
    """A block that the head of the unit reserved."""
    head = colleague(Role.LEAD, unit_id, moment)
    return reserve(
        unit_id=unit_id, day=day or local_day(moment), size=size, reason=POWER_CUT, actor=head, at=moment
    )


def codes_of(block: NumberBlock) -> list[str]:
    return [number.code for number in numbers_of(block)]


def on_paper(
    code: str, moment: str, *, procedure: str = CERTIFIED_COPY, unit_id: str = Q11, **more: Any
) -> PaperReception:
    """A complete reception of ông Tư, written by hand at that moment."""
    said: dict[str, Any] = {"reason": POWER_CUT, "due_written": None, "received_by": None}
    said |= {name: more.pop(name) for name in tuple(more) if name in said}
    return PaperReception(code, reception_of(procedure, unit_id, at(moment), **more), **said)


def due(text: str, *, strict: bool = False) -> Due:
    return Due(at(text), strict)


def typed(paper: PaperReception, *, moment: datetime = EVENING) -> WaitingEntry:
    """The clerk types it in."""
    clerk = colleague(Role.RECEIVE, paper.reception.unit_id, moment)
    return type_in(paper=paper, actor=clerk, at=moment)


def confirmed(code: str, *, unit_id: str = Q11, moment: datetime = EVENING) -> Entered:
    """The head of the desk compares with the paper and confirms."""
    return confirm(code=code, actor=colleague(Role.LEAD, unit_id, moment), at=moment)


def entered(paper: PaperReception, *, moment: datetime = EVENING) -> Dossier:
    """Typed by the clerk and confirmed by the head."""
    typed(paper, moment=moment)
    return confirmed(paper.code, unit_id=paper.reception.unit_id, moment=moment).dossier
