"""What has to be told? The outbox read once: each step that a person hears of becomes their notices."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.core.models import OutboxMessage
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.records import STEP_TOPIC, subject_of
from motcua.dossiers.terms import Act, Channel, ReturnChannel, State
from motcua.notices.actions.writing import Templates, Told, keep, notices_of, templates_in_force
from motcua.notices.event_rules import StepFacts, told_of
from motcua.notices.models import Notice
from motcua.notices.people import heard_as, people_of
from motcua.notices.saying import short_values, values_of
from motcua.notices.terms import NoticeChannel, NoticeEvent

BATCH = 200
# What happened longer ago than this is history: an office put up from a copy does not tell it all again.
TOLD_WITHIN = timedelta(days=2)


def plan(*, at: datetime, site: str, open_ways: Collection[NoticeChannel]) -> int:
    """Read what the outbox holds and write the notices; how many are new. Safe to run twice, and by two at once.

    `site`: the public address; `open_ways`: the ways the office has. Nothing is read before the words are loaded.
    """
    templates, planned = templates_in_force(), 0
    if not templates:
        return 0
    _pass_over_history(at)
    while rows := _batch(at, site, open_ways, templates):
        planned += rows[1]
        if rows[0] < BATCH:
            break
    return planned


@transaction.atomic
def _batch(
    at: datetime, site: str, open_ways: Collection[NoticeChannel], templates: Templates
) -> tuple[int, int]:
    """How many rows were read, how many notices are new."""
    waiting = OutboxMessage.objects.filter(topic=STEP_TOPIC, delivered_at__isnull=True).order_by("id")
    rows = list(waiting.select_for_update(skip_locked=True)[:BATCH])
    notices: list[Notice] = []
    for row, step in _steps(rows):
        notices += _notices(row, step, site, open_ways, templates, at)
    new = keep(notices)
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)
    return len(rows), new


def _pass_over_history(at: datetime) -> None:
    old = OutboxMessage.objects.filter(
        topic=STEP_TOPIC, delivered_at__isnull=True, created_at__lt=at - TOLD_WITHIN
    )
    while ids := list(old.values_list("pk", flat=True)[:10_000]):
        OutboxMessage.objects.filter(pk__in=ids).update(delivered_at=at)


def _steps(rows: Sequence[OutboxMessage]) -> Iterator[tuple[OutboxMessage, Step]]:
    """Each row with its step, where it is a dossier's: who has only an intake got its slip at the desk."""
    keys = {row.key for row in rows}
    known = Dossier.objects.filter(Q(filing_number__in=keys) | Q(code__in=keys, filing_number__isnull=True))
    dossiers = {subject_of(one): one for one in known.select_related("version", "unit", "one_stop_unit")}
    wanted = {(dossiers[row.key].pk, row.payload["seq"]): row for row in rows if row.key in dossiers}
    steps = Step.objects.filter(
        dossier_id__in={pk for pk, _ in wanted}, seq__in={seq for _, seq in wanted}
    ).order_by("id")
    by_id = {one.pk: one for one in dossiers.values()}
    for step in steps:
        if step.dossier_id is not None and (row := wanted.get((step.dossier_id, step.seq))):
            step.dossier = by_id[step.dossier_id]
            yield row, step


def _notices(
    row: OutboxMessage,
    step: Step,
    site: str,
    open_ways: Collection[NoticeChannel],
    templates: Templates,
    at: datetime,
) -> list[Notice]:
    dossier = step.dossier
    heard = told_of(_facts(step)) if dossier is not None else None
    if dossier is None or heard is None or _over(heard[0], dossier):
        return []
    people, found = people_of(dossier), []
    for person in people:
        event = heard_as(heard[0], person, len(people) - 1)
        values = values_of(event, dossier, step.data, site=site, at=at)
        told = Told(
            event=event,
            weight=heard[1],
            source=f"outbox:{row.pk}",
            at=at,
            values=values,
            short=short_values(values, dossier, step.data),
            subject=str(dossier),
            dossier=dossier,
            unit_id=dossier.unit_id,
            must_before=dossier.due_at if event is NoticeEvent.APOLOGY else None,
        )
        found += notices_of(told, person, open_ways=open_ways, templates=templates)
    return found


def _facts(step: Step) -> StepFacts:
    dossier = step.dossier
    if dossier is None:
        raise AssertionError("only steps of dossiers are told")
    return StepFacts(
        act=Act(step.act),
        source=step.source,
        target=step.target,
        data=step.data,
        channel=Channel(dossier.channel),
        return_channel=ReturnChannel(dossier.return_channel),
        waits_at_desk=dossier.at_once,
    )


def _over(event: NoticeEvent, dossier: Dossier) -> bool:
    """Whether it is no longer so: a result that has been taken needs nobody to come."""
    return event in {NoticeEvent.READY, NoticeEvent.UNCOLLECTED} and dossier.state != State.READY
