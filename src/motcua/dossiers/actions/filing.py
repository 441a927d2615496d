"""Submitted from afar: a filing with its number, accepted or refused by the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.dossiers import codes, policies
from motcua.dossiers.actions.attempts import attempt, named
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move, open_record
from motcua.dossiers.actions.preparing import prepare
from motcua.dossiers.actions.reception import (
    base_dossier,
    keep_handed_in,
    promise_as_given,
    promise_columns,
    reception_data,
)
from motcua.dossiers.actions.sayings import flag_of, reason_and_basis
from motcua.dossiers.actions.sent_copies import SentCopy, keep_sent, sent_copies, sent_data
from motcua.dossiers.completeness import Asked, Handed, missing_from
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.promising import promise_of, promise_of_filing
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Act, Channel, Place, State
from motcua.organisation.actors import Actor


def submit(
    *, reception: Reception, actor: Actor | None, at: datetime, copies: Sequence[SentCopy] = ()
) -> Dossier:
    """Keep what somebody sent from afar, with the electronic `copies` of its papers; the desk answers within 8
    working hours.

    A channel the procedure does not offer is refused now, so that nobody waits for a no.
    """
    with attempt(Act.SUBMIT, named(reception.procedure), actor, at):
        return _submit(reception, actor, at, copies)


def _submit(reception: Reception, actor: Actor | None, at: datetime, copies: Sequence[SentCopy]) -> Dossier:
    if reception.channel not in {Channel.ONLINE, Channel.KIOSK}:
        raise refuse(
            "channel_not_remote",
            "Nộp từ xa chỉ qua trực tuyến hoặc ki-ốt. Hãy chọn lại hình thức nộp.",
            field="channel",
        )
    if actor is not None:  # a person files as themselves; a program of the office needs its role and unit
        refuse_if(
            policies.why_not_in_unit(reception.unit_id, actor) or policies.why_not_by_role(Act.SUBMIT, actor)
        )
    prepared = prepare(reception, at=at)
    promise_of(reception, prepared.version, prepared.unit)
    dossier = base_dossier(prepared)
    dossier.state, dossier.state_since = State.SUBMITTED, at
    dossier.filing_number = codes.filing_number(prepared.unit, prepared.rule_set, local_day(at))
    data = reception_data(prepared, None) | {"missing": [lack.key for lack in prepared.missing]}
    rows = sent_copies(copies, after=0)
    data |= sent_data(rows, copies)
    step = open_record(dossier, Said(Act.SUBMIT, at, actor, Place.ONLINE, data))
    keep_handed_in(dossier, reception.components, prepared.asked)
    keep_sent(rows, dossier, step, actor)
    return dossier


def accept(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The desk accepts a filing: it gets its dossier code; the promise runs from when it was complete."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.ACCEPT, dossier, actor, at)
    _check_complete(dossier)
    at_once = flag_of(said, "at_once", dossier.at_once)
    promise = promise_of_filing(dossier, at_once=at_once)
    changes: dict[str, Any] = ends(target, at) | promise_columns(promise)
    changes |= {
        "due_original": promise.due_at,
        "accepted_at": at,
        "received_by_id": actor.person_id,
        "at_once": at_once,
        "code": codes.dossier_code(dossier.unit, dossier.rule_set, local_day(at)),
    }
    data = {"code": changes["code"], "promise": promise_as_given(promise)}
    return move(dossier, Said(Act.ACCEPT, at, actor, Place.DESK, data), changes=changes)


def _check_complete(dossier: Dossier) -> None:
    refuse_if(why_incomplete(dossier))


def why_incomplete(dossier: Dossier) -> Refusal | None:
    """What a filing still lacks, or None."""
    asked = [
        Asked(c.key, c.name, c.mandatory, c.mode, c.originals, c.copies, c.condition)
        for c in dossier.version.components.all()
    ]
    handed: dict[str, Handed] = {
        paper.key: Handed(paper.key, paper.original, paper.copies) for paper in dossier.handed_in.all()
    }
    first = dossier.steps.order_by("seq").first()
    conditions = first.data.get("conditions", []) if first else []
    missing = missing_from(asked, list(handed.values()), conditions)
    if not missing:
        return None
    names = "; ".join(lack.name for lack in missing)
    return Refusal(
        "incomplete",
        f"Hồ sơ còn thiếu: {names}. Hãy yêu cầu bổ sung thay vì tiếp nhận.",
        data={"missing": [{"key": lack.key, "name": lack.name, "why": lack.why} for lack in missing]},
    )


def refuse_intake(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The desk refuses a filing (Mẫu 03) with reason and basis."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.REFUSE_INTAKE, dossier, actor, at)
    data = reason_and_basis(said) | {"letter": codes.letter_number(dossier.unit_id, local_day(at), "PTC")}
    return move(dossier, Said(Act.REFUSE_INTAKE, at, actor, Place.DESK, data), changes=ends(target, at))
