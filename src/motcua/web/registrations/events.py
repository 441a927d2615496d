"""Which events of the outreach pages belong to a registration, and what became of them there?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.outreach.models import CoOrganiser, DayOutcome, Event
from motcua.outreach.queries import events
from motcua.outreach.said_days import facts_of, last_words
from motcua.outreach.terms import DayStanding
from motcua.participation.actions.registering import add_activity
from motcua.participation.joining import family
from motcua.participation.models import RegisteredActivity, Registration
from motcua.participation.registration_rules import Planned
from motcua.participation.registration_terms import ACTIVITIES_OF, ActivityKind, Option
from motcua.web.registrations.act_forms import ActForm

_AT_EVENT = "Kết quả ghi ở sự kiện."


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of an event on all its days that were held."""

    result: str = ""
    evidence: str = ""
    advised: int = 0
    settled: int = 0


def events_for(row: Registration) -> QuerySet[Event]:
    """Events that the unit leads for the programme and that fit the option, those linked already left out."""
    kinds = [kind.value for kind in ACTIVITIES_OF.get(Option(row.option), ())]
    linked = row.activities.filter(event__isnull=False).values_list("event", flat=True)
    found = events(unit_ids=[row.unit_id], programme_id=row.programme_id)
    return found.filter(kind__in=kinds, lead_id=row.unit_id).exclude(pk__in=list(linked))


def told_of(event_ids: Collection[int]) -> dict[int, Told]:
    """By event; one that was held on no day yet is left out."""
    held: dict[int, list[DayOutcome]] = {}
    for outcome in last_words(event_ids).values():
        if outcome.standing == DayStanding.HELD:
            held.setdefault(outcome.day.event_id, []).append(outcome)
    return {event: _together(said) for event, said in held.items()}


def _together(said: Collection[DayOutcome]) -> Told:
    return Told(
        "; ".join(one.result for one in said if one.result),
        "; ".join(one.evidence for one in said if one.evidence),
        sum(one.advised or 0 for one in said),
        sum(one.settled or 0 for one in said),
    )


def sums_at_events(programme_id: str, unit_ids: Collection[str]) -> tuple[int, int]:
    """Requests advised and settled at linked festival days of registrations that stand."""
    linked = RegisteredActivity.objects.filter(
        registration__programme_id__in=family(programme_id),
        registration__withdrawn_at=None,
        unit_id__in=unit_ids,
        kind=ActivityKind.FESTIVAL.value,
        event__isnull=False,
    )
    ids = {event for event in linked.values_list("event", flat=True) if event is not None}
    told = told_of(ids).values()
    return sum(one.advised for one in told), sum(one.settled for one in told)


def _first_day(event: Event) -> date:
    """The first day that was neither postponed nor cancelled."""
    days = facts_of([event.pk]).get(event.pk, ())
    standing = [one.day for one in days if one.said in {None, DayStanding.HELD}]
    if not standing:
        raise refuse(
            "event_without_day", "Sự kiện này không còn ngày tổ chức. Hãy ghi ngày mới ở sự kiện rồi gắn."
        )
    return standing[0]


class LinkForm(ActForm):
    """Take an event over into the registration: its name, first day, place and co-organisers.

    Its results stay with the event, which tells them of each of its days.
    """

    def act(self, actor: Actor, at: datetime) -> str:
        """Link it."""
        event = events_for(self.row).filter(pk=self.item or 0).first()
        if event is None:
            raise refuse("event_unknown", "Sự kiện này không gắn được. Hãy chọn trong danh sách.")
        planned = Planned(
            kind=ActivityKind(event.kind),
            name=event.name,
            day=_first_day(event),
            place=event.place,
            partners=tuple(CoOrganiser.objects.filter(event=event).values_list("name", flat=True)),
            result=_AT_EVENT if told_of([event.pk]) else "",
            event=event.pk,
        )
        add_activity(registration_id=self.row.pk, planned=planned, actor=actor, at=at)
        return ""
