"""Printed at the desk: where, by whom, which copy it was (144/KH-UBND I.1; R-055)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.results.recording import Happened, record
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.actions.storing import store_replacement
from motcua.dossiers.models import Dossier, ResultDocument, ResultEvent
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.result_terms import ResultEventKind, ResultState
from motcua.dossiers.results.enclosing import sealing_for
from motcua.dossiers.results.policies import why_not_hand_out, why_not_print
from motcua.dossiers.results.queries import result_of
from motcua.dossiers.terms import Place
from motcua.organisation.actors import Actor

MOST_COPIES = 20


@transaction.atomic
def print_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> ResultEvent:
    """Count `copies` (1) printed at `place` (desk); printing again needs a `reason`.

    Raises DossierNotFound; Refused: no_role, result_not_in_force, copies_wrong, reason_missing.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    result = _held(dossier)
    refuse_if(why_not_print(dossier.unit_id, result.state, actor))
    copies = said.get("copies") or 1
    if type(copies) is not int or not 0 < copies <= MOST_COPIES:
        raise refuse("copies_wrong", f"Số bản phải từ 1 đến {MOST_COPIES}. Hãy nhập lại.", field="copies")
    reason = needed(said, "reason", "Lý do in lại") if result.printed else text_of(said, "reason", "Ghi chú")
    place = Place.DESK if actor.desks else Place.AGENCY
    data = {"copies": copies, "from": result.printed + 1, "reason": reason}
    happened = Happened(ResultEventKind.PRINTED, at, actor, place, data)
    return record(result, happened, printed=result.printed + copies)


@transaction.atomic
def issue_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> ResultEvent:
    """A replacement, stamped, is handed out: the dossier itself stays returned; signed, it goes into the person's
    store where the result before it lies (R-134). Refused: result_not_in_force, result_not_in_order, not_sealed_yet.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)
    result = _held(dossier)
    refuse_if(why_not_print(dossier.unit_id, result.state, actor))
    if result.replaces_id is None or result.state == ResultState.ISSUED:
        raise refuse(
            "result_not_in_order",
            "Chỉ bản thay thế chưa giao mới giao riêng; kết quả thường hãy giao bằng việc “Trả kết quả”.",
        )
    refuse_if(why_not_hand_out(result.state, sealing_for(dossier, local_day(at))))
    data: dict[str, Any] = {
        "receiver": needed(said, "receiver", "Người nhận"),
        "note": text_of(said, "note", "Ghi chú"),
    }
    place = Place.DESK if actor.desks else Place.AGENCY
    data |= store_replacement(dossier, result, actor=actor, at=at)
    return record(result, Happened(ResultEventKind.ISSUED, at, actor, place, data), state=ResultState.ISSUED)


def _held(dossier: Dossier) -> ResultDocument:
    result = result_of(dossier)
    if result is None:
        raise refuse(
            "result_not_in_force",
            "Hồ sơ này chưa có kết quả đã phê duyệt lập trong hệ thống. Hãy lập dự thảo và phê duyệt trước.",
        )
    return result
