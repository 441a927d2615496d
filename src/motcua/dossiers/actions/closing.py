"""A dossier closes by itself once its result is known to be delivered; nobody of the office does it (R-134)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers import policies
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.results.following import issue_with
from motcua.dossiers.custody import outstanding
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import dossier_of, policy_facts, why_not_any_more
from motcua.dossiers.terms import Act, Place, ReturnChannel, State


def close_if_possible(
    dossier: Dossier,
    channel: ReturnChannel,
    place: Place,
    delivered: Callable[[Dossier], Mapping[str, Any]],
    at: datetime,
) -> None:
    """Close what waits to go out that way, with what `delivered` says of it (`receiver` and more).

    Where it refuses, or something still lacks, the dossier waits in the list of the desk.
    """
    try:
        with transaction.atomic():
            held = dossier_of(str(dossier), dossier.unit_id, lock=True)
            if held.state == State.READY and held.return_channel == channel:
                words = {**delivered(held), "channel": channel.value}
                _close(held, Said(Act.RETURN_RESULT, at, None, place, words))
    except Refused:
        return


def _close(dossier: Dossier, closing: Said) -> None:
    day = local_day(closing.at)
    refuse_if(policies.why_not_close(policy_facts(dossier)) or why_not_any_more(dossier.unit, day))
    if outstanding(dossier):
        raise refuse("originals_left", "Quầy còn giữ bản chính của hồ sơ. Hãy trả bản chính rồi đóng hồ sơ.")
    taken = {"returned_at": closing.at, "returned_to": closing.data["receiver"], "shelf_place": ""}
    step = move(dossier, closing, changes=ends(State.RETURNED, closing.at) | taken)
    issue_with(dossier, step, None)
