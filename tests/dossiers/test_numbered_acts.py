"""What a statement numbers and hashes by itself is what the chain would have written, and no number is lost."""

import pytest

from motcua.core.chain import link
from motcua.core.models import NumberCounter, OutboxMessage
from motcua.core.numbering import Label, next_label
from motcua.core.refusals import Refused
from motcua.dossiers.actions import signing
from motcua.dossiers.finding import find_to_sign
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.records import facts_hash, step_content
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import MARITAL_STATUS, P5, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")


def appraised() -> Dossier:
    dossier = received(MARITAL_STATUS, P5, NINE, off_hours_reason="Bà “Bé” \\ 12/KQ")
    do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    return dossier


def test_reception_and_approval_carry_the_hashes_of_what_is_stored() -> None:
    dossier = appraised()
    do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    stored = Dossier.objects.get(pk=dossier.pk)
    assert stored.facts_hash == facts_hash(stored)
    steps = list(Step.objects.filter(dossier=stored).order_by("seq"))
    for step in steps:
        assert step.hash == link(step.previous, step_content(step, str(stored)))
    assert stored.head_hash == steps[-1].hash
    assert steps[-1].data["result"]["number"] == stored.result_number == "01/2022/KQ-TTHC"
    told = list(OutboxMessage.objects.filter(key=stored.code).order_by("id"))
    assert [message.payload["hash"] for message in told] == [step.hash for step in steps]
    assert list(verify()) == []


def test_what_an_act_gives_back_is_what_is_stored() -> None:
    dossier = appraised()
    given = do(Act.APPROVE, dossier, Role.APPROVE, NINE).step
    assert given is not None
    stored = Step.objects.get(pk=given.pk)
    for name in ("data", "facts_hash", "hash", "previous", "seq", "target"):
        assert getattr(given, name) == getattr(stored, name)


def test_who_comes_second_draws_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = appraised()
    actor = colleague(Role.APPROVE, P5, NINE)
    read = find_to_sign(str(dossier), unit_id=P5, person_id=actor.person_id, on=NINE.date())
    do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    # The second leader had read the dossier before the first wrote.
    monkeypatch.setattr(signing, "find_to_sign", lambda *_, **__: read)
    with pytest.raises(Refused) as refused:
        signing.approve(code=str(dossier), actor=actor, at=NINE, said={})
    assert refused.value.refusal.code == "already_moved"
    assert NumberCounter.objects.get(scope=f"result|{P5}|2022").count == 1
    assert list(verify()) == []


def test_a_label_longer_than_its_zeros_is_whole() -> None:
    label = Label("test|long", "A-", 2, "/Đ")
    NumberCounter.objects.create(scope=label.scope, count=99)
    assert next_label(label) == "A-100/Đ"


def test_the_powers_that_come_with_the_dossier_are_those_of_the_day() -> None:
    dossier = appraised()
    actor = colleague(Role.APPROVE, P5, NINE)
    found = find_to_sign(str(dossier), unit_id=P5, person_id=actor.person_id, on=NINE.date())
    assert found is not None
    assert found[1] == signing.powers_on(actor, NINE) != ()
