"""Whatever is closed after people came: no promise is left in closed hours, none moves into the past unseen."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.core.moments import VN, printed_minute
from motcua.core.refusals import Refused
from motcua.dossiers.deadlines import promise
from motcua.dossiers.recalculation import OpenDue, moved_by_calendar
from motcua.workcalendar.changing import ChangingCalendar, Closure
from motcua.workcalendar.terms import ClosedPart
from tests.dossiers.office import CERTIFIED_COPY, CONTRACT, P5, STAY, facts, office_hours, programmes, years

FIRST, LAST = date(2022, 5, 9), date(2022, 6, 10)
OPEN = ChangingCalendar.of(years(), office_hours())
moments = st.builds(
    lambda day, minute: datetime.combine(day, time(minute // 60, minute % 60), VN),
    st.dates(FIRST, LAST),
    st.integers(7 * 60, 17 * 60),
)
closed = st.lists(
    st.builds(
        Closure, st.dates(FIRST, LAST + timedelta(days=10)), st.sampled_from(list(ClosedPart)), st.just("bão")
    ),
    min_size=1,
    max_size=6,
)


def worked(calendar: ChangingCalendar, moment: datetime) -> bool:
    """Whether the minute that ends there is working time, as a clerk would look it up."""
    minute = moment.hour * 60 + moment.minute
    return any(start < minute <= end for start, end in calendar.sessions_of(moment.date()))


@pytest.mark.rule("promises 20")
@settings(max_examples=150, deadline=None)
@given(st.sampled_from([CERTIFIED_COPY, CONTRACT, STAY]), moments, closed, st.booleans())
def test_a_promise_in_hours_closed_since_is_moved_to_open_ones_and_never_back(
    code: str, received: datetime, closures: list[Closure], ordinary: bool
) -> None:
    rules = () if ordinary else programmes()
    try:
        first = promise(facts(code, P5, received, calendar=OPEN, rules=rules))
    except Refused:
        assume(False)
        raise AssertionError from None
    after = ChangingCalendar.of(years(), office_hours(), (), closures)
    again = facts(code, P5, received, calendar=after, rules=rules)
    due = OpenDue("A", first.due_at, first.due_strict, again, explanation=first.explanation)
    fell = worked(OPEN, first.due_at) and not worked(after, first.due_at)
    moved = next(iter(moved_by_calendar([due])), None)
    if fell:
        assert moved is not None
        assert moved.new is not None
    if moved is None or moved.new is None:
        return
    assert moved.new.due_at >= printed_minute(received)
    if worked(OPEN, first.due_at):
        assert worked(after, moved.new.due_at)
    if moved.new.due_at < first.due_at:
        assert moved.earlier
        assert not fell
