"""Postings, stand-ins, counters, rosters: each act in its order, each no with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.authority.queries import powers_of
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.terms import Act
from motcua.organisation.actions import desks, postings, rosters
from motcua.organisation.actions.people import (
    close_account,
)
from motcua.organisation.models import Counter, Deputy, Posting
from motcua.organisation.queries import actor_of, signer_rostered, unit_by_id, units_of, warning_of
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


# postings and stand-ins --------------------------------------------------------------------------------


@pytest.mark.requirement("R-146")
def test_the_head_of_the_desk_posts_a_seconded_person_and_is_warned_of_a_short_turn():
    lan = newcomer()
    posting = postings.post_person(
        person=lan, desk=desk(), home_unit=unit_by_id("hcmc.so-tu-phap"), valid_to=date(2027, 1, 1),
        actor=actor("truong-bo-phan"), at=NOW,
    )  # fmt: skip
    assert "1 tháng" in warning_of(posting)
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
