"""Whoever changes a record behind the application's back is found, and the first broken link is named."""

from collections.abc import Callable

import pytest
from django.db import connection

from motcua.core import journal
from motcua.core.models import JournalEntry
from motcua.dossiers.actions.daily_heads import record_daily_heads
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import last_step_at
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received

pytestmark = pytest.mark.usefixtures("seeded_alone")


def behind(sql: str, *params: int | str) -> None:
    """Change the database as somebody with full power over it would, past triggers and foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = DEFAULT")


def worked_on() -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 09:05"))
    behind("CREATE TABLE before_approval AS SELECT * FROM dossiers_dossier")
    do(Act.APPROVE, dossier, Role.APPROVE, at("2022-05-16 09:10"))
    return dossier


def change_a_step(dossier: Dossier) -> None:
    behind("UPDATE dossiers_step SET actor_name = 'Người khác' WHERE dossier_id = %s AND seq = 2", dossier.pk)


def slip_a_fraction_into_a_step(dossier: Dossier) -> None:
    """No content of ours has one: it has no single way to be written."""
    behind(
        """UPDATE dossiers_step SET data = data || '{"x": 1.5}' WHERE dossier_id = %s AND seq = 2""",
        dossier.pk,
    )


def slip_a_fraction_into_the_dossier(dossier: Dossier) -> None:
    behind("""UPDATE dossiers_dossier SET items = '[{"pages": 1.5}]' WHERE id = %s""", dossier.pk)


def slip_a_fraction_into_the_journal(dossier: Dossier) -> None:
    looked_at(dossier)
    behind("""UPDATE core_journalentry SET detail = '{"x": 1.5}' WHERE chain = 'hcmc.q11' AND seq = 1""")


def change_a_due_time(dossier: Dossier) -> None:
    behind("UPDATE dossiers_dossier SET due_at = due_at + interval '1 hour' WHERE id = %s", dossier.pk)


def change_a_name(dossier: Dossier) -> None:
    behind("UPDATE dossiers_dossier SET applicant_name = 'Trần Văn Năm' WHERE id = %s", dossier.pk)


def cut_the_tail(dossier: Dossier) -> None:
    behind("DELETE FROM dossiers_step WHERE dossier_id = %s AND seq = 3", dossier.pk)


def remove_a_step_in_the_middle(dossier: Dossier) -> None:
    behind("DELETE FROM dossiers_step WHERE dossier_id = %s AND seq = 2", dossier.pk)


def cut_the_tail_and_mend_the_dossier(dossier: Dossier) -> None:
    """The approval never was: step gone, the dossier's whole row as it stood before."""
    cut_the_tail(dossier)
    behind("DELETE FROM dossiers_dossier WHERE id = %s", dossier.pk)
    behind("INSERT INTO dossiers_dossier SELECT * FROM before_approval WHERE id = %s", dossier.pk)


def make_the_dossier_vanish(dossier: Dossier) -> None:
    behind("DELETE FROM dossiers_step WHERE dossier_id = %s", dossier.pk)
    behind("DELETE FROM dossiers_handedin WHERE dossier_id = %s", dossier.pk)
    behind("DELETE FROM dossiers_dossier WHERE id = %s", dossier.pk)


def change_the_papers(dossier: Dossier) -> None:
    behind("UPDATE dossiers_handedin SET original = 9 WHERE dossier_id = %s", dossier.pk)


def rename_a_paper(dossier: Dossier) -> None:
    behind("UPDATE dossiers_handedin SET name = 'Giấy khác' WHERE dossier_id = %s", dossier.pk)


def lose_the_counter(dossier: Dossier) -> None:
    behind("DELETE FROM core_numbercounter WHERE scope LIKE 'dossier|%%'")


def turn_the_result_counter_back(dossier: Dossier) -> None:
    behind("UPDATE core_numbercounter SET count = 0, head = '' WHERE scope LIKE 'result|%%'")


def skip_a_result_number(dossier: Dossier) -> None:
    behind("UPDATE core_numbercounter SET count = 2 WHERE scope LIKE 'result|%%'")


def cut_the_journal(dossier: Dossier) -> None:
    looked_at(dossier)
    behind("DELETE FROM core_journalentry WHERE chain = %s AND seq = 2", Q11)


def change_the_journal(dossier: Dossier) -> None:
    looked_at(dossier)
    behind("UPDATE core_journalentry SET actor_name = 'Người khác' WHERE chain = %s AND seq = 1", Q11)


def lose_the_journal(dossier: Dossier) -> None:
    looked_at(dossier)
    behind("DELETE FROM core_journalchain WHERE key = %s", Q11)


