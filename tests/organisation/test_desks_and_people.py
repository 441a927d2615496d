"""Roles, limits, postings, stand-ins, counters, rosters: each act in its order, each no with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.authority.actions import end_signing_power, grant_signing_power
from motcua.authority.models import SigningPower
from motcua.authority.queries import powers_of, signers_of
from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.terms import Act
from motcua.organisation.actions import desks, postings, roles, rosters
from motcua.organisation.actions.people import (
    add_person,
    change_password,
    close_account,
    give_one_time_password,
    rename_person,
    reopen_account,
)
from motcua.organisation.models import Counter, Deputy, Posting, RoleGrant
from motcua.organisation.queries import actor_of, scope_of, signer_rostered, unit_by_id, units_of
from motcua.organisation.terms import PriorityClass, Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, at, do, received
from tests.organisation.office import ADMIN, NOW, TODAY, actor, desk, newcomer, person

pytestmark = pytest.mark.usefixtures("seeded")
TOMORROW = TODAY + timedelta(days=1)


def as_admin() -> dict[str, Any]:
    return {"actor": actor(ADMIN), "at": NOW}


def stands_in(absent: str, stand_in: str, **days: date) -> Deputy:
    terms: dict[str, Any] = {"valid_from": TODAY, "valid_to": date(2026, 12, 1)} | days
    return postings.set_deputy(
        absent=person(absent), stand_in=person(stand_in), unit=unit_by_id(BINH_THOI), reason="nghỉ phép",
        **terms, **as_admin(),
    )  # fmt: skip


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


# postings and stand-ins --------------------------------------------------------------------------------


@pytest.mark.requirement("R-146")
def test_the_head_of_the_desk_posts_a_seconded_person_and_is_warned_of_a_short_turn():
    lan = newcomer()
    posting = postings.post_person(
        person=lan, desk=desk(), home_unit=unit_by_id("hcmc.so-tu-phap"), valid_to=date(2027, 1, 1),
        actor=actor("truong-bo-phan"), at=NOW,
    )  # fmt: skip
    assert "1 tháng" in postings.warning_of(posting)
    postings.end_posting(
        posting_id=posting.pk, unit=unit_by_id(BINH_THOI), actor=actor("truong-bo-phan"), at=NOW
    )
    assert Posting.objects.get(person=lan).valid_to == TODAY


def test_nobody_is_posted_twice_to_a_desk_at_a_time():
    with pytest.raises(Refused, match="posted_already"):
        postings.post_person(person=person("tiep-nhan"), desk=desk(), valid_from=TOMORROW, **as_admin())


@pytest.mark.requirement("R-241")
def test_the_work_of_an_absent_clerk_goes_on_under_both_names():
    stands_in("tiep-nhan", "van-thu")
    seal = actor("van-thu")
    assert seal.roles >= {Role.SEAL, Role.RECEIVE, Role.RETURN}
    assert seal.desks == actor("tiep-nhan").desks
    dossier = received(CERTIFIED_COPY, BINH_THOI, NOW)
    do(Act.APPRAISE, dossier, Role.APPRAISE, NOW)
    do(Act.APPROVE, dossier, Role.APPROVE, NOW)
    do(Act.STAMP, dossier, Role.SEAL, NOW)
    assert dossier.steps.get(act=Act.STAMP).actor_name == person("van-thu").full_name


@pytest.mark.requirement("R-241")
def test_a_step_done_for_an_absent_clerk_names_both():
    stands_in("tham-dinh", "tiep-nhan")
    dossier = received(CERTIFIED_COPY, BINH_THOI, NOW)
    clerk = actor("tiep-nhan")
    perform(act=Act.APPRAISE, code=str(dossier), actor=clerk, at=NOW, said={})
    step = dossier.steps.get(act=Act.APPRAISE)
    assert step.actor_name == "Lê Thị Bích Thủy (làm thay Vũ Quốc Cường)"
    assert step.actor_id == clerk.person_id


@pytest.mark.requirement("R-241")
def test_a_stand_in_acts_from_the_first_day_to_the_day_before_the_last():
    stands_in("tiep-nhan", "van-thu", valid_from=TOMORROW, valid_to=date(2026, 11, 26))
    held = [
        found.has(Role.RECEIVE)
        for day in (TODAY, TOMORROW, date(2026, 11, 25), date(2026, 11, 26))
        if (found := actor_of(person_id=person("van-thu").pk, unit_id=BINH_THOI, on=day))
    ]
    assert held == [False, True, True, False]


@pytest.mark.requirement("R-241")
def test_neither_administration_nor_the_power_to_sign_passes_to_a_stand_in():
    stands_in(ADMIN, "van-thu")
    assert not actor("van-thu").has(Role.ADMIN)
    stands_in("phe-duyet", "van-thu")
    assert actor("van-thu").has(Role.APPROVE)
    assert powers_of(person_id=person("van-thu").pk, unit_id=BINH_THOI, on=TODAY) == ()


def test_somebody_of_no_role_may_stand_in_and_sign_in_there():
    lan = newcomer()
    stands_in("tiep-nhan", "chi-lan")
    assert [unit.pk for unit in units_of(person=lan, on=TODAY)] == [BINH_THOI]
    found = actor("chi-lan")
    assert found.name == "Trần Thị Lan"
    assert found.name_for(Role.RECEIVE, at_desk=True) == "Trần Thị Lan (làm thay Lê Thị Bích Thủy)"


def test_a_closed_account_stands_in_for_nobody():
    stands_in("tiep-nhan", "van-thu")
    close_account(person=person("van-thu"), **as_admin())
    assert actor_of(person_id=person("van-thu").pk, unit_id=BINH_THOI, on=TODAY) is None


@pytest.mark.parametrize(
    ("absent", "stand_in", "days", "code"),
    [
        ("tiep-nhan", "tiep-nhan", {}, "same_person"),
        ("q11.tiep-nhan", "van-thu", {}, "absent_not_here"),
        ("tiep-nhan", ADMIN, {}, "own_account"),
        ("tiep-nhan", "van-thu", {"valid_to": TODAY}, "period_wrong"),
    ],
)
def test_a_stand_in_that_makes_no_sense_is_refused(absent, stand_in, days, code):
    with pytest.raises(Refused, match=code):
        stands_in(absent, stand_in, **days)


def test_one_person_stands_in_at_a_time_and_may_be_called_back_early():
    deputy = stands_in("tiep-nhan", "van-thu")
    with pytest.raises(Refused, match="deputy_already"):
        stands_in("tiep-nhan", "tham-dinh", valid_from=TOMORROW)
    unit = unit_by_id(BINH_THOI)
    with pytest.raises(Refused, match="end_later"):
        postings.end_deputy(deputy_id=deputy.pk, unit=unit, end=date(2026, 12, 2), **as_admin())
    postings.end_deputy(deputy_id=deputy.pk, unit=unit, **as_admin())
    assert not actor("van-thu").has(Role.RECEIVE)
    stands_in("tiep-nhan", "tham-dinh", valid_from=TOMORROW)


# counters and rosters -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-018")
def test_a_counter_opens_is_marked_and_closes():
    counter = desks.open_counter(
        desk=desk(), number=9, name="Quầy ưu tiên", priority=[PriorityClass.ELDERLY], valid_from=TODAY,
        **as_admin(),
    )  # fmt: skip
    marks = [PriorityClass.PREGNANT, PriorityClass.DISABLED]
    desks.mark_counter(counter_id=counter.pk, unit=unit_by_id(BINH_THOI), priority=marks, **as_admin())
    desks.close_counter(counter_id=counter.pk, unit=unit_by_id(BINH_THOI), end=TOMORROW, **as_admin())
    counter = Counter.objects.get(pk=counter.pk)
    assert counter.priority == ["disabled", "pregnant"]
    assert counter.valid_to == TOMORROW
    with pytest.raises(Refused, match="counter_number"):
        desks.open_counter(desk=desk(), number=9, name="", priority=[], valid_from=TODAY, **as_admin())
    with pytest.raises(Refused, match="counter_unknown"):
        desks.close_counter(counter_id=counter.pk, unit=unit_by_id("hcmc"), **as_admin())


def roster(**changes: Any) -> Any:
    facts: dict[str, Any] = {
        "desk": desk(),
        "day": TODAY,
        "signer": person("phe-duyet"),
        "officials": [person("tiep-nhan")],
    }
    return rosters.set_roster(**(facts | {"text": "", **as_admin()} | changes))


@pytest.mark.rule("promises 16")
def test_a_signer_is_on_the_roster_of_that_day_only():
    roster(day=TOMORROW)
    assert not signer_rostered(unit_id=BINH_THOI, moment=NOW)
    assert signer_rostered(unit_id=BINH_THOI, moment=at("2026-11-24 17:30"))
    assert not signer_rostered(unit_id="hcmc", moment=at("2026-11-24 17:30"))


@pytest.mark.rule("promises 16")
def test_a_signer_who_lost_the_role_or_the_account_signs_no_more_on_the_roster():
    roster()
    assert signer_rostered(unit_id=BINH_THOI, moment=NOW)
    close_account(person=person("phe-duyet"), **as_admin())
    assert not signer_rostered(unit_id=BINH_THOI, moment=NOW)


def test_a_roster_is_written_anew_and_dropped():
    first = roster()
    assert roster(signer=None).pk == first.pk
    assert not signer_rostered(unit_id=BINH_THOI, moment=NOW)
    rosters.drop_roster(roster_id=first.pk, unit=unit_by_id(BINH_THOI), **as_admin())
    with pytest.raises(Refused, match="roster_unknown"):
        rosters.drop_roster(roster_id=first.pk, unit=unit_by_id(BINH_THOI), **as_admin())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": TODAY - timedelta(days=1)}, "roster_in_past"),
        ({"signer": None, "officials": []}, "roster_empty"),
        ({"day": date(2019, 1, 1)}, "outside_life"),
    ],
)
def test_a_roster_that_makes_no_sense_is_refused(changes, code):
    with pytest.raises(Refused, match=code):
        roster(**changes)


def test_only_who_may_approve_signs_and_only_who_is_posted_serves():
    with pytest.raises(Refused, match="signer_without_role"):
        roster(signer=person("tiep-nhan"))
    with pytest.raises(Refused, match="official_not_posted"):
        roster(officials=[person("van-thu")])
