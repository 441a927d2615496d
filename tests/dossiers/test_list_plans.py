"""Do work lists find their rows in an index, whatever the office has behind it? Asked of PostgreSQL's own plans."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, Cast, cast_of, receive_one, trip
from motcua.cli.bench.lists import explained, questions, statements
from motcua.cli.bench.lists_office import fill
from motcua.cli.bench.office import MONDAY
from motcua.core.moments import local_day
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Filters, in_unit, narrowed, work_list
from motcua.dossiers.terms import WITHOUT_RESULT, Act, State
from motcua.dossiers.usual_times import ready_in
from motcua.organisation.terms import Role

pytestmark = pytest.mark.usefixtures("seeded_alone")
SIZE = 20_000


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def test_no_list_reads_all_dossiers_and_each_asks_at_most_two_questions() -> None:
    fill(SIZE, MONDAY)
    for asked in [one for one in questions() if one.most is not None]:
        for work in asked.works:
            sent = statements(work)
            assert 1 <= len(sent) <= 2, asked.name
            for sql, params in sent:
                plan = explained(sql, params, analyze=False)["Plan"]
                read = [node for node in nodes(plan) if node.get("Relation Name") == "dossiers_dossier"]
                assert read, asked.name
                assert "Seq Scan" not in {node["Node Type"] for node in read}, (asked.name, sql)


def test_a_plan_kept_since_the_office_was_empty_reads_one_dossier_however_many_came_since() -> None:
    with connection.cursor() as cursor:  # else the table may be analysed before, when empty, or meanwhile
        cursor.execute("ALTER TABLE dossiers_dossier SET (autovacuum_enabled = false)")
        cursor.execute("SELECT pg_clear_relation_stats('public', 'dossiers_dossier')")
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    for _ in range(6):  # PostgreSQL plans a prepared statement anew five times, then keeps a plan
        trip(cast)
    for _ in range(300):
        receive_one(cast)
    with transaction.atomic():
        before = rows_read("dossiers_dossier")
        trip(cast)
        assert rows_read("dossiers_dossier") - before < 60


def test_a_tray_reads_its_own_dossiers_with_a_plan_kept_since_the_office_was_empty_and_without_counts() -> (
    None
):
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_dossier SET (autovacuum_enabled = false)")
        cursor.execute("ALTER TABLE dossiers_step SET (autovacuum_enabled = false)")
        cursor.execute("ANALYZE dossiers_dossier, dossiers_step")
    for _ in range(6):
        tray_of(cast, [str(receive_one(cast)) for _ in range(2)])
    codes = [str(receive_one(cast)) for _ in range(420)]
    reads_its_own(cast, codes[-20:])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_dossier")
        cursor.execute("SELECT pg_clear_relation_stats('public', 'dossiers_dossier')")
    reads_its_own(cast, codes[-40:-20])


TRAY_ACTS = ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL))


def reads_its_own(cast: Cast, codes: list[str]) -> None:
    """Each act far fewer rows than there are, of dossiers and of steps."""
    tables = ("dossiers_dossier", "dossiers_step")
    for act, role in TRAY_ACTS:
        with transaction.atomic():
            before = [rows_read(table) for table in tables]
            at_once(cast, act, role, codes)
            read = [rows_read(table) - already for table, already in zip(tables, before, strict=True)]
        assert max(read) < 200, (act, read)


def tray_of(cast: Cast, codes: list[str]) -> None:
    """Appraised, approved and stamped at once."""
    for act, role in TRAY_ACTS:
        at_once(cast, act, role, codes)


def at_once(cast: Cast, act: Act, role: Role, codes: list[str]) -> None:
    answers = perform_many(act=act, codes=codes, actor=cast.people[role], at=cast.at, said={})
    assert all(answer.done for answer in answers), answers


def test_approving_and_stamping_touch_no_index_of_the_dossier() -> None:
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    code = str(receive_one(cast))
    perform(act=Act.APPRAISE, code=code, actor=cast.people[Role.APPRAISE], at=cast.at, said={})
    with transaction.atomic():
        before = updated("dossiers_dossier")
        for act, role in ((Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
            perform(act=act, code=code, actor=cast.people[role], at=cast.at, said={})
        after = updated("dossiers_dossier")
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 2]


def updated(table: str) -> tuple[int, int]:
    """How often a row was written anew, and how often of these without its indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = %s", [table]
        )
        [(all_of_them, alone)] = cursor.fetchall()
    return all_of_them, alone


def test_the_usual_time_of_a_procedure_is_told_from_an_index_over_it() -> None:
    fill(SIZE, MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, procedure_id FROM dossiers_dossier GROUP BY 1, 2 ORDER BY count(*) DESC"
        )
        unit_id, procedure = cursor.fetchone()
    today = MONDAY.date()
    found = ready_in(unit_id, procedure, today - timedelta(days=90), today)
    slow = [
        one.pk
        for one in in_unit(unit_id).filter(procedure=procedure)
        if one.ready_at and one.state != "cancelled" and 0 <= (today - local_day(one.ready_at)).days <= 90
    ]
    assert sorted(found.values_list("pk", flat=True)) == sorted(slow) != []
    [(sql, params)] = statements(lambda: list(found))
    plan = explained(sql, params, analyze=False)["Plan"]
    assert "dossier_ended_by_procedure" in {node.get("Index Name") for node in nodes(plan)}
    assert "Seq Scan" not in {node["Node Type"] for node in nodes(plan)}


def rows_read(table: str) -> int:
    """Rows of the table read so far, as far as they are not yet told to the statistics."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = %s", [table]
        )
        [(rows,)] = cursor.fetchall()
    return int(rows)


def test_what_an_act_sets_on_every_dossier_is_in_no_index_so_that_moving_one_on_touches_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'dossiers_dossier'")
        indexes = [definition for (definition,) in cursor.fetchall()]
    assert len(indexes) > 5
    for column in (
        "state",
        "state_since",
        "step_count",
        "head_hash",
        "facts_hash",
        "result_number",
        "ready_at",
    ):
        named = [one for one in indexes if re.search(rf"\b{column}\b", one.partition(" USING ")[2])]
        assert not named, column


def test_the_list_of_what_was_given_up_holds_each_such_dossier_and_is_read_from_its_own_index() -> None:
    fill(SIZE, MONDAY)
    cast = cast_of(UNIT, PROCEDURE, MONDAY)
    codes = [str(receive_one(cast)) for _ in range(3)]
    withdrawn = perform_many(
        act=Act.WITHDRAW,
        codes=codes[:2],
        actor=cast.people[Role.RECEIVE],
        at=cast.at,
        said={"reason": "Đã đổi ý"},
    )
    assert all(answer.done for answer in withdrawn), withdrawn
    for state in WITHOUT_RESULT:
        stand = set(Dossier.objects.filter(unit_id=UNIT, state=state).values_list("pk", flat=True))
        assert set(narrowed(in_unit(UNIT), Filters(state=state)).values_list("pk", flat=True)) == stand
    [(sql, params)] = statements(lambda: work_list(UNIT, Filters(state=State.WITHDRAWN)))
    plan = explained(sql, params, analyze=False)["Plan"]
    assert "dossier_given_up_by_due" in {node.get("Index Name") for node in nodes(plan)}
