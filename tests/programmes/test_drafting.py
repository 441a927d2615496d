"""Is a programme drafted from its plan, checked and announced as the office decides? (R-012, R-091, issue §1)"""

import unicodedata
from datetime import date

import pytest

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.programmes.actions.drafting import announce, draft_programme, revise_draft
from motcua.programmes.actions.recording import NO_DECISION, Decision
from motcua.programmes.drafting import OwnCutOff
from motcua.programmes.life_terms import Phase, StepKind
from motcua.programmes.models import Programme, ProgrammeRevision
from motcua.programmes.queries import programme_life, programme_page, rules_on, units_in
from motcua.programmes.start_checks import Point, checks_before_start
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, THANH_SON, at, colleague, received
from tests.programmes.drafts import BEFORE, PLAN, announced, draft, drafted

TODAY = date(2022, 5, 13)
IN_JULY = at("2022-07-05 14:00")


def refused(**otherwise: object) -> str:
    with pytest.raises(Refused) as no:
        drafted(**otherwise)
    return no.value.refusal.code


@pytest.mark.requirement("R-091")
def test_a_draft_is_kept_with_all_its_plan_says_and_applied_to_nothing(seeded: None) -> None:
    programme = drafted()
    life = programme_life(programme.pk, TODAY)
    assert life is not None
    assert (life.phase, life.owner) == (Phase.DRAFTED, Q11)
    assert [step.kind for step in life.steps] == [StepKind.DRAFTED]
    assert life.rule.source == "Kế hoạch số 205/KH-UBND ngày 13/5/2022, mục II.1.1"
    assert programme.definition["clauses"][0]["meant"] == "nộp 15:00 vẫn trong ngày"
    dossier = received(HOUSEHOLD_BUSINESS, Q11, IN_JULY)
    assert dossier.due_rule != programme.pk


@pytest.mark.requirement("R-091")
def test_an_announced_programme_gives_its_promise_to_new_dossiers(seeded: None) -> None:
    programme = announced(cut_offs=())
    dossier = received(HOUSEHOLD_BUSINESS, Q11, IN_JULY)
    assert (dossier.due_rule, dossier.due_reason) == (programme.pk, "programme_same_day")
    assert dossier.due_at == at("2022-07-05 17:00")


@pytest.mark.requirement("R-091")
def test_what_is_announced_names_the_last_day_of_the_period_itself(seeded: None) -> None:
    steps = announced().steps
    assert steps.get(kind=StepKind.ANNOUNCED).last_day == date(2022, 7, 31)
    endless = announced(number="206/KH-UBND", period_to=None)
    assert endless.steps.get(kind=StepKind.ANNOUNCED).last_day is None


@pytest.mark.requirement("R-012")
def test_a_procedure_outside_the_list_never_gets_the_promise(seeded: None) -> None:
    programme = announced(lists={"commune": (CERTIFIED_COPY,)}, declared={}, cut_offs=())
    assert received(HOUSEHOLD_BUSINESS, Q11, IN_JULY).due_rule != programme.pk


@pytest.mark.requirement("R-094")
def test_a_cut_off_of_a_procedure_holds_for_its_dossiers(seeded: None) -> None:
    announced()
    due = received(HOUSEHOLD_BUSINESS, Q11, at("2022-07-05 10:30")).due_at
    assert due is not None
    assert due >= at("2022-07-06 07:30")


