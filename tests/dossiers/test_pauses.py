"""What becomes of a due time after a supplement, in judgement, before an apology? (promises 17 to 19)"""

from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.pauses import PresentDue, Timeliness, after_supplement, judge, why_no_apology
from tests.dossiers.office import (
    CERTIFIED_COPY,
    CONTRACT,
    MARITAL_STATUS,
    P5,
    THANH_SON,
    calendar,
    facts,
    when,
)


@pytest.mark.rule("promises 17")
@pytest.mark.parametrize(
    ("ready", "strict", "expected"),
    [
        ("2023-10-02 08:59:59", True, Timeliness.ON_TIME),
        ("2023-10-02 09:00:00", True, Timeliness.LATE),
        ("2023-10-02 09:00:59", False, Timeliness.ON_TIME),
        ("2023-10-02 09:01:00", False, Timeliness.LATE),
        ("2023-10-02 07:30:00", False, Timeliness.ON_TIME),
        ("2023-09-29 17:00:00", True, Timeliness.EARLY),
        ("2023-10-03 07:30:00", False, Timeliness.LATE),
    ],
)
def test_on_time_is_ready_by_the_printed_minute_and_before_it_where_strict(
    ready: str, strict: bool, expected: Timeliness
) -> None:
    assert judge(when(ready), when("2023-10-02 09:00"), strict=strict) is expected


@pytest.mark.rule("promises 17")
def test_a_same_day_dossier_is_never_early() -> None:
    due = when("2022-05-16 17:00")
    assert judge(when("2022-05-16 08:00"), due, strict=False) is Timeliness.ON_TIME
    assert judge(when("2022-05-13 23:00"), due, strict=False, same_day=True) is Timeliness.ON_TIME


def supplemented(mode: str, completed: str, **changes: Any) -> PresentDue:
    """A contract of 2 working days, received Wednesday 6/7/2022 at 09:00, asked to supplement."""
    known: dict[str, Any] = {
        "due_at": when("2022-07-08 17:00"),
        "due_strict": False,
        "paused_at": when("2022-07-07 16:00"),
        "explanation": ("Dòng một.", "Dòng hai."),
    }
    return after_supplement(mode, completed=facts(CONTRACT, P5, completed), **(known | changes))


@pytest.mark.rule("promises 18")
def test_reset_gives_the_full_term_from_the_completed_dossier() -> None:
    present = supplemented("reset", "2022-07-12 10:00")
    assert present.due_at == when("2022-07-14 17:00")
    assert present.promise is not None
    assert present.promise.reason == "ordinary"
    assert len(present.explanation) >= 3


@pytest.mark.rule("promises 18")
def test_reset_judges_the_programme_anew_by_the_new_moment() -> None:
    into_friday = after_supplement(
        "reset",
        due_at=when("2023-10-02 17:00"),
        due_strict=False,
        paused_at=when("2023-09-28 09:00"),
        completed=facts(MARITAL_STATUS, THANH_SON, "2023-09-29 15:40"),
    )
    assert (into_friday.due_at, into_friday.due_strict) == (when("2023-10-02 09:00"), True)
    out_of_friday = after_supplement(
        "reset",
        due_at=when("2023-09-29 17:00"),
        due_strict=False,
        paused_at=when("2023-09-29 10:00"),
        completed=facts(MARITAL_STATUS, THANH_SON, "2023-10-02 08:00"),
    )
    assert out_of_friday.due_at == when("2023-10-05 17:00")


@pytest.mark.rule("promises 18")
def test_reset_refuses_what_reception_would_refuse() -> None:
    with pytest.raises(Refused) as refused:
        supplemented("reset", "2022-07-10 10:00")
    assert refused.value.refusal.code == "day_off"


@pytest.mark.rule("promises 18")
@pytest.mark.parametrize(
    ("paused", "completed", "due"),
    [
        ("2022-07-07 16:00", "2022-07-12 10:00", "2022-07-13 11:00"),
        ("2022-07-08 16:30", "2022-07-11 16:45", "2022-07-12 07:45"),
        ("2022-07-08 12:00", "2022-07-09 20:00", "2022-07-11 11:30"),
        ("2022-07-07 20:00", "2022-07-08 06:00", "2022-07-08 17:00"),
    ],
    ids=["nine hours left", "half an hour left", "completed on a Saturday", "a pause of one night"],
)
def test_resume_goes_on_with_the_working_time_that_was_left(paused: str, completed: str, due: str) -> None:
    present = supplemented("resume", completed, paused_at=when(paused))
    assert present.due_at == when(due)
    assert present.promise is None
    assert present.explanation[:2] == ("Dòng một.", "Dòng hai.")


