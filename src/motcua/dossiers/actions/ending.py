"""Ends without a result: withdrawn by the person, or a reception cancelled by two people the same day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.dossiers.actions.confirming import two_persons
from motcua.dossiers.actions.keeping import originals_at_end
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.models import Dossier, PendingAct, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Place
from motcua.organisation.actors import Actor


def withdraw(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The person takes the dossier back before approval; papers are given back."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.WITHDRAW, dossier, actor, at)
    originals = originals_at_end(dossier, said)
    data = {
        "reason": text_of(said, "reason", "Lý do rút") or "Theo yêu cầu của người nộp",
        "papers_given_back": True,
    } | originals.data
    changes = ends(target, at) | {"paused_at": None, "state_before_pause": ""} | originals.changes
    step = move(dossier, Said(Act.WITHDRAW, at, actor, Place.DESK, data), changes=changes)
    originals.write(dossier, step, actor)
    return step


def cancel_reception(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step | PendingAct:
    """Cancel a reception of today on which nothing was done; the code stays used and is not counted.

    The first person asks with a reason; a second one with the same right, or the head of the desk, confirms.
    """
    dossier = dossier_of(code, actor.unit_id, lock=True)  # two who ask at once: one asks, the other confirms
    outcome = two_persons(Act.CANCEL_RECEPTION, dossier, actor, at, said, lambda: _proposed(dossier, said))
    _check_untouched_today(dossier, at)
    if isinstance(outcome, PendingAct):
        return outcome
    originals = originals_at_end(dossier, outcome.said)
    data = outcome.said | outcome.asked | originals.data
    changes = ends(outcome.target, at) | originals.changes
    step = move(dossier, Said(Act.CANCEL_RECEPTION, at, actor, Place.DESK, data), changes=changes)
    originals.write(dossier, step, actor)
    return step


def _proposed(dossier: Dossier, said: Mapping[str, Any]) -> dict[str, Any]:
    """The reason, and what becomes of originals that lie at the desk."""
    proposed = {"reason": needed(said, "reason", "Lý do hủy tiếp nhận")}
    if originals_at_end(dossier, said).data:
        proposed |= {key: said[key] for key in ("originals_at_end", "originals_reason") if said.get(key)}
    return proposed


# Taking papers in and giving them back is no work on the dossier.
_NO_WORK = (
    Act.SUBMIT, Act.ACCEPT, Act.RECEIVE, Act.KEEP_ORIGINALS, Act.MOVE_ORIGINALS, Act.GIVE_ORIGINALS,
    Act.ATTACH_COPY, Act.DROP_COPY, Act.CONFIRM_COPIES,
)  # fmt: skip


def _check_untouched_today(dossier: Dossier, at: datetime) -> None:
    if dossier.accepted_at is None or local_day(dossier.accepted_at) != local_day(at):
        raise refuse(
            "not_today", "Chỉ hủy được tiếp nhận trong cùng ngày. Hãy dùng “Rút hồ sơ” nếu người dân rút."
        )
    if dossier.steps.exclude(act__in=_NO_WORK).exists():
        raise refuse(
            "already_worked_on",
            "Hồ sơ đã có bước xử lý nên không hủy tiếp nhận được. Hãy cho rút hồ sơ nếu người nộp muốn.",
        )
