"""A day without power by a program: numbers reserved, pack printed, paper typed in by one and confirmed by another."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import Q11, THANH_SON, Program, dossier, moment, token_for

Clock = Callable[[datetime], None]


@pytest.fixture
def head(seeded: None, office_clock: Clock) -> Program:
    """The head of the desk of Quận 11, at a quarter to eight on a Monday."""
    office_clock(moment("2022-05-16", "07:45"))
    return Program(token_for(Q11, Role.LEAD, name="Trần Văn Bảy"))


@pytest.fixture
def clerk(head: Program) -> Program:
    return Program(token_for(Q11, Role.RECEIVE))


def reserved(head: Program, **changes: Any) -> list[str]:
    said = {"day": "2022-05-16", "size": 3, "reason": "Mất điện"} | changes
    answer = head.post("/number-blocks", said)
    assert answer.status == 201, answer.body
    codes: list[str] = answer.body["codes"]
    return codes


def on_paper(**changes: Any) -> dict[str, Any]:
    said = {"received": "2022-05-16T10:00:00+07:00", "reason": "Mất điện"}
    return dossier() | said | changes


def test_a_paper_is_typed_in_by_one_and_confirmed_by_another(
    head: Program, clerk: Program, office_clock: Clock
) -> None:
    code, spoilt, _left = reserved(head)
    office_clock(moment("2022-05-16", "15:30"))
    asked = clerk.post(
        f"/reserved-numbers/{code}/acts/type_in", on_paper(due_written="2022-05-16T11:30:00+07:00")
    )
    assert (asked.status, asked.body["pending"]) == (202, True)
    assert asked.body["due_counted"] == "2022-05-16T17:00:00+07:00"
    assert clerk.post(f"/reserved-numbers/{code}/acts/confirm").refusal == "second_person_needed"
    done = head.post(f"/reserved-numbers/{code}/acts/confirm")
    assert (done.status, done.body["code"]) == (201, code)
    assert done.body["promise"]["due_at"] == "2022-05-16T11:30:00+07:00"
    assert head.post(f"/reserved-numbers/{code}/acts/confirm").refusal == "number_used"
    assert clerk.post(f"/reserved-numbers/{spoilt}/acts/spoil", {"reason": "Rách"}).body["fate"] == "spoilt"
    [block] = head.get("/number-blocks").body
    assert (block["entered"], block["spoilt"], block["left"], block["state"]) == (1, 1, 1, "in_use")
    assert [one["fate"] for one in head.post(f"/number-blocks/{block['id']}/acts/give_back").body] == [
        "unused"
    ]
    assert Dossier.objects.get().code == code
    assert verify() == []


def test_what_was_typed_is_taken_back(head: Program, clerk: Program, office_clock: Clock) -> None:
    code = reserved(head)[0]
    office_clock(moment("2022-05-16", "15:30"))
    assert clerk.post(f"/reserved-numbers/{code}/acts/type_in", on_paper()).status == 202
    assert clerk.post(f"/reserved-numbers/{code}/acts/take_back").status == 200
    assert head.post(f"/reserved-numbers/{code}/acts/confirm").refusal == "nothing_waits"


def test_what_no_paper_says_is_refused_rather_than_lost(
    head: Program, clerk: Program, office_clock: Clock
) -> None:
    code = reserved(head)[0]
    office_clock(moment("2022-05-16", "15:30"))
    for more in ({"filing": "NT-1"}, {"intake": "TN-1"}):
        answer = clerk.post(f"/reserved-numbers/{code}/acts/type_in", on_paper(**more))
        assert (answer.status, answer.refusal) == (409, "not_on_paper")


def test_only_the_head_reserves_and_another_unit_sees_nothing(head: Program, clerk: Program) -> None:
    assert clerk.post("/number-blocks", {"day": "2022-05-16", "size": 3, "reason": "x"}).status == 403
    code = reserved(head)[0]
    [block] = head.get("/number-blocks").body
    elsewhere = Program(token_for(THANH_SON, Role.LEAD, Role.RECEIVE))
    assert elsewhere.get("/number-blocks").body == []
    assert elsewhere.get(f"/number-blocks/{block['id']}/pack.pdf").status == 404
    assert elsewhere.post(f"/number-blocks/{block['id']}/acts/give_back").status == 404
    for act, said in (
        ("spoil", {"reason": "x"}),
        ("confirm", None),
        ("take_back", None),
        ("type_in", on_paper()),
    ):
        assert elsewhere.post(f"/reserved-numbers/{code}/acts/{act}", said).status == 404


@pytest.mark.parametrize("size", [0, -1, 201, "3", 10**30, None])
def test_a_size_that_is_none_is_a_wrong_field(head: Program, size: object) -> None:
    assert head.post("/number-blocks", {"day": "2022-05-16", "size": size, "reason": "x"}).status == 422


def test_the_pack_is_a_pdf(head: Program) -> None:
    reserved(head)
    [block] = head.get("/number-blocks").body
    answer = head.get(f"/number-blocks/{block['id']}/pack.pdf")
    assert (answer.status, answer.content[:5]) == (200, b"%PDF-")
