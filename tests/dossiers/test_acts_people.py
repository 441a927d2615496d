"""Who goes on with a dossier: another officer, another unit, or another dossier of the same person."""

import pytest

from motcua.core.models import OutboxMessage
from motcua.dossiers.actions.succeeding import succeed_ended
from motcua.dossiers.left_behind import left_behind
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import paper_of
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.recounting import moved_since
from motcua.dossiers.same_wish import same_wish, same_wish_warnings_of
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import Person, Unit
from motcua.organisation.terms import Role
from tests.cast import (
    BINH_THOI,
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    ONG_TU,
    P5,
    Q11,
    THANH_SON,
    at,
    do,
    received,
    try_to_receive,
)
from tests.dossiers.other_acts import appraised, as_, last, now, refused, username

pytestmark = pytest.mark.usefixtures("seeded")


def holder(person: Person | None) -> str:
    return person.username if person else ""


@pytest.mark.rule("dossier_life reassign")
def test_the_lead_gives_a_dossier_to_another_appraiser_and_after_appraisal_to_another_signer() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    officer = username(Role.APPRAISE, dossier, "2022-04-25 10:00")
    do(Act.REASSIGN, dossier, Role.LEAD, at("2022-04-25 10:00"), officer=officer, reason="Đi công tác")
    assert holder(now(dossier).appraiser) == officer
    appraised(dossier, "2022-04-25 11:00")
    signer = username(Role.APPROVE, dossier, "2022-04-25 12:00", nth=1)
    do(Act.REASSIGN, dossier, Role.LEAD, at("2022-04-25 14:00"), officer=signer, reason="Chủ tịch vắng")
    given = now(dossier)
    assert (holder(given.approver), holder(given.appraiser)) == (signer, officer)
    assert last(given).data["role"] == "approve"
    assert verify() == []


@pytest.mark.parametrize("role", [Role.RECEIVE, Role.SEAL])
def test_a_dossier_is_given_only_to_somebody_with_the_role_that_comes_next(role: Role) -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    name = username(role, dossier, "2022-04-25 10:00")
    refusal = refused(
        lambda: do(Act.REASSIGN, dossier, Role.LEAD, at("2022-04-25 10:00"), officer=name, reason="Ốm")
    )
    assert refusal.code == "officer_without_role"


@pytest.mark.rule("dossier_life merge")
def test_the_same_wish_within_a_week_is_warned_of_with_both_codes() -> None:
    first = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    other = received(HOUSEHOLD_BUSINESS, Q11, at("2022-05-17 09:00"))
    again = try_to_receive(CERTIFIED_COPY, Q11, at("2022-05-23 09:00"))
    assert again.dossier is not None
    told = " ".join(again.warnings)
    assert str(first) in told
    assert str(again.dossier) in told
    assert str(other) not in told
    late = try_to_receive(CERTIFIED_COPY, Q11, at("2022-05-31 09:00"))
    assert not [text for text in late.warnings if "cùng thủ tục" in text]


def test_a_wish_that_was_given_up_or_of_somebody_else_is_no_second_wish() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    assert found_for(ONG_TU.id_number) == [dossier.pk]
    assert found_for("") == []
    assert found_for("079085009999") == []
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 10:00"))
    assert found_for(ONG_TU.id_number) == []


@pytest.mark.rule("dossier_life merge")
def test_the_same_wish_at_another_agency_is_not_told_here() -> None:
    received(CERTIFIED_COPY, P5, at("2022-05-16 09:00"))
    again = try_to_receive(CERTIFIED_COPY, Q11, at("2022-05-16 10:00"))
    assert again.warnings == ()
    assert again.dossier is not None
    assert same_wish_warnings_of([again.dossier], at("2022-05-16 10:00")) == {}


