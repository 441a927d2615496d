"""Pass a seal on: one gives, the other confirms; until then who had it holds it (30/2020/NĐ-CP điều 32)."""

from datetime import datetime

from django.db import transaction

from motcua.authority.actions.seals import held, written
from motcua.authority.seal_tables import Seal
from motcua.authority.seal_terms import SealAct, SealState
from motcua.authority.seals import keepers_for
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person

_LONGEST = 200


@transaction.atomic
def offer_seal(*, seal_id: int, to: int, document: str, actor: Actor, at: datetime) -> Seal:
    """The holder passes it on, or the head gives it out; `document` is the written permission.

    Refused: `not_a_keeper` for whom does not keep seals there, `document_missing` where the head gives a seal
    that somebody else holds, `offered_already`, `seal_held_by_other`…
    """
    seal = held(seal_id, SealAct.OFFER, actor)
    taker = next((one for one in keepers_for(seal, local_day(at)) if one.pk == to), None)
    if taker is None:
        raise refuse(
            "not_a_keeper",
            "Chỉ bàn giao con dấu cho người khác có vai trò “Văn thư, giữ con dấu” hôm nay. Hãy chọn lại người nhận.",
            field="to",
        )
    text = clean_line(document, _LONGEST, field="document", what="Văn bản cho phép")
    if not text and actor.person_id != seal.holder_id:
        raise refuse(
            "document_missing",
            "Giao con dấu khi không phải người đang giữ cần văn bản cho phép (30/2020/NĐ-CP điều 32). "
            "Hãy ghi số, ngày văn bản.",
            field="document",
        )
    seal.offered_to, seal.offered_to_name = taker, taker.full_name
    data = {"from": seal.holder_name, "to": taker.full_name, "to_id": taker.pk, "document": text}
    return written(seal, SealAct.OFFER, actor, at, data)


@transaction.atomic
def take_seal(*, seal_id: int, actor: Actor, at: datetime) -> Seal:
    """Who was offered the seal confirms: both names stand in the history, from now on they hold it."""
    seal = held(seal_id, SealAct.TAKE, actor)
    day = local_day(at)
    if actor.person_id not in {one.pk for one in keepers_for(seal, day)}:
        raise refuse(
            "not_a_keeper",
            "Ông/bà hôm nay không có vai trò “Văn thư, giữ con dấu”. Đề nghị quản trị phân quyền trước khi nhận.",
        )
    data = {
        "from": seal.holder_name,
        "to": actor.name,
        "to_id": actor.person_id,
        "imprints": seal.imprint_count,
    }
    seal.state = SealState.IN_USE
    seal.holder = Person.objects.get(pk=actor.person_id)
    seal.holder_name, seal.held_since = actor.name, at
    seal.offered_to, seal.offered_to_name = None, ""
    return written(seal, SealAct.TAKE, actor, at, data)


@transaction.atomic
def call_back(*, seal_id: int, reason: str, actor: Actor, at: datetime) -> Seal:
    """The giver, the receiver or the head ends a hand-over that was not confirmed."""
    seal = held(seal_id, SealAct.CALL_BACK, actor)
    text = clean_line(reason, _LONGEST, field="reason", what="Lý do")
    data = {"to": seal.offered_to_name, "reason": text}
    seal.offered_to, seal.offered_to_name = None, ""
    return written(seal, SealAct.CALL_BACK, actor, at, data)
