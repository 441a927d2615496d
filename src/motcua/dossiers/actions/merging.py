"""One wish, two dossiers: the same person asked for the same thing twice; one is kept, the earlier moment counts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.dossiers.actions.filing import why_incomplete
from motcua.dossiers.actions.keeping import originals_at_end
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.reception import promise_as_given, promise_columns
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.as_issued import changed
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.promising import promise_of_filing
from motcua.dossiers.queries import DossierNotFound, dossier_of, policy_facts
from motcua.dossiers.recounting import moved_since
from motcua.dossiers.terms import Act, Place, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor


def merge(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """This dossier is cancelled and points at the one that is kept (`into`); its code stays used.

    Where this one came earlier and was complete, the kept one takes over its moment and its promise.
    """
    into = needed(said, "into", "Mã hồ sơ giữ lại")
    dossier, kept = _both(code, into, actor)
    target = allowed(Act.MERGE, dossier, actor, at)
    _check_same_wish(dossier, kept)
    earlier = _earlier_promise(dossier, kept)
    data = {"into": str(kept), "note": text_of(said, "note", "Ghi chú"), "moment_taken_over": bool(earlier)}
    originals = originals_at_end(dossier, said)
    changes = ends(target, at) | {"merged_into": kept} | originals.changes
    step = move(dossier, Said(Act.MERGE, at, actor, Place.DESK, data | originals.data), changes=changes)
    originals.write(dossier, step, actor)
    if earlier:
        _take_over(kept, dossier, earlier, actor, at)
    return step


def _both(code: str, into: str, actor: Actor) -> tuple[Dossier, Dossier]:
    """Both, locked in one order, so that two clerks who merge the pair crosswise do not wait for each other."""
    dossier = dossier_of(code, actor.unit_id)
    try:
        kept = dossier_of(into, actor.unit_id)
    except DossierNotFound:
        raise refuse(
            "other_unknown", "Không có hồ sơ giữ lại này tại cơ quan. Hãy xem lại mã.", field="into"
        ) from None
    pair = Dossier.objects.select_for_update().filter(pk__in=[dossier.pk, kept.pk]).order_by("pk")
    list(pair)
    return dossier_of(code, actor.unit_id), dossier_of(into, actor.unit_id)


def _check_same_wish(dossier: Dossier, kept: Dossier) -> None:
    if dossier.pk == kept.pk:
        raise refuse("merge_itself", "Không gộp hồ sơ vào chính nó. Hãy ghi mã hồ sơ kia.", field="into")
    if kept.ended_at is not None:
        raise refuse(
            "other_ended", "Hồ sơ giữ lại đã kết thúc. Hãy gộp vào hồ sơ còn đang xử lý.", field="into"
        )
    if kept.code is None and dossier.code is not None:
        raise refuse(
            "other_not_accepted",
            "Hồ sơ giữ lại chưa được tiếp nhận, còn hồ sơ này đã có phiếu hẹn. Hãy gộp theo chiều ngược lại.",
            field="into",
        )
    if not dossier.id_number or dossier.id_number != kept.id_number:
        raise refuse(
            "not_same_person",
            "Hai hồ sơ không cùng người nộp. Hãy xem lại số giấy tờ của hai hồ sơ.",
            field="into",
        )
    if dossier.procedure_id != kept.procedure_id:
        raise refuse(
            "not_same_procedure", "Hai hồ sơ không cùng thủ tục. Hãy xem lại mã hồ sơ.", field="into"
        )


def _earlier_promise(dossier: Dossier, kept: Dossier) -> dict[str, Any]:
    """The promise that the kept dossier takes over, as columns; empty where its own moment counts."""
    incomplete = dossier.state == State.SUBMITTED and why_incomplete(dossier) is not None
    if dossier.received_at >= kept.received_at or incomplete:
        return {}
    facts = policy_facts(kept)
    correctable = target_of(facts.path, facts.state, Act.CORRECT, facts.state_before_pause) is not None
    same_rules = (dossier.version_id, dossier.path) == (kept.version_id, kept.path)
    if not correctable or not same_rules or moved_since(kept) or moved_since(dossier):
        raise refuse(
            "moment_stays",
            "Hồ sơ cần gộp nhận sớm hơn, mà thời điểm nhận của hồ sơ giữ lại không đổi được nữa. "
            "Hãy gộp theo chiều ngược lại, hoặc giải quyết cả hai.",
            field="into",
        )
    columns = {"received_at": dossier.received_at, "submitted_at": dossier.submitted_at}
    promise = promise_of_filing(dossier, at_once=kept.at_once)
    given = {"due_original": promise.due_at, "promise": promise_as_given(promise)}
    return columns | promise_columns(promise) | given


def _take_over(kept: Dossier, dossier: Dossier, earlier: dict[str, Any], actor: Actor, at: datetime) -> None:
    """The kept dossier counts from the earlier moment; a slip given before is replaced."""
    columns = {name: value for name, value in earlier.items() if name != "promise"}
    printed = ("received_at", "submitted_at", "due_at", "due_original")
    data = {
        "reason": f"Gộp hồ sơ {dossier} của cùng người nộp, cùng thủ tục: tính từ lúc nhận sớm hơn.",
        "changed": changed(kept, {name: columns[name] for name in printed if name in columns}),
        "merged": str(dossier),
        "promise": earlier["promise"],
    }
    move(kept, Said(Act.CORRECT, at, actor, Place.DESK, data), changes=columns)
