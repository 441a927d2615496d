"""Programs get the papers of a dossier or an intake as PDF."""

import pytest

from motcua.core.models import JournalEntry
from motcua.organisation.terms import Role
from tests.api.office import THANH_SON, Program, dossier, received, token_for


@pytest.mark.requirement("R-021")
def test_the_receipt_is_a_pdf_and_printing_again_gives_the_same_paper(program: Program):
    code = received(program)
    answer = program.get(f"/dossiers/{code}/slips/01.pdf")
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    program.post(f"/dossiers/{code}/acts/appraise")
    assert program.get(f"/dossiers/{code}/slips/01.pdf").content == answer.content


def test_the_control_slip_has_its_own_word_whatever_its_number(program: Program):
    code = received(program)
    by_word, by_number = (program.get(f"/dossiers/{code}/slips/{form}.pdf") for form in ("control", "05"))
    assert by_word.status == by_number.status == 200
    assert by_word.content == by_number.content


@pytest.mark.parametrize("form", ["02", "03", "99"])
def test_a_slip_that_was_not_issued_is_refused(program: Program, form: str):
    answer = program.get(f"/dossiers/{received(program)}/slips/{form}.pdf")
    assert answer.status in {404, 409}


@pytest.mark.parametrize("form", ["1", "001", "aa", "01.pdf", "..", "%00"])
def test_a_form_is_two_digits_or_the_control_slip(program: Program, form: str):
    assert program.get(f"/dossiers/{received(program)}/slips/{form}.pdf").status in {404, 422}


@pytest.mark.requirement("R-035")
def test_an_intake_has_its_slip_and_after_a_refusal_a_second_one(program: Program):
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    assert program.get(f"/intakes/{number}/slips/02.pdf").content.startswith(b"%PDF-")
    assert program.get(f"/intakes/{number}/slips/03.pdf").status == 409
    words = {"reason": "Không có bản chính", "basis": "NĐ 23/2015/NĐ-CP, điều 20"}
    program.post(f"/intakes/{number}/acts/refuse_intake", words)
    assert program.get(f"/intakes/{number}/slips/03.pdf").content.startswith(b"%PDF-")
    assert program.get(f"/intakes/{number}/slips/01.pdf").status == 422


def test_papers_of_another_unit_are_not_there(program: Program):
    code = received(program)
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    neighbour = Program(token_for(THANH_SON, Role.RECEIVE))
    assert neighbour.get(f"/dossiers/{code}/slips/01.pdf").status == 404
    assert neighbour.get(f"/intakes/{number}/slips/02.pdf").status == 404


def test_every_paper_fetched_is_in_the_journal(program: Program):
    code = received(program)
    program.get(f"/dossiers/{code}/slips/01.pdf")
    assert JournalEntry.objects.get(action="view_slip").subject == code
