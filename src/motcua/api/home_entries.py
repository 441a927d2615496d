"""What an official wrote down at somebody's home, sent by a program of their telephone (R-025)."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import POSTED
from motcua.api.receptions import ReceptionIn, reception_of
from motcua.api.shapes import Code, Flag, Moment, MomentIn, Reason, Shape, ShapeOut
from motcua.dossiers.actions.road import Noted, Taken, take_noted
from motcua.dossiers.block_rules import Due
from motcua.dossiers.home_rules import VISITING
from motcua.dossiers.road_rules import KEY_LIMIT, Told, by_office_clock
from motcua.dossiers.terms import Channel

router = Router(tags=["Nhận và trả ngoài quầy"])
ROAD = frozenset(VISITING)


class HomeEntryIn(Shape):
    """One thing written down there. `clock`: what the device's clock shows now, so that a wrong one does no harm.

    With a `reception` it was received: `number` and `due_written` are of the paper slip given there, `reason` why on
    paper. Without one `reason` says why it is not done; `nobody`: nobody was there.
    """

    key: Annotated[str, Field(min_length=1, max_length=KEY_LIMIT)]
    opened_at: MomentIn | None = None
    pressed_at: MomentIn
    clock: MomentIn
    home_request: Annotated[int, Field(ge=1, lt=2**63)] | None = None
    reception: ReceptionIn | None = None
    number: Code | None = None
    due_written: MomentIn | None = None
    due_written_strict: Flag = False
    reason: Reason = ""
    nobody: Flag = False


class HomeEntryOut(ShapeOut):
    """What came of it: received (`code`), incomplete (`number` of the slip), waiting (`number` of the paper),
    nobody_there or refused; `before`: it had been taken already."""

    outcome: str
    code: str
    number: str
    happened_at: Moment
    before: bool
    warnings: list[str]


@router.post(
    "/home-entries",
    response={201: HomeEntryOut, **POSTED},
    summary="Gửi điều đã ghi tại nhà",
    openapi_extra=DOCUMENTED,
)
def send_entry(request: HttpRequest, said: HomeEntryIn) -> Status[HomeEntryOut]:
    """Gửi lại cùng `key` thì trả lời như lần đầu. Quá 15 phút phải có số trên giấy viết tay, lý do, người thứ hai."""
    caller = let_in(request, ROAD)
    told = Told(said.opened_at or said.pressed_at, said.pressed_at, said.clock)
    happened = by_office_clock(told, caller.at)
    due = Due(said.due_written, said.due_written_strict) if said.due_written else None
    reception = None
    if said.reception is not None:
        reception = reception_of(said.reception, now=happened.pressed_at, channel=Channel.HOME)
    noted = Noted(
        key=said.key,
        happened=happened,
        request_id=said.home_request,
        reception=reception,
        number=said.number or "",
        reason=said.reason,
        due_written=due,
        nobody=said.nobody,
    )
    return Status(201, _out(take_noted(noted=noted, actor=caller.actor, at=caller.at)))


def _out(taken: Taken) -> HomeEntryOut:
    entry = taken.entry
    return HomeEntryOut(
        outcome=entry.outcome,
        code=str(entry.dossier or ""),
        number=entry.number,
        happened_at=entry.happened_at,
        before=taken.before,
        warnings=list(taken.warnings),
    )