@pytest.mark.rule("promises 18")
@pytest.mark.parametrize("paused", ["2022-07-08 17:00", "2022-07-11 09:00"])
def test_what_was_overdue_before_the_pause_stays_overdue(paused: str) -> None:
    assert supplemented("resume", "2022-07-20 10:00", paused_at=when(paused)).due_at == when(
        "2022-07-08 17:00"
    )


@pytest.mark.rule("promises 18")
def test_resume_keeps_before_nine_strict() -> None:
    present = supplemented(
        "resume",
        "2022-07-12 10:00",
        due_at=when("2022-07-11 09:00"),
        due_strict=True,
        paused_at=when("2022-07-08 16:30"),
    )
    assert (present.due_at, present.due_strict) == (when("2022-07-12 13:30"), True)


@pytest.mark.rule("promises 18")
def test_resume_gives_back_the_minutes_of_an_extra_session() -> None:
    present = supplemented(
        "resume", "2022-07-13 08:00", due_at=when("2022-07-12 19:00"), paused_at=when("2022-07-12 18:15")
    )
    assert present.due_at == when("2022-07-13 08:45")


@pytest.mark.rule("promises 18")
def test_continue_never_stopped_the_clock() -> None:
    present = supplemented("continue", "2022-07-12 10:00")
    assert present.due_at == when("2022-07-08 17:00")
    assert "không dừng" in present.explanation[-1]


@pytest.mark.rule("promises 8")
def test_a_time_moved_into_a_calculated_year_is_provisional() -> None:
    moved = supplemented(
        "resume", "2026-12-31 16:00", due_at=when("2026-12-31 17:00"), paused_at=when("2026-12-30 16:00")
    )
    assert moved.due_at.year == 2027
    assert moved.provisional
    assert not supplemented("continue", "2022-07-12 10:00").provisional


def test_a_rule_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown rule"):
        supplemented("forget", "2022-07-12 10:00")


def apology(**changes: Any) -> str | None:
    """A dossier of Wednesday 6/7/2022, due Friday 8/7/2022 at 17:00."""
    known: dict[str, Any] = {
        "now": when("2022-07-07 16:59"),
        "due_at": when("2022-07-08 17:00"),
        "counted_from": when("2022-07-06 09:00"),
        "new_due_at": when("2022-07-13 17:00"),
        "apologised": False,
        "calendar": calendar(),
    }
    no = why_no_apology(**(known | changes))
    return no.code if no else None


@pytest.mark.rule("promises 19")
@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, None),
        ({"now": when("2022-07-08 07:30")}, "apology_too_late"),
        ({"due_at": when("2022-07-11 17:00"), "now": when("2022-07-08 16:00")}, None),
        ({"due_at": when("2022-07-11 17:00"), "now": when("2022-07-09 09:00")}, "apology_too_late"),
        ({"apologised": True}, "apology_once"),
        ({"new_due_at": when("2022-07-08 17:00")}, "apology_not_later"),
        ({"new_due_at": when("2022-07-10 17:00")}, "apology_day_off"),
    ],
    ids=[
        "the working day before",
        "on the due day",
        "the Friday before a Monday",
        "the weekend before",
        "a second time",
        "not later",
        "a Sunday",
    ],
)
def test_an_apology_comes_once_and_a_working_day_before_due(
    changes: dict[str, Any], refused: str | None
) -> None:
    assert apology(**changes) == refused


@pytest.mark.rule("promises 19")
@pytest.mark.parametrize(
    ("now", "refused"), [("2022-07-06 16:59", None), ("2022-07-06 17:00", "apology_too_late")]
)
def test_for_a_same_day_dossier_an_apology_comes_before_the_hour(now: str, refused: str | None) -> None:
    same_day = facts(CERTIFIED_COPY, P5, "2022-07-06 09:00")
    found = apology(now=when(now), due_at=when("2022-07-06 17:00"), counted_from=same_day.received_at)
    assert found == refused
