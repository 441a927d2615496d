"""End without a positive result: refused in writing after appraisal, or stopped (Mẫu 05 of TT 03/2025/TT-VPCP)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.documents.forms import form_set_on
from motcua.documents.terms import FormKind
from motcua.dossiers import codes
from motcua.dossiers.actions.keeping import originals_at_end
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.results.fixing import Fixed, fix_result, ready
from motcua.dossiers.actions.sayings import day_of, reason_and_basis, text_of
from motcua.dossiers.actions.signing import power_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import resumed
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.result_terms import TemplateKind
from motcua.dossiers.results.queries import draft_of
from motcua.dossiers.terms import Act, Path, Place
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.workcalendar.queries import calendar_of

NEGATIVE = "Văn bản thông báo từ chối giải quyết hồ sơ"
_NO_PAUSE: dict[str, Any] = {"paused_at": None, "state_before_pause": ""}


def refuse_result(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Not qualified, or the papers never came: a numbered written notice with reason and basis is the result;
    it is stamped and handed over like any other, within the term (R-035; TT 01/2018/TT-VPCP, Mẫu 03)."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    target = allowed(Act.REFUSE_RESULT, dossier, actor, at)
    power = power_of(dossier, actor, at)
    words = reason_and_basis(said)
    number = codes.letter_number(dossier.unit_id, local_day(at), "PTC")
    data = words | {"letter": number, "power": power, "result": {"name": NEGATIVE, "number": number}}
    place = place_of(Path(dossier.path), Act.REFUSE_RESULT)
    fixed = _notice(dossier, number, actor, power, at, place)
    changes = ends(target, at) | _NO_PAUSE | _clock_again(dossier, at)
    changes |= {"approver_id": actor.person_id, "result_number": number, "refused_result": True}
    if fixed is not None:
        data, changes = data | {"result_document": fixed.said}, changes | fixed.changes
    return move(dossier, Said(Act.REFUSE_RESULT, at, actor, place, data), changes=changes)


def _notice(
    dossier: Dossier, number: str, actor: Actor, power: Mapping[str, Any], at: datetime, place: Place
) -> Fixed | None:
    """A drafted notice of refusal is set under the letter's number; a draft of another kind stays a draft."""
    draft = draft_of(dossier)
    if draft is None or draft.template is None or draft.template.template.kind != TemplateKind.REFUSAL:
        return None
    paper = ready(draft, refusing=True)
    return fix_result(paper, dossier, number=number, actor=actor, power=power, at=at, place=place)


def stop(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Nothing more is done: a numbered notice says why, on what basis, and what becomes of fee and papers."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    target = allowed(Act.STOP, dossier, actor, at)
    asked_on = day_of(said, "asked_on", "Ngày đề nghị dừng")
    data: dict[str, Any] = reason_and_basis(said) | {
        "power": power_of(dossier, actor, at),
        "fee_settlement": text_of(said, "fee_settlement", "Xử lý phí, lệ phí"),
        "asked_on": asked_on.isoformat() if asked_on else "",
        "papers": [
            paper.name for paper in dossier.handed_in.filter(original__gt=0).order_by("round", "position")
        ],
    }
    data |= originals_at_end(dossier, said, at_desk=False).data
    symbol = form_set_on(local_day(dossier.submitted_at)).form(FormKind.STOP).symbol
    data["letter"] = codes.letter_number(dossier.unit_id, local_day(at), symbol)
    place = place_of(Path(dossier.path), Act.STOP)
    return move(dossier, Said(Act.STOP, at, actor, place, data), changes=ends(target, at) | _NO_PAUSE)


def _clock_again(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """Papers that never came: what was left of the term runs on from the refusal."""
    if not dossier.clock_stopped or dossier.paused_at is None or dossier.due_at is None:
        return {}
    present = resumed(
        due_at=dossier.due_at,
        due_strict=dossier.due_strict,
        paused_at=dossier.paused_at,
        at=at,
        calendar=calendar_of(dossier.unit),
        what="từ chối giải quyết",
        explanation=tuple(dossier.explanation),
    )
    return {
        "due_at": present.due_at,
        "provisional": present.provisional,
        "explanation": list(present.explanation),
    }