@pytest.mark.parametrize(
    ("otherwise", "code"),
    [
        ({"period_to": date(2022, 6, 1)}, "period_wrong"),
        ({"units": ("hcmc.q99",)}, "unit_unknown"),
        ({"units": ()}, "unit_unknown"),
        ({"units": (THANH_SON,)}, "unit_foreign"),
        ({"levels": ("planet",)}, "level_unknown"),
        ({"parent": "nothing"}, "parent_unknown"),
        ({"lists": {"district": ("9.999999",)}}, "procedure_unknown"),
        ({"lists": {}}, "list_missing"),
        ({"lists": {"district": tuple(f"1.{n:06}" for n in range(501))}}, "list_too_long"),
        ({"name": ""}, "text_missing"),
        ({"name": "Tháng " * 200}, "text_too_long"),
        ({"name": "Tháng\u202e phục vụ"}, "text_has_marks"),
        ({"issuer": P5}, "other_unit"),
        ({"cut_offs": (OwnCutOff(HOUSEHOLD_BUSINESS, BEFORE.time(), "hcmc.q99"),)}, "unit_unknown"),
    ],
)
def test_a_plan_that_does_not_fit_the_office_is_refused(
    seeded: None, otherwise: dict[str, object], code: str
) -> None:
    assert refused(**otherwise) == code


@pytest.mark.requirement("R-091")
def test_a_programme_follows_one_that_is_applied_to_its_own_office(seeded: None) -> None:
    drafted_only = drafted(name="Dự thảo", number="204/KH-UBND").pk
    for parent in (drafted_only, "hcmc-extension-2022", "thanh-ha-no-wait-friday", "hepza-extra-month-2022"):
        assert refused(parent=parent) == "parent_foreign", parent
    own = drafted(parent="hcmc-same-day-2022", replaces_parent=True)
    assert own.parent_id == "hcmc-same-day-2022"
    with pytest.raises(Refused) as no:
        revise_draft(
            programme_id=own.pk, draft=draft(parent="thanh-ha-no-wait-friday"), revision=1,
            actor=colleague(Role.CONTROL, Q11, BEFORE), at=BEFORE,
        )  # fmt: skip
    assert no.value.refusal.code == "parent_foreign"


def test_a_repealed_procedure_is_refused_from_the_day_it_is_repealed(seeded: None) -> None:
    gone = {"lists": {"district": ("1.005092",)}, "declared": {}, "cut_offs": ()}
    assert refused(period_from=date(2025, 8, 1), period_to=date(2025, 9, 1), **gone) == "procedure_repealed"
    assert drafted(period_from=date(2025, 6, 1), period_to=date(2025, 9, 1), **gone)


def test_the_same_plan_is_drafted_once_however_often_it_is_sent(seeded: None) -> None:
    drafted()
    assert refused() == "plan_known"
    other = drafted(number="206/KH-UBND")
    assert other.pk == "q11-thang-phuc-vu-khong-cho-2"


def test_a_text_in_decomposed_letters_is_stored_composed(seeded: None) -> None:
    programme = drafted(name=unicodedata.normalize("NFD", "Tháng phục vụ không chờ"))
    assert programme.name == "Tháng phục vụ không chờ"


@pytest.mark.parametrize("role", [Role.RECEIVE, Role.APPROVE, Role.ADMIN, Role.INSPECT])
def test_who_neither_controls_nor_leads_drafts_nothing(seeded: None, role: Role) -> None:
    with pytest.raises(Refused) as no:
        draft_programme(draft=draft(), actor=colleague(role, Q11, BEFORE), at=BEFORE)
    assert no.value.refusal.code == "no_role"


def test_a_draft_is_put_right_and_each_version_stays(seeded: None) -> None:
    programme, control = drafted(), colleague(Role.CONTROL, Q11, BEFORE)
    better = draft(lists={"district": (HOUSEHOLD_BUSINESS, CERTIFIED_COPY)})
    revise_draft(programme_id=programme.pk, draft=better, revision=1, actor=control, at=BEFORE)
    assert ProgrammeRevision.objects.filter(programme=programme).count() == 2
    with pytest.raises(Refused) as no:
        revise_draft(programme_id=programme.pk, draft=draft(), revision=1, actor=control, at=BEFORE)
    assert no.value.refusal.code == "stale"


def test_nothing_is_announced_without_its_document(seeded: None) -> None:
    programme = drafted()
    for decision, code in (
        (NO_DECISION, "decision_missing"),
        (Decision("205/KH-UBND", None), "decision_missing"),
        (Decision("205/KH-UBND", date(2022, 5, 14)), "day_in_future"),
    ):
        with pytest.raises(Refused) as no:
            _announce(programme, decision)
        assert no.value.refusal.code == code
    assert Programme.objects.get(pk=programme.pk).status == "draft"


