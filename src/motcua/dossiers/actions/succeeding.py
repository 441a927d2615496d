"""A unit ended: its open dossiers go on under the successor, with the same due times (promises 21)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers import policies
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import text_of
from motcua.dossiers.as_issued import changed
from motcua.dossiers.left_behind import left_behind, left_dossier, why_not_successor
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import policy_facts
from motcua.dossiers.terms import Act, Place
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.queries import desk_of


def succeed(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """The lead of the successor, or of the superior where none or several are named, says which `unit` goes on."""
    day = local_day(at)
    dossier, heirs = left_dossier(code, actor.unit_id, day)
    facts = policies.as_of_unit(policy_facts(dossier), actor.unit_id)
    refuse_if(policies.why_not_act(Act.SUCCEED, facts, actor))
    wanted = text_of(said, "unit", "Cơ quan tiếp tục giải quyết") or (heirs[0] if len(heirs) == 1 else "")
    refuse_if(why_not_successor(dossier.unit, wanted, heirs, actor.unit_id, day))
    return _hand_over(dossier, wanted, actor, at, {"note": text_of(said, "note", "Ghi chú")})


def succeed_ended(*, at: datetime) -> int:
    """Every open dossier of an ended unit that has exactly one successor goes there; how many went.

    One transaction each: a dossier that somebody works on right now does not stop the others.
    """
    moved = 0
    for left in left_behind(local_day(at)):
        if left.heir is None:
            continue
        try:
            with transaction.atomic():
                # No join under the lock: a row that changes unit while we wait would not be found again.
                dossier = Dossier.objects.select_for_update().get(pk=left.dossier.pk)
                if dossier.unit_id != left.dossier.unit_id or dossier.ended_at is not None:
                    continue
                _hand_over(dossier, left.heir, None, at, {})
        except Refused:
            continue
        moved += 1
    return moved


def _hand_over(dossier: Dossier, heir: str, actor: Actor | None, at: datetime, more: dict[str, Any]) -> Step:
    unit = Unit.objects.get(pk=heir)
    desk = desk_of(unit_id=heir, on=_desk_day(unit, at))
    if desk is None:
        raise refuse("no_desk", f"{unit.name} chưa có Bộ phận Một cửa. Hãy chọn cơ quan khác.", field="unit")
    columns = {"unit_id": heir, "one_stop_unit_id": desk.pk}
    data = {"from_unit": dossier.unit.name, "to_unit": unit.name, "changed": changed(dossier, columns)} | more
    columns_set = {"unit": unit, "one_stop_unit": desk}
    return move(dossier, Said(Act.SUCCEED, at, actor, Place.DESK, data), changes=columns_set)


def _desk_day(unit: Unit, at: datetime) -> date:
    return max(local_day(at), unit.valid_from)
