"""Where does my dossier stand? Public, by code and secret; guessing is limited."""

from django.http import HttpRequest
from ninja import Router

from config import clock
from config.client_address import client_address
from motcua.api.errors import not_found
from motcua.api.problems import NO_SUCH, PUBLIC, Problem
from motcua.api.shapes import Code, Moment, Secret, Shape, ShapeOut
from motcua.core.refusals import refuse
from motcua.core.tries import count_try, give_back, tracking_limits
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.queries import track
from motcua.dossiers.terms import ACT_LABELS, STATE_LABELS, Act, IntakeState, Path, State
from motcua.dossiers.whose_turn import Turn, turn_of, turn_of_intake
from motcua.notices.queries import told_about

router = Router(tags=["Tra cứu"])


class TrackIn(Shape):
    """Both stand on the slip."""

    code: Code
    secret: Secret


class ToldOut(ShapeOut):
    """Something the person was told."""

    event: str
    channel: str
    at: Moment | None


class TrackedStep(ShapeOut):
    """One step of the history: what was done and when, not by whom."""

    act: str
    text: str
    at: Moment


class TrackOut(ShapeOut):
    """Where it stands; nothing about a person that the slip does not already say.

    `holder`: whose turn it is (desk, agency, signer, seal, on_its_way, papers, money, nobody); `explanation`: why it is
    due then; `missing` names the papers still to be brought; `told`: what the person was told, by which way, when.
    """

    code: str
    procedure: str
    procedure_name: str
    unit_name: str
    state: str
    state_text: str
    received_at: Moment
    due_at: Moment | None
    due_original: Moment | None
    due_strict: bool
    ready_at: Moment | None
    returned_at: Moment | None
    missing: list[str]
    holder: Turn
    explanation: list[str]
    steps: list[TrackedStep]
    told: list[ToldOut]


@router.post(
    "/track",
    auth=None,
    response={200: TrackOut, **PUBLIC, **NO_SUCH, frozenset({413, 429}): Problem},
    summary="Tra cứu hồ sơ",
)
def track_dossier(request: HttpRequest, said: TrackIn) -> TrackOut:
    """Công khai, theo mã và mã tra cứu in trên phiếu. Sai mã nào cũng chỉ là 404; thử nhiều lần thì 429."""
    limits = _count_try(request, said.code)
    found = track(said.code, said.secret)
    if found is None:
        raise not_found()
    give_back(keys=limits)
    return _dossier(found) if isinstance(found, Dossier) else _intake(found)


def _count_try(request: HttpRequest, code: str) -> dict[str, int]:
    """Counted before anything is looked up, together with the tries on the page (R-294)."""
    limits = tracking_limits(address=client_address(request), code=code)
    wait = count_try(limits=limits, now=clock.real_now())
    if wait:
        raise refuse(
            "too_many_tries",
            "Đã thử sai nhiều lần. Hãy xem lại mã trên phiếu và thử lại sau ít phút.",
            retry_after=wait,
        )
    return limits


def _dossier(dossier: Dossier) -> TrackOut:
    waiting = dossier.state == State.AWAITING_SUPPLEMENT
    asked = dossier.steps.filter(act="ask_supplement").order_by("-seq").first() if waiting else None
    return TrackOut(
        code=dossier.code or dossier.filing_number or "",
        procedure=dossier.procedure_id,
        procedure_name=dossier.version.name,
        unit_name=dossier.unit.name,
        state=dossier.state,
        state_text=STATE_LABELS[State(dossier.state)],
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_original=dossier.due_original,
        due_strict=dossier.due_strict,
        ready_at=dossier.ready_at,
        returned_at=dossier.returned_at,
        missing=[item["name"] for item in asked.data["items"]] if asked else [],
        holder=turn_of(State(dossier.state), Path(dossier.path)),
        explanation=list(dossier.explanation),
        steps=_steps(dossier),
        told=[ToldOut(event=one.event, channel=one.channel, at=one.sent_at) for one in told_about(dossier)],
    )


def _intake(intake: Intake) -> TrackOut:
    return TrackOut(
        code=intake.number,
        procedure=intake.version.procedure_id,
        procedure_name=intake.version.name,
        unit_name=intake.unit.name,
        state=intake.state,
        state_text=_INTAKE_TEXTS[intake.state],
        received_at=intake.opened_at,
        due_at=None,
        due_original=None,
        due_strict=False,
        ready_at=None,
        returned_at=None,
        missing=[lack["name"] for lack in intake.missing] if intake.state == "awaiting_supplement" else [],
        holder=turn_of_intake(IntakeState(intake.state)),
        explanation=[],
        steps=_steps(intake),
        told=[],
    )


def _steps(record: Dossier | Intake) -> list[TrackedStep]:
    return [
        TrackedStep(act=step.act, text=ACT_LABELS[Act(step.act)], at=step.at)
        for step in record.steps.order_by("seq")
    ]


_INTAKE_TEXTS = {
    "awaiting_supplement": "Chưa tiếp nhận, chờ bổ sung giấy tờ",
    "refused": "Đã từ chối tiếp nhận",
    "became_dossier": "Đã tiếp nhận thành hồ sơ",
}
