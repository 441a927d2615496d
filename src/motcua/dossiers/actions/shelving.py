"""Results nobody has taken yet: laid in a place, the person reminded. Nothing is ever taken off the shelf by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.actions.sayings import needed, text_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.shelf import days_of, may_want_mark, units_with_shelf
from motcua.dossiers.shelf_rules import may_be_marked
from motcua.dossiers.terms import Act, Place, ReminderMeans, State
from motcua.organisation.actors import Actor

_PLACE = 60


def shelve(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Where the result lies (`shelf`), in the office's own words: “Kệ 2, ngăn 3”."""
    dossier = dossier_of(code, actor.unit_id)
    allowed(Act.SHELVE, dossier, actor, at)
    place = text_of(said, "shelf", "Chỗ để", limit=_PLACE)
    if not place:
        raise refuse("shelf_missing", "Chưa ghi chỗ để kết quả. Hãy ghi kệ, ngăn.", field="shelf")
    if place == dossier.shelf_place:
        raise refuse("shelf_same", "Kết quả đang ở chỗ này. Hãy ghi chỗ khác.", field="shelf")
    data = {"shelf": place, "shelf_before": dossier.shelf_place}
    return move(dossier, Said(Act.SHELVE, at, actor, Place.DESK, data), changes={"shelf_place": place})


def remind(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """Somebody of the office reminded the person: how, by which number or address, what they said."""
    dossier = dossier_of(code, actor.unit_id)
    allowed(Act.REMIND, dossier, actor, at)
    how = needed(said, "how", "Cách nhắc")
    if how not in {word.value for word in ReminderMeans} - {ReminderMeans.MARK.value}:
        raise refuse("reminder_unknown", "Hãy chọn gọi điện thoại, nhắn tin hoặc gửi giấy báo.", field="how")
    to = text_of(said, "to", "Số điện thoại, địa chỉ đã nhắc", limit=300)
    known = dossier.address if how == ReminderMeans.LETTER else dossier.phone
    if not (to or known):
        raise refuse(
            "reminder_to_missing",
            "Hồ sơ không có số điện thoại hay địa chỉ. Hãy ghi đã nhắc theo số, địa chỉ nào.",
            field="to",
        )
    data = {"how": how, "to": to or known, "note": text_of(said, "note", "Người được nhắc nói gì")}
    return move(dossier, Said(Act.REMIND, at, actor, Place.DESK, data), changes={})


def mark_uncollected(*, at: datetime) -> int:
    """Mark who is to be called: after the first days, at most one mark a week; how many were marked.

    Two workers at once wait for each other. A dossier that somebody moves meanwhile is left for the next day.
    """
    marked = 0
    for unit_id in list(units_with_shelf()):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dossiers.mark_uncollected'))")
            marked += sum(
                mark_one(dossier, at) for dossier in may_want_mark(unit_id).iterator(chunk_size=500)
            )
    return marked


def mark_one(dossier: Any, at: datetime) -> bool:
    """Mark one result as the list had it, unless somebody moved it since; whether it was marked."""
    last = local_day(dossier.reminded_at) if dossier.reminded_at else None
    if not may_be_marked(days_of(dossier, at), last, local_day(at)):
        return False
    data = {"how": ReminderMeans.MARK.value, "days": days_of(dossier, at)}
    try:
        with transaction.atomic():
            plain = _still_lying(dossier)
            if plain is None:
                return False
            move(plain, Said(Act.REMIND, at, None, Place.DESK, data), changes={})
    except Refused:
        return False
    return True


def _still_lying(dossier: Any) -> Dossier | None:
    """The dossier as it stands: since the list was read, somebody may have taken the result."""
    lying = Dossier.objects.filter(pk=dossier.pk, state=State.READY, step_count=dossier.step_count)
    return lying.select_related("version").first()
