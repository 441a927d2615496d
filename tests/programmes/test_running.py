"""While a programme runs: extended only by decision, its list grows apart, its cut-offs and end hold (R-113, R-117)."""

from datetime import date, datetime, time

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.same_day_candidates import candidates, is_short
from motcua.dossiers.terms import Act
from motcua.organisation.models import Unit
from motcua.organisation.terms import Role
from motcua.programmes.actions.recording import NO_DECISION, Decision
from motcua.programmes.actions.running import (
    add_to_list,
    end_programme,
    extend,
    propose_extension,
    record_evaluation,
    set_cut_off,
)
from motcua.programmes.life_terms import Frequency, Phase
from motcua.programmes.list_versions import list_changes, versions_of
from motcua.programmes.models import Programme, ProgrammeRevision
from motcua.programmes.queries import programme_life, replaced_by
from motcua.programmes.rules import UnitAddition
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, LAND_CHANGE, P5, Q11, at, colleague, do, received
from tests.programmes.drafts import announced, drafted

MONTH = "q11-same-day-2022"
JUNE = at("2022-06-10 09:00")
DECISION = Decision("1800/QĐ-UBND", date(2022, 6, 9), "UBND Quận 11")
YEAR_END = date(2022, 12, 31)
MARITAL = "1.004873"


def lead(moment=JUNE, unit=Q11):
    return colleague(Role.LEAD, unit, moment)


def no(act, **said):
    with pytest.raises(Refused) as refused:
        act(**said)
    return refused.value.refusal.code


@pytest.mark.requirement("R-113")
def test_a_proposed_extension_changes_no_promise_the_decision_does(seeded: None) -> None:
    december = at("2022-12-30 09:00")
    propose_extension(programme_id=MONTH, last_day=YEAR_END, text="Kết quả tốt", actor=lead(), at=JUNE)
    assert received(CERTIFIED_COPY, P5, december).due_rule != MONTH
    life = programme_life(MONTH, date(2022, 6, 10))
    assert life is not None
    assert [(one.step.last_day, one.decided) for one in life.proposals] == [(YEAR_END, False)]
    extend(programme_id=MONTH, last_day=YEAR_END, decision=DECISION, actor=lead(), at=JUNE)
    dossier = received(CERTIFIED_COPY, P5, at("2022-12-30 09:30"))
    assert dossier.due_rule == MONTH
    assert received(CERTIFIED_COPY, P5, at("2023-01-03 09:30")).due_rule != MONTH
    after = programme_life(MONTH, date(2022, 6, 10))
    assert after is not None
    assert after.last_day == YEAR_END
    assert after.proposals[0].decided


@pytest.mark.requirement("R-113")
def test_without_a_decision_nothing_is_extended(seeded: None) -> None:
    said = {"programme_id": MONTH, "actor": lead(), "at": JUNE}
    assert no(extend, last_day=YEAR_END, decision=NO_DECISION, **said) == "decision_missing"
    assert no(extend, last_day=YEAR_END, decision=Decision("1", None), **said) == "decision_missing"
    assert no(extend, last_day=YEAR_END, decision=Decision("1", date(2022, 6, 11)), **said) == "day_in_future"
    assert no(extend, last_day=date(2022, 6, 15), decision=DECISION, **said) == "not_later"
    assert no(extend, last_day=date(2022, 6, 1), decision=DECISION, **said) == "day_in_past"
    assert no(propose_extension, last_day=YEAR_END, text="", **said) == "text_missing"
    assert no(propose_extension, last_day=YEAR_END, text="x" * 3000, **said) == "text_too_long"
    late = said | {"at": at("2022-06-20 09:00")}
    assert no(extend, last_day=YEAR_END, decision=DECISION, **late) == "already_over"
    assert Programme.objects.get(pk=MONTH).period_to == date(2022, 6, 16)


def test_extended_twice_by_two_at_once_the_second_is_told(seeded: None) -> None:
    said = {"programme_id": MONTH, "last_day": YEAR_END, "decision": DECISION, "actor": lead(), "at": JUNE}
    extend(**said)
    assert no(extend, **said) == "not_later"
    assert ProgrammeRevision.objects.filter(programme_id=MONTH).count() == 2


