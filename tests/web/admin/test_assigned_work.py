"""Who is posted to the desk for some work and some procedures does nothing else there (R-229)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from motcua.core.refusals import Refused
from motcua.dossiers.terms import Act, State
from motcua.organisation.models import Person, Posting
from motcua.organisation.terms import Role
from tests.api.office import Program, token_for
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.web.staff.desk import said, signed_in

MORNING = at("2022-05-16 09:00")
POSTINGS = f"/can-bo/quan-tri/don-vi/{Q11}/phan-cong/"
CLERK = "q11.tiep-nhan"


@pytest.fixture
def head(seeded: None, office_clock: Callable[[datetime], None]) -> Client:
    """The head of the desk of Quận 11."""
    office_clock(MORNING)
    return signed_in(Q11, Role.LEAD)


def post_again(head: Client, **words: object) -> None:
    """End the clerk's posting today and post them again from today with these words."""
    held = Posting.objects.filter(person__username=CLERK, one_stop_unit__unit_id=Q11)
    posting = held.latest("valid_from")
    assert head.post(f"{POSTINGS}{posting.pk}/ket-thuc/", {}).status_code == 302
    answer = head.post(POSTINGS, {"person": CLERK, **words})
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.requirement("R-229")
@pytest.mark.rule("144/KH-UBND BR-VT II.4")
def test_an_assignment_has_start_end_work_and_procedures_and_only_these_are_done(head: Client) -> None:
    end = {"valid_to_day": "1", "valid_to_month": "1", "valid_to_year": "2023"}
    post_again(head, roles=["receive"], procedures=CERTIFIED_COPY, **end)
    posting = Posting.objects.get(person__username=CLERK, valid_to=date(2023, 1, 1))
    assert (posting.valid_from, posting.roles, posting.procedures) == (
        MORNING.date(), ["receive"], [CERTIFIED_COPY],
    )  # fmt: skip
    page = head.get("/can-bo/kiem-soat/4-tai-cho/phan-cong/").content.decode()
    assert CERTIFIED_COPY in page
    assert "01/01/2023" in page
    with pytest.raises(Refused, match="not_assigned"):
        received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    do(Act.APPRAISE, dossier, Role.APPRAISE, MORNING + timedelta(minutes=1))
    do(Act.APPROVE, dossier, Role.APPROVE, MORNING + timedelta(minutes=2))
    do(Act.STAMP, dossier, Role.SEAL, MORNING + timedelta(minutes=3))
    taken = {"receiver": "Nguyễn Văn Tư", "channel": "desk"}
    with pytest.raises(Refused, match="not_assigned"):
        do(Act.RETURN_RESULT, dossier, Role.RETURN, MORNING + timedelta(minutes=4), **taken)
    dossier.refresh_from_db()
    assert dossier.state == State.READY


@pytest.mark.requirement("R-229")
def test_a_page_tells_the_clerk_who_is_posted_for_other_procedures(head: Client) -> None:
    post_again(head, procedures=HOUSEHOLD_BUSINESS)
    clerk = signed_in(Q11, Role.RECEIVE)
    answer = clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", said(clerk))
    assert answer.status_code in {409, 422}
    assert "được phân công" in answer.content.decode()


@pytest.mark.requirement("R-229")
def test_a_program_is_held_to_the_assignment_too(head: Client) -> None:
    code = str(received(CERTIFIED_COPY, Q11, MORNING))
    program = Program(token_for(Q11, Role.APPRAISE))
    Posting.objects.filter(person=Person.objects.latest("pk")).update(procedures=[HOUSEHOLD_BUSINESS])
    answer = program.post(f"/dossiers/{code}/acts/appraise", {"opinion": ""})
    assert (answer.status, answer.refusal) == (409, "not_assigned")
    Posting.objects.filter(person=Person.objects.latest("pk")).update(procedures=[CERTIFIED_COPY])
    assert program.post(f"/dossiers/{code}/acts/appraise", {"opinion": ""}).status == 200


def test_a_procedure_that_is_not_there_is_a_wrong_field(head: Client) -> None:
    answer = head.post(POSTINGS, {"person": CLERK, "procedures": "9.999999"})
    assert answer.status_code == 422
    assert "9.999999" in answer.content.decode()
