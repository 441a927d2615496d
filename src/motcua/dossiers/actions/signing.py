"""Approve and stamp: by someone with the power that day, at the place the path names, never out of order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.authority.queries import powers_of
from motcua.authority.rules import power_on, why_not_sign
from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers import codes
from motcua.dossiers.actions.certifying import enter_in_book
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.signing_watch import signed_for
from motcua.dossiers.terms import Act, Path, Place, State
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


def approve(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Approve the result: the step cites the office that gives the power, the place and the result's number."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.APPROVE, dossier, actor, at)
    power = power_of(dossier, actor, at)
    number = codes.result_number(dossier.unit_id, local_day(at))
    data: dict[str, Any] = {
        "note": text_of(said, "note", "Ý kiến phê duyệt"),
        "power": power,
        "result": {"name": dossier.version.result_name, "number": number},
    }
    if others := signed_for(dossier, actor.person_id):
        data["signs_for"] = others
    place = _place_of_approval(dossier, said)
    if book := enter_in_book(dossier=dossier, result_number=number, power=power, actor=actor, at=at):
        data["book"] = book
    changes = ends(target, at) | {"approver_id": actor.person_id, "result_number": number}
    return move(dossier, Said(Act.APPROVE, at, actor, place, data), changes=changes)


def power_of(dossier: Dossier, actor: Actor, at: datetime) -> dict[str, str]:
    """The office in whose name the actor signs that day, as the step cites it; Refused `no_signing_power`."""
    day = local_day(at)
    powers = powers_of(person_id=actor.person_id, unit_id=actor.unit_id, on=day)
    refuse_if(why_not_sign(powers, unit_id=dossier.unit_id, on=day))
    power = power_on(powers, unit_id=dossier.unit_id, on=day)
    if power is None:  # the rule has just found it
        raise AssertionError("a power that holds vanished")
    return {"title": power.title, "prefix": power.prefix, "capacity": power.capacity}


def _place_of_approval(dossier: Dossier, said: Mapping[str, Any]) -> Place:
    """144/KH-UBND I.2: at the desk or from the superior's own list; full on-the-spot never at the agency."""
    default = place_of(Path(dossier.path), Act.APPROVE)
    given = text_of(said, "place", "Nơi phê duyệt") or default
    if given not in {word.value for word in Place}:
        raise refuse(
            "place_unknown", "Nơi phê duyệt phải là desk, online hoặc agency. Hãy chọn lại.", field="place"
        )
    if given == Place.AGENCY and dossier.path == Path.ON_THE_SPOT:
        raise refuse(
            "place_not_on_path",
            "Hồ sơ “4 tại chỗ” được phê duyệt tại quầy hoặc trực tuyến, không đưa đi. Hãy chọn lại nơi phê duyệt.",
            field="place",
        )
    return Place(given)


def stamp(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Seal the approved result; on the spot it is ready at once (144/KH-UBND IV.3)."""
    dossier = dossier_of(code, actor.unit_id)
    target = allowed(Act.STAMP, dossier, actor, at)
    changes = ends(target, at) | ({"ready_at": at} if target is State.READY else {})
    data = {"note": text_of(said, "note", "Ghi chú")}
    place = place_of(Path(dossier.path), Act.STAMP)
    return move(dossier, Said(Act.STAMP, at, actor, place, data), changes=changes)
