"""Roles and their limits, accounts, powers to sign: each act in its order, each no with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.authority.actions.powers import end_signing_power, grant_signing_power
from motcua.authority.models import SigningPower
from motcua.authority.queries import signers_of
from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.organisation.actions import roles
from motcua.organisation.actions.people import (
    add_person,
    change_password,
    close_account,
    give_one_time_password,
    rename_person,
    reopen_account,
)
from motcua.organisation.models import RoleGrant
from motcua.organisation.queries import actor_of, scope_of, unit_by_id
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI
from tests.organisation.office import ADMIN, NOW, TODAY, actor, newcomer, person

pytestmark = pytest.mark.usefixtures("seeded")
TOMORROW = TODAY + timedelta(days=1)


def as_admin() -> dict[str, Any]:
    return {"actor": actor(ADMIN), "at": NOW}


# roles ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-297")
def test_a_granted_role_holds_until_the_day_it_ends_and_the_journal_names_both():
    lan, unit = newcomer(), unit_by_id(BINH_THOI)
    grant = roles.grant_role(person=lan, unit=unit, role=Role.SEAL, **as_admin())
    roles.end_role(grant_id=grant.pk, unit=unit, end=date(2026, 12, 1), **as_admin())
    assert actor_of(person_id=lan.pk, unit_id=BINH_THOI, on=date(2026, 11, 30)) is not None
    assert actor_of(person_id=lan.pk, unit_id=BINH_THOI, on=date(2026, 12, 1)) is None
    kept = list(JournalEntry.objects.filter(subject="chi-lan", chain=BINH_THOI).order_by("id"))
    assert [entry.action for entry in kept] == ["grant_role", "end_role"]
    assert {entry.actor_name for entry in kept} == {"Hoàng Đức Thịnh"}


def test_a_role_taken_back_the_same_day_may_be_given_again():
    lan, unit = newcomer(), unit_by_id(BINH_THOI)
    grant = roles.grant_role(person=lan, unit=unit, role=Role.SEAL, **as_admin())
    roles.end_role(grant_id=grant.pk, unit=unit, **as_admin())
    assert actor_of(person_id=lan.pk, unit_id=BINH_THOI, on=TODAY) is None
    roles.grant_role(person=lan, unit=unit, role=Role.SEAL, **as_admin())
    assert actor_of(person_id=lan.pk, unit_id=BINH_THOI, on=TODAY) is not None


def test_the_same_role_is_not_held_twice_at_a_time():
    lan, unit = newcomer(), unit_by_id(BINH_THOI)
    roles.grant_role(person=lan, unit=unit, role=Role.SEAL, **as_admin())
    with pytest.raises(Refused, match="role_held"):
        roles.grant_role(person=lan, unit=unit, role=Role.SEAL, valid_from=TOMORROW, **as_admin())


@pytest.mark.requirement("R-297")
def test_nobody_gives_a_role_to_themselves():
    with pytest.raises(Refused, match="own_account"):
        roles.grant_role(person=person(ADMIN), unit=unit_by_id(BINH_THOI), role=Role.APPROVE, **as_admin())
    assert not RoleGrant.objects.filter(person=person(ADMIN), role=Role.APPROVE).exists()


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("post", ["tiep-nhan", "phe-duyet", "truong-bo-phan", "kiem-tra"])
def test_who_is_no_administrator_gives_no_role(post):
    with pytest.raises(Refused, match="no_role"):
        roles.grant_role(
            person=newcomer(), unit=unit_by_id(BINH_THOI), role=Role.SEAL, actor=actor(post), at=NOW
        )


def test_an_administrator_of_one_ward_gives_no_role_in_another_unit():
    ward = newcomer("quan-tri-phuong")
    roles.grant_role(person=ward, unit=unit_by_id(BINH_THOI), role=Role.ADMIN, **as_admin())
    acting = actor("quan-tri-phuong")
    assert scope_of(acting, roles=[Role.ADMIN], on=TODAY) == {BINH_THOI}
    with pytest.raises(Refused, match="other_unit"):
        roles.grant_role(person=newcomer(), unit=unit_by_id("hcmc"), role=Role.SEAL, actor=acting, at=NOW)


def test_an_administrator_of_the_city_administers_the_units_below():
    city = newcomer("quan-tri-thanh-pho")
    roles.grant_role(person=city, unit=unit_by_id("hcmc"), role=Role.ADMIN, **as_admin())
    scope = scope_of(actor("quan-tri-thanh-pho", "hcmc"), roles=[Role.ADMIN], on=TODAY)
    assert {"hcmc", BINH_THOI, "hcmc.q11.p5"} <= scope
    assert "hai-phong" not in scope


def test_a_limit_on_a_role_stops_one_more_and_keeps_those_who_hold_it():
    unit = unit_by_id(BINH_THOI)
    roles.limit_role(unit=unit, role=Role.APPROVE, most=2, **as_admin())
    with pytest.raises(Refused, match="role_limit"):
        roles.grant_role(person=newcomer(), unit=unit, role=Role.APPROVE, **as_admin())
    roles.limit_role(unit=unit, role=Role.APPROVE, most=1, **as_admin())
    assert actor("ky-thay").has(Role.APPROVE)
    roles.limit_role(unit=unit, role=Role.APPROVE, most=None, **as_admin())
    roles.grant_role(person=newcomer("anh-ba"), unit=unit, role=Role.APPROVE, **as_admin())
    for wrong in (0, 1001):
        with pytest.raises(Refused, match="limit_wrong"):
            roles.limit_role(unit=unit, role=Role.APPROVE, most=wrong, **as_admin())


# accounts ------------------------------------------------------------------------------------------


def test_an_account_is_added_renamed_closed_and_opened_again():
    lan = add_person(username="chi-lan", full_name="Trần Thị Lan", **as_admin())
    rename_person(person=lan, full_name="Trần Thị Ngọc Lan", **as_admin())
    close_account(person=lan, **as_admin())
    lan.refresh_from_db()
    assert (lan.full_name, lan.is_active) == ("Trần Thị Ngọc Lan", False)
    with pytest.raises(Refused, match="account_closed"):
        roles.grant_role(person=lan, unit=unit_by_id(BINH_THOI), role=Role.SEAL, **as_admin())
    reopen_account(person=lan, **as_admin())
    lan.refresh_from_db()
    assert lan.is_active


def test_a_username_differs_by_more_than_capitals():
    newcomer()
    with pytest.raises(Refused, match="username_taken"):
        add_person(username="CHI-LAN", full_name="Người khác", **as_admin())


@pytest.mark.requirement("R-297")
def test_an_administrator_of_one_ward_gets_no_hold_of_an_account_that_reaches_further():
    ward = newcomer("quan-tri-phuong")
    roles.grant_role(person=ward, unit=unit_by_id(BINH_THOI), role=Role.ADMIN, **as_admin())
    for act in (give_one_time_password, close_account):
        with pytest.raises(Refused, match="account_elsewhere"):
            act(person=person(ADMIN), actor=actor("quan-tri-phuong"), at=NOW)


def test_a_one_time_password_is_random_and_must_be_changed_within_three_days():
    lan = newcomer()
    first = give_one_time_password(person=lan, **as_admin())
    second = give_one_time_password(person=lan, **as_admin())
    assert first != second
    assert len(first) == 19
    assert lan.check_password(second)
    assert lan.one_time_until == NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("present", "wanted", "code"),
    [
        ("sai", "mot-hai-ba-bon-nam", "password_wrong"),
        (None, None, "password_same"),
        (None, "1234", "password_weak"),
        (None, "password", "password_weak"),
    ],
)
def test_a_poor_new_password_is_refused(present, wanted, code):
    clerk = person("tiep-nhan")
    given = give_one_time_password(person=clerk, **as_admin())
    with pytest.raises(Refused, match=code):
        change_password(
            person=clerk, present=present or given, wanted=wanted or given, session_key="",
            actor=actor("tiep-nhan"), at=NOW,
        )  # fmt: skip


def test_nobody_changes_the_password_of_another():
    with pytest.raises(Refused, match="not_own_password"):
        change_password(
            person=person("tiep-nhan"), present="", wanted="mot-hai-ba-bon", session_key="", **as_admin()
        )


# powers to sign ---------------------------------------------------------------------------------------


def test_a_unit_has_one_head_on_a_day():
    unit, lan = unit_by_id(BINH_THOI), newcomer()
    head = signers_of(unit_id=BINH_THOI, on=TODAY)[0]
    with pytest.raises(Refused, match="head_already"):
        grant_signing_power(person=lan, unit=unit, capacity="head", title="Chủ tịch", **as_admin())
    end_signing_power(power_id=head.pk, unit=unit, end=date(2026, 12, 1), **as_admin())
    with pytest.raises(Refused, match="head_already"):
        grant_signing_power(
            person=lan,
            unit=unit,
            capacity="head",
            title="Chủ tịch",
            valid_from=date(2026, 11, 30),
            **as_admin(),
        )
    grant_signing_power(
        person=lan, unit=unit, capacity="head", title="Chủ tịch", valid_from=date(2026, 12, 1), **as_admin()
    )
    assert signers_of(unit_id=BINH_THOI, on=date(2026, 11, 30))[0].person_id == head.person_id
    assert signers_of(unit_id=BINH_THOI, on=date(2026, 12, 1))[0].person_id == lan.pk


def test_a_deputy_signs_for_the_office_that_was_named():
    power = grant_signing_power(
        person=newcomer(), unit=unit_by_id(BINH_THOI), capacity="deputy", title="Phó Chủ tịch",
        head_title="Chủ tịch", **as_admin(),
    )  # fmt: skip
    assert power.prefix == "KT. CHỦ TỊCH"


@pytest.mark.requirement("R-297")
def test_nobody_gives_the_power_to_sign_to_themselves_or_without_being_administrator():
    unit = unit_by_id(BINH_THOI)
    with pytest.raises(Refused, match="own_account"):
        grant_signing_power(person=person(ADMIN), unit=unit, capacity="deputy", title="Phó", **as_admin())
    with pytest.raises(Refused, match="no_role"):
        grant_signing_power(
            person=newcomer(),
            unit=unit,
            capacity="deputy",
            title="Phó",
            actor=actor("truong-bo-phan"),
            at=NOW,
        )
    power = SigningPower.objects.filter(unit=unit)[0]
    with pytest.raises(Refused, match="no_role"):
        end_signing_power(power_id=power.pk, unit=unit, actor=actor("truong-bo-phan"), at=NOW)
