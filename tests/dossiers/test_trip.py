"""A dossier from the counter to the hand-over: five steps, in order, each by its person."""

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.mark.requirement("R-044")
@pytest.mark.requirement("R-045")
def test_an_on_the_spot_dossier_passes_five_steps_at_the_desk_in_order() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 14:59"))
    do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 15:05"))
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-05-16 15:10"))
    do(Act.STAMP, dossier, Role.SEAL, at("2022-05-16 15:12"))
    do(Act.RETURN_RESULT, dossier, Role.RETURN, at("2022-05-16 15:20"))
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert [step.act for step in dossier.steps.order_by("seq")] == [
        "receive",
        "appraise",
        "approve",
        "stamp",
        "return_result",
    ]
    assert {step.place for step in dossier.steps.all()} == {"desk"}
    assert dossier.returned_to == "Nguyễn Văn Tư"
    assert verify() == []


@pytest.mark.requirement("R-044")
@pytest.mark.parametrize(
    ("act", "role"),
    [(Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL), (Act.RETURN_RESULT, Role.RETURN)],
)
def test_a_skipped_step_is_refused_and_changes_nothing(act: Act, role: Role) -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    with pytest.raises(Refused) as refused:
        do(act, dossier, role, at("2022-05-16 09:10"))
    assert refused.value.refusal.code == "wrong_order"
    assert Dossier.objects.get(pk=dossier.pk).state == State.RECEIVED
    assert Step.objects.filter(dossier=dossier).count() == 1
