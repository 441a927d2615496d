"""Prolong the term where the law allows it: ground and clause of the version, or a written agreement (promises 7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import printed_minute
from motcua.core.refusals import refuse
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import moment_of, needed, text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import PresentDue
from motcua.dossiers.promises import DueReason, ExtensionMode, Prolongation
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.recounting import recounted
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.workcalendar.queries import calendar_of
from motcua.workcalendar.wording import named_moment


def prolong(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The due time moves by the law itself: not late, no apology; only while the term still runs."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.PROLONG, dossier, actor, at)
    _check_in_time(dossier, at)
    extension = dossier.version.limit_extension or {}
    wish = Prolongation(
        text_of(said, "ground", "Lý do kéo dài") or str(extension["ground"]),
        moment_of(said, "until", "Thời điểm thỏa thuận"),
    )
    present = _prolonged(dossier, wish, at)
    data = {
        "prolong": {"ground": wish.ground, "until": wish.until.isoformat() if wish.until else None},
        "clause": extension.get("condition", ""),
        "reason": needed(said, "reason", "Lý do kéo dài"),
        "due": _from_to(dossier, present),
    }
    changes = {
        "due_at": present.due_at,
        "due_strict": present.due_strict,
        "due_reason": DueReason.PROLONGED,
        "provisional": present.provisional,
        "explanation": list(present.explanation),
    }
    if present.promise is not None:
        changes |= {"due_rule": present.promise.rule, "due_source": present.promise.source}
    place = place_of(Path(dossier.path), Act.APPRAISE)
    return move(dossier, Said(Act.PROLONG, at, actor, place, data), changes=changes)


def _check_in_time(dossier: Dossier, at: datetime) -> None:
    now, due = printed_minute(at), dossier.due_at
    if dossier.due_reason == DueReason.PROLONGED:
        raise refuse(
            "prolonged_once",
            "Thời hạn đã được kéo dài một lần. Hãy giải quyết đúng hạn hoặc xin lỗi và hẹn lại.",
        )
    if due is None or now > due or (dossier.due_strict and now == due):
        raise refuse(
            "prolong_too_late",
            "Đã quá hạn trả nên không kéo dài được nữa. Hãy xin lỗi và hẹn lại, giải quyết ngay.",
        )


def _prolonged(dossier: Dossier, wish: Prolongation, at: datetime) -> PresentDue:
    extension = dossier.version.limit_extension or {}
    if extension.get("mode") == ExtensionMode.AGREEMENT and wish.until is not None:
        present = _agreed(dossier, wish, wish.until, at)
    else:
        present = recounted(dossier, prolong=wish)
    if dossier.due_at is not None and present.due_at <= dossier.due_at:
        raise refuse(
            "prolong_not_later",
            f"Hạn sau khi kéo dài ({named_moment(present.due_at)}) không muộn hơn hạn đang hẹn. "
            "Hãy giữ hạn đang hẹn hoặc ghi thời điểm khác.",
            field="until",
        )
    return present


def _agreed(dossier: Dossier, wish: Prolongation, until: datetime, at: datetime) -> PresentDue:
    """The agreed minute itself, whatever paused before; it lies ahead and on a working day."""
    agreed = recounted(dossier, prolong=wish)
    due, calendar = printed_minute(until), calendar_of(dossier.unit)
    if due <= printed_minute(at):
        raise refuse(
            "until_invalid", "Thời điểm thỏa thuận đã qua. Hãy thỏa thuận lại thời điểm khác.", field="until"
        )
    promise = agreed.promise
    lines = promise.explanation if promise is not None else agreed.explanation
    return PresentDue(due, False, calendar.provisional(due.date()), tuple(lines), promise)


def _from_to(dossier: Dossier, present: PresentDue) -> dict[str, str]:
    """Old and new due time as the step keeps them."""
    old = dossier.due_at.isoformat() if dossier.due_at else ""
    return {"from": old, "to": present.due_at.isoformat()}
