"""A closed dossier goes to the archive with its term: by act, or by the day's job some time after its end (R-086)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.actions.loading import allowed
from motcua.dossiers.actions.moving import Said, move
from motcua.dossiers.archive.retention import Term, retention
from motcua.dossiers.book_rules import book_of
from motcua.dossiers.models import ArchiveRecord, Dossier, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Path, Place, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor

_BATCH = 500


def archive(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step:
    """By act, from the day of its end on. Refused besides the table: `originals_kept`, `act_pending`."""
    with transaction.atomic():
        dossier = dossier_of(code, actor.unit_id, lock=True)
        allowed(Act.ARCHIVE, dossier, actor, at)
        return _archive(dossier, actor, at)


def archive_closed(*, at: datetime) -> int:
    """Everything that ended `after_days` ago or earlier; how many went.

    One transaction each: what somebody works on, or what still holds an original, waits for the next day.
    """
    limit, done, last = at - timedelta(days=retention().after_days), 0, 0
    waiting = Dossier.objects.filter(ended_at__lte=limit, archived_at__isnull=True).order_by("pk")
    while batch := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:_BATCH]):
        last = batch[-1]
        done += sum(_archive_one(pk, at) for pk in batch)
    return done


def _archive_one(pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            locked = Dossier.objects.select_for_update(of=("self",)).select_related("version")
            dossier = locked.filter(pk=pk, archived_at__isnull=True, ended_at__isnull=False).first()
            if dossier is None:
                return False
            _archive(dossier, None, at)
    except Refused:
        return False
    return True


def term_of(dossier: Dossier) -> Term:
    """The retention term of the dossier's procedure."""
    book, _ = book_of(dossier.version.facts)
    return retention().term_of(book=book, field=dossier.version.field, procedure=dossier.procedure_id)


def _lapsed(dossier: Dossier) -> list[str]:
    """Acts that waited for a second person and that the end has made impossible: they go, named in the step."""
    waiting = list(dossier.pending_acts.order_by("act"))
    path, state = Path(dossier.path), State(dossier.state)
    if any(target_of(path, state, Act(one.act)) for one in waiting):
        raise refuse(
            "act_pending", "Hồ sơ còn một việc chờ người thứ hai xác nhận. Hãy xác nhận việc đó trước."
        )
    for one in waiting:
        one.delete()
    return [one.act for one in waiting]


def _archive(dossier: Dossier, actor: Actor | None, at: datetime) -> Step:
    if dossier.originals_kept:
        raise refuse(
            "originals_kept",
            "Quầy còn giữ bản chính của hồ sơ này. Hãy trả bản chính rồi đưa hồ sơ vào lưu trữ.",
        )
    lapsed = _lapsed(dossier)
    if dossier.ended_at is None:  # the policy has just asked; the job asks for ended ones only
        raise AssertionError(f"{dossier} did not end")
    term = term_of(dossier)
    until = term.until(local_day(dossier.ended_at))
    data = {
        "group": term.key,
        "term": term.words,
        "basis": term.basis,
        "keep_until": until.isoformat() if until else None,
        **({"lapsed": lapsed} if lapsed else {}),
    }
    step = move(dossier, Said(Act.ARCHIVE, at, actor, Place.DESK, data), changes={"archived_at": at})
    ArchiveRecord.objects.create(
        dossier=dossier,
        group=term.key,
        term=term.words,
        basis=term.basis,
        keep_until=until,
        archived_at=at,
        archived_by_name=step.actor_name,
    )
    return step
