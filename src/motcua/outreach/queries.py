"""Which events were held by whom, how many of each kind, which units counted once, which questions are open?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.core.moments import end_of, local_day
from motcua.core.vntext import fold
from motcua.organisation.models import Unit
from motcua.outreach.models import (
    CoOrganiser,
    DayOutcome,
    DialogueAnswer,
    DialogueQuestion,
    Event,
    EventDay,
    Initiative,
    InitiativeStep,
)
from motcua.outreach.said_days import facts_of
from motcua.outreach.standings import DayFacts, standing_of_event, was_held
from motcua.outreach.terms import OPTION_2_3, DayStanding, EventKind, EventStanding
from motcua.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a list shows it."""

    event: Event
    days: tuple[DayFacts, ...]
    standing: EventStanding
    bodies: tuple[str, ...]


@dataclass(slots=True)
class KindCount:
    """The events of a kind, each once: their ids by how they stand; `units` are ids of those that held one."""

    kind: EventKind
    attended: int = 0
    advised: int = 0
    settled: int = 0
    units: set[str] = field(default_factory=set)
    ids: dict[EventStanding, list[int]] = field(default_factory=lambda: {one: [] for one in EventStanding})

    def of(self, standing: EventStanding) -> int:
        """How many stand so."""
        return len(self.ids[standing])


@dataclass(frozen=True, slots=True)
class UnitEvents:
    """A unit that held events of the option, once, with the kinds and the events behind."""

    unit: Unit
    kinds: tuple[EventKind, ...]
    ids: tuple[int, ...]


def events(
    *,
    unit_ids: Collection[str] | None = None,
    words: str = "",
    kind: EventKind | None = None,
    programme_id: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Event]:
    """Events that these units lead or share, newest first; `words` are sought without accents.

    `first` and `last` are days, both included: an event with at least one day between them.
    """
    found = Event.objects.select_related("lead", "programme", "opens")
    if unit_ids is not None:
        shared = CoOrganiser.objects.filter(event=OuterRef("pk"), body_id__in=unit_ids)
        found = found.filter(Q(lead_id__in=unit_ids) | Exists(shared))
    for word in fold(words).split():
        found = found.filter(search_fold__contains=word)
    if kind is not None:
        found = found.filter(kind=kind.value)
    if programme_id is not None:
        found = found.filter(programme_id__in=programmes_under(programme_id))
    if first is not None or last is not None:
        days = EventDay.objects.filter(_between(first, last), event=OuterRef("pk"))
        found = found.filter(Exists(days))
    return found.order_by("-pk")


def rows_of(found: Iterable[Event], now: datetime) -> list[EventRow]:
    """The events with their days and how they stand, in the order given."""
    listed = list(found)
    ids = [one.pk for one in listed]
    days, bodies = facts_of(ids), defaultdict(list)
    for event_id, name in CoOrganiser.objects.filter(event_id__in=ids).values_list("event_id", "name"):
        bodies[event_id].append(name)
    return [
        EventRow(
            one, days.get(one.pk, ()), standing_of_event(days.get(one.pk, ()), now), tuple(bodies[one.pk])
        )
        for one in listed
    ]


def overdue_events(unit_ids: Collection[str], now: datetime) -> list[EventRow]:
    """Events of these units whose day passed with nothing said; never one postponed or cancelled (R-244)."""
    said = DayOutcome.objects.filter(day=OuterRef("pk"))
    unsaid = EventDay.objects.filter(~Exists(said), event=OuterRef("pk"), day__lte=local_day(now))
    found = Event.objects.filter(Exists(unsaid), lead_id__in=unit_ids).select_related("lead")
    return [row for row in rows_of(found.order_by("pk"), now) if row.standing is EventStanding.OVERDUE]


def programmes_under(programme_id: str) -> frozenset[str]:
    """The programme and those under it: a city's total holds what its districts did for their own plans."""
    below: dict[str | None, list[str]] = defaultdict(list)
    for slug, parent in Programme.objects.values_list("slug", "parent_id"):
        below[parent].append(slug)
    found, waiting = set(), [programme_id]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += below[slug]
    return frozenset(found)


def counts_by_kind(
    programme_id: str | None,
    first: date,
    last: date,
    *,
    now: datetime | None = None,
    unit_ids: Collection[str] | None = None,
) -> dict[EventKind, KindCount]:
    """Every kind with its events that have a day from `first` to `last`, each event once in one column (R-252).

    An event is held when one of those days was; only the results of those days are added up. No programme takes
    the events of all and of none. `now` says what is owed already; without it, what stood at the end of `last`.
    `unit_ids` looks only at what these units led or shared, and counts only them as units.
    """
    moment = now or end_of(last)
    found = list(events(programme_id=programme_id, first=first, last=last, unit_ids=unit_ids))
    ids = [one.pk for one in found]
    days = facts_of(ids)
    shared = _sharers(ids)
    counts = {kind: KindCount(kind) for kind in EventKind}
    for one in found:
        inside = [day for day in days.get(one.pk, ()) if first <= day.day <= last]
        count = counts[EventKind(one.kind)]
        if was_held(inside):
            count.ids[EventStanding.HELD].append(one.pk)
            count.units |= _of({one.lead_id} | shared[one.pk], unit_ids)
        else:
            count.ids[standing_of_event(inside, moment)].append(one.pk)
    _add_results(counts, found, first, last)
    return counts


