"""Hand the result over: to the person, to kin, to who is authorised, to an organisation's representative (R-034)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.dossiers import policies
from motcua.dossiers.actions.hand_sayings import signed_how, who_took
from motcua.dossiers.actions.keeping import originals_at_end
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.results.following import issue_with
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of, policy_facts
from motcua.dossiers.terms import RETURN_LABELS, Act, Path, ReturnChannel, TakerKind
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# Nobody stands before the official: the result goes out by itself.
_SENT = frozenset({ReturnChannel.POST, ReturnChannel.ONLINE})


def return_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """To whom, how, what was shown, by which relation or authority; originals kept go back in the same act."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.RETURN_RESULT, dossier, actor, at)
    channel = _channel(said, dossier)
    if channel is not ReturnChannel.POST and not _sits_at_desk(dossier, actor):
        raise refuse(
            "post_channel_only",
            "Nhân viên bưu chính chỉ trả kết quả qua bưu chính công ích. Hãy chuyển người trả kết quả tại quầy.",
        )
    taker = _sent(said, dossier, channel) if channel in _SENT else who_took(said, dossier, at)
    originals = originals_at_end(dossier, said)
    data = taker | {"channel": channel.value, "note": text_of(said, "note", "Ghi chú")} | originals.data
    data |= signed_how(said, dossier, signer=taker.get("id_number", ""), on=local_day(at))
    changes = ends(target, at) | originals.changes
    changes |= {"returned_at": at, "returned_to": taker["receiver"], "shelf_place": ""}
    place = place_of(Path(dossier.path), Act.RETURN_RESULT)
    handing = Said(Act.RETURN_RESULT, at, actor, place, data)
    if not originals.rows and dossier.result_document_id is None:
        return move(dossier, handing, changes=changes)
    with transaction.atomic():
        step = move(dossier, handing, changes=changes)
        originals.write(dossier, step, actor)
        issue_with(dossier, step, actor)
    return step


def _channel(said: Mapping[str, Any], dossier: Dossier) -> ReturnChannel:
    try:
        return ReturnChannel(text_of(said, "channel", "Cách trả") or dossier.return_channel)
    except ValueError:
        raise refuse(
            "channel_unknown", "Cách trả kết quả không có trong danh sách. Hãy chọn lại.", field="channel"
        ) from None


def _sent(said: Mapping[str, Any], dossier: Dossier, channel: ReturnChannel) -> dict[str, Any]:
    """By post or online the result goes to the applicant's address; who signs for it is the post's record."""
    return {
        "receiver": text_of(said, "receiver", "Người nhận", limit=200) or dossier.applicant_name,
        "receiver_kind": TakerKind.APPLICANT.value,
        "identity": text_of(said, "identity", "Giấy tờ đã xuất trình") or RETURN_LABELS[channel],
    }


def _sits_at_desk(dossier: Dossier, actor: Actor) -> bool:
    """Returning at the desk needs role and posting; the public post only carries what goes by post (R-054)."""
    by_desk = replace(actor, roles=actor.roles - {Role.POST})
    return policies.why_not_act(Act.RETURN_RESULT, policy_facts(dossier), by_desk) is None
