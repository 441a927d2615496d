"""Which act is asked for, on which dossiers, and what is said with it?"""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Body, Path, Router, Status
from pydantic import Field

from motcua.api.at_desk import DeskSaid
from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.problems import NO_SUCH, POSTED, Said
from motcua.api.receptions import ComponentIn
from motcua.api.shapes import (
    MOST_COMPONENTS,
    Basis,
    Code,
    Flag,
    Moment,
    MomentIn,
    Name,
    Reason,
    Shape,
    ShapeOut,
    Slug,
)
from motcua.api.tokens import caller_of
from motcua.dossiers.actions.registry import BATCH_LIMIT, Done, perform, perform_many
from motcua.dossiers.actions.sayings import MOST_DONG
from motcua.dossiers.models import Step
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.terms import Act, Channel, Place, ReturnChannel

router = Router(tags=["Hồ sơ"])


class AskedItem(Shape):
    """A component that must be brought or mended, and why."""

    key: Slug
    why: Reason


class Override(Shape):
    """Why a supplement is asked a second time in one phase."""

    reason: Reason
    basis: Basis
    approver: Name


class ActIn(DeskSaid):
    """What is said with an act; each act reads what it needs.

    `ask_supplement`: `items`; `supplement`: `components`; refusals: `reason`, `basis`; `send_back`,
    `cancel_reception`: `reason`; `return_result`: `channel`, and who took it.
    `correct`: `reason` and what is wrong of `name`, `procedure` (with `components`, `conditions`),
    `intake_channel`, `received_at`; `prolong`: `reason`, `ground`, `until` for an agreement; `apologise`:
    `reason`, `new_due`; `refuse_result`: `reason`, `basis`; `stop`: the same, `asked_on`, `fee_settlement`;
    `ask_payment`: `obligation`, `document`, `amount`; `pay`: `document`; `change_return`: `channel`; `recall`,
    `undo_return`: `reason`; `reassign`: `officer` (sign-in name), `reason`; `merge`: `into`; `succeed`: `unit`;
    `move_due`: `decision`, `reason`; `replace_result` (the drafted replacement), `revoke_result`: `reason`,
    `document`; `confirm_copies`: `numbers` (all where left out), `valid_to`. Acts of two persons are called again
    by the second, who says nothing.
    What the acts at the desk read (originals, who took a result, signing, shelf) stands at their own fields.
    """

    reason: Reason = ""
    basis: Basis = ""
    note: Reason = ""
    items: Annotated[list[AskedItem], Field(max_length=MOST_COMPONENTS)] = []
    components: Annotated[list[ComponentIn], Field(max_length=MOST_COMPONENTS)] = []
    override: Override | None = None
    channel: Annotated[ReturnChannel, Field(strict=False)] | None = None
    place: Annotated[Place, Field(strict=False)] | None = None
    at_once: Flag | None = None
    name: Name = ""
    procedure: Slug | None = None
    conditions: Annotated[list[Slug], Field(max_length=MOST_COMPONENTS)] = []
    intake_channel: Annotated[Channel, Field(strict=False)] | None = None
    received_at: MomentIn | None = None
    ground: Slug | None = None
    until: MomentIn | None = None
    new_due: MomentIn | None = None
    obligation: Reason = ""
    document: Basis = ""
    amount: Annotated[int, Field(ge=1, le=MOST_DONG)] | None = None
    valid_to: Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$")] | None = None
    asked_on: Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$")] | None = None
    fee_settlement: Basis = ""
    officer: Slug | None = None
    into: Code | None = None
    unit: Slug | None = None
    decision: Literal["move", "keep"] | None = None


class ActsIn(ActIn):
    """The same for many dossiers, judged one by one."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=BATCH_LIMIT)]


class StepOut(ShapeOut):
    """One act as it was written; `seq` counts the steps of its dossier."""

    seq: int
    act: str
    source: str
    target: str
    at: Moment
    actor: str
    place: str
    hash: str


class DoneOut(ShapeOut):
    """Where the dossier stands after the act; `pending`: a second person must call the same act."""

    code: str
    state: str
    step: StepOut | None
    pending: bool


class AnswerOut(ShapeOut):
    """The answer for one code of a list: done, or refused."""

    code: str
    done: DoneOut | None
    refusal: Said | None


class AnswersOut(ShapeOut):
    """One answer per code, in the order asked, a code named twice answered once."""

    answers: list[AnswerOut]


@router.post(
    "/dossiers/{code}/acts/{act}",
    response={200: DoneOut, 202: DoneOut, **POSTED, **NO_SUCH},
    summary="Làm một việc với một hồ sơ",
    openapi_extra=DOCUMENTED,
)
def act_on_one(
    request: HttpRequest, code: Path[Code], act: Path[Act], said: Body[ActIn | None] = None
) -> Status[DoneOut]:
    """200 với trạng thái và bước mới; 202 khi còn chờ người thứ hai; 409 kèm lý do khi chưa làm được.

    Nội dung gửi kèm là tùy chọn khi việc không cần nói gì thêm. Trước khi tiếp nhận, dùng số nộp từ xa.
    """
    caller = caller_of(request)
    try:
        done = perform(act=act, code=code, actor=caller.actor, at=caller.at, said=said_of(said))
    except DossierNotFound:
        raise not_found() from None
    return Status(202 if done.pending else 200, done_out(done))


@router.post(
    "/acts/{act}",
    response={200: AnswersOut, **POSTED},
    summary="Làm một việc với nhiều hồ sơ",
    openapi_extra=DOCUMENTED,
)
def act_on_many(request: HttpRequest, act: Path[Act], said: ActsIn) -> AnswersOut:
    """Mỗi hồ sơ được xét riêng và trả lời riêng; một hồ sơ chưa làm được không cản các hồ sơ khác."""
    caller = caller_of(request)
    answers = perform_many(act=act, codes=said.codes, actor=caller.actor, at=caller.at, said=said_of(said))
    return AnswersOut(
        answers=[
            AnswerOut(
                code=found.code,
                done=done_out(found.done) if found.done else None,
                refusal=Said(code=found.refusal.code, text=found.refusal.text) if found.refusal else None,
            )
            for found in answers
        ]
    )


def said_of(body: ActIn | None) -> dict[str, Any]:
    """What was said, without what was left out."""
    if body is None:
        return {}
    said: dict[str, Any] = body.model_dump(exclude_unset=True, exclude_none=True, exclude={"codes"})
    return said


def done_out(done: Done) -> DoneOut:
    """What came of an act."""
    step = step_out(done.step) if done.step else None
    return DoneOut(code=done.code, state=done.state, step=step, pending=done.pending)


def step_out(step: Step) -> StepOut:
    """A step without what was said in it."""
    return StepOut(
        seq=step.seq,
        act=step.act,
        source=step.source,
        target=step.target,
        at=step.at,
        actor=step.actor_name,
        place=step.place,
        hash=step.hash,
    )
