"""Extra sessions: the hours outside the ordinary ones in which a unit receives some fields."""

from datetime import date, datetime

import pytest

from motcua.core.moments import VN
from motcua.workcalendar.calendar import ExtraSession


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.mark.rule("promises 16")
@pytest.mark.parametrize(
    ("moment", "session"),
    [
        ("2022-05-17 17:00", (1020, 1140)),
        ("2022-05-17 18:59:59", (1020, 1140)),
        ("2022-05-19 18:00", (1020, 1140)),
        ("2022-05-17 16:59", None),
        ("2022-05-17 19:00", None),
        ("2022-05-18 18:00", None),
        ("2022-05-10 18:00", None),
        ("2023-01-03 18:00", None),
    ],
)
def test_an_extra_session_runs_on_its_days_within_its_term(moment: str, session: object) -> None:
    extra = ExtraSession(
        frozenset({1, 3}), ((1020, 1140),), frozenset({"Chứng thực"}), date(2022, 5, 15), date(2023, 1, 1)
    )
    assert extra.open_at(when(moment)) == session


def test_an_extra_session_without_end_stays_in_force() -> None:
    extra = ExtraSession(frozenset({1}), ((1020, 1140),), frozenset(), date(2022, 5, 15))
    assert extra.open_at(when("2030-05-14 18:00")) == (1020, 1140)