def test_in_a_list_the_newest_of_the_same_wish_are_named_and_the_others_counted() -> None:
    """The newest is who came last, not who was typed in last."""
    minutes = (1, 2, 7, 6, 5, 4, 3)
    earlier = {minute: received(CERTIFIED_COPY, Q11, at(f"2022-05-16 09:{minute:02}")) for minute in minutes}
    again = received(CERTIFIED_COPY, Q11, at("2022-05-17 09:00"))
    told = same_wish_warnings_of([again], at("2022-05-17 09:00"))[again.pk]
    assert [str(earlier[minute]) in text for minute, text in zip((7, 6, 5, 4, 3), told, strict=False)] == [
        True
    ] * 5
    assert told[5:] == ("Người này còn 2 hồ sơ khác cùng thủ tục trong 7 ngày qua.",)
    alone = try_to_receive(CERTIFIED_COPY, Q11, at("2022-05-17 09:01")).warnings
    assert [str(one) in text for one, text in zip((again, earlier[7], earlier[6]), alone, strict=False)] == [
        True
    ] * 3


def found_for(id_number: str) -> list[int]:
    return same_wish(unit_id=Q11, id_number=id_number, procedure=CERTIFIED_COPY, at=at("2022-05-17 09:00"))


def test_of_many_dossiers_of_the_same_wish_the_newest_are_named_and_the_others_counted() -> None:
    """A company hands in one kind all week: each reception stays as quick as the first, and says how many there are."""
    earlier = [received(CERTIFIED_COPY, Q11, at(f"2022-05-16 09:{minute:02}")) for minute in range(7)]
    again = try_to_receive(CERTIFIED_COPY, Q11, at("2022-05-17 09:00"))
    told = [text for text in again.warnings if "cùng thủ tục" in text]
    newest = reversed(earlier[2:])
    assert [str(one) in text for one, text in zip(newest, told[:5], strict=True)] == [True] * 5
    assert told[5:] == ["Người này còn 2 hồ sơ khác cùng thủ tục trong 7 ngày qua."]


@pytest.mark.rule("dossier_life merge")
def test_a_later_dossier_merges_into_the_earlier_one_and_points_at_it() -> None:
    first = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    second = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-26 09:00"))
    due = now(first).due_at
    do(Act.MERGE, second, Role.RECEIVE, at("2022-04-26 09:10"), into=str(first))
    assert (now(second).state, now(second).merged_into) == (State.CANCELLED, first)
    assert (now(first).due_at, now(first).step_count) == (due, 1)
    assert last(second).data == {"into": str(first), "note": "", "moment_taken_over": False}
    assert verify() == []


@pytest.mark.rule("dossier_life merge")
def test_the_earlier_moment_counts_also_where_the_later_dossier_is_kept() -> None:
    first = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    second = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-26 09:00"))
    due = now(first).due_at
    do(Act.MERGE, first, Role.RECEIVE, at("2022-04-26 09:10"), into=str(second))
    kept = now(second)
    assert (kept.received_at, kept.due_at, kept.due_original) == (at("2022-04-25 09:00"), due, due)
    slip = paper_of(kept, "01", site="")
    assert str(first) in slip.notices[0]
    assert verify() == []


@pytest.mark.parametrize(
    ("unit", "procedure", "person", "code"),
    [
        (Q11, CERTIFIED_COPY, ONG_TU.id_number, "not_same_procedure"),
        (Q11, HOUSEHOLD_BUSINESS, "079085005678", "not_same_person"),
        (P5, CERTIFIED_COPY, ONG_TU.id_number, "other_unknown"),
    ],
)
def test_only_one_wish_of_one_person_is_merged(unit: str, procedure: str, person: str, code: str) -> None:
    applicant = type(ONG_TU)(kind="person", name="Nguyễn Văn Tư", id_number=person, phone="0912345678")
    other = received(procedure, unit, at("2022-04-25 09:00"), applicant=applicant)
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-26 09:00"))
    refusal = refused(lambda: do(Act.MERGE, dossier, Role.RECEIVE, at("2022-04-26 09:10"), into=str(other)))
    assert refusal.code == code
    assert now(dossier).state == State.RECEIVED


def test_a_dossier_is_not_merged_into_itself_nor_into_one_that_is_over() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    over = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-26 09:00"))
    do(Act.WITHDRAW, over, Role.RECEIVE, at("2022-04-26 10:00"))
    assert merging(dossier, dossier) == "merge_itself"
    assert merging(dossier, over) == "other_ended"


def merging(dossier: Dossier, into: Dossier) -> str:
    moment = at("2022-04-26 11:00")
    return refused(lambda: do(Act.MERGE, dossier, Role.RECEIVE, moment, into=str(into))).code


