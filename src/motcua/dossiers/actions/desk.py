"""The plain acts along the way: forward, appraise, send back, hand back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.moving_many import Meant
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.actions.witnessing import signing_said
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


def forward(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Pass an ordinary dossier to the specialised division: a hand-over row of the control slip."""
    return _plain(Act.FORWARD, code, actor, at, {"note": text_of(said, "note", "Ghi chú")})


def appraise(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The appraiser finds the dossier in order and submits it for approval."""
    data: dict[str, Any] = {"note": text_of(said, "note", "Ý kiến thẩm định")}
    if said.get("signing") or said.get("signed_in_front"):
        data |= signing_said(dossier_of(code, actor.unit_id), said, at)
    return _plain(Act.APPRAISE, code, actor, at, data, {"appraiser_id": actor.person_id})


def send_back(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The leader returns the draft with a reason."""
    data = {"reason": needed(said, "reason", "Lý do trả lại")}
    return _plain(Act.SEND_BACK, code, actor, at, data, {"appraiser_id": None})


def hand_back(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The sealed result arrives at the desk: ready, and judged for being on time now (promises 17)."""
    return _plain(
        Act.HAND_BACK, code, actor, at, {"note": text_of(said, "note", "Ghi chú")}, {"ready_at": at}
    )


def _plain(
    act: Act,
    code: str,
    actor: Actor,
    at: datetime,
    data: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
) -> Step:
    meant = _meant(act, dossier_of(code, actor.unit_id), actor, at, data, more)
    return move(meant.dossier, meant.said, changes=meant.changes)


def plain(act: Act, dossier: Dossier, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Meant:
    """The same act on a dossier of a tray, judged and not yet written: forward, appraise or hand back."""
    own: dict[Act, tuple[str, dict[str, Any]]] = {
        Act.FORWARD: ("Ghi chú", {}),
        Act.APPRAISE: ("Ý kiến thẩm định", {"appraiser_id": actor.person_id}),
        Act.HAND_BACK: ("Ghi chú", {"ready_at": at}),
    }
    what, more = own[act]
    return _meant(act, dossier, actor, at, {"note": text_of(said, "note", what)}, more)


def _meant(
    act: Act,
    dossier: Dossier,
    actor: Actor,
    at: datetime,
    data: Mapping[str, Any],
    more: Mapping[str, Any] | None,
) -> Meant:
    target = allowed(act, dossier, actor, at)
    place = place_of(Path(dossier.path), act)
    return Meant(dossier, Said(act, at, actor, place, data), ends(target, at) | dict(more or {}))
