"""Warned before the limit: a quarter of the working time left, an hour for same-day; each told once a level."""

import pytest

from motcua.core.models import OutboxMessage
from motcua.dossiers.actions.warning import warn
from motcua.dossiers.terms import Act
from motcua.dossiers.warned import warned
from motcua.dossiers.warnings import WarningLevel, warning_at
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.dossiers.office import calendar, when
from tests.dossiers.other_acts import ready

NEAR, OVERDUE = WarningLevel.NEAR, WarningLevel.OVERDUE


def level(moment: str, received_at: str, due_at: str, *, strict: bool = False) -> WarningLevel | None:
    found = warning_at(
        when(moment),
        counted_from=when(received_at),
        due_at=when(due_at),
        strict=strict,
        calendar=calendar(),
    )
    return found.level if found else None


@pytest.mark.rule("dossier_life warnings")
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2022-05-16 15:59", None),
        ("2022-05-16 16:00", NEAR),
        ("2022-05-16 17:00:59", NEAR),
        ("2022-05-16 17:01", OVERDUE),
    ],
)
def test_a_same_day_dossier_is_warned_of_in_its_last_hour(moment: str, expected: WarningLevel | None) -> None:
    assert level(moment, "2022-05-16 08:00", "2022-05-16 17:00") is expected


@pytest.mark.rule("dossier_life warnings")
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2022-05-20 16:59", None),
        ("2022-05-21 10:00", None),
        ("2022-05-23 08:00", None),
        ("2022-05-23 09:37", None),
        ("2022-05-23 09:38", NEAR),
        ("2022-05-24 17:00", NEAR),
        ("2022-05-24 17:01", OVERDUE),
    ],
)
def test_any_other_is_warned_of_when_a_quarter_of_its_working_time_is_left(
    moment: str, expected: WarningLevel | None
) -> None:
    """55 and a half working hours from Monday 16/5 08:00 to Tuesday 24/5 17:00, a weekend between."""
    assert level(moment, "2022-05-16 08:00", "2022-05-24 17:00") is expected


@pytest.mark.rule("promises 12")
def test_before_nine_is_over_at_nine() -> None:
    assert level("2022-05-17 08:59", "2022-05-16 15:31", "2022-05-17 09:00", strict=True) is NEAR
    assert level("2022-05-17 09:00", "2022-05-16 15:31", "2022-05-17 09:00", strict=True) is OVERDUE


@pytest.mark.usefixtures("seeded")
@pytest.mark.rule("dossier_life warnings")
def test_every_dossier_is_told_once_a_level_and_past_its_limit_to_the_head() -> None:
    due_today = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    done = ready(received(CERTIFIED_COPY, Q11, at("2022-05-16 09:10")), "2022-05-16 10:00")
    later = received("1.013978", Q11, at("2022-05-16 09:20"))
    assert done.ready_at is not None
    assert warn(at=at("2022-05-16 11:00")) == 0
    assert warn(at=at("2022-05-16 16:05")) == 1
    assert warn(at=at("2022-05-16 16:59")) == 0
    assert warn(at=at("2022-05-16 17:30")) == 1
    assert warn(at=at("2022-05-17 08:00")) == 0
    told = OutboxMessage.objects.filter(topic="warning").order_by("id")
    assert [(row.key, row.payload["level"], row.payload["to"]) for row in told] == [
        (str(due_today), "near", "holder"),
        (str(due_today), "overdue", "lead"),
    ]
    assert [found.dossier.pk for found in warned(Q11, at("2022-05-17 09:00"))] == [due_today.pk]
    assert later.pk not in [found.dossier.pk for found in warned(Q11, at("2022-05-17 09:00"))]


@pytest.mark.usefixtures("seeded")
def test_nobody_is_warned_while_papers_are_awaited_and_the_apology_moves_the_reminder() -> None:
    waiting = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    key = waiting.version.components.filter(mandatory=True)[0].key
    do(Act.ASK_SUPPLEMENT, waiting, Role.APPRAISE, at("2022-04-26 09:00"), items=[{"key": key, "why": "Mờ"}])
    sorry = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    said = {"reason": "Ốm", "new_due": "2022-05-10T17:00:00+07:00"}
    do(Act.APOLOGISE, sorry, Role.APPROVE, at("2022-04-26 09:00"), **said)
    assert warned(Q11, at("2022-04-29 09:00")) == []
    assert [found.warned.level for found in warned(Q11, at("2022-05-10 17:01"))] == [OVERDUE]
