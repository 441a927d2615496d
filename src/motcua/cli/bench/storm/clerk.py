"""A clerk who writes through the product's acts without pause, whatever happens to the database."""

import time
from dataclasses import replace
from itertools import count

from django.db import Error, connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from config import clock
from motcua.cli.bench.flow_acts import LATER, PROCEDURE, UNIT, Cast, cast_of
from motcua.cli.bench.storm.acknowledged import identity, tell
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.registry import perform
from motcua.organisation.terms import Role

_JOBS = ("record_daily_heads", "warn_before_limits")
_PAUSE = 0.3  # seconds before a lost database is asked again


def main(writer: int) -> None:
    """Go on until ended. What was not acknowledged is left as it is: it happened wholly or not at all."""
    cast: Cast | None = None
    for number in count():
        try:
            cast = cast or cast_of(UNIT, PROCEDURE, clock.now())
            _trip(cast, identity(writer, number))
            if writer == 0:
                _ask_for_jobs()
        except (Error, ConnectorException):
            connection.close()
            time.sleep(_PAUSE)


def _trip(cast: Cast, who: str) -> None:
    now = clock.now()
    reception = replace(
        cast.reception, applicant=replace(cast.reception.applicant, id_number=who), received_at=now
    )
    dossier = receive(reception=reception, actor=cast.people[Role.RECEIVE], at=now).dossier
    if dossier is None or dossier.code is None or dossier.due_at is None:
        raise LookupError("the storm's papers are not complete")
    tell("receive", who, dossier.code, dossier.due_at.isoformat())
    for act, role, said in LATER:
        perform(act=act, code=dossier.code, actor=cast.people[role], at=clock.now(), said=said)
        tell(act, who, dossier.code)


def _ask_for_jobs() -> None:
    """The nightly and the hourly job, over and over; each is safe to run twice."""
    for task in _JOBS:
        try:
            number = app.configure_task(task, queueing_lock=task).defer(timestamp=0)
        except AlreadyEnqueued:
            continue
        tell("job", "-", str(number))
