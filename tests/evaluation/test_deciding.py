"""Criteria, drives, findings, rewards and objections: who may, once, in time, and never the one concerned."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.verification import verify
from motcua.evaluation.actions.deciding import decide_criteria, start_drive
from motcua.evaluation.actions.objecting import answer_objection, object_to
from motcua.evaluation.actions.recording import cancel_finding, cancel_reward, record_finding, record_reward
from motcua.evaluation.criteria import criteria_for
from motcua.evaluation.figures import findings_between
from motcua.evaluation.models import DisciplineFinding, Objection, ObjectionAnswer, Reward
from motcua.evaluation.queries import drive_ranking, drives_of, person_in, rewards_of, unit_in
from motcua.evaluation.tally import Figure
from motcua.evaluation.terms import Criterion, Rated, Verdict
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, CERTIFIED_COPY, P5, Q11, VUNG_TAU, at, colleague, received
from tests.evaluation.rated import month, settled

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")
JUNE = at("2022-06-06 09:00")
ALL = [{"criterion": "on_time", "weight": 100}]
MAY = month("2022-05")


def head(unit: str = Q11) -> Actor:
    return colleague(Role.LEAD, unit, JUNE)


def another_head(unit: str = Q11) -> Actor:
    """A second head of the agency, who has nothing to do with the matter."""
    person = Person.objects.create_person(f"lanh-dao-2.{unit}", "Võ Thị Kim Ngân")
    RoleGrant.objects.create(person=person, unit_id=unit, role=Role.LEAD, valid_from=date(2022, 1, 1))
    actor = actor_of(person_id=person.pk, unit_id=unit, on=JUNE.date())
    assert actor is not None
    return actor


def clerk(unit: str = Q11) -> Actor:
    return colleague(Role.RECEIVE, unit, JUNE)


def code_of(act: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        act(**said)
    return no.value.refusal.code


def criteria(**more: Any) -> dict[str, Any]:
    return {
        "rated": Rated.UNITS, "valid_from": date(2022, 7, 1), "decision": "Quyết định 12/QĐ-UBND ngày 1/6/2022",
        "weights": ALL, "small": 5, "actor": head(), "at": JUNE,
    } | more  # fmt: skip


@pytest.mark.requirement("R-285")
def test_criteria_hold_from_their_day_for_the_agency_and_all_below_it() -> None:
    decide_criteria(**criteria())
    below, beside = Unit.objects.get(pk=P5), Unit.objects.get(pk=VUNG_TAU)
    assert criteria_for(below, Rated.UNITS, date(2022, 6, 30)).decision == ""
    found = criteria_for(below, Rated.UNITS, date(2022, 7, 1))
    assert found.decision.startswith("Quyết định 12")
    assert [(one.criterion, one.weight) for one in found.weights] == [(Criterion.ON_TIME, 100)]
    assert found.small == 5
    assert criteria_for(beside, Rated.UNITS, date(2022, 7, 1)).decision == ""
    assert criteria_for(below, Rated.PERSONS, date(2022, 7, 1)).decision == ""


@pytest.mark.requirement("R-285")
def test_the_nearest_and_newest_decision_holds_and_each_version_stays() -> None:
    decide_criteria(**criteria())
    decide_criteria(**criteria(decision="Quyết định 13", valid_from=date(2022, 8, 1)))
    below = Unit.objects.get(pk=P5)
    assert criteria_for(below, Rated.UNITS, date(2022, 7, 31)).decision.startswith("Quyết định 12")
    assert criteria_for(below, Rated.UNITS, date(2022, 8, 1)).decision == "Quyết định 13"
    decide_criteria(**criteria(decision="Quyết định 2 của phường", actor=head(P5)))
    assert criteria_for(below, Rated.UNITS, date(2022, 9, 1)).decision == "Quyết định 2 của phường"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"weights": [{"criterion": "on_time", "weight": 90}]}, "weights_not_100"),
        ({"valid_from": date(2022, 6, 5)}, "starts_in_past"),
        ({"decision": "  "}, "decision_missing"),
        ({"decision": "x" * 301}, "text_too_long"),
        ({"small": 0}, "small_wrong"),
    ],
)
def test_criteria_that_cannot_be_are_refused(more: dict[str, Any], code: str) -> None:
    assert code_of(decide_criteria, **criteria(**more)) == code


def test_only_the_head_decides_criteria_and_the_same_decision_once() -> None:
    assert code_of(decide_criteria, **criteria(actor=clerk())) == "no_role"
    decide_criteria(**criteria(decision="Quye\u0302\u0301t định 12"))
    assert code_of(decide_criteria, **criteria(decision="Quyết định 12")) == "decided_already"


def drive(**more: Any) -> dict[str, Any]:
    return {
        "name": "Thi đua 30 ngày “không hồ sơ trễ hạn”", "aim": "Đẩy nhanh tiến độ nhiệm vụ năm 2022",
        "rated": Rated.UNITS, "first": date(2022, 5, 15), "last": date(2022, 6, 15),
        "decision": "Kế hoạch 1224/KH-UBND ngày 22/4/2022", "weights": ALL, "small": 1, "programme": "",
        "actor": head(), "at": JUNE,
    } | more  # fmt: skip


@pytest.mark.requirement("R-286")
@pytest.mark.rule("HCMC results 2022 1")
def test_a_drive_has_a_period_criteria_and_a_ranking_of_the_agencies_below() -> None:
    settled(P5, MORNING)
    one = start_drive(**drive())
    ranking = drive_ranking(one, JUNE)
    assert [row.subject.unit_id for row in ranking.rows if row.rank == 1] == [P5]
    assert Q11 not in {row.subject.unit_id for row in ranking.rows}
    assert list(drives_of(Unit.objects.get(pk=P5))) == [one]
    persons = start_drive(**drive(name="Cán bộ", rated=Rated.PERSONS, actor=head(P5)))
    rows = drive_ranking(persons, JUNE).rows
    assert {row.rank for row in rows} == {1}
    assert list(drives_of(Unit.objects.get(pk=Q11))) == [one]


@pytest.mark.requirement("R-286")
def test_a_drive_for_a_programme_counts_its_dossiers_only() -> None:
    dossier = settled(P5, MORNING)
    plan = [{"criterion": "plan", "weight": 100}]
    own = start_drive(**drive(weights=plan, programme=dossier.due_rule))
    row = drive_ranking(own, JUNE).rows[0]
    assert row.tally.of(Figure.PLAN_KEPT) == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"last": date(2022, 5, 14)}, "drive_ends_before"),
        ({"first": date(2022, 4, 1), "last": date(2022, 5, 1)}, "drive_over"),
        ({"weights": []}, "weights_not_100"),
        ({"name": ""}, "name_missing"),
        ({"aim": "\n"}, "aim_missing"),
        ({"decision": ""}, "decision_missing"),
        ({"programme": "khong-co"}, "programme_unknown"),
    ],
)
def test_a_drive_that_cannot_be_is_refused(more: dict[str, Any], code: str) -> None:
    assert code_of(start_drive, **drive(**more)) == code


def test_a_drive_is_started_once_and_by_the_head() -> None:
    start_drive(**drive())
    assert code_of(start_drive, **drive()) == "drive_started"
    assert code_of(start_drive, **drive(name="Khác", actor=clerk())) == "no_role"


# Objections ----------------------------------------------------------------------------------------------


def objection(**more: Any) -> dict[str, Any]:
    actor = more.get("actor", clerk())
    return {
        "rated": Rated.PERSONS, "person_id": actor.person_id, "unit_id": Q11, "period": "2022-05",
        "criterion": "on_time", "text": "Hồ sơ trễ do chờ ký.", "actor": actor, "at": JUNE,
    } | more  # fmt: skip


def answer(one: Objection, **more: Any) -> dict[str, Any]:
    return {
        "objection_id": one.pk, "verdict": Verdict.UPHELD, "text": "Đúng, trễ ở khâu khác.",
        "decision": "Thông báo 7/TB-UBND ngày 6/6/2022", "left_out": [], "actor": head(), "at": JUNE,
    } | more  # fmt: skip


@pytest.mark.requirement("R-283")
def test_whoever_is_rated_objects_and_the_answer_by_another_changes_the_rating() -> None:
    settled(Q11, MORNING)
    late = received(CERTIFIED_COPY, Q11, MORNING)
    me, unit = clerk(), Unit.objects.get(pk=Q11)
    before = person_in(unit, me.person_id, MAY, JUNE)
    assert before.tally.of(Figure.LATE) == 1
    one = object_to(**objection())
    assert one.due_on == date(2022, 6, 20)  # ten working days after Monday, 6 June
    assert {row["label"] for row in one.seen} >= {"Hồ sơ đúng hạn và trước hạn", "Tổng"}
    answer_objection(**answer(one, left_out=[f" {str(late).lower()} "]))
    after = person_in(unit, me.person_id, MAY, JUNE)
    assert after.tally.of(Figure.LATE) == 0
    assert dict(after.exclusions())[Figure.LEFT_OUT] == 1
    assert unit_in(unit, MAY, JUNE).tally.of(Figure.LATE) == 1
    assert Objection.objects.get().seen == one.seen
    assert verify() == []


@pytest.mark.requirement("R-283")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"person_id": 0}, "not_own_rating"),
        ({"unit_id": P5}, "other_unit"),
        ({"at": at("2022-05-31 23:59")}, "period_not_over"),
        ({"at": at("2022-06-16 00:00")}, "objection_too_late"),
        ({"period": "hôm qua"}, "period_unknown"),
        ({"criterion": "charm"}, "criterion_unknown"),
        ({"text": " "}, "text_missing"),
        ({"text": "x" * 50_000}, "text_too_long"),
        ({"rated": Rated.UNITS, "person_id": None}, "no_role"),
    ],
)
def test_an_objection_that_cannot_be_is_refused(more: dict[str, Any], code: str) -> None:
    assert code_of(object_to, **objection(**more)) == code


@pytest.mark.requirement("R-283")
def test_one_objects_once_to_a_figure_and_again_to_another() -> None:
    object_to(**objection())
    assert code_of(object_to, **objection(text="Lần nữa")) == "objected_already"
    object_to(**objection(criterion="settled"))
    object_to(**objection(criterion=""))
    assert Objection.objects.count() == 3


@pytest.mark.requirement("R-283")
def test_another_head_answers_once_with_a_document() -> None:
    one = object_to(**objection())
    assert code_of(answer_objection, **answer(one, actor=clerk())) == "no_role"
    assert code_of(answer_objection, **answer(one, actor=head(VUNG_TAU))) == "other_unit"
    assert code_of(answer_objection, **answer(one, decision="")) == "decision_missing"
    assert code_of(answer_objection, **answer(one, text="")) == "text_missing"
    assert code_of(answer_objection, **answer(one, left_out=["H29-0"])) == "left_out_unknown"
    own = str(settled(Q11, MORNING))
    dismissed = answer(one, verdict=Verdict.DISMISSED, left_out=[own])
    assert code_of(answer_objection, **dismissed) == "left_out_dismissed"
    answer_objection(**answer(one))
    assert code_of(answer_objection, **answer(one)) == "answered_already"
    assert ObjectionAnswer.objects.count() == 1


@pytest.mark.requirement("R-283")
def test_nobody_answers_the_own_objection() -> None:
    one = object_to(**objection(actor=head()))
    assert code_of(answer_objection, **answer(one)) == "own_objection"
    answer_objection(**answer(one, actor=another_head()))


@pytest.mark.requirement("R-283")
def test_whoever_made_what_is_objected_to_does_not_answer() -> None:
    record_finding(**finding(username=username_of(clerk())))
    one = object_to(**objection(criterion="findings"))
    assert code_of(answer_objection, **answer(one)) == "objected_to_you"
    answer_objection(**answer(one, actor=another_head()))


@pytest.mark.requirement("R-283")
def test_an_objection_of_an_agency_is_answered_by_a_head_above_it() -> None:
    said = objection(rated=Rated.UNITS, person_id=None, unit_id=P5, actor=head(P5))
    one = object_to(**said)
    assert code_of(object_to, **said) == "objected_already"
    assert code_of(answer_objection, **answer(one, actor=another_head(P5))) == "answer_from_above"
    answer_objection(**answer(one, actor=head(Q11)))


# Findings and rewards --------------------------------------------------------------------------------------


def username_of(actor: Actor) -> str:
    return Person.objects.get(pk=actor.person_id).username


def finding(**more: Any) -> dict[str, Any]:
    return {
        "unit_id": Q11, "username": "", "day": date(2022, 5, 20), "source": "Kết luận kiểm tra 05/KL-UBND",
        "text": "Hướng dẫn người dân bổ sung nhiều lần.", "actor": head(), "at": JUNE,
    } | more  # fmt: skip


@pytest.mark.requirement("R-239")
def test_a_finding_has_its_source_and_counts_until_it_is_taken_back() -> None:
    one = record_finding(**finding(username=username_of(clerk())))
    assert findings_between([Q11], MAY.first, MAY.last) == [one]
    assert unit_in(Unit.objects.get(pk=Q11), MAY, JUNE).findings == 1
    assert person_in(Unit.objects.get(pk=Q11), clerk().person_id, MAY, JUNE).findings == 1
    said: dict[str, Any] = {"finding_id": one.pk, "reason": "Ghi nhầm người", "actor": head(), "at": JUNE}
    cancel_finding(**said)
    assert code_of(cancel_finding, **said) == "cancelled_already"
    assert findings_between([Q11], MAY.first, MAY.last) == []
    assert DisciplineFinding.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"actor": "clerk"}, "no_role"),
        ({"unit_id": VUNG_TAU}, "other_unit"),
        ({"unit_id": P5, "username": "q11.tiep-nhan"}, "person_not_here"),
        ({"day": date(2022, 6, 7)}, "day_in_future"),
        ({"source": ""}, "source_missing"),
        ({"text": ""}, "text_missing"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(more: dict[str, Any], code: str) -> None:
    more = more | ({"actor": clerk()} if more.get("actor") == "clerk" else {})
    assert code_of(record_finding, **finding(**more)) == code


def test_a_finding_is_written_once_and_never_about_oneself() -> None:
    record_finding(**finding())
    assert code_of(record_finding, **finding()) == "recorded_already"
    assert code_of(record_finding, **finding(username=username_of(head()))) == "own_finding"


@pytest.mark.requirement("R-239")
def test_a_finding_from_above_is_not_taken_back_by_the_agency_it_is_about() -> None:
    from_above = record_finding(**finding(unit_id=P5))
    said: dict[str, Any] = {"finding_id": from_above.pk, "reason": "Không đúng", "at": JUNE}
    assert code_of(cancel_finding, **said, actor=head(P5)) == "finding_by_another"
    cancel_finding(**said, actor=head())


def reward(**more: Any) -> dict[str, Any]:
    return {
        "unit_id": P5, "username": "", "form": "Giấy khen", "reason": "Không hồ sơ nào trễ hạn trong tháng hành động",
        "decision": "Quyết định 77/QĐ-UBND", "decision_day": date(2022, 6, 1), "actor": head(), "at": JUNE,
    } | more  # fmt: skip


@pytest.mark.requirement("R-285")
@pytest.mark.rule("144/KH-UBND BR-VT II.9")
def test_an_ad_hoc_reward_has_its_reason_and_decision_and_may_be_taken_back() -> None:
    of_unit = record_reward(**reward())
    of_person = record_reward(**reward(unit_id=Q11, username=username_of(clerk())))
    found = rewards_of([P5, Q11], date(2022, 6, 1), date(2022, 6, 30))
    assert found == [of_person, of_unit]
    assert {one.decision for one in found} == {"Quyết định 77/QĐ-UBND"}
    assert code_of(record_reward, **reward()) == "recorded_already"
    said: dict[str, Any] = {"reward_id": of_unit.pk, "reason": "Ghi nhầm đơn vị", "actor": head(), "at": JUNE}
    cancel_reward(**said)
    assert code_of(cancel_reward, **said) == "cancelled_already"
    assert rewards_of([P5], date(2022, 6, 1), date(2022, 6, 30)) == []
    record_reward(**reward())


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"unit_id": BINH_THOI}, "other_unit"),
        ({"decision_day": date(2022, 6, 7)}, "day_in_future"),
        ({"reason": ""}, "reason_missing"),
        ({"decision": ""}, "decision_missing"),
        ({"form": ""}, "form_missing"),
    ],
)
def test_a_reward_that_cannot_be_is_refused(more: dict[str, Any], code: str) -> None:
    assert code_of(record_reward, **reward(**more)) == code


def test_nobody_but_the_head_rewards_and_nobody_themself() -> None:
    assert code_of(record_reward, **reward(actor=clerk())) == "no_role"
    own = reward(unit_id=Q11, username=username_of(head()))
    assert code_of(record_reward, **own) == "own_reward"


def test_nothing_of_this_is_changed_or_deleted() -> None:
    record_finding(**finding())
    record_reward(**reward())
    decide_criteria(**criteria())
    start_drive(**drive())
    answer_objection(**answer(object_to(**objection())))
    for table in (
        "criteriaset",
        "objection",
        "objectionanswer",
        "disciplinefinding",
        "emulationdrive",
        "reward",
    ):
        for change in ("UPDATE evaluation_{} SET demo = true", "DELETE FROM evaluation_{}"):
            refused = pytest.raises(DatabaseError, match="append-only")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change.format(table))
    assert Reward.objects.count() == 1
