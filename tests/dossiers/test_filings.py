"""Sent from afar: its number at once, its promise from the moment it was complete, whenever the desk says yes."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import forms_issued
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.models import OneStopUnit
from motcua.organisation.terms import Role
from motcua.procedures.models import InternalProcess, ProcedureVersion
from tests.cast import (
    BINH_THOI,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    at,
    colleague,
    do,
    reception_of,
)

pytestmark = pytest.mark.usefixtures("seeded")


def filed(moment: datetime, unit: str = Q11, code: str = HOUSEHOLD_BUSINESS, **more: Any) -> Dossier:
    return submit(reception=reception_of(code, unit, moment, channel="online", **more), actor=None, at=moment)


def accepted(dossier: Dossier, moment: datetime, **said: Any) -> Dossier:
    do(Act.ACCEPT, dossier, Role.RECEIVE, moment, **said)
    assert verify() == []
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.rule("promises 1")
def test_complete_before_accepted_after_the_cut_off_keeps_the_promise_of_completeness() -> None:
    dossier = accepted(filed(at("2022-05-16 14:50")), at("2022-05-17 08:00"))
    assert dossier.due_at == dossier.due_original == at("2022-05-16 17:00")
    assert dossier.due_reason == "programme_same_day"
    assert (dossier.received_at, dossier.accepted_at) == (at("2022-05-16 14:50"), at("2022-05-17 08:00"))
    assert dossier.filing_number == "000.00.31.H29-NT-220516-0001"
    assert dossier.code == "000.00.31.H29-220517-0001"


def completed(dossier: Dossier, asked_at: str, came_at: str) -> None:
    """The desk asks for everything, and everything comes."""
    keys = list(dossier.version.components.filter(mandatory=True).values_list("key", flat=True))
    items = [{"key": key, "why": "Chưa nộp"} for key in keys]
    do(Act.ASK_SUPPLEMENT, dossier, Role.RECEIVE, at(asked_at), items=items)
    papers = [{"key": key, "original": 1} for key in keys]
    do(Act.SUPPLEMENT, dossier, Role.RECEIVE, at(came_at), components=papers)


@pytest.mark.rule("promises 2")
@pytest.mark.rule("promises 4")
@pytest.mark.parametrize(
    ("came_at", "due"),
    [("2022-05-16 15:00:59", "2022-05-16 17:00"), ("2022-05-16 15:01:00", "2022-05-17 17:00")],
)
def test_a_filing_completed_later_counts_from_the_printed_minute_of_its_completeness(
    came_at: str, due: str
) -> None:
    dossier = filed(at("2022-05-16 14:20"), components=())
    with pytest.raises(Refused) as refused:
        accepted(dossier, at("2022-05-16 14:25"))
    assert refused.value.refusal.code == "incomplete"
    assert refused.value.refusal.data["missing"]
    completed(dossier, "2022-05-16 14:30", came_at)
    after = accepted(dossier, at("2022-05-16 16:40"))
    assert after.received_at == at(came_at[:16])
    assert after.submitted_at == at("2022-05-16 14:20")
    assert after.due_at == at(due)


def replaced(version: ProcedureVersion, day: date) -> ProcedureVersion:
    """A new version of the procedure, with its process, from that day on."""
    components = list(version.components.all())
    process = InternalProcess.objects.filter(version=version, unit_id=BINH_THOI).latest("number")
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=day)
    version.pk, version.number, version.valid_from = None, version.number + 1, day
    version._state.adding = True
    version.save()
    for component in components:
        component.pk, component._state.adding, component.version = None, True, version
        component.save()
    process.pk, process._state.adding, process.version = None, True, version
    process.save()
    return version


@pytest.mark.rule("promises 21")
@pytest.mark.requirement("R-009")
@pytest.mark.parametrize("whole", [True, False])
def test_a_dossier_lives_under_the_version_in_force_when_it_was_complete(whole: bool) -> None:
    more = {} if whole else {"components": ()}
    dossier = filed(at("2026-03-02 09:00"), BINH_THOI, MARITAL_STATUS, **more)
    old = dossier.version_id
    new = replaced(ProcedureVersion.objects.get(pk=old), date(2026, 3, 10))
    if not whole:
        completed(dossier, "2026-03-02 10:00", "2026-03-10 09:00")
    after = accepted(dossier, at("2026-03-11 09:00"))
    assert after.version_id == (old if whole else new.pk)
    assert after.process.version_id == after.version_id
    assert {paper.key for paper in after.handed_in.all()} <= {c.key for c in after.version.components.all()}


def test_a_filing_whose_procedure_ended_before_it_was_complete_is_refused_in_words() -> None:
    dossier = filed(at("2026-03-02 09:00"), BINH_THOI, MARITAL_STATUS, components=())
    ProcedureVersion.objects.filter(pk=dossier.version_id).update(valid_to=date(2026, 3, 10))
    with pytest.raises(Refused, match="procedure_not_in_force"):
        completed(dossier, "2026-03-02 10:00", "2026-03-10 09:00")
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SUPPLEMENT


@pytest.mark.requirement("R-035")
def test_a_filing_is_refused_only_with_reason_and_basis_and_then_has_its_slip() -> None:
    dossier = filed(at("2022-05-16 09:00"))
    for said in (
        {},
        {"reason": "Sai thẩm quyền"},
        {"basis": "61/2018/NĐ-CP"},
        {"reason": "  ", "basis": "x"},
    ):
        with pytest.raises(Refused, match="_missing"):
            do(Act.REFUSE_INTAKE, dossier, Role.RECEIVE, at("2022-05-16 10:00"), **said)
    do(
        Act.REFUSE_INTAKE,
        dossier,
        Role.RECEIVE,
        at("2022-05-16 10:00"),
        reason="Không thuộc thẩm quyền",
        basis="Điều 17 Nghị định 61/2018/NĐ-CP",
    )
    dossier.refresh_from_db()
    assert dossier.state == State.REFUSED
    assert dossier.code is None
    assert [form.number for form in forms_issued(dossier)] == ["03"]
    assert verify() == []


def test_a_filing_is_withdrawn_by_its_number() -> None:
    dossier = filed(at("2022-05-16 09:00"))
    do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 10:00"))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.ended_at) == (State.WITHDRAWN, at("2022-05-16 10:00"))
    assert dossier.due_at is None


@pytest.mark.requirement("R-097")
@pytest.mark.parametrize(
    ("rule", "due"), [("next_opening", "2022-05-16 17:00"), ("true_moment", "2022-05-16 17:00")]
)
def test_on_a_weekend_every_rule_counts_from_monday(rule: str, due: str) -> None:
    OneStopUnit.objects.filter(unit_id=Q11).update(from_afar=rule)
    dossier = accepted(filed(at("2022-05-14 22:00")), at("2022-05-16 08:00"))
    assert dossier.due_at == at(due)


@pytest.mark.requirement("R-097")
@pytest.mark.rule("promises 3")
@pytest.mark.parametrize(
    ("rule", "due", "reason"),
    [
        ("next_opening", "2022-05-18 17:00", "programme_same_day"),
        ("true_moment", "2022-05-18 17:00", "programme_after_cutoff"),
    ],
)
def test_at_night_the_rule_of_the_desk_says_from_when_it_counts(rule: str, due: str, reason: str) -> None:
    OneStopUnit.objects.filter(unit_id=Q11).update(from_afar=rule)
    dossier = accepted(filed(at("2022-05-17 22:00")), at("2022-05-18 08:00"))
    assert (dossier.due_at, dossier.due_reason) == (at(due), reason)


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", [Role.APPRAISE, Role.SEAL, Role.INSPECT, Role.CONTROL])
def test_a_program_of_the_office_files_only_with_the_role_for_it(role: Role) -> None:
    moment = at("2022-05-16 09:00")
    reception = reception_of(HOUSEHOLD_BUSINESS, Q11, moment, channel="online")
    with pytest.raises(Refused, match="no_role"):
        submit(reception=reception, actor=colleague(role, Q11, moment), at=moment)
    assert Dossier.objects.count() == 0


def test_a_program_of_the_office_files_only_in_its_own_unit() -> None:
    moment = at("2022-05-16 09:00")
    reception = reception_of(MARITAL_STATUS, P5, moment, channel="online")
    with pytest.raises(Refused, match="other_unit"):
        submit(reception=reception, actor=colleague(Role.RECEIVE, Q11, moment), at=moment)


@pytest.mark.parametrize("at_once", ["có", 1, None, "false", []])
def test_settled_at_once_is_yes_or_no(at_once: Any) -> None:
    dossier = filed(at("2022-05-16 09:00"))
    with pytest.raises(Refused, match="flag_expected"):
        do(Act.ACCEPT, dossier, Role.RECEIVE, at("2022-05-16 10:00"), at_once=at_once)
