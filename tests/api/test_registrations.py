"""What programs read of registrations for a programme, and how they register."""

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.organisation.terms import Role
from tests.api.office import Program, token_for
from tests.cast import LAND_CHANGE, P5, Q11
from tests.participation.registering import CITY, DISTRICT, HOME_AFFAIRS, MORNING

pytestmark = pytest.mark.usefixtures("seeded")
EVENT = {"kind": "dialogue", "name": "Đối thoại", "day": "2022-05-20"}


def program(unit_id: str, *roles: Role) -> Program:
    return Program(token_for(unit_id, *roles, posted=False))


@pytest.fixture
def city(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(MORNING)
    return program("hcmc", Role.CONTROL)


@pytest.mark.requirement("R-099", "R-125", "R-163")
def test_a_program_registers_and_the_city_reads_units_by_option(city: Program) -> None:
    unit = program(HOME_AFFAIRS, Role.CONTROL)
    address = f"/programmes/{CITY}/registrations"
    assert HOME_AFFAIRS in city.get(address).body["missing"]
    assert unit.post(address, {"option": ""}).refusal == "option_missing"
    assert unit.post(address, {"option": "2.3"}).refusal == "events_missing"
    made = unit.post(address, {"option": "2.3", "activities": [EVENT], "evidence": "Công văn 9"}).body
    assert (made["option"], made["number"], made["main"]) == ("dialogue_promotion_survey", "2.3", True)
    assert unit.post(address, {"option": "2.1"}).refusal == "main_twice"
    found = city.get(address).body
    (row,) = [one for one in found["units"] if one["unit"] == HOME_AFFAIRS]
    assert (row["dialogue_promotion_survey"], row["evidence"], row["missing"]) == (
        "main",
        ["Công văn 9"],
        False,
    )
    assert HOME_AFFAIRS not in found["missing"]
    assert found["committed"] == []


@pytest.mark.requirement("R-101", "R-162")
def test_a_pledge_answers_with_its_warning_and_no_breach_is_an_empty_list(city: Program) -> None:
    district = program(Q11, Role.LEAD)
    address = f"/programmes/{DISTRICT}/registrations"
    words = {"option": "no_late_result", "main": False}
    assert district.post(address, words).refusal == "procedure_missing"
    made = district.post(address, words | {"procedures": [LAND_CHANGE]}).body
    assert LAND_CHANGE in made["warnings"][0]
    found = district.get(f"/programmes/{DISTRICT}/breaches").body
    assert (found["pledges"], found["breaches"]) == (1, [])
    assert city.get(f"/programmes/{CITY}/registrations").body["committed"] == [Q11]


def test_no_such_programme_another_role(city: Program) -> None:
    assert city.get("/programmes/khong-co/registrations").status == 404
    assert city.get("/programmes/khong-co/breaches").status == 404
    assert city.post("/programmes/khong-co/registrations", {"option": "2.1"}).status == 404
    clerk = program(P5, Role.RECEIVE)
    assert clerk.get(f"/programmes/{DISTRICT}/breaches").refusal == "no_role"
    assert clerk.post(f"/programmes/{DISTRICT}/registrations", {"option": "2.1"}).refusal == "no_role"
