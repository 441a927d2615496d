"""What has to be told? The outbox read once: each step that a person hears of becomes their notices."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.core.models import OutboxMessage
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.records import STEP_TOPIC, subject_of
from motcua.dossiers.terms import Act, Channel, ReturnChannel
from motcua.notices.actions.of_dossiers import Round, notices_about
from motcua.notices.actions.writing import keep, templates_in_force
from motcua.notices.event_rules import StepFacts, is_over, told_of
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeChannel

BATCH = 200
# What happened longer ago than this is history: an office put up from a copy does not tell it all again.
TOLD_WITHIN = timedelta(days=2)


def plan(*, at: datetime, site: str, open_ways: Collection[NoticeChannel]) -> int:
    """Read what the outbox holds and write the notices; how many are new. Safe to run twice, and by two at once.

    `site`: the public address; `open_ways`: the ways the office has. Nothing is read before the words are loaded.
    """
    during, planned = Round(at, site, open_ways, templates_in_force()), 0
    if not during.templates:
        return 0
    _pass_over_history(at)
    read = BATCH
    while read == BATCH:
        read, new = _batch(during)
        planned += new
    return planned


@transaction.atomic
def _batch(during: Round) -> tuple[int, int]:
    """How many rows were read, how many notices are new."""
    waiting = OutboxMessage.objects.filter(topic=STEP_TOPIC, delivered_at__isnull=True).order_by("id")
    rows = list(waiting.select_for_update(skip_locked=True)[:BATCH])
    notices: list[Notice] = []
    for row, step, dossier in _steps(rows):
        happened = told_of(_facts(step, dossier))
        if happened is not None and not is_over(happened[0], dossier.state):
            notices += notices_about(dossier, happened, step.data, source=f"outbox:{row.pk}", during=during)
    new = keep(notices)
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=during.at)
    return len(rows), new


def _pass_over_history(at: datetime) -> None:
    old = OutboxMessage.objects.filter(
        topic=STEP_TOPIC, delivered_at__isnull=True, created_at__lt=at - TOLD_WITHIN
    )
    while ids := list(old.values_list("pk", flat=True)[:10_000]):
        OutboxMessage.objects.filter(pk__in=ids).update(delivered_at=at)


def _steps(rows: Sequence[OutboxMessage]) -> Iterator[tuple[OutboxMessage, Step, Dossier]]:
    """Each row with its step and dossier, where it is a dossier's: who has only an intake got its slip at the desk."""
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
            yield row, step, by_id[step.dossier_id]


def _facts(step: Step, dossier: Dossier) -> StepFacts:
    return StepFacts(
        act=Act(step.act),
        source=step.source,
        target=step.target,
        data=step.data,
        channel=Channel(dossier.channel),
        return_channel=ReturnChannel(dossier.return_channel),
        waits_at_desk=dossier.at_once,
    )
