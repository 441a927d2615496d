"""What do programs read of seals, and how do they stamp?"""

import pytest

from motcua.authority.seal_tables import Seal
from motcua.organisation.terms import Role
from tests.api.office import CERTIFIED_COPY, Q11, Program, dossier, received, token_for

pytestmark = pytest.mark.usefixtures("seeded", "monday")


def approved(program: Program) -> str:
    code = received(program, dossier(CERTIFIED_COPY))
    for act in ("appraise", "approve"):
        assert program.post(f"/dossiers/{code}/acts/{act}").status == 200
    return code


@pytest.mark.requirement("R-074")
@pytest.mark.requirement("R-076")
def test_a_program_stamps_with_its_seal_and_reads_the_line_back(program: Program) -> None:
    seals = program.get("/seals").body
    assert {seal["state"] for seal in seals} == {"in_use"}
    mine = next(seal for seal in seals if seal["holder"] == "Lê Thị Bích Thủy")
    code = approved(program)
    said = {"seal": mine["id"], "stamps": 2, "joins": 1}
    assert program.post(f"/dossiers/{code}/acts/stamp", said).body["state"] == "ready"
    day = program.get(f"/seals/{mine['id']}/days/2022-05-16").body
    [line] = day["imprints"]
    assert (line["subject"], line["number"], line["stamps"], line["joins"]) == (code, 1, 2, 1)
    assert (day["sealed"], day["differences"]) == (1, [])
    history = program.get(f"/seals/{mine['id']}").body["history"]
    assert [event["act"] for event in history] == ["request", "register", "take"]


def test_a_program_is_told_who_holds_the_seal(program: Program) -> None:
    other = Seal.objects.filter(unit_id=Q11, holder__username__endswith="van-thu").get()
    code = approved(program)
    answer = program.post(f"/dossiers/{code}/acts/stamp", {"seal": other.pk})
    assert (answer.status, answer.refusal) == (409, "seal_held_by_other")
    assert other.holder_name in answer.body["refusal"]["text"]
    for wrong in ({"seal": 0}, {"seal": "1"}, {"stamps": 10**9}, {"joins": -1}, {"sealed_file": "xyz"}):
        assert program.post(f"/dossiers/{code}/acts/stamp", wrong).status == 422


def test_seals_are_shown_to_keepers_of_the_registers_only(program: Program) -> None:
    assert program.get("/seals/lacking").body == []
    assert program.get("/seals/999999").status == 404
    assert Program(token_for(Q11, Role.ASSIST)).get("/seals").status == 403