def test_a_moment_that_no_act_may_change_any_more_is_not_taken_over() -> None:
    first = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    second = appraised(received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-26 09:00")), "2022-04-26 10:00")
    do(Act.APPROVE, second, Role.APPROVE, at("2022-04-26 10:30"))
    refusal = refused(lambda: do(Act.MERGE, first, Role.RECEIVE, at("2022-04-26 11:00"), into=str(second)))
    assert refusal.code == "moment_stays"
    assert not moved_since(second)


def left(unit: str, procedure: str = MARITAL_STATUS) -> Dossier:
    return received(procedure, unit, at("2025-06-30 09:00"))


@pytest.mark.rule("promises 21")
def test_the_dossiers_of_an_ended_unit_go_on_under_its_one_successor_with_the_same_due_times() -> None:
    dossier = left(P5)
    due = now(dossier).due_at
    slip = paper_of(now(dossier), "01", site="")
    assert succeed_ended(at=at("2025-06-30 23:00")) == 0
    assert succeed_ended(at=at("2025-07-01 00:20")) == 1
    assert succeed_ended(at=at("2025-07-01 00:21")) == 0
    carried = now(dossier)
    assert (carried.unit_id, carried.one_stop_unit.unit_id) == (BINH_THOI, BINH_THOI)
    assert (carried.due_at, carried.due_original, carried.code) == (due, dossier.due_original, dossier.code)
    assert paper_of(carried, "01", site="") == slip
    do(Act.APPRAISE, carried, Role.APPRAISE, at("2025-07-01 09:00"))
    assert now(dossier).state == State.APPRAISED
    assert verify() == []


@pytest.mark.rule("promises 21")
def test_where_several_units_take_over_the_superior_s_lead_says_which() -> None:
    Unit.objects.get(pk=P5).succeeded_by.add(Unit.objects.get(pk="hcmc.so-tu-phap"))
    dossier = left(P5)
    assert succeed_ended(at=at("2025-07-01 00:20")) == 0
    day = at("2025-07-01 09:00").date()
    assert [
        (found.dossier.pk, found.heir, found.listed_for) for found in left_behind(day, listed_for="hcmc")
    ] == [(dossier.pk, None, "hcmc")]
    moment = "2025-07-01 09:00"
    refusal = refused(lambda: as_(Role.LEAD, BINH_THOI, Act.SUCCEED, dossier, moment, unit=BINH_THOI))
    assert refusal.code == "superior_decides"
    refusal = refused(lambda: as_(Role.LEAD, "hcmc", Act.SUCCEED, dossier, moment))
    assert refusal.code == "unit_missing"
    refusal = refused(lambda: as_(Role.LEAD, "hcmc", Act.SUCCEED, dossier, moment, unit=THANH_SON))
    assert refusal.code == "not_successor"
    as_(Role.LEAD, "hcmc", Act.SUCCEED, dossier, moment, unit=BINH_THOI)
    assert now(dossier).unit_id == BINH_THOI
    assert verify() == []


@pytest.mark.rule("promises 21")
def test_where_no_unit_takes_over_it_is_listed_for_the_superior_and_what_became_of_it() -> None:
    """Huyện Thanh Hà and the province ended too; xã Thanh Hà took over from the district."""
    Unit.objects.get(pk=THANH_SON).succeeded_by.clear()
    dossier = left(THANH_SON)
    day = at("2025-07-01 09:00").date()
    found = left_behind(day, listed_for="hai-phong.thanh-ha")
    assert [(one.dossier.pk, one.heir) for one in found] == [(dossier.pk, None)]


@pytest.mark.rule("promises 21")
def test_the_lead_of_the_one_successor_takes_over_and_nobody_else_does() -> None:
    dossier = left(P5)
    with pytest.raises(DossierNotFound):
        as_(Role.LEAD, "brvt.vung-tau", Act.SUCCEED, dossier, "2025-06-30 10:00")
    refusal = refused(lambda: as_(Role.RECEIVE, BINH_THOI, Act.SUCCEED, dossier, "2025-07-01 09:00"))
    assert refusal.code == "no_role"
    as_(Role.LEAD, BINH_THOI, Act.SUCCEED, dossier, "2025-07-01 09:00")
    assert now(dossier).unit_id == BINH_THOI
    assert OutboxMessage.objects.filter(topic="step", payload__act="succeed").count() == 1
