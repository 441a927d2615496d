"""Nobody signs without power on that day: the head, or a deputy KT."""

from datetime import date

import pytest

from motcua.authority.actions.powers import grant_signing_power
from motcua.authority.queries import powers_of, signers_of
from motcua.authority.rules import Power, power_on, why_not_sign
from motcua.core.refusals import Refused
from motcua.organisation.models import Person
from motcua.organisation.queries import unit_by_id
from tests.cast import at

Q11 = "hcmc.q11"
MAY = date(2022, 5, 16)
HEAD = Power(Q11, "head", "Chủ tịch", "", date(2022, 1, 1), date(2022, 6, 1))
DEPUTY = Power(Q11, "deputy", "Phó Chủ tịch", "KT. CHỦ TỊCH", date(2022, 1, 1), None)


@pytest.mark.parametrize(
    ("powers", "day", "signs_as"),
    [
        ([HEAD, DEPUTY], MAY, HEAD),
        ([DEPUTY, HEAD], MAY, HEAD),
        ([HEAD, DEPUTY], date(2022, 6, 1), DEPUTY),
        ([HEAD], date(2022, 6, 1), None),
        ([HEAD], date(2021, 12, 31), None),
        ([], MAY, None),
    ],
)
def test_the_power_of_the_day_decides(powers, day, signs_as):
    assert power_on(powers, unit_id=Q11, on=day) == signs_as
    refusal = why_not_sign(powers, unit_id=Q11, on=day)
    assert (refusal is None) == (signs_as is not None)


def test_a_power_in_one_unit_gives_none_in_another():
    refusal = why_not_sign([HEAD], unit_id="hcmc.q11.p5", on=MAY)
    assert refusal is not None
    assert refusal.code == "no_signing_power"


@pytest.mark.usefixtures("seeded")
def test_the_demonstration_has_a_head_and_a_deputy_who_signs_for_the_head():
    head, deputy = signers_of(unit_id=Q11, on=MAY)
    assert (head.title, head.prefix) == ("Chủ tịch", "")
    assert (deputy.title, deputy.prefix) == ("Phó Chủ tịch", "KT. CHỦ TỊCH")
    assert signers_of(unit_id=Q11, on=date(2025, 7, 1)) == []


@pytest.mark.usefixtures("seeded")
def test_a_granted_power_holds_between_its_days():
    person = Person.objects.get(username="q11.tiep-nhan")
    for _ in range(2):
        grant_signing_power(
            person=person,
            unit=unit_by_id(Q11),
            capacity="deputy",
            title="Phó Chủ tịch",
            valid_to=date(2022, 6, 1),
            actor=None,
            at=at("2022-05-16 09:00"),
        )
    (power,) = powers_of(person_id=person.id, unit_id=Q11, on=MAY)
    assert power.prefix == "KT. CHỦ TỊCH"
    assert powers_of(person_id=person.id, unit_id=Q11, on=date(2022, 6, 1)) == ()
    with pytest.raises(Refused, match="capacity_unknown"):
        grant_signing_power(
            person=person,
            unit=unit_by_id(Q11),
            capacity="king",
            title="Vua",
            actor=None,
            at=at("2022-05-16 09:00"),
        )
