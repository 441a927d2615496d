"""What was last said of the days of events? Read for lists, or under a lock for an act."""

from collections import defaultdict
from collections.abc import Collection

from motcua.outreach.models import DayOutcome, EventDay
from motcua.outreach.standings import DayFacts
from motcua.outreach.terms import DayStanding


def locked_day(day_id: int) -> tuple[EventDay, DayFacts]:
    """The day, held until the act ends, and what was last said of it. Raises EventDay.DoesNotExist."""
    row = EventDay.objects.select_for_update(of=("self",)).select_related("event").get(pk=day_id)
    last = DayOutcome.objects.filter(day=row).order_by("-pk").first()
    return row, _facts(row, last, moved=EventDay.objects.filter(moved_from=row).exists())


def last_words(event_ids: Collection[int]) -> dict[int, DayOutcome]:
    """The outcome that holds, by day."""
    rows = DayOutcome.objects.filter(day__event_id__in=event_ids).select_related("stated_by", "unit")
    return {row.day_id: row for row in rows.order_by("pk")}


def facts_of(event_ids: Collection[int]) -> dict[int, tuple[DayFacts, ...]]:
    """By event, its days in order."""
    words = last_words(event_ids)
    rows = list(EventDay.objects.filter(event_id__in=event_ids).order_by("day", "pk"))
    moved = {row.moved_from_id for row in rows}
    found: dict[int, list[DayFacts]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(_facts(row, words.get(row.pk), moved=row.pk in moved))
    return {event: tuple(days) for event, days in found.items()}


def _facts(row: EventDay, last: DayOutcome | None, *, moved: bool) -> DayFacts:
    return DayFacts(row.day, row.starts, row.ends, DayStanding(last.standing) if last else None, moved)