def test_what_overlaps_is_announced_only_by_who_has_seen_it(seeded: None) -> None:
    programme = drafted(
        period_from=date(2022, 5, 20), period_to=date(2022, 6, 10), parent="q11-same-day-2022"
    )
    checks = {check.point: check for check in checks_before_start(programme, TODAY)}
    assert not checks[Point.OVERLAP].well
    with pytest.raises(Refused) as no:
        _announce(programme, PLAN, accepted=False)
    assert no.value.refusal.code == "programme_overlaps"
    _announce(programme, PLAN)
    assert Programme.objects.get(pk=programme.pk).status == "approved"


def test_announced_twice_is_refused_and_by_another_unit_too(seeded: None) -> None:
    programme = announced()
    with pytest.raises(Refused) as no:
        _announce(programme, PLAN)
    assert no.value.refusal.code == "announced_already"
    with pytest.raises(Refused) as foreign:
        announce(
            programme_id="hcmc-extension-2022",
            decision=PLAN,
            accepted=True,
            actor=colleague(Role.CONTROL, Q11, BEFORE),
            at=BEFORE,
        )
    assert foreign.value.refusal.code == "other_unit"


@pytest.mark.requirement("R-091")
def test_what_replaces_the_common_programme_is_announced_before_its_first_day(seeded: None) -> None:
    said = {"parent": "hcmc-same-day-2022", "period_from": TODAY, "period_to": date(2022, 6, 1)}
    replacing = drafted(replaces_parent=True, **said)
    with pytest.raises(Refused) as no:
        _announce(replacing, PLAN)
    assert no.value.refusal.code == "start_today"
    _announce(drafted(number="206/KH-UBND", **said), PLAN)


@pytest.mark.requirement("R-106")
def test_the_checks_name_what_lacks_before_the_start(seeded: None) -> None:
    friday = Programme.objects.get(pk="thanh-ha-no-wait-friday")
    checks = {check.point: check for check in checks_before_start(friday, date(2023, 9, 20))}
    assert not checks[Point.APPROVAL].well
    assert not checks[Point.FIRST_DAY].well
    assert "29/9/2023" in checks[Point.FIRST_DAY].text
    assert checks[Point.COUNTS].well
    assert not checks[Point.PLANS].well
    own = {check.point: check for check in checks_before_start(drafted(declared={"district": (3, 2)}), TODAY)}
    assert own[Point.APPROVAL].well
    assert own[Point.COUNTS].items == (
        "cấp huyện: khai 3 thủ tục, 2 lĩnh vực; đếm được 1 thủ tục, 1 lĩnh vực",
    )
    assert own[Point.SIGNERS].point is Point.SIGNERS


def test_units_of_a_programme_are_those_of_its_levels_that_exist_that_day(seeded: None) -> None:
    programme = drafted()
    assert {unit.pk for unit in units_in(programme, TODAY)} >= {Q11, P5}
    assert all(unit.level_id in {"district", "commune"} for unit in units_in(programme, TODAY))
    assert units_in(programme, date(2025, 8, 1)) == []


def test_a_draft_is_compiled_as_a_rule_that_is_not_applied_and_journalled(seeded: None) -> None:
    programme = drafted()
    assert next(rule for rule in rules_on() if rule.id == programme.pk).status == "draft"
    assert programme_page(programme.pk, TODAY) is not None
    assert JournalEntry.objects.filter(action="programme_drafted", subject=programme.pk).count() == 1


def _announce(programme: Programme, decision: Decision, *, accepted: bool = True) -> None:
    announce(
        programme_id=programme.pk,
        decision=decision,
        accepted=accepted,
        actor=colleague(Role.CONTROL, Q11, BEFORE),
        at=BEFORE,
    )
