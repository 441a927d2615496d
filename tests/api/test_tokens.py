"""Who may call: a token that is known, not revoked, of somebody still here, with a role still granted."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from motcua.organisation.models import ApiToken, Person, RoleGrant
from motcua.organisation.terms import Role
from tests.api.office import MONDAY_14_59, Q11, Program, dossier, moment, received, token_for

CALLS = [
    ("get", "/procedures"),
    ("get", "/procedures/2.000815"),
    ("post", "/due"),
    ("post", "/dossiers"),
    ("get", "/dossiers"),
    ("get", "/dossiers/x"),
    ("post", "/filings"),
    ("post", "/intakes/x/acts/refuse_intake"),
    ("post", "/dossiers/x/acts/appraise"),
    ("post", "/acts/appraise"),
    ("get", "/intakes/x/slips/02.pdf"),
    ("get", "/dossiers/x/slips/01.pdf"),
]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize("token", [None, "x", "x" * 5000, "Bearer", "đ"])
def test_every_call_is_closed_without_a_valid_token(method: str, path: str, token: str | None):
    answer = getattr(Program(token), method)(path)
    assert (answer.status, answer.refusal) == (401, "no_token")
    assert answer.header("WWW-Authenticate") == "Bearer"


def test_a_token_in_another_scheme_is_none(program: Program):
    response = program._client.get("/api/v1/dossiers", headers={"Authorization": "Basic abc"})
    assert response.status_code == 401


def test_a_revoked_token_is_none(program: Program):
    ApiToken.objects.update(revoked_at=MONDAY_14_59)
    assert program.get("/dossiers").status == 401


def test_the_token_of_somebody_who_left_is_none(program: Program):
    Person.objects.filter(tokens__isnull=False).update(is_active=False)
    assert program.get("/dossiers").status == 401


def test_a_token_whose_roles_are_over_reads_nothing(program: Program):
    code = received(program)
    RoleGrant.objects.filter(unit_id=Q11).update(valid_to=date(2022, 5, 16))
    for answer in (
        program.get("/dossiers"),
        program.get(f"/dossiers/{code}"),
        program.post("/dossiers", dossier()),
    ):
        assert (answer.status, answer.refusal) == (403, "token_without_role")


def test_a_role_counts_only_while_it_is_granted(program: Program, office_clock: Callable[[datetime], None]):
    code = received(program)
    RoleGrant.objects.filter(unit_id=Q11, role=Role.APPRAISE).update(valid_to=date(2022, 5, 17))
    office_clock(moment("2022-05-17", "08:00"))
    assert program.post(f"/dossiers/{code}/acts/appraise").refusal == "no_role"


def test_a_token_carries_no_more_than_its_roles(program: Program):
    code = received(program)
    token = token_for(Q11, Role.RECEIVE, Role.APPRAISE)
    ApiToken.objects.filter(roles__contained_by=[Role.RECEIVE, Role.APPRAISE]).update(roles=[Role.RECEIVE])
    assert Program(token).post(f"/dossiers/{code}/acts/appraise").refusal == "no_role"


def test_no_token_is_kept_readable(program: Program):
    kept = ApiToken.objects.get()
    assert len(kept.hash) == 64
    assert "test-" not in kept.hash


def test_a_token_is_not_limited_below_a_hundred_requests(program: Program):
    assert {program.get("/dossiers").status for _ in range(120)} == {200}


def test_a_read_by_a_program_keeps_when_its_token_was_last_used(program: Program):
    assert program.get("/dossiers").status == 200
    assert ApiToken.objects.get().last_used_at is not None
