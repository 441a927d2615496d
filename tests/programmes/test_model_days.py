"""Has each desk its signer, officials and deputies on a model day, and is it warned in time? (R-111, R-230)"""

from datetime import date, datetime

import pytest

from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refused
from motcua.organisation.actions.rosters import set_roster
from motcua.organisation.models import Absence, OneStopUnit, Person, RoleGrant, Unit
from motcua.organisation.presence import rostered_signers
from motcua.organisation.queries import desk_of
from motcua.organisation.terms import Role
from motcua.programmes.actions.rosters import ROSTER_TOPIC, warn_rosters
from motcua.programmes.model_days import desk_days, lacking_signer
from motcua.programmes.models import Programme
from tests.cast import Q11, THANH_SON, at, colleague

THANH_HA = "hai-duong.thanh-ha"
FRIDAY = date(2023, 9, 29)
THURSDAY_MORNING = at("2023-09-28 08:00")


def desk(unit: str = THANH_HA) -> OneStopUnit:
    found = desk_of(unit_id=unit, on=FRIDAY)
    assert found is not None
    return found


def person(role: Role, nth: int = 0, unit: str = THANH_HA) -> Person:
    return Person.objects.get(pk=colleague(role, unit, THURSDAY_MORNING, nth=nth).person_id)


def rostered(unit: str = THANH_HA, deputies: tuple[Person, ...] = ()) -> None:
    set_roster(
        desk=desk(unit), day=FRIDAY, signer=person(Role.APPROVE, unit=unit), officials=[], deputies=deputies, text="",
        actor=colleague(Role.LEAD, unit, THURSDAY_MORNING), at=THURSDAY_MORNING,
    )  # fmt: skip


def warned(moment: datetime) -> set[tuple[str, str]]:
    warn_rosters(at=moment)
    told = OutboxMessage.objects.filter(topic=ROSTER_TOPIC, payload__day=FRIDAY.isoformat())
    return set(told.values_list("key", "payload__when"))


@pytest.mark.requirement("R-111")
def test_a_desk_without_a_signer_is_warned_the_day_before_and_at_half_past_two(seeded: None) -> None:
    assert warned(at("2023-09-27 16:00")) == set()
    assert warned(THURSDAY_MORNING) == {(THANH_HA, "day_before"), (THANH_SON, "day_before")}
    assert warn_rosters(at=at("2023-09-28 15:00")) == 0
    rostered(THANH_SON)
    assert warned(at("2023-09-29 14:20")) == {(THANH_HA, "day_before"), (THANH_SON, "day_before")}
    assert (THANH_HA, "same_day") in warned(at("2023-09-29 14:30"))
    assert (THANH_SON, "same_day") not in warned(at("2023-09-29 14:40"))


@pytest.mark.requirement("R-111")
def test_monday_is_no_model_day_and_a_district_without_friday_is_not_asked(seeded: None) -> None:
    unit = Unit.objects.get(pk=THANH_HA)
    assert [one.day for one in lacking_signer(unit, at("2023-09-28 09:00"))] == [FRIDAY]
    assert lacking_signer(unit, at("2023-09-22 09:00")) == []
    [today] = lacking_signer(unit, at("2023-09-29 14:30"))
    assert (today.today, today.urgent) == (True, True)
    assert not lacking_signer(unit, at("2023-09-29 14:29"))[0].urgent
    assert lacking_signer(Unit.objects.get(pk=Q11), at("2022-05-19 09:00")) == []


def gone(who: Person, first: str, last: str) -> None:
    Absence.objects.create(
        person=who, unit_id=THANH_HA, starts_at=at(first), ends_at=at(last), reason="họp", said_by=who,
        said_at=THURSDAY_MORNING,
    )  # fmt: skip


def lacking(moment: datetime) -> list[date]:
    return [one.day for one in lacking_signer(Unit.objects.get(pk=THANH_HA), moment)]


@pytest.mark.requirement("R-111")
def test_a_rostered_signer_who_is_away_is_none_unless_a_deputy_who_may_sign_is_there(seeded: None) -> None:
    deputy = person(Role.LEAD)
    RoleGrant.objects.filter(person=deputy, role=Role.APPROVE).delete()
    rostered(deputies=(deputy,))
    assert lacking(THURSDAY_MORNING) == []
    gone(person(Role.APPROVE), "2023-09-29 07:30", "2023-09-29 14:00")
    assert lacking(THURSDAY_MORNING) == []  # back before the hour of the alarm
    gone(person(Role.APPROVE), "2023-09-29 07:30", "2023-09-29 17:00")
    assert lacking(THURSDAY_MORNING) == [FRIDAY]
    assert (THANH_HA, "day_before") in warned(THURSDAY_MORNING)
    RoleGrant.objects.create(person=deputy, unit_id=THANH_HA, role=Role.APPROVE, valid_from=date(2023, 1, 1))
    assert lacking(at("2023-09-29 14:30")) == []
    gone(deputy, "2023-09-29 14:40", "2023-09-29 17:00")
    assert lacking(at("2023-09-29 14:50")) == [FRIDAY]


@pytest.mark.requirement("R-111")
def test_a_rostered_signer_whose_role_has_ended_is_none(seeded: None) -> None:
    rostered()
    assert lacking(THURSDAY_MORNING) == []
    held = RoleGrant.objects.filter(person=person(Role.APPROVE), unit_id=THANH_HA, role=Role.APPROVE)
    held.update(valid_to=FRIDAY)
    assert lacking(THURSDAY_MORNING) == [FRIDAY]


@pytest.mark.requirement("R-230")
@pytest.mark.rule("KH Thanh Hà 9/2023 III.3")
def test_a_friday_roster_with_deputies_is_asked_of_every_participating_desk(seeded: None) -> None:
    programme = Programme.objects.get(pk="thanh-ha-no-wait-friday")
    rows = [row for row in desk_days(programme, date(2023, 9, 20)) if row.day == FRIDAY]
    assert {row.unit.pk for row in rows} >= {THANH_HA, THANH_SON}
    assert {row.missing for row in rows} == {("lịch trực",)}
    deputy = person(Role.LEAD)
    rostered(deputies=(deputy,))
    [row] = [row for row in desk_days(programme, date(2023, 9, 20), 1) if row.unit.pk == THANH_HA]
    assert row.rostered is not None
    assert row.rostered.deputies == (deputy.full_name,)
    may_sign = RoleGrant.objects.filter(person=deputy, unit_id=THANH_HA, role=Role.APPROVE).exists()
    assert row.missing == (("cán bộ trực",) if may_sign else ("cán bộ trực", "người thay có quyền ký"))


@pytest.mark.requirement("R-230")
def test_a_deputy_on_the_roster_is_one_of_those_who_sign_that_day(seeded: None) -> None:
    deputy = person(Role.LEAD)
    rostered(deputies=(deputy,))
    assert rostered_signers(THANH_HA, FRIDAY) == {person(Role.APPROVE).pk, deputy.pk}


def test_nobody_is_their_own_deputy_and_strangers_are_none(seeded: None) -> None:
    for deputy, code in (
        (person(Role.APPROVE), "deputy_on_duty"),
        (person(Role.LEAD, unit=Q11), "deputy_foreign"),
    ):
        with pytest.raises(Refused) as no:
            rostered(deputies=(deputy,))
        assert no.value.refusal.code == code
