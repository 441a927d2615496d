"""How is a notice written? Its words filled in by the way it goes, once for its source."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from motcua.core.reading import digest
from motcua.dossiers.models import Dossier
from motcua.notices.models import Notice, NoticeTemplate
from motcua.notices.reaching import Person
from motcua.notices.retry_rules import GATHERED_WITHIN
from motcua.notices.template_rules import filled
from motcua.notices.terms import (
    SHORT_CHANNELS,
    URGENT,
    HeldReason,
    NoticeChannel,
    NoticeEvent,
    NoticeState,
    Weight,
)
from motcua.notices.way_rules import ways_for

Templates = Mapping[tuple[str, str], NoticeTemplate]


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told: the event, how much it must be heard, the fields long and short, where it came from.

    `must_before`: when it loses its sense; `subject`: the code shown with it.
    """

    event: NoticeEvent
    weight: Weight
    source: str
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    dossier: Dossier | None = None
    unit_id: str | None = None
    must_before: datetime | None = None


def templates_in_force() -> dict[tuple[str, str], NoticeTemplate]:
    """The words by event and way; empty where none were loaded."""
    return {(one.event, one.channel): one for one in NoticeTemplate.objects.filter(in_force=True)}


def office_ways() -> set[NoticeChannel]:
    """The ways the office has, by its settings."""
    return {NoticeChannel(way) for way in settings.MESSAGES.ways}


def notices_of(
    told: Told, person: Person, *, open_ways: Collection[NoticeChannel], templates: Templates
) -> list[Notice]:
    """The notices for one person, not stored yet; none where the person does not want it."""
    ways = ways_for(told.weight, person.reach, person.chosen, open_ways)
    return [notice_by(told, person, way, templates) for way in ways if (told.event, way) in templates]


def notice_by(told: Told, person: Person, way: NoticeChannel, templates: Templates) -> Notice:
    """The notice by one way, not stored yet."""
    template = templates[(told.event, way)]
    values = told.short if way in SHORT_CHANNELS else told.values
    title, text = filled(template.title, values), filled(template.text, values)
    by_hand = way is NoticeChannel.PHONE
    wait = timedelta(0) if told.event in URGENT else GATHERED_WITHIN
    return Notice(
        source=told.source,
        recipient=person.recipient,
        channel=way,
        event=told.event,
        weight=told.weight,
        template=template,
        account_id=person.account_id,
        dossier=told.dossier,
        unit_id=told.unit_id,
        subject=told.subject,
        to=person.reach.to(way),
        title=title,
        text=text,
        values={"long": dict(told.values), "short": dict(told.short)},
        digest=digest([title, text]),
        must_before=told.must_before,
        state=NoticeState.HELD if by_hand else NoticeState.WAITING,
        held_reason=HeldReason.TO_CALL if by_hand else "",
        next_try=None if by_hand else told.at + wait,
        created_at=told.at,
    )


def keep(notices: Sequence[Notice]) -> int:
    """Store what is not stored yet; how many are new. What was written of the same source before stays."""
    if not notices:
        return 0
    same = Notice.objects.filter(source__in={one.source for one in notices})
    before = same.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return same.count() - before
