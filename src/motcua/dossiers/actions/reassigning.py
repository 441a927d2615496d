"""Give a dossier to another officer or signer: somebody was moved, fell ill, or stands in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.signing_watch import signers_now, why_not_sign_instead
from motcua.dossiers.terms import Act, Path, State
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import ROLE_LABELS, Role


def reassign(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """`officer` is the sign-in name of a person who holds the role that comes next, today, in this unit.

    Before appraisal the appraiser is named, after it the signer: who appraised is never rewritten. A signer needs
    the power of that day; for whom they sign, where somebody is away, stands in the step.
    """
    dossier = dossier_of(code, actor.unit_id)
    allowed(Act.REASSIGN, dossier, actor, at)
    appraised = State.APPRAISED in {dossier.state, dossier.state_before_pause}
    role, column = (Role.APPROVE, "approver") if appraised else (Role.APPRAISE, "appraiser")
    officer = _officer(needed(said, "officer", "Người được giao"), role, actor, at)
    before = getattr(dossier, column)
    if before is not None and before.pk == officer.person_id:
        raise refuse(
            "officer_same", f"{officer.name} đang giữ hồ sơ này. Hãy chọn người khác.", field="officer"
        )
    if appraised:
        refuse_if(why_not_sign_instead(dossier, officer, at))
    data = {
        "reason": needed(said, "reason", "Lý do giao người khác"),
        "role": role,
        "officer": {"id": officer.person_id, "name": officer.name},
        "officer_before": _named(before),
        "stands_for": _stands_for(dossier, officer, at) if appraised else [],
    }
    place = place_of(Path(dossier.path), Act.REASSIGN)
    return move(
        dossier, Said(Act.REASSIGN, at, actor, place, data), changes={f"{column}_id": officer.person_id}
    )


def _officer(username: str, role: Role, actor: Actor, at: datetime) -> Actor:
    person = Person.objects.filter(username=username, is_active=True).first()
    officer = actor_of(person_id=person.pk, unit_id=actor.unit_id, on=local_day(at)) if person else None
    if officer is None or not officer.has(role):
        raise refuse(
            "officer_without_role",
            f"Người này không có vai trò “{ROLE_LABELS[role]}” tại cơ quan hôm nay. Hãy chọn người khác.",
            field="officer",
        )
    return officer


def _stands_for(dossier: Dossier, officer: Actor, at: datetime) -> list[str]:
    """Whose signature it would have been: the one named before, else those who are not there now."""
    signers = signers_now(dossier.unit_id, at)
    before = {dossier.approver_id} if dossier.approver_id is not None else None
    return [
        one.name
        for one in signers
        if one.person_id != officer.person_id
        and (one.person_id in before if before is not None else not one.there)
    ]


def _named(person: Person | None) -> dict[str, Any] | None:
    return {"id": person.pk, "name": person.full_name} if person is not None else None
