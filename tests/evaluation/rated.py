"""Dossiers that were settled, for those who rate."""

from datetime import datetime, timedelta

from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.evaluation.rules import RatedPeriod, Weight, period_of
from motcua.evaluation.terms import Criterion
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, do, received

ONE = Weight(Criterion.ON_TIME, 100)


def month(said: str) -> RatedPeriod:
    """`2022-05`."""
    found = period_of(said)
    assert found is not None
    return found


def settled(unit_id: str, moment: datetime, *, done: datetime | None = None) -> Dossier:
    """A certified copy received then and approved, stamped and given back at once, or at `done`."""
    dossier = received(CERTIFIED_COPY, unit_id, moment)
    start = done or moment
    acts = ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL))
    for minute, (act, role) in enumerate(acts, start=1):
        do(act, dossier, role, start + timedelta(minutes=minute))
    dossier.refresh_from_db()
    return dossier
