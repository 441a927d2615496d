"""What is written when something happened to a dossier? The notices of one event, for everybody who hears of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.notices.actions.writing import Templates, Told, notices_of
from motcua.notices.models import Notice
from motcua.notices.people import heard_as, people_of
from motcua.notices.saying import short_values, values_of
from motcua.notices.terms import NoticeChannel, NoticeEvent, Weight


@dataclass(frozen=True, slots=True)
class Round:
    """One reading of the outbox: its moment, the public address, the ways the office has, the words in force."""

    at: datetime
    site: str
    open_ways: Collection[NoticeChannel]
    templates: Templates


def notices_about(
    dossier: Dossier,
    happened: tuple[NoticeEvent, Weight],
    data: Mapping[str, Any],
    *,
    source: str,
    during: Round,
) -> list[Notice]:
    """The notices to each person, not stored yet; `data`: what the step said, empty where it is no step."""
    people, found = people_of(dossier), []
    for person in people:
        event = heard_as(happened[0], person, len(people) - 1)
        values = values_of(event, dossier, data, site=during.site, at=during.at)
        told = Told(
            event=event,
            weight=happened[1],
            source=source,
            at=during.at,
            values=values,
            short=short_values(values, dossier, data),
            subject=str(dossier),
            dossier=dossier,
            unit_id=dossier.unit_id,
            must_before=dossier.due_at if event is NoticeEvent.APOLOGY else None,
        )
        found += notices_of(told, person, open_ways=during.open_ways, templates=during.templates)
    return found
