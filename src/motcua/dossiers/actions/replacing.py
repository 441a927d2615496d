"""Correct or revoke a result that was handed out: a decided document takes its place, or ends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.applicants.store_terms import StoredState
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.results.fixing import fix_result, number_result, ready
from motcua.dossiers.actions.results.following import replace_with, revoke_with
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.actions.signing import power_of, result_numbers
from motcua.dossiers.actions.storing import withdraw_stored
from motcua.dossiers.models import Dossier, ResultDocument, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.results.policies import why_not_replace
from motcua.dossiers.results.queries import draft_of, result_of
from motcua.dossiers.terms import Act, Path
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


def replace_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The drafted replacement takes the place of what was handed out: `reason` and `document` (the deciding
    document); the old one says by which it was replaced (30/2020/NĐ-CP điều 18)."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.REPLACE_RESULT, dossier, actor, at)
    old = _handed_out(dossier)
    draft = draft_of(dossier)
    if draft is None or draft.replaces_id != old.pk:
        raise refuse(
            "replacement_not_drafted",
            "Chưa có dự thảo bản thay thế. Hãy lập kết quả mới ở mục “Kết quả” của hồ sơ rồi quyết định thay thế.",
        )
    meant = ready(draft)
    power, place = power_of(dossier, actor, at), place_of(Path(dossier.path), Act.REPLACE_RESULT)
    words = _why(said)
    number = number_result(meant, at=at)
    if not number:
        [number] = result_numbers(dossier.unit_id, at, 1)
    replace_with(old.pk, actor=actor, at=at, place=place, said=words | {"by": draft.check_code})
    withdraw_stored(old.pk, state=StoredState.REPLACED, reason=words["reason"], actor=actor, at=at)
    fixed = fix_result(meant, dossier, number=number, actor=actor, power=power, at=at, place=place)
    data = words | {
        "power": power,
        "result": {"name": draft.title, "number": number},
        "result_document": fixed.said,
        "replaced": {"number": old.number, "check_code": old.check_code},
    }
    changes = fixed.changes | {"result_number": number}
    return move(dossier, Said(Act.REPLACE_RESULT, at, actor, place, data), changes=changes)


def revoke_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """What was handed out holds no more, by a decision: `reason` and `document`; its number stays taken."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    allowed(Act.REVOKE_RESULT, dossier, actor, at)
    old = _handed_out(dossier)
    power, place = power_of(dossier, actor, at), place_of(Path(dossier.path), Act.REVOKE_RESULT)
    words = _why(said)
    data = words | {"power": power, "revoked": {"number": old.number, "check_code": old.check_code}}
    step = move(dossier, Said(Act.REVOKE_RESULT, at, actor, place, data), changes={})
    revoke_with(old.pk, actor=actor, at=at, place=place, said=words)
    withdraw_stored(old.pk, state=StoredState.REVOKED, reason=words["reason"], actor=actor, at=at)
    return step


def _handed_out(dossier: Dossier) -> ResultDocument:
    result = result_of(dossier)
    refuse_if(why_not_replace(result.state if result else None, dossier.state))
    if result is None:  # the rule has just refused it
        raise AssertionError("nothing was handed out")
    return result


def _why(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        "reason": needed(said, "reason", "Lý do"),
        "decision": needed(said, "document", "Văn bản quyết định"),
    }
