"""The same POST sent twice is carried out once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from motcua.api import tokens
from motcua.core.idempotency import claim
from motcua.core.models import IdempotencyKey
from motcua.dossiers.actions import reception
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.organisation.models import ApiToken
from motcua.organisation.terms import Role
from motcua.organisation.tokens import holder_of
from tests.api.office import EVERYTHING, MONDAY_14_59, Q11, Answer, Program, dossier, received, token_for


def test_the_same_key_and_content_give_the_same_answer_and_one_dossier(program: Program):
    first = program.post("/dossiers", dossier(), key="phieu-17")
    again = program.post("/dossiers", dossier(), key="phieu-17")
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert again.header("Idempotency-Replayed") == "true"
    assert Dossier.objects.count() == 1


def test_the_order_of_fields_does_not_make_another_request(program: Program):
    body = dossier()
    first = program.post("/dossiers", body, key="k").body
    assert program.post("/dossiers", dict(reversed(body.items())), key="k").body == first


def test_the_same_key_for_another_content_is_refused(program: Program):
    program.post("/dossiers", dossier(), key="phieu-17")
    answer = program.post("/dossiers", dossier(at_once=True), key="phieu-17")
    assert (answer.status, answer.refusal) == (409, "key_reused")
    elsewhere = program.post("/due", dossier(), key="phieu-17")
    assert (elsewhere.status, elsewhere.refusal) == (409, "key_reused")
    assert Dossier.objects.count() == 1


def test_a_refusal_with_its_intake_is_answered_again_without_a_second_intake(program: Program):
    first = program.post("/dossiers", dossier(components=[]), key="thieu")
    again = program.post("/dossiers", dossier(components=[]), key="thieu")
    assert (again.status, again.body) == (409, first.body)
    assert Intake.objects.count() == 1


def test_an_act_with_a_key_is_done_once_and_without_one_is_told_so(program: Program):
    code = received(program)
    first = program.post(f"/dossiers/{code}/acts/appraise", key="a")
    assert program.post(f"/dossiers/{code}/acts/appraise", key="a").body == first.body
    assert program.post(f"/dossiers/{code}/acts/appraise").refusal == "wrong_order"
    assert Step.objects.filter(act="appraise").count() == 1


def test_a_request_that_was_written_wrongly_leaves_its_key_free(program: Program):
    assert program.post("/dossiers", {"procedure": 1}, key="k").status == 422
    assert program.post("/dossiers", dossier(), key="k").status == 201


def test_two_tokens_may_use_the_same_key(program: Program):
    other = Program(token_for(Q11, *EVERYTHING, name="Vũ Quốc Cường"))
    codes = {received_with_key(who) for who in (program, other)}
    assert len(codes) == 2


def received_with_key(program: Program) -> str:
    code: str = program.post("/dossiers", dossier(), key="1").body["code"]
    return code


def test_a_revoked_token_is_not_answered_from_what_is_kept(program: Program):
    program.post("/dossiers", dossier(), key="k")
    ApiToken.objects.update(revoked_at=MONDAY_14_59)
    assert program.post("/dossiers", dossier(), key="k").status == 401


@pytest.mark.parametrize("key", ["", "x" * 201, "có dấu", "a b"])
def test_a_key_must_be_short_and_plain(program: Program, key: str):
    answer = program.post("/dossiers", dossier(), key=key)
    assert answer.status == 422
    assert answer.body["errors"][0]["field"] == "Idempotency-Key"


def test_a_fault_leaves_neither_key_nor_dossier(program: Program, monkeypatch: pytest.MonkeyPatch):
    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(reception, "warnings_of", breaks)
    answer = program.post("/dossiers", dossier(), key="k")
    assert (answer.status, answer.refusal) == (500, "fault")
    assert not IdempotencyKey.objects.exists()
    assert not Dossier.objects.exists()


def together(*calls: Callable[[], Answer]) -> list[Answer]:
    """Call from several threads at once, each with its own connection; answers in the order of the calls."""
    barrier, answers = threading.Barrier(len(calls)), dict[int, Answer]()

    def run(place: int, call: Callable[[], Answer]) -> None:
        try:
            barrier.wait()
            answers[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(calls))]


@pytest.mark.usefixtures("seeded_alone", "monday")
def test_eight_presses_at_once_make_one_dossier():
    token, body = token_for(Q11, *EVERYTHING), dossier()
    answers = together(*[lambda: Program(token).post("/dossiers", body, key="double")] * 8)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["code"] for answer in answers}) == 1
    assert Dossier.objects.count() == 1


@pytest.mark.requirement("R-023")
@pytest.mark.usefixtures("seeded_alone", "monday")
def test_eight_people_at_once_get_eight_codes_without_gap():
    tokens, body = [token_for(Q11, *EVERYTHING) for _ in range(8)], dossier()
    answers = together(*[lambda token=token: Program(token).post("/dossiers", body) for token in tokens])
    assert sorted(answer.body["code"][-4:] for answer in answers) == [f"{n:04d}" for n in range(1, 9)]


@pytest.mark.usefixtures("seeded_alone", "monday")
def test_of_two_people_who_act_at_once_one_wins_and_the_other_is_told():
    program = Program(token_for(Q11, *EVERYTHING))
    code = received(program)
    path = f"/dossiers/{code}/acts/appraise"
    others = [Program(token_for(Q11, Role.APPRAISE, name=name)) for name in ("Vũ Quốc Cường", "Lê Văn Tám")]
    answers = together(*[lambda who=who: who.post(path) for who in others])
    assert sorted(answer.status for answer in answers) == [200, 409]
    lost = next(answer for answer in answers if answer.status == 409)
    assert lost.refusal in {"already_moved", "wrong_order"}
    assert Step.objects.filter(act="appraise").count() == 1


@pytest.mark.usefixtures("seeded_alone", "monday")
def test_who_waits_too_long_for_the_first_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("motcua.core.idempotency._PATIENCE", "200ms")
    program = Program(token_for(Q11, *EVERYTHING))
    body, owner = dossier(), f"token {ApiToken.objects.get().pk}"
    with transaction.atomic():
        claim(owner=owner, key="slow", request_hash="x", at=MONDAY_14_59)
        (answer,) = together(lambda: program.post("/dossiers", body, key="slow"))
    assert (answer.status, answer.refusal) == (409, "in_progress")
    assert answer.header("Retry-After") == "1"


@pytest.mark.parametrize("key", [None, "cut"])
@pytest.mark.usefixtures("seeded_alone", "monday")
def test_a_database_killed_during_an_act_leaves_it_wholly_undone(key: str | None):
    """The server ends the connection when dossier and step are written and the message that tells of them is due."""
    program, body = Program(token_for(Q11, *EVERYTHING)), dossier()
    with killed_at("core_outboxmessage"):
        answer = program.post("/dossiers", body, key=key)
    assert (answer.status, answer.refusal) == (503, "database_down")
    assert answer.header("Retry-After") == "5"
    connection.close()
    assert not Dossier.objects.exists()
    assert not Step.objects.exists()
    again = program.post("/dossiers", body, key=key)
    assert (again.status, again.body["code"][-4:]) == (201, "0001")


@pytest.mark.usefixtures("seeded_alone", "monday")
def test_a_database_away_when_the_caller_is_looked_up_and_back_at_once_lets_no_call_past_its_key(
    monkeypatch: pytest.MonkeyPatch,
):
    program = Program(token_for(Q11, *EVERYTHING))
    code = received(program)
    away = iter([True])

    def looked_up(**asked: Any) -> Any:
        if next(away, False):
            raise OperationalError("the database system is starting up")
        return holder_of(**asked)

    monkeypatch.setattr(tokens, "holder_of", looked_up)
    first = program.post(f"/dossiers/{code}/acts/appraise", key="k")
    assert (first.status, first.refusal) == (503, "database_down")
    assert not Step.objects.filter(act="appraise").exists()
    done = [program.post(f"/dossiers/{code}/acts/appraise", key="k") for _ in range(2)]
    assert [answer.status for answer in done] == [200, 200]
    assert Step.objects.filter(act="appraise").count() == 1


@contextmanager
def killed_at(table: str) -> Iterator[None]:
    """Whoever writes a row of the table loses the connection in the middle of that statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION killed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER killed AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION killed()"
        )
    try:
        yield
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION killed() CASCADE")
