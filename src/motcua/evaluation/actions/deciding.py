"""Decide criteria with weights, and start an emulation drive. Nothing is changed later: a new decision is a new row."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.evaluation.models import CriteriaSet, EmulationDrive
from motcua.evaluation.policies import DECIDING, why_not_by, why_not_start
from motcua.evaluation.rules import as_stored, read_weights, why_not_drive
from motcua.evaluation.terms import Rated
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.organisation.stated import said_by
from motcua.programmes.touching import decided_programme

MOST_SMALL = 1000


@transaction.atomic
def decide_criteria(
    *,
    rated: Rated,
    valid_from: date,
    decision: str,
    weights: Iterable[dict[str, Any]],
    small: int,
    actor: Actor,
    at: datetime,
) -> CriteriaSet:
    """For the actor's agency and all below it, from a day on (R-285).

    Refused: no_role, starts_in_past, decision_missing, small_wrong, decided_already, and as `read_weights`.
    """
    refuse_if(why_not_by(actor, DECIDING, actor.unit_id, scope=(actor.unit_id,)))
    refuse_if(why_not_start(valid_from, local_day(at)))
    text = needed_line(decision, 300, field="decision", what="Số, ngày, cơ quan ban hành quyết định")
    kept = as_stored(read_weights(weights))
    _check_small(small)
    try:
        with transaction.atomic():
            row = CriteriaSet.objects.create(
                rated=rated,
                valid_from=valid_from,
                decision=text,
                weights=kept,
                small=small,
                **said_by(actor, at),
            )
    except IntegrityError:
        raise refuse(
            "decided_already",
            "Quyết định này đã ghi cho ngày đó rồi. Hãy xem lại danh sách tiêu chí.",
            field="decision",
        ) from None
    note(actor, at, "decide_criteria", f"criteria:{row.pk}", {"rated": rated.value, "weights": kept})
    return row


@transaction.atomic
def start_drive(
    *,
    name: str,
    aim: str,
    rated: Rated,
    first: date,
    last: date,
    decision: str,
    weights: Iterable[dict[str, Any]],
    small: int,
    programme: str,
    actor: Actor,
    at: datetime,
) -> EmulationDrive:
    """A drive of the actor's agency, among those below it or its officials (R-286); `programme` may be empty.

    Refused: no_role, drive_ends_before, drive_over, drive_too_long, name_missing, aim_missing, decision_missing,
    small_wrong, programme_unknown, drive_started, and as `read_weights`.
    """
    refuse_if(why_not_by(actor, DECIDING, actor.unit_id, scope=(actor.unit_id,)))
    refuse_if(why_not_drive(first, last, local_day(at)))
    said = {
        "name": needed_line(name, 200, field="name", what="Tên đợt thi đua"),
        "aim": needed_line(aim, 1000, field="aim", what="Mục đích"),
        "decision": needed_line(decision, 300, field="decision", what="Số, ngày, cơ quan ban hành"),
        "weights": as_stored(read_weights(weights)),
    }
    _check_small(small)
    if programme:
        decided_programme(programme)
    own = said_by(actor, at) | {"first": first, "last": last, "programme_id": programme or None}
    try:
        with transaction.atomic():
            row = EmulationDrive.objects.create(rated=rated, small=small, **said, **own)
    except IntegrityError:
        raise refuse(
            "drive_started", "Đợt thi đua này đã phát động rồi. Hãy xem lại danh sách.", field="name"
        ) from None
    note(actor, at, "start_drive", f"drive:{row.pk}", {"first": f"{first}", "last": f"{last}"})
    return row


def _check_small(small: int) -> None:
    if not 1 <= small <= MOST_SMALL:
        raise refuse("small_wrong", f"Số hồ sơ tối thiểu từ 1 đến {MOST_SMALL}. Hãy sửa lại.", field="small")
