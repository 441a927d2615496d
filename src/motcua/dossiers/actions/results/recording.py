"""How is one thing that happens to a result written? The row as it was read, and its event, together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.core.refusals import refuse
from motcua.dossiers.actions.moving import clock_behind
from motcua.dossiers.models import ResultDocument, ResultEvent
from motcua.dossiers.result_terms import ResultEventKind
from motcua.dossiers.results.chains import event_content
from motcua.dossiers.terms import Place
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a result: when, by whom (None: the machine), where, with what said."""

    kind: ResultEventKind
    at: datetime
    actor: Actor | None
    place: Place
    data: Mapping[str, Any] = field(default_factory=dict)


def record(result: ResultDocument, happened: Happened, **changes: Any) -> ResultEvent:
    """Set the columns and write the event, if nobody wrote one since the result was read (else `already_moved`).

    Refused `clock_behind` where the last event is later.

    Must run in a transaction with whatever else the act writes.
    """
    if not result._state.adding:
        _refuse_before_the_last(result, happened)
    expected, head_before = result.event_count, result.head_hash
    for name, value in changes.items():
        setattr(result, name, value)
    event = _event(result, happened)
    result.event_count, result.head_hash = event.seq, event.hash
    if result._state.adding:
        result.save(force_insert=True)
    else:
        written = {name: getattr(result, name) for name in {*changes, "event_count", "head_hash"}}
        standing = ResultDocument.objects.filter(pk=result.pk, event_count=expected, head_hash=head_before)
        if not standing.update(**written):
            raise refuse("already_moved", "Kết quả này vừa được người khác xử lý. Hãy mở lại hồ sơ để xem.")
    event.result = result
    event.save(force_insert=True)
    return event


def _refuse_before_the_last(result: ResultDocument, happened: Happened) -> None:
    """Nothing happens to a result before what happened to it last: no paper is signed before its approval."""
    if result.events.filter(seq=result.event_count, at__gt=happened.at).exists():
        raise clock_behind()


def _event(result: ResultDocument, happened: Happened) -> ResultEvent:
    event = ResultEvent(
        seq=result.event_count + 1,
        kind=happened.kind.value,
        state=str(result.state),
        at=happened.at,
        actor_id=happened.actor.person_id if happened.actor else None,
        actor_name=happened.actor.name if happened.actor else "",
        place=happened.place.value,
        data=dict(happened.data),
        previous=result.head_hash or GENESIS,
    )
    event.hash = link(event.previous, event_content(event, result))
    return event
