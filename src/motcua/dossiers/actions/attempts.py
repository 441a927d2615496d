"""Who tried what they may not? The refused attempts that an inspector will want to see (R-050, R-292).

Kept are the act, the refusal and the code of what was tried, never what was typed in a form.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier, Intake
from motcua.dossiers.queries import DossierNotFound, may_be_a_number
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note

_PROCEDURE = re.compile(r"[0-9]\.[0-9]{6}")
JOURNALLED = frozenset(
    {
        "on_the_spot_never_forwarded",
        "no_role",
        "no_signing_power",
        "not_posted",
        "own_appraisal",
        "other_unit",
        "post_channel_only",
        "seal_held_by_other",
    }
)


@contextmanager
def attempt(
    act: Act, subject: str, actor: Actor | None, at: datetime, *, writes_once: bool = False
) -> Iterator[None]:
    """Do the act wholly or not at all; a refusal that tells of a forbidden try is kept after the undoing.

    `subject` is the code of the dossier or intake, for a reception the code of the procedure. `writes_once`: one
    statement writes all of it, so that it is whole or nothing by itself.
    """
    try:
        with nullcontext() if writes_once else transaction.atomic():
            yield
    except Refused as refused:
        if actor is not None:
            keep_refused(act, subject, actor, at, refused.refusal.code)
        raise
    except DossierNotFound:
        if actor is not None:
            keep_stranger(number=subject, actor=actor, at=at, act=act)
        raise


def named(procedure: str) -> str:
    """The code of a procedure as a subject; anything else that was sent in its place is not kept."""
    return procedure if _PROCEDURE.fullmatch(procedure) else "?"


def keep_refused(act: Act, subject: str, actor: Actor, at: datetime, refusal: str) -> None:
    """Keep a refusal if it tells of a forbidden try."""
    if refusal in JOURNALLED:
        note(actor, at, "refused_act", subject[:60], {"act": act.value, "refusal": refusal})
    elif refusal == "intake_unknown":
        keep_stranger(number=subject, actor=actor, at=at, act=act)


def keep_stranger(*, number: str, actor: Actor, at: datetime, act: Act | None = None) -> None:
    """Somebody asked for a dossier or intake of another unit, to look at it (no `act`) or to act on it.

    What is nobody's number is not kept: it may be a name typed into the wrong field.
    """
    if not may_be_a_number(number) or not _exists_elsewhere(number, actor.unit_id):
        return
    if act is None:
        note(actor, at, "refused_view", number, {"refusal": "other_unit"})
    else:
        note(actor, at, "refused_act", number, {"act": act.value, "refusal": "other_unit"})


def _exists_elsewhere(number: str, unit_id: str) -> bool:
    named = Q(code=number) | Q(filing_number=number)
    if Dossier.objects.filter(named).exclude(unit_id=unit_id).exists():
        return True
    return Intake.objects.filter(number=number).exclude(unit_id=unit_id).exists()
