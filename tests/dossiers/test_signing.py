"""Who approves, in whose name, where: power on that very day, the place stored, a number without gap."""

from datetime import date
from typing import Any

import pytest

from motcua.authority.models import SigningPower
from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.queries import mine
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Person, Posting, RoleGrant, Unit
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.procedures.models import ProcedureVersion
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded")
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")


def appraised(code: str = CERTIFIED_COPY, moment: Any = NINE) -> Dossier:
    dossier = received(code, Q11, moment)
    if dossier.path == "ordinary":
        do(Act.FORWARD, dossier, Role.RECEIVE, moment)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    return dossier


def leader(valid_from: date, valid_to: date | None, capacity: str = "deputy") -> Actor:
    """A new leader of Quận 11 whose power holds between two days; the role holds all year."""
    unit = Unit.objects.get(pk=Q11)
    person = Person.objects.create_person(f"lanh-dao-{Person.objects.count()}", "Trần Thị Kim Chi")
    RoleGrant.objects.create(person=person, unit=unit, role=Role.APPROVE, valid_from=date(2022, 1, 1))
    SigningPower.objects.create(
        person=person,
        unit=unit,
        capacity=capacity,
        title="Phó Chủ tịch",
        prefix="KT. CHỦ TỊCH",
        valid_from=valid_from,
        valid_to=valid_to,
    )
    actor = actor_of(person_id=person.pk, unit_id=Q11, on=NINE.date())
    assert actor is not None
    return actor


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "may"),
    [
        (date(2022, 5, 16), date(2022, 5, 17), True),
        (date(2022, 5, 17), None, False),
        (date(2022, 1, 1), date(2022, 5, 16), False),
        (date(2022, 1, 1), None, True),
    ],
)
def test_power_holds_from_its_first_day_to_the_day_before_its_end(
    valid_from: date, valid_to: date | None, may: bool
) -> None:
    dossier, actor = appraised(), leader(valid_from, valid_to)
    if may:
        step = perform(act=Act.APPROVE, code=str(dossier), actor=actor, at=TEN, said={}).step
        assert step is not None
        assert step.data["power"] == {"title": "Phó Chủ tịch", "prefix": "KT. CHỦ TỊCH", "capacity": "deputy"}
        return
    with pytest.raises(Refused, match="no_signing_power"):
        perform(act=Act.APPROVE, code=str(dossier), actor=actor, at=TEN, said={})
    entry = JournalEntry.objects.get(action="refused_act", subject=str(dossier))
    assert entry.detail == {"act": "approve", "refusal": "no_signing_power"}


def test_a_role_without_power_and_a_power_without_role_sign_nothing() -> None:
    dossier, actor = appraised(), leader(date(2022, 1, 1), None)
    SigningPower.objects.filter(person_id=actor.person_id).delete()
    with pytest.raises(Refused, match="no_signing_power"):
        perform(act=Act.APPROVE, code=str(dossier), actor=actor, at=TEN, said={})
    signer = leader(date(2022, 1, 1), None)
    without = Actor(signer.person_id, signer.name, Q11, frozenset({Role.APPRAISE}), signer.desks)
    with pytest.raises(Refused, match="no_role"):
        perform(act=Act.APPROVE, code=str(dossier), actor=without, at=TEN, said={})


@pytest.mark.parametrize(("forbidden", "may"), [(True, False), (False, True)])
def test_who_appraised_approves_only_where_the_procedure_lets_them(forbidden: bool, may: bool) -> None:
    ProcedureVersion.objects.filter(procedure_id=CERTIFIED_COPY).update(forbids_own_appraisal=forbidden)
    dossier, actor = received(CERTIFIED_COPY, Q11, NINE), leader(date(2022, 1, 1), None)
    both = Actor(
        actor.person_id,
        actor.name,
        Q11,
        frozenset({Role.APPRAISE, Role.APPROVE}),
        frozenset({dossier.one_stop_unit_id}),
    )
    perform(act=Act.APPRAISE, code=str(dossier), actor=both, at=NINE, said={})
    if may:
        assert (
            perform(act=Act.APPROVE, code=str(dossier), actor=both, at=TEN, said={}).state == State.APPROVED
        )
    else:
        with pytest.raises(Refused, match="own_appraisal"):
            perform(act=Act.APPROVE, code=str(dossier), actor=both, at=TEN, said={})


@pytest.mark.requirement("R-051")
@pytest.mark.parametrize("place", ["online", "desk"])
def test_a_superior_approves_from_the_own_list_and_the_dossier_stays_where_it_is(place: str) -> None:
    dossier = appraised()
    superior = colleague(Role.APPROVE, Q11, TEN)
    assert list(mine(superior).values_list("pk", flat=True)) == [dossier.pk]
    before = Dossier.objects.get(pk=dossier.pk)
    step = perform(act=Act.APPROVE, code=str(dossier), actor=superior, at=TEN, said={"place": place}).step
    assert step is not None
    assert step.place == place
    after = Dossier.objects.get(pk=dossier.pk)
    where = ("unit_id", "one_stop_unit_id", "path")
    assert [getattr(after, name) for name in where] == [getattr(before, name) for name in where]


