"""Whoever tries what they may not is found by an inspector; what they typed is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.dossiers.actions.filing import submit
from motcua.dossiers.actions.intakes import refuse_looked_at
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.terms import Act, Channel
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import Program, token_for
from tests.cast import CERTIFIED_COPY, ONG_TU, P5, Q11, at, colleague, received, reception_of, try_to_receive
from tests.web.staff.desk import signed_in

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")


def attempts(subject: str) -> list[tuple[str, str, str]]:
    """Action, act and refusal of what was kept of the tries on something."""
    entries = JournalEntry.objects.filter(subject=subject, action__startswith="refused").order_by("id")
    return [(one.action, one.detail.get("act", ""), one.detail["refusal"]) for one in entries]


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize(
    ("role", "unit", "posted", "refusal"),
    [
        (Role.APPRAISE, Q11, True, "no_role"),
        (Role.RECEIVE, P5, True, "other_unit"),
        (Role.RECEIVE, Q11, False, "not_posted"),
    ],
)
def test_a_refused_reception_is_kept_under_the_procedure_without_the_person(
    role: Role, unit: str, posted: bool, refusal: str
) -> None:
    actor = colleague(role, Q11, MORNING)
    actor = replace(actor, roles=frozenset({role}), desks=actor.desks if posted else frozenset())
    with pytest.raises(Refused, match=refusal):
        receive(reception=reception_of(CERTIFIED_COPY, unit, MORNING), actor=actor, at=MORNING)
    assert attempts(CERTIFIED_COPY) == [("refused_act", "receive", refusal)]
    assert not Dossier.objects.exists()
    for entry in JournalEntry.objects.all():
        assert ONG_TU.name not in str(entry.detail) + entry.subject


def test_a_name_sent_in_the_place_of_a_procedure_is_not_kept() -> None:
    actor = replace(colleague(Role.RECEIVE, Q11, MORNING), roles=frozenset({Role.INSPECT}))
    wish = reception_of(CERTIFIED_COPY, Q11, MORNING)
    with pytest.raises(Refused, match="no_role"):
        receive(reception=replace(wish, procedure=ONG_TU.name), actor=actor, at=MORNING)
    with pytest.raises(Refused, match="no_role"):
        submit(reception=replace(wish, channel=Channel.ONLINE), actor=actor, at=MORNING)
    assert attempts("?") == [("refused_act", "receive", "no_role")]
    assert attempts(CERTIFIED_COPY) == [("refused_act", "submit", "no_role")]


@pytest.mark.requirement("R-292")
@pytest.mark.requirement("R-297")
def test_an_act_on_another_unit_s_dossier_is_kept_and_answered_as_if_it_were_not_there() -> None:
    dossier = received(CERTIFIED_COPY, P5, MORNING)
    ours = colleague(Role.RECEIVE, Q11, MORNING)
    for code in (str(dossier), "000.00.31.H29-220516-9999", ONG_TU.name):
        with pytest.raises(DossierNotFound):
            perform(act=Act.WITHDRAW, code=code, actor=ours, at=MORNING, said={})
    assert attempts(str(dossier)) == [("refused_act", "withdraw", "other_unit")]
    assert JournalEntry.objects.filter(action__startswith="refused").count() == 1
    assert verify() == []


def test_refusing_another_unit_s_intake_is_kept() -> None:
    intake = try_to_receive(CERTIFIED_COPY, P5, MORNING, components=()).intake
    assert intake is not None
    ours, words = colleague(Role.RECEIVE, Q11, MORNING), {"reason": "Không đúng", "basis": "Điều 5"}
    with pytest.raises(Refused, match="intake_unknown"):
        refuse_looked_at(number=intake.number, actor=ours, at=MORNING, said=words)
    assert attempts(intake.number) == [("refused_act", "refuse_intake", "other_unit")]


@pytest.mark.requirement("R-292")
def test_looking_for_another_unit_s_dossier_or_intake_is_kept_on_pages_and_by_programs(
    office_clock: Callable[[datetime], None],
) -> None:
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, P5, MORNING)
    intake = try_to_receive(CERTIFIED_COPY, P5, MORNING, components=()).intake
    assert intake is not None
    clerk = signed_in(Q11, Role.RECEIVE)
    for page in ("ho-so/{}/", "ho-so/{}/da-tiep-nhan/", "ho-so/{}/viec/withdraw/", "in/{}/01.pdf"):
        assert clerk.get("/can-bo/" + page.format(dossier.code)).status_code == 404
    assert clerk.get(f"/can-bo/phieu/{intake.number}/").status_code == 404
    program = Program(token_for(Q11, Role.RECEIVE))
    for path in (f"/dossiers/{dossier.code}", f"/dossiers/{dossier.code}/slips/01.pdf"):
        assert program.get(path).status == 404
    assert program.get(f"/intakes/{intake.number}/slips/02.pdf").status == 404
    assert attempts(str(dossier.code)) == [("refused_view", "", "other_unit")] * 6
    assert attempts(intake.number) == [("refused_view", "", "other_unit")] * 2
    assert clerk.get("/can-bo/ho-so/000.00.31.H29-220516-9999/").status_code == 404
    assert not attempts("000.00.31.H29-220516-9999")
