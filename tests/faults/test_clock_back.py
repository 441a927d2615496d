"""The machine's clock is put back: numbers go on, a day with a recorded head takes nothing, nobody waits for ever."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from motcua.core.models import DailyHead
from motcua.core.refusals import Refused
from motcua.core.tries import WINDOW, count_try, try_key
from motcua.dossiers.actions.daily_heads import record_daily_heads
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import EVERYTHING, Program, dossier, token_for
from tests.cast import CERTIFIED_COPY, Q11, at, do, received

pytestmark = pytest.mark.usefixtures("seeded_alone")


def test_a_series_goes_on_when_the_clock_shows_an_earlier_hour_or_day_again() -> None:
    moments = ("2022-05-16 15:00", "2022-05-17 08:00", "2022-05-16 15:00", "2022-05-17 07:30")
    codes = [str(received(CERTIFIED_COPY, Q11, at(moment)).code) for moment in moments]
    assert [code.rpartition("H29-")[2] for code in codes] == [
        "220516-0001", "220517-0001", "220516-0002", "220517-0002",
    ]  # fmt: skip
    assert verify() == []


def test_an_act_behind_the_last_step_is_refused_and_told() -> None:
    paper = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    with pytest.raises(Refused) as caught:
        do(Act.APPRAISE, paper, Role.APPRAISE, at("2022-05-16 08:59"))
    assert caught.value.refusal.code == "clock_behind"
    assert "đồng hồ" in caught.value.refusal.text.lower()


@pytest.mark.requirement("R-292")
def test_a_day_whose_head_is_recorded_takes_no_more_receptions_and_no_more_acts(
    office_clock: Callable[[datetime], None],
) -> None:
    program = Program(token_for(Q11, *EVERYTHING))
    office_clock(at("2022-05-12 09:00"))
    code = program.post("/dossiers", dossier()).body["code"]
    office_clock(at("2022-05-16 09:00"))
    assert program.post("/dossiers", dossier()).status == 201
    assert record_daily_heads(at=at("2022-05-16 09:30"))[-1] == date(2022, 5, 15)
    office_clock(at("2022-05-13 10:00"))
    for path, body in (("/dossiers", dossier()), (f"/dossiers/{code}/acts/appraise", {})):
        answer = program.post(path, body, key=path)
        assert (answer.status, answer.refusal) == (409, "clock_behind")
    assert Dossier.objects.count() == 2
    office_clock(at("2022-05-16 10:00"))
    assert (
        program.post(f"/dossiers/{code}/acts/appraise", {}, key=f"/dossiers/{code}/acts/appraise").status
        == 200
    )
    assert verify() == []


def test_the_nightly_job_records_no_day_twice_under_a_clock_put_back() -> None:
    received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    received(CERTIFIED_COPY, Q11, at("2022-05-18 09:00"))
    assert len(record_daily_heads(at=at("2022-05-18 00:10"))) == 2
    assert record_daily_heads(at=at("2022-05-17 00:10")) == []
    assert record_daily_heads(at=at("2022-05-18 00:10")) == []
    assert DailyHead.objects.count() == 2


def test_who_was_stopped_for_guessing_does_not_wait_for_a_clock_put_back() -> None:
    noon = at("2022-05-17 12:00")
    limits = {try_key("test", "somebody"): 1}
    assert count_try(limits=limits, now=noon) == 0
    assert 0 < count_try(limits=limits, now=noon) <= WINDOW.total_seconds() + 1
    assert count_try(limits=limits, now=noon - timedelta(days=1)) == 0