@pytest.mark.requirement("R-045")
@pytest.mark.requirement("R-054")
@pytest.mark.rule("144/KH-UBND BR-VT I.2")
def test_a_full_on_the_spot_dossier_is_approved_nowhere_else() -> None:
    dossier = appraised()
    with pytest.raises(Refused, match="place_not_on_path"):
        do(Act.APPROVE, dossier, Role.APPROVE, TEN, place="agency")
    for place in ("moon", "AGENCY", "x" * 100):
        with pytest.raises(Refused, match="place_unknown"):
            do(Act.APPROVE, dossier, Role.APPROVE, TEN, place=place)


def test_result_numbers_have_no_gap_though_some_are_refused() -> None:
    ready, not_yet = appraised(), received(CERTIFIED_COPY, Q11, NINE)
    third = appraised(HOUSEHOLD_BUSINESS)
    actor = colleague(Role.APPROVE, Q11, TEN)
    codes = [str(ready), str(not_yet), "000.00.31.H29-220516-9999", str(third)]
    answers = perform_many(act=Act.APPROVE, codes=codes, actor=actor, at=TEN, said={})
    assert [answer.refusal.code if answer.refusal else None for answer in answers] == [
        None,
        "wrong_order",
        "not_found",
        None,
    ]
    numbers = Dossier.objects.exclude(result_number="").order_by("pk").values_list("result_number", flat=True)
    assert list(numbers) == ["01/2022/KQ-TTHC", "02/2022/KQ-TTHC"]
    assert verify() == []


@pytest.mark.requirement("R-050")
@pytest.mark.rule("144/KH-UBND BR-VT I.2")
@pytest.mark.parametrize("state", ["received", "awaiting_supplement", "appraised", "approved", "ready"])
def test_an_on_the_spot_dossier_is_never_passed_on_whatever_its_step_and_every_attempt_is_kept(
    state: str,
) -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    key = dossier.version.components.filter(mandatory=True)[0].key
    trip: dict[str, list[tuple[Act, Role, dict[str, Any]]]] = {
        "received": [],
        "awaiting_supplement": [(Act.ASK_SUPPLEMENT, Role.APPRAISE, {"items": [{"key": key, "why": "Mờ"}]})],
        "appraised": [(Act.APPRAISE, Role.APPRAISE, {})],
        "approved": [(Act.APPRAISE, Role.APPRAISE, {}), (Act.APPROVE, Role.APPROVE, {})],
        "ready": [
            (Act.APPRAISE, Role.APPRAISE, {}),
            (Act.APPROVE, Role.APPROVE, {}),
            (Act.STAMP, Role.SEAL, {}),
        ],
    }
    for act, role, said in trip[state]:
        do(act, dossier, role, NINE, **said)
    assert Dossier.objects.get(pk=dossier.pk).state == state
    steps = Step.objects.count()
    actor = colleague(Role.RECEIVE, Q11, TEN)
    with pytest.raises(Refused, match="on_the_spot_never_forwarded"):
        perform(act=Act.FORWARD, code=str(dossier), actor=actor, at=TEN, said={})
    (answer,) = perform_many(act=Act.FORWARD, codes=[str(dossier)], actor=actor, at=TEN, said={})
    assert answer.refusal is not None
    assert answer.refusal.code == "on_the_spot_never_forwarded"
    assert Step.objects.count() == steps
    assert JournalEntry.objects.filter(action="refused_act", subject=str(dossier)).count() == 2


@pytest.mark.requirement("R-054")
@pytest.mark.requirement("R-146")
def test_a_seconded_person_acts_at_the_desk_only_between_the_days_of_the_posting() -> None:
    unit, desk = Unit.objects.get(pk=Q11), OneStopUnit.objects.get(unit_id=Q11)
    person = Person.objects.create_person("biet-phai", "Lê Minh Nhật")
    RoleGrant.objects.create(person=person, unit=unit, role=Role.APPRAISE, valid_from=date(2022, 1, 1))
    Posting.objects.create(
        person=person,
        one_stop_unit=desk,
        home_unit=Unit.objects.get(pk="hcmc.q11.p5"),
        valid_from=date(2022, 5, 16),
        valid_to=date(2022, 5, 17),
    )
    for moment, may in ((at("2022-05-13 09:00"), False), (NINE, True), (at("2022-05-17 09:00"), False)):
        dossier = received(CERTIFIED_COPY, Q11, moment)
        actor = actor_of(person_id=person.pk, unit_id=Q11, on=moment.date())
        assert actor is not None
        if may:
            perform(act=Act.APPRAISE, code=str(dossier), actor=actor, at=moment, said={})
            continue
        with pytest.raises(Refused, match="not_posted"):
            perform(act=Act.APPRAISE, code=str(dossier), actor=actor, at=moment, said={})
