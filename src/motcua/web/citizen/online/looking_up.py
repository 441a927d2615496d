"""What does a national database hold of this person, so that it is not asked? Once a stay, only with consent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.applicants.actors import Citizen
from motcua.applicants.queries import consented
from motcua.applicants.terms import Purpose
from motcua.core.moments import local_day
from motcua.integrations.national.population import look_up

_MOST_STAYS = 500
_known: dict[tuple[int, str], dict[str, Any]] = {}  # of this process: stay and day → what was answered


def looked_up(citizen: Citizen | None, sources: Iterable[str], now: datetime) -> dict[str, Any]:
    """Facts by name, if the form asks for any, the person's number is certain and they agreed; else nothing."""
    wanted = any(source.startswith("national.") for source in sources)
    if not wanted or citizen is None or not citizen.id_verified or not citizen.id_number:
        return {}
    if not consented(citizen.account_id, Purpose.NATIONAL):
        return {}
    stay = (citizen.session_id, local_day(now).isoformat())
    if stay not in _known:
        if len(_known) >= _MOST_STAYS:
            _known.clear()
        _known[stay] = look_up(number=citizen.id_number, name=citizen.name)
    return _known[stay]
