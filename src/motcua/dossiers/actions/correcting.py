"""Correct what was written at reception (name, procedure, channel, moment): two persons, a reason, a new slip."""

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_name, fold
from motcua.dossiers.actions.confirming import two_persons
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.preparing import papers_in_step
from motcua.dossiers.actions.reception import keep_handed_in, promise_as_given, promise_columns
from motcua.dossiers.actions.sayings import moment_of, needed, papers_of, text_of
from motcua.dossiers.as_issued import changed
from motcua.dossiers.completeness import Asked, check_papers, missing_from
from motcua.dossiers.deadlines import promise
from motcua.dossiers.late_entries import bound_by_paper, late_entry_of, why_not_received_at
from motcua.dossiers.models import Dossier, HandedIn, PendingAct, Step
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import facts_at
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.recounting import moved_since
from motcua.dossiers.terms import Act, Channel, Place, State
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.actors import Actor
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import path_on, receivable

# What slips and lists print; the promise's own words are in `promise`.
_PRINTED = (
    "applicant_name", "channel", "submitted_at", "received_at", "procedure_id", "version_id", "process_id",
    "rule_set_id", "path", "due_at", "due_original",
)  # fmt: skip


def correct(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step | PendingAct:
    """The promise is given anew where its facts change; the slip given before is replaced, never rewritten."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    outcome = two_persons(Act.CORRECT, dossier, actor, at, said, lambda: _proposal(dossier, said))
    if isinstance(outcome, PendingAct):
        return outcome
    wish = outcome.said
    columns, anew = _corrected(dossier, wish)
    printed = {name: columns[name] for name in _PRINTED if name in columns}
    data: dict[str, Any] = {"reason": wish["reason"], "changed": changed(dossier, printed)} | outcome.asked
    if anew is not None:
        data["promise"] = promise_as_given(anew)
    if wish.get("components"):
        data |= {"handed_in": _papers(dossier, wish, columns), "conditions": wish.get("conditions", [])}
    step = move(dossier, Said(Act.CORRECT, at, actor, Place.DESK, data), changes=columns)
    if wish.get("components"):
        _keep_papers(dossier, wish)
    return step


def _proposal(dossier: Dossier, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the first person says, in stored form; refused now rather than before the second person."""
    moment = moment_of(said, "received_at", "Giờ tiếp nhận")
    wish: dict[str, Any] = {
        "reason": needed(said, "reason", "Lý do sửa"),
        "applicant_name": _name(said),
        "procedure": text_of(said, "procedure", "Thủ tục"),
        "channel": text_of(said, "intake_channel", "Hình thức nộp"),
        "received_at": printed_minute(moment).isoformat() if moment else "",
    }
    if said.get("components"):
        handed = papers_of(said["components"])
        wish["components"] = [
            {"key": paper.key, "original": paper.original, "copies": paper.copies} for paper in handed
        ]
        wish["conditions"] = [str(key) for key in said.get("conditions") or []]
    columns, _ = _corrected(copy.copy(dossier), wish)
    if not changed(dossier, columns):
        raise refuse("nothing_to_correct", "Chưa có gì khác với hồ sơ. Hãy ghi thông tin đúng rồi làm lại.")
    return wish


def _name(said: Mapping[str, Any]) -> str:
    text = text_of(said, "name", "Họ và tên")
    return clean_name(text) if text else ""


def _corrected(dossier: Dossier, wish: Mapping[str, Any]) -> tuple[dict[str, Any], Promise | None]:
    """The columns that the correction sets, and the new promise where its facts change."""
    columns: dict[str, Any] = {}
    if name := wish["applicant_name"]:
        columns |= {"applicant_name": name, "applicant_fold": fold(name)}
    facts: dict[str, Any] = {
        "procedure_id": wish["procedure"] or dossier.procedure_id,
        "channel": wish["channel"] or dossier.channel,
        "received_at": datetime.fromisoformat(wish["received_at"])
        if wish["received_at"]
        else dossier.received_at,
    }
    if not changed(dossier, facts) and not wish.get("components"):
        return columns, None
    _check_facts(dossier, facts)
    columns |= facts | _rules_of(dossier, facts)
    if dossier.submitted_at == dossier.received_at or dossier.submitted_at > facts["received_at"]:
        columns["submitted_at"] = facts["received_at"]
    _check_complete(dossier, columns["version"], wish)
    if late_entry_of(dossier):  # on paper the official accepted when he received
        columns["accepted_at"] = facts["received_at"]
    anew = _promise(dossier, columns)
    return columns | promise_columns(anew) | {"due_original": anew.due_at}, anew


def _check_facts(dossier: Dossier, facts: Mapping[str, Any]) -> None:
    if facts["channel"] not in {word.value for word in Channel}:
        raise refuse("channel_unknown", "Không có hình thức nộp này. Hãy chọn lại.", field="intake_channel")
    refuse_if(why_not_received_at(dossier, facts["received_at"]))
    entered = late_entry_of(dossier)
    latest = entered.at if entered else dossier.accepted_at
    if latest is None or facts["received_at"] > latest:
        raise refuse(
            "received_after_acceptance",
            "Giờ tiếp nhận không thể sau lúc hồ sơ được nhập vào hệ thống. Hãy ghi lại giờ đúng.",
            field="received_at",
        )
    if moved_since(dossier):
        raise refuse(
            "due_already_moved",
            "Hạn trả đã thay đổi sau tiếp nhận (bổ sung, kéo dài, hẹn lại…) nên chỉ còn sửa được họ tên. "
            "Hãy cho rút hồ sơ và tiếp nhận lại nếu thủ tục, kênh hoặc giờ nhận bị ghi sai.",
        )


def _rules_of(dossier: Dossier, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What holds for that procedure on that day (promises 21); a path that changes needs a dossier still received."""
    day = local_day(facts["received_at"])
    version, process = receivable(facts["procedure_id"], dossier.unit, day)
    path = path_on(dossier.unit_id, facts["procedure_id"], day)
    if path != dossier.path and State.RECEIVED not in {dossier.state, dossier.state_before_pause}:
        raise refuse(
            "path_would_change",
            "Thủ tục đúng đi theo cách giải quyết khác, mà hồ sơ đã được chuyển hoặc thẩm định. "
            "Đề nghị lãnh đạo trả lại để thẩm định lại, hoặc cho rút rồi tiếp nhận lại.",
            field="procedure",
        )
    return {"version": version, "process": process, "rule_set": rule_set_on(day), "path": path} | {
        "version_id": version.pk, "process_id": process.pk, "rule_set_id": rule_set_on(day).pk,
    }  # fmt: skip


def _check_complete(dossier: Dossier, version: ProcedureVersion, wish: Mapping[str, Any]) -> None:
    """Under another procedure the papers are looked at anew: a promise needs a complete dossier (promises 4)."""
    if version.pk == dossier.version_id and not wish.get("components"):
        return
    components = tuple(version.components.all())
    handed = papers_of(wish["components"]) if wish.get("components") else ()
    check_papers({component.key for component in components}, handed)
    asked = [
        Asked(c.key, c.name, c.mandatory, c.mode, c.originals, c.copies, c.condition) for c in components
    ]
    if missing := missing_from(asked, list(handed), wish.get("conditions", [])):
        raise refuse(
            "incomplete",
            f"Theo thủ tục đúng, hồ sơ còn thiếu: {'; '.join(lack.name for lack in missing)}. "
            "Hãy đánh dấu lại giấy tờ đã nhận; nếu thiếu thật, cho rút và hướng dẫn bổ sung.",
            field="components",
            missing=[{"key": lack.key, "name": lack.name, "why": lack.why} for lack in missing],
        )


def _promise(dossier: Dossier, columns: Mapping[str, Any]) -> Promise:
    """The promise as it would have been given at the true moment; no lateness is hidden by it: both are kept."""
    right = copy.copy(dossier)
    for name in ("version", "channel", "path"):
        setattr(right, name, columns[name])
    counted = promise(facts_at(right, received_at=columns["received_at"], at_once=dossier.at_once))
    return bound_by_paper(dossier, counted)


def _papers(dossier: Dossier, wish: Mapping[str, Any], columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    version: ProcedureVersion = columns.get("version", dossier.version)
    return papers_in_step(papers_of(wish["components"]), tuple(version.components.all()))


def _keep_papers(dossier: Dossier, wish: Mapping[str, Any]) -> None:
    rounds = HandedIn.objects.filter(dossier=dossier).order_by("-round").values_list("round", flat=True)
    components = tuple(dossier.version.components.all())
    keep_handed_in(dossier, papers_of(wish["components"]), components, round_number=(rounds.first() or 0) + 1)
