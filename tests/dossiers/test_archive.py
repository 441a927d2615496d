"""Closed dossiers in the archive: a term each, readable, changed by nobody; gone only by decision."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.core.refusals import Refused
from motcua.dossiers.actions.archiving import archive_closed
from motcua.dossiers.archive.retention import read_retention, retention
from motcua.dossiers.models import ArchiveRecord, Dossier, PendingAct
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, LAND_CHANGE, Q11, at, colleague, do, received

NINE = at("2022-05-16 09:00")
LATER = at("2022-12-01 08:00")


def closed(code: str = CERTIFIED_COPY, **more: Any) -> Dossier:
    """A dossier that ended the same morning."""
    dossier = received(code, Q11, NINE, **more)
    do(Act.WITHDRAW, dossier, Role.RECEIVE, NINE + timedelta(minutes=5), reason="Đổi ý", note="")
    dossier.refresh_from_db()
    return dossier


@pytest.mark.requirement("R-086")
def test_a_term_comes_from_the_first_group_that_fits_and_counts_from_the_end():
    table = retention()
    sale = table.term_of(book="SCT/HĐ,GD", field="Chứng thực", procedure="x")
    other = table.term_of(book="SCT/BS", field="Chứng thực", procedure="x")
    birth = table.term_of(book="", field="Hộ tịch", procedure="x")
    assert (sale.words, sale.until(date(2022, 5, 16))) == ("20 năm", date(2042, 5, 17))
    assert (other.words, other.until(date(2024, 2, 29))) == ("10 năm", date(2034, 3, 2))
    assert (birth.words, birth.until(date(2022, 5, 16))) == ("vĩnh viễn", None)
    row = {"key": "k", "name": "n", "basis": "b", "source": "s", "confidence": "knowledge"}
    days = read_retention({"after_days": 1, "groups": [], "otherwise": row | {"days": 30}}).otherwise
    assert (days.words, days.until(date(2022, 5, 1))) == ("30 ngày", date(2022, 6, 1))
    for wrong in ({}, {"years": 5, "permanent": True}, {"years": 0}, {"years": -1}, {"days": True}):
        with pytest.raises(ValueError, match=r"term|number"):
            read_retention({"after_days": 1, "groups": [], "otherwise": row | wrong})


@pytest.mark.requirement("R-086")
def test_a_closed_dossier_goes_to_the_archive_after_its_days_once(seeded: None):
    dossier, still_open = closed(), received(CERTIFIED_COPY, Q11, NINE)
    assert dossier.ended_at is not None
    limit = dossier.ended_at + timedelta(days=retention().after_days)
    assert archive_closed(at=limit - timedelta(seconds=1)) == 0
    assert (archive_closed(at=limit), archive_closed(at=limit)) == (1, 0)
    record = ArchiveRecord.objects.get()
    assert (record.dossier_id, record.keep_until) == (dossier.pk, date(2032, 5, 17))
    still_open.refresh_from_db()
    assert still_open.archived_at is None
    assert verify() == []


@pytest.mark.rule("144/KH-UBND BR-VT II.7")
@pytest.mark.requirement("R-086")
def test_every_act_on_an_archived_dossier_is_refused_and_so_is_the_database(seeded: None):
    dossier = closed(LAND_CHANGE)
    done = do(Act.ARCHIVE, dossier, Role.LEAD, NINE + timedelta(minutes=10))
    assert done.state == "withdrawn"
    for act, role in (
        (Act.ARCHIVE, Role.CONTROL),
        (Act.MOVE_ORIGINALS, Role.RECEIVE),
        (Act.APPROVE, Role.APPROVE),
    ):
        with pytest.raises(Refused) as refused:
            do(act, dossier, role, LATER)
        assert refused.value.refusal.code == "archived"
    for sql in (
        "UPDATE dossiers_dossier SET applicant_name = 'Người khác' WHERE id = %s",
        "UPDATE dossiers_dossier SET archived_at = NULL WHERE id = %s",
        "DELETE FROM dossiers_dossier WHERE id = %s",
        "UPDATE dossiers_step SET data = '{}' WHERE dossier_id = %s",
        "DELETE FROM dossiers_handedin WHERE dossier_id = %s",
        "UPDATE dossiers_archiverecord SET keep_until = '2022-01-01' WHERE dossier_id = %s",
        "INSERT INTO dossiers_step (dossier_id, seq, act, source, target, at, actor_name, unit_id, place, data, "
        "facts_hash, previous, hash) SELECT dossier_id, 99, 'remind', source, target, at, '', unit_id, place, '{}', "
        "facts_hash, hash, hash FROM dossiers_step WHERE dossier_id = %s LIMIT 1",
        "INSERT INTO dossiers_pendingact (dossier_id, act, asked_by_id, asked_at, data) "
        "SELECT %s, 'correct', max(id), now(), '{}' FROM organisation_person",
    ):
        with pytest.raises(DatabaseError, match=r"archived|append-only|archive"), transaction.atomic():
            connection.cursor().execute(sql, [dossier.pk])
    assert verify() == []


@pytest.mark.requirement("R-086")
def test_what_waited_for_a_second_person_and_cannot_be_done_any_more_holds_no_dossier_back(seeded: None):
    withdrawn, returned = received(CERTIFIED_COPY, Q11, NINE), received(CERTIFIED_COPY, Q11, NINE)
    asker = colleague(Role.LEAD, Q11, NINE).person_id
    for dossier, act in ((withdrawn, Act.CORRECT), (returned, Act.UNDO_RETURN)):
        PendingAct.objects.create(dossier=dossier, act=act, asked_by_id=asker, asked_at=NINE, data={})
    do(Act.WITHDRAW, withdrawn, Role.RECEIVE, NINE, reason="Đổi ý", note="")
    for act, role in ((Act.APPRAISE, Role.APPRAISE), (Act.APPROVE, Role.APPROVE), (Act.STAMP, Role.SEAL)):
        do(act, returned, role, NINE)
    do(Act.RETURN_RESULT, returned, Role.RETURN, NINE, receiver=returned.applicant_name, identity="CCCD")
    do(Act.ARCHIVE, withdrawn, Role.LEAD, LATER)
    assert withdrawn.steps.get(act=Act.ARCHIVE).data["lapsed"] == ["correct"]
    with pytest.raises(Refused) as refused:
        do(Act.ARCHIVE, returned, Role.LEAD, LATER)
    assert refused.value.refusal.code == "act_pending"
    assert list(PendingAct.objects.values_list("dossier_id", flat=True)) == [returned.pk]
    assert verify() == []
