"""Dossiers of the model day at Thanh Sơn: received, settled at a moment, rated."""

from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.rating_codes import newest_slip
from motcua.dossiers.terms import Act, State
from motcua.feedback.actions.rating import rate
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, THANH_SON, do, received

THANH_HA = "hai-duong.thanh-ha"
FRIDAY_MODEL = "thanh-ha-no-wait-friday"


def settled(came: datetime, done: datetime, *, code: str = CERTIFIED_COPY, unit: str = THANH_SON) -> Dossier:
    """Received, appraised, approved, stamped, its result back at the desk at `done`."""
    dossier = received(code, unit, came)
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        do(act, dossier, role, done)
    dossier.refresh_from_db()
    if dossier.state == State.SEALED:
        do(Act.HAND_BACK, dossier, Role.RECEIVE, done)
    return dossier


def rated(dossier: Dossier, satisfaction: int, at: datetime) -> None:
    """Somebody rates the slip given last."""
    slip = newest_slip(dossier)
    assert slip is not None
    rate(code=slip.code, satisfaction=satisfaction, marks={}, words="", actor=None, at=at)


def unit(unit_id: str = THANH_HA) -> Unit:
    """The agency."""
    return Unit.objects.select_related("parent", "level").get(pk=unit_id)
