"""The office changes around open dossiers: classes, desks, versions, agencies; each dossier keeps its own."""

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest
from django.db.models import F

from motcua.core.moments import local
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.papers import slip_pdf
from motcua.dossiers.queries import DossierNotFound, dossier_page
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.models import OneStopUnit, Posting, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.procedures.models import OnTheSpotEntry, ProcedureVersion
from tests.cast import (
    BINH_THOI,
    CERTIFIED_COPY,
    MARITAL_STATUS,
    P5,
    Q11,
    VUNG_TAU,
    at,
    colleague,
    do,
    received,
)

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")


@pytest.mark.requirement("R-061")
def test_a_class_changes_on_a_day_and_earlier_dossiers_keep_theirs() -> None:
    before = received(CERTIFIED_COPY, Q11, NINE)
    assert before.path == "on_the_spot"
    entries = OnTheSpotEntry.objects.filter(unit_id=Q11, procedure_id=CERTIFIED_COPY)
    entries.update(valid_to=date(2022, 5, 17))
    same_day = received(CERTIFIED_COPY, Q11, at("2022-05-16 16:00"))
    after = received(CERTIFIED_COPY, Q11, at("2022-05-17 09:00"))
    assert [same_day.path, after.path] == ["on_the_spot", "ordinary"]
    do(Act.FORWARD, after, Role.RECEIVE, at("2022-05-17 09:05"))
    with pytest.raises(Refused, match="on_the_spot_never_forwarded"):
        do(Act.FORWARD, before, Role.RECEIVE, at("2022-05-17 09:05"))
    assert verify() == []


@pytest.mark.requirement("R-009")
def test_a_changed_procedure_alters_no_dossier_and_both_versions_open_from_theirs() -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    slip = slip_pdf(dossier, "01", site="https://motcua.example/")
    old = ProcedureVersion.objects.get(pk=dossier.version_id)
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=date(2022, 6, 1))
    old.pk, old.number, old.valid_from, old.name = (
        None,
        old.number + 50,
        date(2022, 6, 1),
        "Tên mới của thủ tục",
    )
    old._state.adding = True
    old.save()
    actor = colleague(Role.RECEIVE, Q11, at("2022-06-02 09:00"))
    page = dossier_page(str(dossier), actor)
    assert page is not None
    assert page.dossier.version_id == dossier.version_id != old.pk
    assert page.dossier.version.name != old.name
    assert slip_pdf(page.dossier, "01", site="https://motcua.example/") == slip
    assert verify() == []


@pytest.mark.requirement("R-018")
@pytest.mark.parametrize(
    ("unit", "code"), [(VUNG_TAU, "2.000815"), (Q11, "2.000815"), (P5, "2.000815"), (P5, MARITAL_STATUS)]
)
def test_a_dossier_names_its_desk_and_official_at_every_level(unit: str, code: str) -> None:
    dossier = received(code, unit, NINE)
    clerk = colleague(Role.RECEIVE, unit, NINE)
    assert dossier.one_stop_unit.unit_id == unit
    assert dossier.received_by_id == clerk.person_id
    first = dossier.steps.get(seq=1)
    assert (first.actor_id, first.actor_name) == (clerk.person_id, clerk.name)


@pytest.mark.requirement("R-020")
def test_reception_keeps_its_moment_with_its_zone_and_no_act_of_the_trip_moves_it() -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    stored = Dossier.objects.get(pk=dossier.pk).received_at
    assert stored.tzinfo is UTC
    assert local(stored).isoformat() == "2022-05-16T09:00:00+07:00"
    for act, role in (
        (Act.APPRAISE, Role.APPRAISE),
        (Act.APPROVE, Role.APPROVE),
        (Act.STAMP, Role.SEAL),
        (Act.RETURN_RESULT, Role.RETURN),
    ):
        do(act, dossier, role, NINE + timedelta(minutes=5))
        assert Dossier.objects.get(pk=dossier.pk).received_at == stored
    Dossier.objects.filter(pk=dossier.pk).update(received_at=F("received_at") - timedelta(minutes=1))
    assert [finding.chain for finding in verify()] == [dossier.code]


@pytest.mark.requirement("R-024")
def test_the_time_line_has_no_gap() -> None:
    dossier = received(MARITAL_STATUS, P5, NINE)
    moment = NINE
    for act, role in (
        *([(Act.FORWARD, Role.RECEIVE)] if dossier.path == "ordinary" else []),
        (Act.APPRAISE, Role.APPRAISE),
        (Act.APPROVE, Role.APPROVE),
        (Act.STAMP, Role.SEAL),
    ):
        moment += timedelta(minutes=7)
        do(act, dossier, role, moment)
    steps = list(Step.objects.filter(dossier=dossier).order_by("seq"))
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    for step, following in pairwise(steps):
        assert step.target == following.source
        assert step.at <= following.at


@pytest.mark.requirement("R-146")
def test_a_desk_reorganised_goes_on_with_the_dossiers_of_the_old_one() -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    old, day = dossier.one_stop_unit, date(2022, 5, 17)
    OneStopUnit.objects.filter(pk=old.pk).update(valid_to=day)
    Posting.objects.filter(one_stop_unit=old).update(valid_to=day)
    new = OneStopUnit.objects.create(unit_id=Q11, name="Bộ phận Một cửa mới", valid_from=day)
    moment = at("2022-05-17 09:00")
    with pytest.raises(Refused, match="not_posted"):
        do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    person = colleague(Role.APPRAISE, Q11, moment).person_id
    Posting.objects.create(person_id=person, one_stop_unit=new, valid_from=day)
    do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    assert Dossier.objects.get(pk=dossier.pk).one_stop_unit_id == old.pk


@pytest.mark.rule("promises 21")
def test_after_the_end_of_an_agency_its_people_and_its_successors_are_told_what_to_do() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2025-06-30 16:30"))
    unit, moment = Unit.objects.get(pk=Q11), at("2025-07-01 08:30")
    heirs = [heir.id for heir in unit.succeeded_by.all()]
    RoleGrant.objects.filter(unit_id=Q11).update(valid_to=None)
    Posting.objects.filter(one_stop_unit__unit_id=Q11).update(valid_to=None)
    with pytest.raises(Refused) as refused:
        do(Act.APPRAISE, dossier, Role.APPRAISE, moment)
    assert refused.value.refusal.code == "unit_ended"
    assert "01/07/2025" in refused.value.refusal.text
    assert "Đề nghị lãnh đạo" in refused.value.refusal.text
    stranger = colleague(Role.APPRAISE, BINH_THOI, moment)
    told: type[Exception] = Refused if BINH_THOI in heirs else DossierNotFound
    with pytest.raises(told):
        perform(act=Act.APPRAISE, code=str(dossier), actor=stranger, at=moment, said={})
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.state, after.due_at) == ("received", dossier.due_at)