def units_with_events(
    programme_id: str,
    *,
    kinds: Collection[EventKind] = OPTION_2_3,
    unit_ids: Collection[str] | None = None,
    first: date = date.min,
    last: date = date.max,
) -> list[UnitEvents]:
    """The units that led or shared a held event of these kinds for the programme, each once, by name (R-255).

    Held on a day from `first` to `last`, both included; every day where none is named.
    """
    asked = events(programme_id=programme_id, unit_ids=unit_ids, first=first, last=last)
    found = list(asked.filter(kind__in=[kind.value for kind in kinds]))
    ids = [one.pk for one in found]
    days, shared = facts_of(ids), _sharers(ids)
    by_unit: dict[str, list[Event]] = defaultdict(list)
    for one in found:
        if was_held(day for day in days.get(one.pk, ()) if first <= day.day <= last):
            for unit_id in _of({one.lead_id} | shared[one.pk], unit_ids):
                by_unit[unit_id].append(one)
    units = Unit.objects.in_bulk(by_unit)
    rows = [
        UnitEvents(
            units[unit_id],
            tuple(dict.fromkeys(EventKind(one.kind) for one in held)),
            tuple(sorted(one.pk for one in held)),
        )
        for unit_id, held in by_unit.items()
    ]
    return sorted(rows, key=lambda row: (row.unit.name_fold, row.unit.pk))


def questions(
    *,
    responsible: Collection[str] | None = None,
    event_id: int | None = None,
    open_only: bool = False,
    words: str = "",
) -> QuerySet[DialogueQuestion]:
    """Questions of dialogues, the earliest due first; with their answers (R-245)."""
    found = DialogueQuestion.objects.select_related("event", "responsible").prefetch_related("answers")
    if responsible is not None:
        found = found.filter(responsible_id__in=responsible)
    if event_id is not None:
        found = found.filter(event_id=event_id)
    if open_only:
        found = found.filter(~Exists(DialogueAnswer.objects.filter(question=OuterRef("pk"))))
    for word in fold(words).split():
        found = found.filter(text_fold__contains=word)
    return found.order_by("due_on", "pk")


def initiatives(
    *, unit_ids: Collection[str] | None = None, words: str = "", models_only: bool = False
) -> QuerySet[Initiative]:
    """Initiatives with what was said of them, newest first; models of every unit can be taken over."""
    found = Initiative.objects.select_related("unit", "event", "survey").prefetch_related(
        "steps", "adoptions__adopter"
    )
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    if models_only:
        later = InitiativeStep.objects.filter(initiative=OuterRef("initiative"), pk__gt=OuterRef("pk"))
        last = InitiativeStep.objects.filter(~Exists(later), initiative=OuterRef("pk"), model=True)
        found = found.filter(Exists(last))
    for word in fold(words).split():
        found = found.filter(search_fold__contains=word)
    return found.order_by("-pk")


def _between(first: date | None, last: date | None) -> Q:
    bounds = Q()
    if first is not None:
        bounds &= Q(day__gte=first)
    if last is not None:
        bounds &= Q(day__lte=last)
    return bounds


def _of(units: set[str], wanted: Collection[str] | None) -> set[str]:
    return units if wanted is None else units & set(wanted)


def _sharers(ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for event_id, body in CoOrganiser.objects.filter(event_id__in=ids, body__isnull=False).values_list(
        "event_id", "body_id"
    ):
        found[event_id].add(str(body))
    return found


def _add_results(counts: dict[EventKind, KindCount], found: Iterable[Event], first: date, last: date) -> None:
    kinds = {one.pk: EventKind(one.kind) for one in found}
    rows = DayOutcome.objects.filter(_day_between(first, last), day__event_id__in=kinds)
    newest = {row.day_id: row for row in rows.select_related("day").order_by("pk")}
    for row in newest.values():
        if row.standing == DayStanding.HELD:
            count = counts[kinds[row.day.event_id]]
            count.attended += row.attended or 0
            count.advised += row.advised or 0
            count.settled += row.settled or 0


def _day_between(first: date, last: date) -> Q:
    return Q(day__day__gte=first) & Q(day__day__lte=last)
