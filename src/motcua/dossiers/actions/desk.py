"""The plain acts along the way: forward, appraise, send back, hand back, return the result."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.dossiers import policies
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of, policy_facts
from motcua.dossiers.terms import Act, Path, ReturnChannel
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role


def forward(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Pass an ordinary dossier to the specialised division: a hand-over row of the control slip."""
    return _plain(Act.FORWARD, code, actor, at, {"note": text_of(said, "note", "Ghi chú")})


def appraise(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The appraiser finds the dossier in order and submits it for approval."""
    data = {"note": text_of(said, "note", "Ý kiến thẩm định")}
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


def return_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Hand the result over: to whom, how, and what was shown (R-034)."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.RETURN_RESULT, dossier, actor, at)
    channel = text_of(said, "channel", "Cách trả") or dossier.return_channel
    if channel not in {word.value for word in ReturnChannel}:
        raise refuse(
            "channel_unknown", "Cách trả kết quả không có trong danh sách. Hãy chọn lại.", field="channel"
        )
    if channel != ReturnChannel.POST and not _sits_at_desk(dossier, actor):
        raise refuse(
            "post_channel_only",
            "Nhân viên bưu chính chỉ trả kết quả qua bưu chính công ích. Hãy chuyển người trả kết quả tại quầy.",
        )
    receiver = text_of(said, "receiver", "Người nhận") or dossier.representative or dossier.applicant_name
    data = {
        "receiver": receiver,
        "identity": text_of(said, "identity", "Giấy tờ đã xuất trình") or "Giấy tiếp nhận và hẹn trả kết quả",
        "channel": channel,
        "note": text_of(said, "note", "Ghi chú"),
    }
    changes = ends(target, at) | {"returned_at": at, "returned_to": receiver}
    place = place_of(Path(dossier.path), Act.RETURN_RESULT)
    return move(dossier, Said(Act.RETURN_RESULT, at, actor, place, data), changes=changes)


def _sits_at_desk(dossier: Dossier, actor: Actor) -> bool:
    """Returning at the desk needs role and posting; the public post only carries what goes by post (R-054)."""
    by_desk = replace(actor, roles=actor.roles - {Role.POST})
    return policies.why_not_act(Act.RETURN_RESULT, policy_facts(dossier), by_desk) is None


def _plain(
    act: Act,
    code: str,
    actor: Actor,
    at: datetime,
    data: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
) -> Step:
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(act, dossier, actor, at)
    place = place_of(Path(dossier.path), act)
    return move(dossier, Said(act, at, actor, place, data), changes=ends(target, at) | dict(more or {}))
