"""Hand the result over: to the person, to kin, to who is authorised, to an organisation's representative (R-034)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers import policies
from motcua.dossiers.actions.delivering import delivered_words, told_at_desk
from motcua.dossiers.actions.hand_sayings import signed_how, who_took
from motcua.dossiers.actions.keeping import AtEnd, originals_at_end
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.moving_many import Meant
from motcua.dossiers.actions.online_return import opened_online
from motcua.dossiers.actions.results.following import issue_with
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.consignment_terms import ConsignmentState
from motcua.dossiers.consignments.reading import road_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of, policy_facts
from motcua.dossiers.terms import Act, Path, ReturnChannel, State
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role

# Nobody stands before the official: the result is delivered first, then the dossier closes.
_SENT = frozenset({ReturnChannel.POST, ReturnChannel.ONLINE})


def return_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """To whom, how, what was shown, by which relation or authority; originals kept go back in the same act.

    By post and online only what was delivered: see `delivering`, `online_return`.
    """
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.RETURN_RESULT, dossier, actor, at)
    channel = _channel(said, dossier)
    if channel is not ReturnChannel.POST and not _sits_at_desk(dossier, actor):
        raise _only_by_post()
    if channel in _SENT:
        with transaction.atomic():
            held = dossier_of(code, actor.unit_id, lock=True)
            target = allowed(Act.RETURN_RESULT, held, actor, at)
            return _hand_over(held, target, channel, actor, at, said)
    if dossier.return_channel == ReturnChannel.POST and (parcel := road_of(dossier)) is not None:
        raise refuse(
            "on_the_road",
            f"Kết quả đã giao bưu chính (bưu gửi {parcel.number}), không có ở quầy. Hãy ghi “Nhận lại bưu gửi” nếu "
            "bưu chính đã chuyển hoàn.",
        )
    return _hand_over(dossier, target, channel, actor, at, said)


def _hand_over(
    dossier: Dossier,
    target: State,
    channel: ReturnChannel,
    actor: Actor,
    at: datetime,
    said: Mapping[str, Any],
) -> Step:
    taker = _delivered(dossier, channel, actor, at, said) if channel in _SENT else who_took(said, dossier, at)
    originals = originals_at_end(dossier, said)
    meant = _meant(dossier, target, channel, taker, originals, actor, at, said)
    if not originals.rows and dossier.result_document_id is None:
        return move(dossier, meant.said, changes=meant.changes)
    with transaction.atomic():
        step = move(dossier, meant.said, changes=meant.changes)
        originals.write(dossier, step, actor)
        issue_with(dossier, step, actor)
    return step


def _meant(
    dossier: Dossier,
    target: State,
    channel: ReturnChannel,
    taker: Mapping[str, Any],
    originals: AtEnd,
    actor: Actor,
    at: datetime,
    said: Mapping[str, Any],
) -> Meant:
    """The hand-over as it will be written."""
    data = {**taker, "channel": channel.value, "note": text_of(said, "note", "Ghi chú"), **originals.data}
    data |= signed_how(said, dossier, signer=taker.get("id_number", ""), on=local_day(at))
    changes = ends(target, at) | originals.changes
    changes |= {"returned_at": at, "returned_to": taker["receiver"], "shelf_place": ""}
    place = place_of(Path(dossier.path), Act.RETURN_RESULT)
    return Meant(dossier, Said(Act.RETURN_RESULT, at, actor, place, data), changes)


def goes_in_a_list(dossier: Dossier, said: Mapping[str, Any]) -> bool:
    """Handed over at the desk, and nothing but the dossier is written: no original given back, no result issued."""
    at_desk = dossier.return_channel == ReturnChannel.DESK and said.get("channel") in {None, "", "desk"}
    return at_desk and not dossier.originals_kept and dossier.result_document_id is None


def in_a_list(dossier: Dossier, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Meant:
    """The same act on such a dossier of a list, judged and not yet written. Raises Refused."""
    target = allowed(Act.RETURN_RESULT, dossier, actor, at)
    if not _sits_at_desk(dossier, actor):
        raise _only_by_post()
    taker = who_took(said, dossier, at)
    return _meant(dossier, target, ReturnChannel.DESK, taker, AtEnd(), actor, at, said)


def _only_by_post() -> Refused:
    return refuse(
        "post_channel_only",
        "Nhân viên bưu chính chỉ trả kết quả qua bưu chính công ích. Hãy chuyển người trả kết quả tại quầy.",
    )


def _delivered(
    dossier: Dossier, channel: ReturnChannel, actor: Actor, at: datetime, said: Mapping[str, Any]
) -> dict[str, Any]:
    """What was delivered, as the step keeps it; refused where nothing was (R-134)."""
    if channel is ReturnChannel.ONLINE:
        return opened_online(dossier, at=at)
    parcel = road_of(dossier)
    if parcel is not None and parcel.state == ConsignmentState.ON_THE_ROAD:
        parcel = told_at_desk(parcel, actor, at, said)
    return delivered_words(parcel)


def _channel(said: Mapping[str, Any], dossier: Dossier) -> ReturnChannel:
    try:
        return ReturnChannel(text_of(said, "channel", "Cách trả") or dossier.return_channel)
    except ValueError:
        raise refuse(
            "channel_unknown", "Cách trả kết quả không có trong danh sách. Hãy chọn lại.", field="channel"
        ) from None


def _sits_at_desk(dossier: Dossier, actor: Actor) -> bool:
    """Returning at the desk needs role and posting; the public post only carries what goes by post (R-054)."""
    by_desk = replace(actor, roles=actor.roles - {Role.POST})
    return policies.why_not_act(Act.RETURN_RESULT, policy_facts(dossier), by_desk) is None
