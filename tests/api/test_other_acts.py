"""The other acts by a program: what each reads, who must confirm, what is refused before anything is written."""

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import HOUSEHOLD_BUSINESS, Q11, Program, dossier, received, token_for


@pytest.mark.rule("dossier_life correct")
def test_a_correction_waits_for_a_second_program_and_both_slips_can_be_had(program: Program):
    code = received(program)
    said = {"name": "Nguyễn Thị Ánh Nguyệt", "received_at": "2022-05-16T14:30:00+07:00", "reason": "Ghi sai"}
    asked = program.post(f"/dossiers/{code}/acts/correct", said)
    assert (asked.status, asked.body["pending"], asked.body["step"]) == (202, True, None)
    again = program.post(f"/dossiers/{code}/acts/correct", said)
    assert (again.status, again.refusal) == (409, "second_person_needed")
    head = Program(token_for(Q11, Role.LEAD, name="Trần Văn Bảy"))
    done = head.post(f"/dossiers/{code}/acts/correct")
    assert (done.status, done.body["state"], done.body["step"]["act"]) == (200, "received", "correct")
    found = Dossier.objects.get(code=code)
    assert found.applicant_name == "Nguyễn Thị Ánh Nguyệt"
    old = program.get(f"/dossiers/{code}/slips/01.pdf", issue="1")
    new = program.get(f"/dossiers/{code}/slips/01.pdf")
    assert (old.status, new.status) == (200, 200)
    assert old.content != new.content
    assert program.get(f"/dossiers/{code}/slips/01.pdf", issue="3").refusal == "paper_not_issued"
    assert verify() == []


def test_an_apology_a_change_of_return_and_a_merge_take_their_own_words(program: Program):
    code = received(program, dossier(HOUSEHOLD_BUSINESS))
    other = received(program, dossier(HOUSEHOLD_BUSINESS))
    assert program.post(f"/dossiers/{code}/acts/change_return", {"channel": "post"}).status == 200
    said = {"reason": "Cán bộ ốm", "new_due": "2022-05-31T16:00:00+07:00"}
    assert program.post(f"/dossiers/{code}/acts/apologise", said).status == 200
    assert program.get(f"/dossiers/{code}/slips/04.pdf").status == 200
    merged = program.post(f"/dossiers/{other}/acts/merge", {"into": code})
    assert (merged.status, merged.body["state"]) == (200, "cancelled")


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("apologise", {"reason": "Ốm", "new_due": "2022-05-31T16:00:00"}),
        ("ask_payment", {"amount": -5}),
        ("ask_payment", {"amount": True}),
        ("move_due", {"decision": "perhaps"}),
        ("stop", {"asked_on": "hôm qua"}),
        ("correct", {"intake_channel": "balloon"}),
        ("merge", {"into": "<script>"}),
    ],
)
def test_words_of_a_wrong_kind_are_refused_by_their_field(
    program: Program, act: str, body: dict[str, object]
):
    code = received(program)
    assert program.post(f"/dossiers/{code}/acts/{act}", body).status == 422
    assert Dossier.objects.get(code=code).step_count == 1


def test_an_impossible_day_is_refused_in_words(program: Program):
    code = received(program, dossier(HOUSEHOLD_BUSINESS))
    said = {"reason": "Không đủ", "basis": "Điều 17", "asked_on": "2022-02-31"}
    answer = program.post(f"/dossiers/{code}/acts/stop", said)
    assert answer.status == 409