@pytest.mark.parametrize("role", [Role.RECEIVE, Role.APPROVE, Role.SEAL, Role.ADMIN, Role.INSPECT])
def test_who_does_not_run_the_programme_extends_and_ends_nothing(seeded: None, role: Role) -> None:
    actor = colleague(role, Q11, JUNE)
    said = {"programme_id": MONTH, "last_day": YEAR_END, "actor": actor, "at": JUNE}
    assert no(extend, decision=DECISION, **said) == "no_role"
    assert no(end_programme, decision=DECISION, text="hết", **said) == "no_role"


def test_another_unit_neither_extends_nor_ends_it(seeded: None) -> None:
    said = {"programme_id": MONTH, "last_day": YEAR_END, "actor": lead(unit=P5), "at": JUNE}
    assert no(extend, decision=DECISION, **said) == "other_unit"
    assert no(extend, decision=DECISION, **(said | {"programme_id": "nothing"})) == "programme_unknown"


def test_what_was_promised_stays_promised_when_a_programme_ends_early(seeded: None) -> None:
    before = received(CERTIFIED_COPY, P5, at("2022-06-10 08:00"))
    end_programme(
        programme_id=MONTH, last_day=date(2022, 6, 10), decision=DECISION, text="Dịch", actor=lead(), at=JUNE
    )
    assert received(CERTIFIED_COPY, P5, at("2022-06-10 14:00")).due_rule == MONTH
    assert received(CERTIFIED_COPY, P5, at("2022-06-13 08:00")).due_rule != MONTH
    before.refresh_from_db()
    assert before.due_rule == MONTH
    life = programme_life(MONTH, date(2022, 6, 13))
    assert life is not None
    assert life.phase is Phase.ENDED
    said = {"programme_id": MONTH, "decision": DECISION, "text": "hết", "actor": lead(), "at": JUNE}
    assert no(end_programme, last_day=date(2022, 6, 9), **said) == "day_in_past"
    assert no(end_programme, last_day=date(2022, 6, 30), **said) == "not_earlier"


@pytest.mark.requirement("R-117")
@pytest.mark.requirement("R-124")
def test_a_unit_adds_a_procedure_to_its_own_list_by_date_and_decision_and_it_counts_apart(
    seeded: None,
) -> None:
    programme = announced(lists={"district": (HOUSEHOLD_BUSINESS,), "commune": (CERTIFIED_COPY,)})
    july = at("2022-07-04 09:00")
    said = {
        "programme_id": programme.pk, "unit_id": P5, "procedure": MARITAL, "valid_from": date(2022, 7, 5),
        "decision": Decision("7/QĐ-UBND", date(2022, 7, 4)), "actor": lead(july, P5), "at": july,
    }  # fmt: skip
    assert no(add_to_list, **(said | {"decision": NO_DECISION})) == "decision_missing"
    assert no(add_to_list, **(said | {"valid_from": date(2022, 7, 3)})) == "day_in_past"
    assert no(add_to_list, **(said | {"valid_from": date(2022, 8, 3)})) == "outside_period"
    assert no(add_to_list, **(said | {"procedure": CERTIFIED_COPY})) == "listed_already"
    assert no(add_to_list, **(said | {"procedure": "9.999999"})) == "procedure_unknown"
    assert no(add_to_list, **(said | {"unit_id": Q11})) == "other_unit"
    assert no(add_to_list, **(said | {"unit_id": "hcmc.tan-phu", "actor": lead(july)})) == "unit_not_in_scope"
    add_to_list(**said)
    assert no(add_to_list, **said) == "listed_already"
    assert received(MARITAL, P5, at("2022-07-05 09:00")).due_rule == programme.pk
    assert received(MARITAL, P5, at("2022-07-04 10:00")).due_rule != programme.pk
    life = programme_life(programme.pk, date(2022, 7, 5))
    assert life is not None
    assert life.rule.additions == (UnitAddition(P5, MARITAL, date(2022, 7, 5)),)
    assert MARITAL not in life.rule.lists["commune"]
    newest = versions_of(life.programme)[0]
    assert (newest.procedures, newest.additions) == (2, 1)
    assert newest.step is not None
    assert newest.step.number == "7/QĐ-UBND"


