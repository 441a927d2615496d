"""How do tests of the other acts bring a dossier to where they begin, and read what a refusal said?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.registry import Done, perform
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.cast import at, colleague, do


def now(dossier: Dossier) -> Dossier:
    """The dossier as it stands."""
    return Dossier.objects.get(pk=dossier.pk)


def last(dossier: Dossier) -> Step:
    return dossier.steps.order_by("seq").last()  # type: ignore[return-value]


def refused(work: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.refusal


def both(act: Act, dossier: Dossier, role: Role, moment: datetime, **said: Any) -> Done:
    """The colleague asks, the head of the desk confirms."""
    asked = do(act, dossier, role, moment, **said)
    assert asked.pending
    return do(act, dossier, Role.LEAD, moment)


def appraised(dossier: Dossier, moment: str) -> Dossier:
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, at(moment))
    do(Act.APPRAISE, dossier, Role.APPRAISE, at(moment))
    return now(dossier)


def ready(dossier: Dossier, moment: str) -> Dossier:
    appraised(dossier, moment)
    do(Act.APPROVE, dossier, Role.APPROVE, at(moment))
    do(Act.STAMP, dossier, Role.SEAL, at(moment))
    if now(dossier).state == "sealed":
        do(Act.HAND_BACK, dossier, Role.RECEIVE, at(moment))
    return now(dossier)


def username(role: Role, dossier: Dossier, moment: str, nth: int = 0) -> str:
    person_id = colleague(role, dossier.unit_id, at(moment), nth=nth).person_id
    return Person.objects.get(pk=person_id).username


def as_(role: Role, unit_id: str, act: Act, dossier: Dossier, moment: str, **said: Any) -> Done:
    """Somebody of another unit does the act."""
    actor = colleague(role, unit_id, at(moment))
    return perform(act=act, code=str(dossier), actor=actor, at=at(moment), said=said)
