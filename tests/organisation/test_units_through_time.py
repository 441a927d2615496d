"""Hours with dates, extra sessions, sudden days off, the end of an agency: a due time follows each of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.authority.queries import powers_in, powers_of, signers_of
from motcua.core.models import OutboxMessage
from motcua.core.moments import local
from motcua.core.refusals import Refused
from motcua.dossiers.promising import promise_for
from motcua.organisation.actions import rosters, units
from motcua.organisation.models import Counter, OneStopUnit, Posting, RoleGrant, Unit
from motcua.organisation.queries import actor_of, extra_sessions_of, successors_of, unit_by_id
from motcua.workcalendar.queries import calendar_of, office_hours_on
from motcua.workcalendar.terms import ClosedPart
from tests.cast import BINH_THOI, CERTIFIED_COPY, HOUSEHOLD_BUSINESS, at
from tests.organisation.office import ADMIN, NOW, TODAY, actor, desk, person
from tests.procedures.catalogue import data_file, load_now

pytestmark = pytest.mark.usefixtures("seeded")
SOON = date(2026, 11, 25)  # Tuesday 24/11 is Ngày Văn hóa Việt Nam
LONG_DAY = {"days": ["mon", "tue", "wed", "thu", "fri"], "sessions": [["08:00", "12:00"], ["13:00", "18:00"]]}


def as_admin() -> dict[str, Any]:
    return {"actor": actor(ADMIN), "at": NOW}


def office() -> Unit:
    return unit_by_id(BINH_THOI)


def change(hours: Any = None, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "unit": office(),
        "hours": hours or LONG_DAY,
        "valid_from": SOON,
        "basis": "TB 15/UBND",
    }
    units.change_hours(**(facts | as_admin() | changes))


def close(day: date = TODAY, part: ClosedPart = ClosedPart.DAY, **changes: Any) -> None:
    facts: dict[str, Any] = {"unit": office(), "day": day, "part": part, "reason": "bão số 9"}
    units.close_office(**(facts | as_admin() | changes))


def due(code: str, moment: str) -> str:
    found = promise_for(procedure=code, unit_id=BINH_THOI, received_at=at(moment))
    return f"{local(found.due_at):%Y-%m-%d %H:%M}"


# hours -----------------------------------------------------------------------------------------------


@pytest.mark.rule("promises 5")
def test_a_term_ends_at_the_close_of_the_hours_of_its_last_day():
    assert due(HOUSEHOLD_BUSINESS, "2026-11-23 09:00")[-5:] == "17:00"
    day = date.fromisoformat(due(HOUSEHOLD_BUSINESS, "2026-11-23 09:00")[:10])
    change(valid_from=day)
    assert due(HOUSEHOLD_BUSINESS, "2026-11-23 09:00") == f"{day} 18:00"
    assert due(CERTIFIED_COPY, "2026-11-23 09:00") == "2026-11-23 17:00"


def test_former_hours_stay_in_the_history_and_hold_for_their_days():
    change()
    change(hours=LONG_DAY | {"days": ["mon", "tue", "wed", "thu", "fri", "sat"]}, valid_from=date(2027, 1, 1))
    change(hours=LONG_DAY | {"sessions": [["08:00", "12:00"]]}, valid_from=date(2027, 1, 1))
    found = office()
    assert [one["valid_from"] for one in found.later_hours] == ["2026-11-25", "2027-01-01"]
    assert office_hours_on(found, TODAY).sessions == ((450, 690), (780, 1020))
    assert office_hours_on(found, SOON).sessions == ((480, 720), (780, 1080))
    assert office_hours_on(found, date(2027, 1, 4)).sessions == ((480, 720),)
    assert found.later_hours[0]["by"] == "Hoàng Đức Thịnh"


def test_other_units_keep_their_hours():
    change()
    assert calendar_of(unit_by_id("hcmc")).close_of(SOON).hour == 17
    assert calendar_of(office()).close_of(SOON).hour == 18


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_from": TODAY}, "hours_in_past"),
        ({"valid_from": date(2019, 1, 1)}, "outside_life"),
        ({"basis": " "}, "basis_missing"),
        ({"hours": LONG_DAY | {"days": []}}, "hours_wrong"),
        ({"hours": LONG_DAY | {"sessions": [["13:00", "12:00"]]}}, "hours_wrong"),
        ({"hours": LONG_DAY | {"sessions": [["13:00", "17:00"], ["08:00", "12:00"]]}}, "hours_wrong"),
        ({"hours": LONG_DAY | {"sessions": [["mai", "17:00"]]}}, "hours_wrong"),
    ],
)
def test_hours_that_make_no_sense_are_refused(changes, code):
    with pytest.raises(Refused, match=code):
        change(**changes)


# sudden days off ----------------------------------------------------------------------------------------


@pytest.mark.rule("promises 20")
def test_a_sudden_day_off_moves_what_is_promised_from_then_on_and_tells_the_outbox():
    before = date.fromisoformat(due(HOUSEHOLD_BUSINESS, "2026-11-23 09:00")[:10])
    close(SOON)
    after = date.fromisoformat(due(HOUSEHOLD_BUSINESS, "2026-11-23 09:00")[:10])
    assert after == calendar_of(unit_by_id("hcmc")).next_working_day(before)
    assert calendar_of(office()).why_off(SOON) == "tạm đóng cửa (bão số 9)"
    told = OutboxMessage.objects.get(topic=units.OFFICE_CLOSED)
    assert (told.key, told.payload["day"]) == (BINH_THOI, "2026-11-25")
    assert calendar_of(unit_by_id("hcmc")).is_working_day(SOON)


def test_an_afternoon_off_closes_the_office_at_noon():
    close(SOON, ClosedPart.AFTERNOON)
    assert f"{calendar_of(office()).close_of(SOON):%H:%M}" == "11:30"


def test_a_day_off_written_by_mistake_is_struck_out_and_stays_readable():
    close(SOON)
    units.withdraw_closure(unit=office(), place=0, **as_admin())
    assert calendar_of(office()).is_working_day(SOON)
    assert office().closures[0]["withdrawn_by"] == "Hoàng Đức Thịnh"
    with pytest.raises(Refused, match="closure_unknown"):
        units.withdraw_closure(unit=office(), place=0, **as_admin())
    close(SOON)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (ClosedPart.DAY, ClosedPart.MORNING, True),
        (ClosedPart.MORNING, ClosedPart.DAY, True),
        (ClosedPart.MORNING, ClosedPart.MORNING, True),
        (ClosedPart.MORNING, ClosedPart.AFTERNOON, False),
    ],
)
def test_a_part_of_a_day_is_closed_once(first, second, refused):
    close(SOON, first)
    if refused:
        with pytest.raises(Refused, match="closed_already"):
            close(SOON, second)
    else:
        close(SOON, second)
        assert not calendar_of(office()).is_working_day(SOON)


def test_a_storm_may_be_recorded_afterwards_for_a_week():
    close(TODAY - timedelta(days=7))
    with pytest.raises(Refused, match="closure_too_late"):
        close(TODAY - timedelta(days=8))
    with pytest.raises(Refused, match="basis_missing"):
        close(SOON, reason="")


# extra sessions -------------------------------------------------------------------------------------------


def extra(**changes: Any) -> None:
    facts: dict[str, Any] = {
        "unit": office(), "days": ["wed"], "session": ("17:00", "19:00"), "fields": ["Chứng thực"],
        "valid_from": TODAY, "valid_to": None, "basis": "KH 20/UBND",
    }  # fmt: skip
    units.add_extra_session(**(facts | as_admin() | changes))


@pytest.mark.rule("promises 16")
def test_an_evening_session_returns_at_its_end_when_a_signer_is_on_the_roster():
    extra()
    assert due(CERTIFIED_COPY, "2026-11-25 17:30")[:10] == "2026-11-26"
    rosters.set_roster(desk=desk(), day=SOON, signer=person("phe-duyet"), officials=[], text="", **as_admin())
    assert due(CERTIFIED_COPY, "2026-11-25 17:30") == "2026-11-25 19:00"


def test_an_extra_session_ends_on_its_day_and_those_of_the_file_stay():
    extra()
    units.end_extra_session(unit=office(), place=0, end=date(2026, 12, 1), **as_admin())
    (session,) = extra_sessions_of(office())
    assert session.in_force(date(2026, 11, 30))
    assert not session.in_force(date(2026, 12, 1))
    with pytest.raises(Refused, match="session_unknown"):
        units.end_extra_session(unit=office(), place=1, **as_admin())
    with pytest.raises(Refused, match="session_wrong"):
        extra(session=("19:00", "17:00"))


# the end of an agency ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-146")
@pytest.mark.rule("promises 21")
def test_an_agency_ends_with_desk_counters_postings_and_roles_and_names_who_takes_over():
    end = date(2026, 12, 1)
    units.end_unit(unit=office(), end=end, successors=[unit_by_id("hcmc")], basis="NQ 1/2026", **as_admin())
    assert office().valid_to == end
    assert [one.pk for one in successors_of(office())] == ["hcmc"]
    for rows in (
        OneStopUnit.objects.filter(unit=BINH_THOI),
        Counter.objects.filter(one_stop_unit__unit=BINH_THOI),
        Posting.objects.filter(one_stop_unit__unit=BINH_THOI),
        RoleGrant.objects.filter(unit=BINH_THOI),
    ):
        assert set(rows.values_list("valid_to", flat=True)) == {end}
    clerk = person("tiep-nhan").pk
    assert actor_of(person_id=clerk, unit_id=BINH_THOI, on=date(2026, 11, 30)) is not None
    assert actor_of(person_id=clerk, unit_id=BINH_THOI, on=end) is None
    told = OutboxMessage.objects.get(topic=units.UNIT_ENDED)
    assert told.payload["successors"] == ["hcmc"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"end": TODAY - timedelta(days=1)}, "end_in_past"),
        ({"successors": ["hcmc.q11"]}, "successor_gone"),
        ({"successors": [BINH_THOI]}, "successor_gone"),
        ({"basis": ""}, "basis_missing"),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(changes, code):
    facts: dict[str, Any] = {
        "unit": office(),
        "end": date(2026, 12, 1),
        "successors": [],
        "basis": "NQ",
    } | changes
    facts["successors"] = [unit_by_id(unit_id) for unit_id in facts["successors"]]
    with pytest.raises(Refused, match=code):
        units.end_unit(**facts, **as_admin())


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("post", ["truong-bo-phan", "phe-duyet", "tiep-nhan"])
def test_who_is_no_administrator_changes_no_hours_and_ends_no_agency(post):
    acting = actor(post)
    # A storm does not wait for administration: the head of the desk closes too.
    attempts = (change, extra) if post == "truong-bo-phan" else (change, close, extra)
    for attempt in attempts:
        with pytest.raises(Refused, match="no_role"):
            attempt(actor=acting)
    with pytest.raises(Refused, match="no_role"):
        units.end_unit(unit=office(), end=SOON, successors=[], basis="NQ", actor=acting, at=NOW)


@pytest.mark.requirement("R-146")
@pytest.mark.rule("promises 21")
def test_a_file_loaded_afterwards_changes_neither_a_written_end_nor_its_successors():
    end = date(2026, 12, 1)
    units.end_unit(unit=office(), end=end, successors=[unit_by_id("hcmc")], basis="NQ 1/2026", **as_admin())
    report = load_now(data_file("units"))
    assert not report.changed
    assert any(BINH_THOI in warning and "01/12/2026" in warning for warning in report.warnings)
    assert office().valid_to == end
    assert OneStopUnit.objects.get(unit=BINH_THOI).valid_to == end
    assert [one.pk for one in successors_of(office())] == ["hcmc"]


@pytest.mark.requirement("R-146")
def test_powers_to_sign_end_with_the_agency_whatever_their_own_end():
    end = date(2026, 12, 1)
    units.end_unit(unit=office(), end=end, successors=[], basis="NQ 1/2026", **as_admin())
    assert signers_of(unit_id=BINH_THOI, on=end - timedelta(days=1))
    assert signers_of(unit_id=BINH_THOI, on=end) == []
    head = person("phe-duyet").pk
    (power,) = powers_of(person_id=head, unit_id=BINH_THOI, on=TODAY)
    assert power.valid_to == end
    assert powers_of(person_id=head, unit_id=BINH_THOI, on=end) == ()
    assert {one.ends for one in powers_in(BINH_THOI)} == {end}