def due_of(came: str) -> datetime:
    due = received(MARITAL, P5, at(came)).due_at
    assert due is not None
    return due


@pytest.mark.requirement("R-012")
def test_two_versions_of_a_list_are_compared_by_level_and_unit() -> None:
    old = {"lists": [{"level": "commune", "codes": ["a", "b"]}]}
    new = {
        "lists": [{"level": "commune", "codes": ["b", "c"]}],
        "unit_additions": [{"unit": "p5", "code": "d"}],
    }
    found = [(one.place, one.unit, one.added, one.removed) for one in list_changes(old, new)]
    assert found == [("commune", False, ("c",), ("a",)), ("p5", True, ("d",), ())]
    assert list_changes(old, old) == ()


@pytest.mark.rule("104/KH-UBND Q11 II.1.3")
def test_a_unit_sets_its_own_cut_off_from_a_day_on(seeded: None) -> None:
    said = {
        "programme_id": MONTH, "unit_id": P5, "procedure": MARITAL, "cut_off": time(10),
        "valid_from": date(2022, 6, 13), "actor": lead(unit=P5), "at": JUNE,
    }  # fmt: skip
    set_cut_off(**said)
    assert received(MARITAL, P5, at("2022-06-13 09:30")).due_at == at("2022-06-13 17:00")
    assert due_of("2022-06-13 10:30") >= at("2022-06-14 07:30")
    assert received(MARITAL, P5, at("2022-06-10 10:30")).due_at == at("2022-06-10 17:00")
    assert no(set_cut_off, **said) == "cut_off_known"
    set_cut_off(**(said | {"cut_off": time(11), "valid_from": date(2022, 6, 14)}))
    assert received(MARITAL, P5, at("2022-06-14 10:30")).due_at == at("2022-06-14 17:00")
    assert due_of("2022-06-13 10:40") >= at("2022-06-14 07:30")


@pytest.mark.requirement("R-094")
@pytest.mark.rule("104/KH-UBND Q11 II.1.3")
def test_the_cut_off_said_last_holds_from_its_day_on_whatever_was_said_before(seeded: None) -> None:
    before = at("2022-05-13 09:00")
    said = {
        "programme_id": MONTH, "unit_id": P5, "procedure": MARITAL, "actor": lead(before, P5), "at": before,
    }  # fmt: skip
    set_cut_off(cut_off=time(10), valid_from=date(2022, 5, 16), **said)
    set_cut_off(cut_off=time(11), valid_from=date(2022, 6, 1), **said)
    set_cut_off(cut_off=time(14), valid_from=date(2022, 5, 20), **said)
    assert due_of("2022-05-19 13:30") >= at("2022-05-20 07:30")
    assert due_of("2022-05-25 13:30") == at("2022-05-25 17:00")
    assert due_of("2022-06-02 13:30") == at("2022-06-02 17:00")
    held = Programme.objects.get(pk=MONTH).definition["procedure_cut_offs"]
    assert [(one["cut_off"], one["from"], one.get("to")) for one in held if one["unit"] == P5] == [
        ("10:00", "2022-05-16", "2022-05-20"),
        ("14:00", "2022-05-20", None),
    ]


@pytest.mark.requirement("R-094")
def test_a_cut_off_is_set_for_what_is_listed_in_a_programme_that_runs_and_not_for_today(
    seeded: None,
) -> None:
    said = {
        "programme_id": MONTH, "unit_id": P5, "procedure": MARITAL, "cut_off": time(10),
        "valid_from": date(2022, 6, 13), "actor": lead(unit=P5), "at": JUNE,
    }  # fmt: skip
    assert no(set_cut_off, **(said | {"valid_from": JUNE.date()})) == "before_tomorrow"
    assert no(set_cut_off, **(said | {"valid_from": date(2022, 6, 9)})) == "before_tomorrow"
    assert no(set_cut_off, **(said | {"valid_from": date(2022, 6, 16)})) == "outside_period"
    assert no(set_cut_off, **(said | {"procedure": HOUSEHOLD_BUSINESS})) == "not_listed"
    over = at("2022-06-20 09:00")
    late = {"at": over, "actor": lead(over, P5), "valid_from": date(2022, 6, 21)}
    assert no(set_cut_off, **(said | late)) == "not_announced"
    on_draft = {"programme_id": drafted().pk, "valid_from": date(2022, 7, 4)}
    assert no(set_cut_off, **(said | on_draft)) == "not_announced"
    assert not ProgrammeRevision.objects.filter(programme_id=MONTH, revision__gt=1).exists()


