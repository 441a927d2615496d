"""A program with the wrong rights learns nothing of anybody, and what one sees is kept under the dossier's code."""

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.api.office import EVERYTHING, HOUSEHOLD_BUSINESS, Q11, Program, dossier, received, token_for
from tests.security.visitors import MORNING, views_of

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def desk(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(MORNING)
    return Program(token_for(Q11, *(role for role in EVERYTHING if role is not Role.APPROVE)))


@pytest.mark.requirement("R-297")
def test_administration_of_accounts_sees_no_dossier_and_no_slip(desk: Program) -> None:
    code = received(desk)
    number = desk.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    admin = Program(token_for(Q11, Role.ADMIN))
    for path in (f"/dossiers/{code}", f"/dossiers/{code}/slips/01.pdf", f"/intakes/{number}/slips/02.pdf"):
        answer = admin.get(path)
        assert (answer.status, answer.refusal) == (403, "no_role")
        assert "Tuyết" not in answer.content.decode()
    assert views_of(code) == 0


@pytest.mark.requirement("R-297")
def test_administration_of_accounts_does_no_act_and_every_attempt_is_kept(desk: Program) -> None:
    code = received(desk)
    admin = Program(token_for(Q11, Role.ADMIN))
    for act in ("forward", "appraise", "approve", "stamp", "return_result", "withdraw", "cancel_reception"):
        assert admin.post(f"/dossiers/{code}/acts/{act}").status == 403
    assert admin.post("/filings", dossier(HOUSEHOLD_BUSINESS)).status == 403
    assert JournalEntry.objects.filter(action="refused_act", subject=code).count() == 7
    assert Dossier.objects.get(code=code).state == "received"


@pytest.mark.requirement("R-292")
def test_a_view_by_the_filing_number_is_found_under_the_code(desk: Program) -> None:
    number = desk.post("/filings", dossier(HOUSEHOLD_BUSINESS)).body["number"]
    desk.post(f"/dossiers/{number}/acts/accept")
    code = Dossier.objects.get(filing_number=number).code
    assert desk.get(f"/dossiers/{number}").status == 200
    assert desk.get(f"/dossiers/{number}/slips/01.pdf").status == 200
    assert views_of(str(code)) == 2


@pytest.mark.requirement("R-050")
def test_every_way_to_pass_an_on_the_spot_dossier_on_is_refused_and_kept(desk: Program) -> None:
    code = received(desk)
    one = desk.post(f"/dossiers/{code}/acts/forward")
    assert (one.status, one.refusal) == (409, "on_the_spot_never_forwarded")
    assert desk.post(f"/dossiers/{code}/acts/forward", key="k").status == 409
    (many,) = desk.post("/acts/forward", {"codes": [code]}).body["answers"]
    assert many["refusal"]["code"] == "on_the_spot_never_forwarded"
    assert JournalEntry.objects.filter(action="refused_act", subject=code).count() == 3


def test_the_words_of_a_person_never_come_back_in_a_refusal(desk: Program) -> None:
    answer = desk.post("/dossiers", dossier(procedure="9.999999"))
    assert answer.status in {404, 409}
    assert "Tuyết" not in answer.content.decode()
    assert "079190001234" not in answer.content.decode()
