"""A power that is lent: by whom to whom, with which opinions, from when to when; and what it lets a person sign."""

from datetime import date, datetime
from typing import Any
from unicodedata import normalize

import pytest
from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation

from motcua.authority.actions import delegations as acts
from motcua.authority.actions.powers import end_signing_power
from motcua.authority.capacity import Capacity
from motcua.authority.delegation_rules import why_not_lend
from motcua.authority.delegation_terms import Adviser, DelegateKind, Stage, Standing, Verdict
from motcua.authority.delegations import figures_of, standing_of
from motcua.authority.models import (
    Delegation,
    DelegationOpinion,
    DelegationScope,
    DelegationStep,
    SigningPower,
)
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.signing_watch import signers_now
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.models import Person, RoleGrant, Unit
from motcua.organisation.terms import Role
from tests.authority.delegating import (
    DECISION,
    FIRST,
    LAST,
    PROPOSED_AT,
    acting,
    advised,
    decided,
    division_head,
    head,
    proposal_for,
    proposed,
    withdrawn,
)
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded")
IN_TERM, LAST_DAY, DAY_AFTER = at("2022-05-16 10:00"), at("2022-05-31 10:00"), at("2022-06-01 10:00")


def appraised(moment: datetime, code: str = CERTIFIED_COPY) -> Dossier:
    dossier = received(code, Q11, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    return dossier


def approve(dossier: Dossier, person: Person, moment: datetime, **said: Any) -> Step:
    actor = acting(person, moment)
    step = perform(act=Act.APPROVE, code=str(dossier), actor=actor, at=moment, said=said).step
    assert step is not None
    return step


def refusal(dossier: Dossier, person: Person, moment: datetime) -> str:
    with pytest.raises(Refused) as caught:
        approve(dossier, person, moment)
    assert caught.value.refusal.code == "no_signing_power"
    return caught.value.refusal.text


@pytest.mark.requirement("R-068")
@pytest.mark.rule("30/2020/NĐ-CP 13")
def test_a_delegate_approves_in_the_term_and_the_step_cites_the_delegation() -> None:
    person = division_head()
    dossier = appraised(IN_TERM)
    assert "không có thẩm quyền ký" in refusal(dossier, person, IN_TERM)
    record = decided(person)
    step = approve(dossier, person, IN_TERM)
    assert step.data["power"] == {
        "title": "Trưởng phòng Tư pháp",
        "prefix": "TUQ. CHỦ TỊCH",
        "capacity": "delegated",
        "delegation": record.code,
        "instrument": "Quyết định số 12/QĐ-UBND ngày 12/05/2022 của Chủ tịch UBND Quận 11",
    }
    assert step.place == "desk"
    assert verify() == []


@pytest.mark.requirement("R-069")
def test_the_day_after_its_end_the_same_approval_is_refused_with_who_may_sign_instead() -> None:
    person = division_head()
    decided(person)
    assert approve(appraised(LAST_DAY), person, LAST_DAY).data["power"]["capacity"] == "delegated"
    text = refusal(appraised(DAY_AFTER), person, DAY_AFTER)
    assert "hết hiệu lực từ ngày 01/06/2022" in text
    assert head().full_name in text
    early = refusal(appraised(at("2022-05-13 10:00")), person, at("2022-05-13 10:00"))
    assert "chỉ có hiệu lực từ ngày 16/05/2022" in early


@pytest.mark.requirement("R-069")
def test_from_the_day_of_the_withdrawal_nothing_is_signed_and_what_was_signed_stays() -> None:
    person = division_head()
    record = decided(person)
    before = approve(appraised(IN_TERM), person, IN_TERM)
    record = withdrawn(record, at("2022-05-18 09:00"), end=date(2022, 5, 20))
    assert standing_of(record, date(2022, 5, 19)) is Standing.IN_FORCE
    approve(appraised(at("2022-05-19 10:00")), person, at("2022-05-19 10:00"))
    text = refusal(appraised(at("2022-05-20 10:00")), person, at("2022-05-20 10:00"))
    assert "bị thu hồi từ ngày 20/05/2022" in text
    assert Step.objects.get(pk=before.pk).data == before.data
    assert verify() == []
    with pytest.raises(Refused, match="delegation_moved"):
        withdrawn(record, at("2022-05-21 09:00"))


def test_nothing_is_withdrawn_backwards_or_past_its_term() -> None:
    record = decided(division_head())
    for end, code in ((date(2022, 5, 17), "end_in_past"), (LAST, "end_after_term")):
        with pytest.raises(Refused, match=code):
            withdrawn(record, at("2022-05-18 09:00"), end=end)
    never_began = withdrawn(record, at("2022-05-13 09:00"))
    assert standing_of(never_began, FIRST) is Standing.WITHDRAWN


@pytest.mark.requirement("R-068")
def test_another_procedure_another_unit_and_the_delegate_of_a_delegate_are_refused() -> None:
    person = division_head()
    decided(person)
    other = appraised(IN_TERM, HOUSEHOLD_BUSINESS)
    assert f"không gồm thủ tục {HOUSEHOLD_BUSINESS}" in refusal(other, person, IN_TERM)
    RoleGrant.objects.create(person=person, unit_id=P5, role=Role.APPROVE, valid_from=date(2022, 1, 1))
    there = received(CERTIFIED_COPY, P5, IN_TERM)
    do(Act.APPRAISE, there, Role.APPRAISE, IN_TERM)
    with pytest.raises(Refused, match="no_signing_power") as caught:
        perform(act=Act.APPROVE, code=str(there), actor=acting(person, IN_TERM, P5), at=IN_TERM, said={})
    assert "ở cơ quan khác" in caught.value.refusal.text
    third = division_head("Lê Văn Ba")
    with pytest.raises(Refused, match="no_sub_delegation"):
        proposed(third, IN_TERM, delegator=person, valid_from=date(2022, 5, 17))
    refusal(appraised(IN_TERM), third, IN_TERM)


def test_who_is_not_the_head_lends_nothing_and_nobody_lends_to_themself() -> None:
    person, deputy = division_head(), SigningPower.objects.get(unit_id=Q11, capacity="deputy").person
    for said, code in (
        ({"delegator": deputy}, "delegator_not_head"),
        ({"delegator": person}, "same_person"),
        ({"procedures": ()}, "scope_empty"),
        ({"procedures": ("9.999999",)}, "scope_unknown"),
        ({"valid_to": FIRST}, "period_wrong"),
        ({"valid_from": date(2022, 4, 1), "valid_to": date(2022, 5, 1)}, "term_over"),
        ({"delegator_unit": Unit.objects.get(pk=P5)}, "delegator_elsewhere"),
        ({"delegate_kind": DelegateKind.OFFICIAL}, "delegate_not_allowed"),
        ({"reason": " "}, "text_missing"),
        ({"reason": "x" * 5000}, "text_too_long"),
    ):
        with pytest.raises(Refused, match=code):
            proposed(person, **said)
    assert not Delegation.objects.exists()
    nfd = proposed(person, delegate_title=normalize("NFD", "Trưởng phòng Tư pháp"))
    assert nfd.delegate_title == "Trưởng phòng Tư pháp"


@pytest.mark.rule("280/2025/NĐ-CP")
def test_from_november_2025_certification_may_be_delegated_to_an_official() -> None:
    def ask(day: date, field: str) -> bool:
        return why_not_lend(DelegateKind.OFFICIAL, Capacity.DELEGATED, [field], day) is None

    assert [ask(date(2025, 10, 31), "Chứng thực"), ask(date(2025, 11, 1), "Chứng thực")] == [False, True]
    assert not ask(date(2025, 11, 1), "Hộ tịch")


@pytest.mark.requirement("R-070")
@pytest.mark.rule("144/KH-UBND BR-VT II.2")
@pytest.mark.parametrize("said", [(), (Adviser.INTERNAL_AFFAIRS,), (Adviser.JUSTICE,)])
def test_without_both_opinions_or_a_waiver_nothing_takes_effect_not_even_in_the_database(said: Any) -> None:
    record = proposed(division_head())
    lead = colleague(Role.LEAD, Q11, PROPOSED_AT)
    for adviser in said:
        opinion = acts.Opinion(adviser, Verdict.AGREE, "Đồng ý")
        acts.advise_delegation(code=record.code, opinion=opinion, actor=lead, at=PROPOSED_AT)
    with pytest.raises(Refused, match="opinions_missing"):
        acts.decide_delegation(code=record.code, instrument=DECISION, actor=lead, at=at("2022-05-12 09:00"))
    with pytest.raises(IntegrityError, match="lacks an opinion"), transaction.atomic():
        Delegation.objects.filter(pk=record.pk).update(stage=Stage.DECIDED)
    with pytest.raises(IntegrityError, match="is not decided"), transaction.atomic():
        record.scope.update(effective=True)


@pytest.mark.requirement("R-070")
def test_a_recorded_waiver_stands_for_an_opinion() -> None:
    record, lead = proposed(division_head()), colleague(Role.LEAD, Q11, PROPOSED_AT)
    for adviser in Adviser:
        opinion = acts.Opinion(adviser, Verdict.WAIVED, "Đã có ý kiến chung tại văn bản 30/NV")
        acts.advise_delegation(code=record.code, opinion=opinion, actor=lead, at=PROPOSED_AT)
    record = acts.decide_delegation(
        code=record.code, instrument=DECISION, actor=lead, at=at("2022-05-12 09:00")
    )
    assert record.stage == Stage.DECIDED
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        DelegationOpinion.objects.update(text="khác")


def test_each_act_has_its_people_and_the_delegate_decides_nothing_for_themself() -> None:
    person = division_head()
    record = advised(person)
    decide: dict[str, Any] = {"code": record.code, "instrument": DECISION, "at": at("2022-05-12 09:00")}
    for role, unit_id, code in (
        (Role.RECEIVE, Q11, "no_role"),
        (Role.CONTROL, Q11, "no_role"),
        (Role.LEAD, P5, "delegation_unknown"),
    ):
        with pytest.raises(Refused, match=code):
            acts.decide_delegation(actor=colleague(role, unit_id, PROPOSED_AT), **decide)
    RoleGrant.objects.create(person=person, unit_id=Q11, role=Role.LEAD, valid_from=date(2022, 1, 1))
    with pytest.raises(Refused, match="own_delegation"):
        acts.decide_delegation(actor=acting(person, PROPOSED_AT), **decide)
    chair = acting(head(), PROPOSED_AT)
    assert acts.decide_delegation(actor=chair, **decide).stage == Stage.DECIDED
    with pytest.raises(Refused, match="delegation_moved"):
        acts.decide_delegation(actor=chair, **decide)


def test_a_decision_asks_again_whether_the_delegator_is_the_head_and_when_it_was_signed() -> None:
    record = advised(division_head())
    lead, moment = colleague(Role.LEAD, Q11, PROPOSED_AT), at("2022-05-12 09:00")
    for instrument, code in (
        (acts.Instrument("12/QĐ-UBND", date(2022, 5, 17), "Chủ tịch"), "before_instrument"),
        (acts.Instrument("12/QĐ-UBND", date(2022, 5, 13), "Chủ tịch"), "issued_in_future"),
        (acts.Instrument("", date(2022, 5, 12), "Chủ tịch"), "text_missing"),
    ):
        with pytest.raises(Refused, match=code):
            acts.decide_delegation(code=record.code, instrument=instrument, actor=lead, at=moment)
    power = SigningPower.objects.get(unit_id=Q11, capacity="head")
    admin = colleague(Role.ADMIN, Q11, PROPOSED_AT)
    end_signing_power(power_id=power.pk, unit=power.unit, actor=admin, at=moment, end=date(2022, 5, 14))
    with pytest.raises(Refused, match="delegator_not_head"):
        acts.decide_delegation(code=record.code, instrument=DECISION, actor=lead, at=moment)


def test_two_delegations_of_one_person_for_one_procedure_do_not_overlap_and_none_is_lent_further() -> None:
    person = division_head()
    decided(person)
    with pytest.raises(Refused, match="delegations_overlap"):
        decided(person, valid_from=date(2022, 5, 31), valid_to=date(2022, 7, 1))
    after = decided(person, valid_from=LAST, valid_to=date(2022, 7, 1))
    assert after.stage == Stage.DECIDED
    third = division_head("Lê Văn Ba")
    chain = advised(third)
    Delegation.objects.filter(pk=chain.pk).update(delegator=person)
    lead = colleague(Role.LEAD, Q11, PROPOSED_AT)
    with pytest.raises(Refused, match="no_sub_delegation"):
        acts.decide_delegation(code=chain.code, instrument=DECISION, actor=lead, at=at("2022-05-12 09:00"))
    with transaction.atomic():
        forced = {"stage": "decided", "document": after.document, "instrument": "x"}
        Delegation.objects.filter(pk=chain.pk).update(**forced)
        with pytest.raises(IntegrityError, match="lent further"), transaction.atomic():
            chain.scope.update(effective=True)
        transaction.set_rollback(True)


@pytest.mark.requirement("R-069")
def test_the_table_itself_refuses_delegations_that_overlap_whoever_writes_them() -> None:
    person = division_head()
    first = decided(person)
    other = advised(person, valid_from=date(2022, 5, 31), valid_to=date(2022, 7, 1))
    forced = {"stage": "decided", "document": first.document, "instrument": "x"}
    Delegation.objects.filter(pk=other.pk).update(**forced)
    with pytest.raises(IntegrityError, match="delegations_do_not_overlap") as no, transaction.atomic():
        other.scope.update(effective=True)
    assert isinstance(no.value.__cause__, ExclusionViolation)
    with transaction.atomic():  # from the first day without the other it is taken
        other.scope.update(valid_from=LAST, effective=True)
        transaction.set_rollback(True)


@pytest.mark.requirement("R-044")
def test_a_changed_or_cut_delegation_is_found() -> None:
    person = division_head()
    record = decided(person)
    assert verify() == []
    with transaction.atomic():
        Delegation.objects.filter(pk=record.pk).update(valid_to=date(2023, 1, 1))
        assert [(one.chain, one.what) for one in verify()] == [
            (record.code, "nội dung ủy quyền đã bị sửa sau việc cuối")
        ]
        transaction.set_rollback(True)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        DelegationStep.objects.filter(delegation=record).delete()


def test_by_hand_nothing_lent_outlasts_its_withdrawal_or_becomes_another_procedure() -> None:
    record = decided(division_head())
    day = date(2022, 5, 20)
    withdrawn(record, at("2022-05-19 09:00"), day)
    for change in (
        {"valid_to": LAST},
        {"procedure_id": HOUSEHOLD_BUSINESS},
        {"valid_from": PROPOSED_AT.date()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            record.scope.update(**change)
    row = record.scope.get()
    row.pk, row.procedure_id = None, HOUSEHOLD_BUSINESS
    with pytest.raises(IntegrityError, match="begins without effect"), transaction.atomic():
        row.save(force_insert=True)
    assert record.scope.get().valid_to == day


@pytest.mark.requirement("R-051")
def test_a_tray_is_judged_one_by_one_where_only_some_are_delegated() -> None:
    person = division_head()
    decided(person)
    mine, other = appraised(IN_TERM), appraised(IN_TERM, HOUSEHOLD_BUSINESS)
    more = appraised(IN_TERM)
    codes = [str(mine), str(other), str(more)]
    answers = perform_many(
        act=Act.APPROVE, codes=codes, actor=acting(person, IN_TERM), at=IN_TERM, said={"place": "online"}
    )
    assert [answer.refusal.code if answer.refusal else None for answer in answers] == [
        None, "no_signing_power", None,
    ]  # fmt: skip
    assert set(Step.objects.filter(act=Act.APPROVE).values_list("place", flat=True)) == {"online"}


def test_a_delegate_stands_among_those_who_sign_today() -> None:
    person = division_head()
    decided(person)
    (found,) = [one for one in signers_now(Q11, IN_TERM) if one.person_id == person.pk]
    assert found.office == "TUQ. CHỦ TỊCH Trưởng phòng Tư pháp"
    assert found.signs(CERTIFIED_COPY)
    assert not found.signs(HOUSEHOLD_BUSINESS)
    assert all(one.person_id != person.pk for one in signers_now(Q11, DAY_AFTER))


@pytest.mark.requirement("R-067")
def test_a_whole_field_is_kept_as_the_procedures_it_holds_that_day() -> None:
    record = proposed(division_head(), procedures=(), fields=("Chứng thực",))
    codes = set(DelegationScope.objects.filter(delegation=record).values_list("procedure_id", flat=True))
    assert CERTIFIED_COPY in codes
    assert HOUSEHOLD_BUSINESS not in codes
    assert record.fields == ["Chứng thực"]
    assert proposal_for(head()).unit.pk == Q11


@pytest.mark.requirement("R-072")
def test_the_figure_counts_procedures_once_at_the_end_of_each_month() -> None:
    decided(division_head())
    decided(division_head("Lê Văn Ba"), procedures=(CERTIFIED_COPY, HOUSEHOLD_BUSINESS))
    unit = Unit.objects.get(pk=Q11)
    months = [date(2022, 4, 1), date(2022, 5, 1), date(2022, 6, 1)]
    (row,) = figures_of([unit], months, today=date(2022, 6, 15))
    assert [(one.day, one.procedures) for one in row] == [
        (date(2022, 4, 30), 0), (date(2022, 5, 31), 2), (date(2022, 6, 15), 0),
    ]  # fmt: skip
