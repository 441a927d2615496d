"""Results at the same moment: no number has a gap or a double, one act happens once, what breaks gives back all."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.core.refusals import Refused
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.actions.results import fixing
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import P5, colleague, do
from tests.dossiers.result_cast import NINE, appraised, approved, drafted
from tests.dossiers.test_acts_at_once import together

pytestmark = pytest.mark.usefixtures("seeded_alone")


def _apart(work: Callable[[], Any]) -> Any:
    """What a colleague at another counter does, on a connection of their own; of a refusal its code."""
    try:
        return work()
    except Refused as refused:
        return refused.refusal.code
    finally:
        connection.close()


def _number_of_approved(dossier: Dossier) -> str:
    return approved(dossier).number


def test_approvals_at_the_same_moment_number_results_without_gap_or_double() -> None:
    dossiers = [appraised() for _ in range(8)]
    for dossier in dossiers:
        drafted(dossier)
    numbers = together([partial(_number_of_approved, dossier) for dossier in dossiers])
    assert sorted(numbers) == [f"{number:02d}/UBND-XNTTHN" for number in range(1, 9)]
    assert verify() == []


def test_one_result_approved_by_several_is_numbered_once() -> None:
    dossier = appraised()
    drafted(dossier)

    def approve() -> str:
        try:
            do(Act.APPROVE, dossier, Role.APPROVE, NINE)
        except Refused as refused:
            return refused.refusal.code
        return "done"

    answers = together([approve] * 4)
    assert answers.count("done") == 1
    assert ResultDocument.objects.get().number == "01/UBND-XNTTHN"
    assert verify() == []


def test_what_breaks_after_the_number_was_drawn_gives_the_number_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier = appraised()
    drafted(dossier)

    def full(*_: object, **__: object) -> StoredFile:
        raise OSError("No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(fixing, "keep", full)
        with pytest.raises(OSError, match="No space"):
            do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    dossier.refresh_from_db()
    assert (dossier.state, ResultDocument.objects.get().state) == ("appraised", "draft")
    assert approved(dossier).number == "01/UBND-XNTTHN"
    assert verify() == []


def test_one_number_of_another_system_typed_for_two_dossiers_at_once_is_kept_for_one() -> None:
    dossiers = [appraised() for _ in range(4)]
    said: dict[str, Any] = {
        "number_source": "foreign",
        "foreign_number": "77/HT",
        "foreign_number_again": "77/HT",
    }

    def write(dossier: Dossier) -> str:
        try:
            drafted(dossier, **said)
        except Refused as refused:
            return refused.refusal.code
        return "done"

    answers = together([partial(write, dossier) for dossier in dossiers])
    assert sorted(answers) == ["done", *["foreign_number_taken"] * 3]


def test_a_list_held_to_its_end_and_a_single_approval_wait_in_one_order() -> None:
    """As a list with a key is held; its dossiers have drafts, so they go one by one and draw from one series."""
    dossiers = [appraised() for _ in range(2)]
    for dossier in dossiers:
        drafted(dossier)
    codes, signer = [str(dossier) for dossier in dossiers], colleague(Role.APPROVE, P5, NINE)
    singles: list[Future[Any]] = []

    single = partial(perform, act=Act.APPROVE, code=codes[1], actor=signer, at=NINE, said={})

    def after_the_first_number(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        found = execute(sql, *more)
        if "core_numbercounter" in sql and not singles:
            singles.append(pool.submit(_apart, single))
            wait(singles, timeout=1)
        return found

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.execute_wrapper(after_the_first_number):
            answers = perform_many(act=Act.APPROVE, codes=codes, actor=signer, at=NINE, said={})
        assert [answer.refusal for answer in answers] == [None, None]
        assert singles[0].result(30) == "wrong_order"  # it stands approved
    assert verify() == []


def wait_for_a_lock() -> None:
    """Until somebody waits for what this connection holds (the cluster also serves other tests, which wait too)."""
    give_up = time.monotonic() + 30
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
            assert time.monotonic() < give_up, "nobody waits"
            time.sleep(0.01)


def test_a_draft_that_comes_while_the_approval_is_on_its_way_is_not_passed_over() -> None:
    dossier = appraised()
    waiting: list[Future[Any]] = []

    def once_it_was_read(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        found = execute(sql, *more)
        if "dossiers_resultdocument" in sql and not waiting:
            waiting.append(pool.submit(_apart, partial(drafted, dossier)))
            wait(waiting, timeout=30)
        return found

    with (
        ThreadPoolExecutor(1) as pool,
        connection.execute_wrapper(once_it_was_read),
        pytest.raises(Refused) as refused,
    ):
        do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    assert refused.value.refusal.code == "result_just_drafted"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.result_number, waiting[0].result().state) == ("appraised", "", "draft")
    assert approved(dossier).number == "01/UBND-XNTTHN"
    assert verify() == []


def test_an_approval_that_waits_for_who_drafts_does_not_pass_over_the_draft() -> None:
    dossier, signer = appraised(), colleague(Role.APPROVE, P5, NINE)

    approve = partial(perform, act=Act.APPROVE, code=str(dossier), actor=signer, at=NINE, said={})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            drafted(dossier)
            waiting = pool.submit(_apart, approve)
            wait_for_a_lock()
        assert waiting.result(30) == "result_just_drafted"
    assert approved(dossier).number == "01/UBND-XNTTHN"
