"""The online level of a procedure is decided for a day, by a document, and opens or shuts the ways of filing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.promising import promise_for
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.procedures.models import OnlineLevelDecision
from motcua.procedures.online_levels.actions import record_campaign, state_online_level
from motcua.procedures.online_levels.queries import before_and_after, level_on, roll_out
from motcua.procedures.online_levels.rules import LevelFrom, filed_online, level_that_holds, wholly_online
from motcua.procedures.queries import version_on
from tests.cast import MARITAL_STATUS, P5, Q11, at, colleague

MORNING = at("2022-05-16 09:00")
TODAY = MORNING.date()
MAY_1, MAY_5, MAY_9 = date(2022, 5, 1), date(2022, 5, 5), date(2022, 5, 9)


def decide(level: str, *, day: date = TODAY, planned: bool = False, **more: str) -> OnlineLevelDecision:
    unit = more.pop("unit", P5)
    said = {"document": "Quyết định 12/QĐ-UBND ngày 16/5/2022", "reason": ""} | more
    actor = colleague(Role.CONTROL, unit, MORNING)
    return state_online_level(
        code=MARITAL_STATUS, level=level, valid_from=day, planned=planned, actor=actor, at=MORNING, **said
    )


def refused(**said: object) -> str:
    with pytest.raises(Refused) as no:
        decide(**said)  # type: ignore[arg-type]
    return no.value.refusal.code


def promised_online(moment: str) -> str:
    try:
        promise_for(procedure=MARITAL_STATUS, unit_id=P5, received_at=at(moment), channel="online")
    except Refused as no:
        return no.refusal.code
    return "promised"


@pytest.mark.requirement("R-011")
@pytest.mark.parametrize(
    ("level", "online", "wholly"),
    [
        ("0", False, False),
        ("2", False, False),
        ("3", True, False),
        ("4", True, True),
        ("một phần", True, False),
    ],
)
def test_the_level_opens_filing_online_from_three_on_and_everything_at_four(
    level: str, online: bool, wholly: bool
) -> None:
    assert (filed_online(level), wholly_online(level)) == (online, wholly)


@pytest.mark.parametrize(
    ("day", "level"), [(MAY_1 - timedelta(days=1), "2"), (MAY_1, "3"), (MAY_5, "4"), (MAY_9, "4")]
)
def test_the_decision_that_began_last_holds_whatever_was_written_last(day: date, level: str) -> None:
    decided = [LevelFrom(MAY_5, 1, "0"), LevelFrom(MAY_1, 9, "3"), LevelFrom(MAY_5, 2, "4")]
    assert level_that_holds(decided, day, "2") == level


@pytest.mark.requirement("R-011")
@pytest.mark.usefixtures("seeded")
def test_a_decision_shuts_the_channel_on_its_day_and_opens_it_on_another() -> None:
    tomorrow, later = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    assert promised_online("2022-05-17 09:00") == "promised"
    decide("2", day=tomorrow)
    decide("4", day=later)
    assert promised_online("2022-05-16 09:00") == "promised"
    assert promised_online("2022-05-17 09:00") == "channel_not_offered"
    assert promised_online("2022-05-18 09:00") == "channel_not_offered"
    assert promised_online("2022-05-19 09:00") == "promised"


@pytest.mark.usefixtures("seeded")
def test_a_decision_from_above_holds_below_and_one_of_the_unit_does_not_hold_above() -> None:
    version = version_on(MARITAL_STATUS, TODAY)
    assert version is not None
    decide("3", unit=Q11)
    assert [level_on(version, Unit.objects.get(pk=unit), TODAY) for unit in (P5, Q11)] == ["3", "3"]
    decide("2", unit=P5)
    assert [level_on(version, Unit.objects.get(pk=unit), TODAY) for unit in (P5, Q11)] == ["2", "3"]


@pytest.mark.requirement("R-126")
@pytest.mark.usefixtures("seeded")
def test_the_roll_out_list_shows_what_is_planned_reached_and_behind() -> None:
    decide("2")
    decide("4", planned=True)
    unit = Unit.objects.get(pk=P5)
    from_list = {row.version.procedure_id: row for row in roll_out(unit, TODAY)}
    row = from_list[MARITAL_STATUS]
    assert (row.reached, row.plan and row.plan.level, row.behind) == ("2", "4", True)
    assert promised_online("2022-05-16 09:00") == "channel_not_offered"  # a plan opens nothing
    decide("4")
    assert not next(r for r in roll_out(unit, TODAY) if r.version.procedure_id == MARITAL_STATUS).behind


@pytest.mark.usefixtures("seeded")
def test_a_level_is_refused_without_role_document_or_day_and_stays_once_decided() -> None:
    assert refused(level="5") == "level_unknown"
    assert refused(level="3", day=TODAY - timedelta(days=1)) == "backdated"
    assert refused(level="3", document=" ") == "document_missing"
    assert refused(level="3", document="Quyết định \u202e12") == "text_has_marks"
    clerk = colleague(Role.RECEIVE, P5, MORNING)
    with pytest.raises(Refused) as no:
        state_online_level(
            code=MARITAL_STATUS, level="3", valid_from=TODAY, document="QĐ", planned=False, reason="",
            actor=clerk, at=MORNING,
        )  # fmt: skip
    assert no.value.refusal.code == "no_role"
    row = decide("3")
    with pytest.raises(Error), transaction.atomic():
        OnlineLevelDecision.objects.filter(pk=row.pk).update(level="4")


@pytest.mark.requirement("R-136")
@pytest.mark.usefixtures("seeded")
def test_a_campaign_is_compared_with_as_many_days_before_and_after() -> None:
    actor = colleague(Role.CONTROL, P5, MORNING)
    said: dict[str, Any] = {"name": "Tháng hồ sơ trực tuyến", "document": "", "actor": actor, "at": MORNING}
    campaign = record_campaign(starts_on=date(2022, 4, 4), ends_on=date(2022, 4, 10), **said)
    before, during, after = before_and_after(campaign)
    assert before == (date(2022, 3, 28), date(2022, 4, 3))
    assert during == (date(2022, 4, 4), date(2022, 4, 10))
    assert after == (date(2022, 4, 11), date(2022, 4, 17))
    with pytest.raises(Refused) as no:
        record_campaign(starts_on=date(2022, 4, 4), ends_on=date(2022, 4, 3), **said)
    assert no.value.refusal.code == "period_wrong"