def looked_at(dossier: Dossier) -> None:
    for _ in range(2):
        journal.record(
            chain=Q11,
            at=at("2022-05-16 09:20"),
            actor_id=None,
            actor_name="Hà",
            action="view",
            subject=str(dossier),
        )
    assert verify() == []


def turn_the_counter_back(dossier: Dossier) -> None:
    behind("UPDATE core_numbercounter SET count = 0, head = '' WHERE scope LIKE 'dossier|%%'")


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize(
    ("change", "chain", "link"),
    [
        (change_a_step, "code", 2),
        (slip_a_fraction_into_a_step, "code", 2),
        (slip_a_fraction_into_the_dossier, "code", 3),
        (slip_a_fraction_into_the_journal, "nhật ký hcmc.q11", 1),
        (change_a_due_time, "code", 3),
        (change_a_name, "code", 3),
        (cut_the_tail, "code", 3),
        (remove_a_step_in_the_middle, "code", 2),
        (cut_the_tail_and_mend_the_dossier, "code", 3),
        (make_the_dossier_vanish, "code", None),
        (change_the_papers, "code", 0),
        (turn_the_counter_back, "000.00.31.H29-220516-", 1),
        (rename_a_paper, "code", 0),
        (lose_the_counter, "000.00.31.H29-220516-", 0),
        (turn_the_result_counter_back, "số kết quả hcmc.q11 2022", 1),
        (skip_a_result_number, "02/2022/KQ-TTHC", 0),
        (cut_the_journal, "nhật ký hcmc.q11", 2),
        (change_the_journal, "nhật ký hcmc.q11", 1),
        (lose_the_journal, "nhật ký hcmc.q11", 0),
    ],
)
def test_a_change_behind_the_applications_back_is_named(
    change: Callable[[Dossier], None], chain: str, link: int | None
) -> None:
    dossier = worked_on()
    assert verify() == []
    change(dossier)
    findings = verify()
    expected = dossier.code if chain == "code" else chain
    named = [finding for finding in findings if finding.chain == expected]
    assert named, findings
    if link is not None:
        assert named[0].seq == link


def test_a_daily_head_shows_what_was_mended_everywhere_else() -> None:
    dossier = worked_on()
    assert record_daily_heads(at=at("2022-05-17 00:10"))
    assert verify() == []
    cut_the_tail_and_mend_the_dossier(dossier)
    behind("DELETE FROM core_outboxmessage WHERE payload->>'act' = 'approve'")
    behind("DELETE FROM core_numbercounter WHERE scope LIKE 'result|%%'")
    assert [finding.chain for finding in verify()] == ["ngày 16/05/2022"]


@pytest.mark.requirement("R-292")
def test_a_journal_cut_together_with_its_own_row_is_seen_from_the_evening_on() -> None:
    dossier = worked_on()
    looked_at(dossier)
    record_daily_heads(at=at("2022-05-17 00:10"))
    last = JournalEntry.objects.filter(chain=Q11).order_by("-seq").first()
    assert last is not None
    looked_at(dossier)  # what grows afterwards changes nothing about the evening before
    behind("DELETE FROM core_journalentry WHERE chain = %s AND seq >= %s", Q11, last.seq)
    behind(
        "UPDATE core_journalchain SET count = %s, head = %s WHERE key = %s", last.seq - 1, last.previous, Q11
    )
    assert [(finding.chain, finding.seq) for finding in verify()] == [(f"nhật ký {Q11}", last.seq)]


def test_a_journal_that_vanished_as_a_whole_is_seen() -> None:
    looked_at(worked_on())
    record_daily_heads(at=at("2022-05-17 00:10"))
    behind("DELETE FROM core_journalentry WHERE chain = %s", Q11)
    behind("DELETE FROM core_journalchain WHERE key = %s", Q11)
    assert [finding.chain for finding in verify()] == [f"nhật ký {Q11}"]


@pytest.mark.parametrize("statement", ["UPDATE {} SET act = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_itself_refuses_to_change_a_step(statement: str) -> None:
    worked_on()
    with connection.cursor() as cursor, pytest.raises(Exception, match="append-only"):
        cursor.execute(statement.format("dossiers_step"))


def test_days_after_the_last_step_need_no_head_and_the_clock_may_still_begin_there() -> None:
    worked_on()
    assert record_daily_heads(at=at("2022-06-01 00:10")) == [at("2022-05-16 09:00").date()]
    assert last_step_at() == at("2022-05-17 00:00")
    received(CERTIFIED_COPY, Q11, at("2022-05-20 09:00"))
    assert last_step_at() == at("2022-05-20 09:00")
    assert len(record_daily_heads(at=at("2022-06-01 00:10"))) == 4
    assert verify() == []