@pytest.mark.requirement("R-094")
@pytest.mark.requirement("R-117")
@pytest.mark.rule("promises 10")
def test_where_a_programme_of_its_own_stands_nothing_is_written_in_the_common_one(seeded: None) -> None:
    city, day = "hcmc-same-day-2022", date(2022, 6, 13)
    said = {"programme_id": city, "unit_id": P5, "valid_from": day, "actor": lead(unit=P5), "at": JUNE}
    with pytest.raises(Refused) as refused:
        set_cut_off(procedure=MARITAL, cut_off=time(10), **said)
    assert refused.value.refusal.code == "replaced_here"
    assert Programme.objects.get(pk=MONTH).name in refused.value.refusal.text
    assert no(add_to_list, procedure=LAND_CHANGE, decision=DECISION, **said) == "replaced_here"
    assert Programme.objects.get(pk=city).revision == 1
    own = said | {"programme_id": MONTH}
    assert add_to_list(procedure=LAND_CHANGE, decision=DECISION, **own).data["unit"] == P5
    elsewhere = Unit.objects.get(pk="hcmc.tan-phu.tan-son-nhi")
    assert replaced_by(city, elsewhere, day) is None
    instead = replaced_by(city, Unit.objects.get(pk=P5), day)
    assert instead is not None
    assert instead.id == MONTH


@pytest.mark.rule("KH Thanh Hà 9/2023 II.3")
def test_a_month_is_evaluated_once_it_is_over_and_the_newer_word_holds(seeded: None) -> None:
    friday, where = "thanh-ha-no-wait-friday", "hai-duong.thanh-ha"
    november = at("2023-11-02 09:00")
    said = {
        "programme_id": friday,
        "frequency": Frequency.MONTHLY,
        "actor": lead(november, where),
        "at": november,
    }
    assert no(record_evaluation, first=date(2023, 11, 1), text="tốt", **said) == "period_not_over"
    assert no(record_evaluation, first=date(2023, 10, 1), text=" ", **said) == "text_missing"
    record_evaluation(first=date(2023, 10, 1), text="bốn ngày thứ Sáu", **said)
    record_evaluation(first=date(2023, 10, 1), text="bốn ngày, không trễ", **said)
    life = programme_life(friday, date(2023, 11, 2))
    assert life is not None
    told = {one.period.name: one.step.text if one.step else None for one in life.evaluations}
    assert told == {"tháng 9/2023": None, "quý III/2023": None, "tháng 10/2023": "bốn ngày, không trễ"}


@pytest.mark.requirement("R-124")
def test_candidates_are_short_and_mostly_settled_the_same_day(seeded: None) -> None:
    unit = Unit.objects.select_related("level").get(pk=P5)
    for minute in range(5):
        dossier = received(CERTIFIED_COPY, P5, at(f"2022-06-02 08:0{minute}"))
        do(Act.APPRAISE, dossier, Role.APPRAISE, at(f"2022-06-02 09:0{minute}"))
        do(Act.APPROVE, dossier, Role.APPROVE, at(f"2022-06-02 09:1{minute}"))
        do(Act.STAMP, dossier, Role.SEAL, at(f"2022-06-02 09:2{minute}"))
    [found] = candidates(unit, (), date(2022, 6, 10))
    assert (found.code, found.dossiers, found.same_day, found.share) == (CERTIFIED_COPY, 5, 5, 100)
    assert candidates(unit, {CERTIFIED_COPY}, date(2022, 6, 10)) == []
    assert candidates(unit, (), date(2022, 6, 2)) == []


@pytest.mark.parametrize(
    ("value", "unit", "short"),
    [
        (1, "same_day", True),
        (3, "working_day", True),
        (4, "working_day", False),
        (24, "hour", True),
        (None, "working_day", False),
        (2, "month", False),
    ],
)
def test_a_limit_is_short_up_to_three_days(value: int | None, unit: str, short: bool) -> None:
    assert is_short(value, unit) is short
