"""A financial obligation to another agency: the clock stands still until it is paid (promises 18)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.sayings import amount_of, needed, text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import resumed
from motcua.dossiers.queries import dossier_of, obligation_of
from motcua.dossiers.terms import Act, Path, Place, State
from motcua.dossiers.transitions import place_of, target_of
from motcua.organisation.actors import Actor
from motcua.workcalendar.queries import calendar_of


def ask_payment(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The tax office or another payee has asked for money: which, by what notice. Never for a desk fee."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.ASK_PAYMENT, dossier, actor, at)
    data = {
        "obligation": needed(said, "obligation", "Nghĩa vụ tài chính"),
        "payee": obligation_of(dossier.version),
        "document": needed(said, "document", "Số, ngày thông báo nộp tiền"),
        "amount": amount_of(said, "amount", "Số tiền"),
        "note": text_of(said, "note", "Ghi chú"),
    }
    changes = ends(target, at) | {"paused_at": at, "state_before_pause": dossier.state}
    place = place_of(Path(dossier.path), Act.APPRAISE)
    return move(dossier, Said(Act.ASK_PAYMENT, at, actor, place, data), changes=changes)


def pay(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The person shows that it is paid: the working time that was left runs on."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.PAY, dossier, actor, at)
    data = {
        "document": needed(said, "document", "Số, ngày chứng từ nộp tiền"),
        "note": text_of(said, "note", "Ghi chú"),
    }
    return _runs_on(dossier, target, data, actor, at)


def pay_online(*, dossier: Dossier, receipt: str, reference: str, at: datetime) -> Step | None:
    """What the notice asked for has come through an order: the same, done by nobody; None where nothing is awaited."""
    came_from = State(dossier.state_before_pause) if dossier.state_before_pause else None
    target = target_of(Path(dossier.path), State(dossier.state), Act.PAY, came_from)
    if target is None:
        return None
    data = {"document": f"Biên lai {receipt}", "note": f"Thanh toán trực tuyến {reference}"}
    return _runs_on(dossier, target, data, None, at)


def _runs_on(
    dossier: Dossier, target: State, said: dict[str, Any], actor: Actor | None, at: datetime
) -> Step:
    if dossier.due_at is None or dossier.paused_at is None:
        raise refuse("no_promise", "Hồ sơ chưa có hẹn trả kết quả. Hãy tiếp nhận hồ sơ trước.")
    present = resumed(
        due_at=dossier.due_at,
        due_strict=dossier.due_strict,
        paused_at=dossier.paused_at,
        at=at,
        calendar=calendar_of(dossier.unit),
        what="đã nộp nghĩa vụ tài chính",
        explanation=tuple(dossier.explanation),
    )
    changes = ends(target, at) | {
        "paused_at": None,
        "state_before_pause": "",
        "due_at": present.due_at,
        "provisional": present.provisional,
        "explanation": list(present.explanation),
    }
    place = Place.DESK if actor else Place.ONLINE
    data = said | {"due_at": present.due_at.isoformat()}
    return move(dossier, Said(Act.PAY, at, actor, place, data), changes=changes)
