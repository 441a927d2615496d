"""What somebody with the database's own password changes of an issued report is told by `verify`."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.checking import check_all
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.reports import verification
from motcua.reports.actions.issuing import confirm_report, return_report
from motcua.reports.issued import digest_of
from motcua.reports.models import Report, ReportContent
from motcua.reports.verification import report_faults
from tests.cast import THANH_SON, colleague
from tests.reports.model_days import THANH_HA
from tests.reports.test_issuing import NOVEMBER, drafted, issued

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.requirement("R-292", "R-281")]


@pytest.fixture
def reports(seeded: None) -> list[Report]:
    """One issued and returned, the one in its place issued too, one still a draft."""
    first = drafted()
    issued(first)
    above = colleague(Role.LEAD, THANH_HA, NOVEMBER)
    confirm_report(report_id=first.pk, actor=above, at=NOVEMBER)
    return_report(report_id=first.pk, reason="Thiếu 13/10", actor=above, at=NOVEMBER)
    second = drafted(replaces=first.pk)
    issued(second)
    return [first, second, drafted()]


def behind_the_back(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def told() -> str:
    return "; ".join(f"{chain} {place} {what}" for chain, place, what in report_faults())


def test_reports_nobody_touched_fit(reports: list[Report]) -> None:
    assert told() == ""
    assert verify(report_faults) == []


def test_reports_are_read_in_portions_and_the_broken_one_of_each_is_told(
    reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_CHUNK", 2)
    assert told() == ""
    behind_the_back("UPDATE reports_report SET last = last + 1")
    behind_the_back(f"DELETE FROM reports_reportevent WHERE report_id = {reports[2].pk}")
    with CaptureQueriesContext(connection) as asked:
        found = told()
    assert all(f"báo cáo {one.pk} (" in found for one in reports)
    events = [one["sql"] for one in asked if 'FROM "reports_reportevent"' in one["sql"]]
    assert len(events) == 2


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE reports_reportcontent SET canonical = replace(canonical, 'Thứ sáu', 'Thứ bảy')",
            "không còn khớp mã SHA-256",
        ),
        ("UPDATE reports_reportcontent SET canonical = 'x', sha256 = repeat('0', 64)", "mã SHA-256"),
        ("UPDATE reports_reportcontent SET sender = 'Ai đó'", "người gửi không khớp"),
        ("UPDATE reports_report SET last = last + 1", "kỳ báo cáo không khớp"),
        ("DELETE FROM reports_reportcontent", "nội dung đã phát hành không còn"),
        ("DELETE FROM reports_reportevent WHERE act = 'confirm'", "bị thiếu hoặc đã bị sửa"),
        ("UPDATE reports_reportevent SET state = 'issued' WHERE act = 'return'", "bị thiếu hoặc đã bị sửa"),
        ("UPDATE core_numbercounter SET count = count - 1 WHERE scope LIKE 'report_issued|%'", "cấp hai lần"),
        ("UPDATE core_numbercounter SET head = repeat('0', 64) WHERE scope LIKE 'report|%'", "đã bị sửa"),
        ("DELETE FROM core_numbercounter WHERE scope LIKE 'report|%'", "bộ đếm số không còn"),
        ("UPDATE reports_report SET number = 9 WHERE number = 3", "không còn báo cáo mang số này"),
    ],
)
def test_each_change_behind_the_back_is_told(reports: list[Report], statement: str, words: str) -> None:
    behind_the_back(statement)
    assert words in told()


def test_a_content_changed_together_with_its_hash_differs_from_the_journal(reports: list[Report]) -> None:
    content = ReportContent.objects.get(report=reports[0])
    forged = content.canonical.replace('"provisional":false', '"provisional":true')
    assert forged != content.canonical
    behind_the_back(
        f"UPDATE reports_reportcontent SET canonical = $x${forged}$x$, sha256 = '{digest_of(forged)}' "
        f"WHERE report_id = {content.pk}"
    )
    assert f"báo cáo {reports[0].pk} ({THANH_SON})" in told()
    assert "không còn khớp mã SHA-256" in told()


def test_an_issued_report_turned_back_into_a_draft_is_told(reports: list[Report]) -> None:
    behind_the_back(
        f"DELETE FROM reports_reportcontent WHERE report_id = {reports[1].pk};"
        f"DELETE FROM reports_reportevent WHERE report_id = {reports[1].pk} AND act = 'issue'"
    )
    assert "nay không còn là đã phát hành" in told()
    assert "số báo cáo hai-duong.thanh-ha.thanh-son 2023 2 số đã cấp" in told()


def test_the_command_and_the_check_of_the_night_look_at_reports_too(reports: list[Report]) -> None:
    behind_the_back("UPDATE reports_reportcontent SET sender = 'Ai đó'")
    run = check_all(at=NOVEMBER, ended=lambda: NOVEMBER + timedelta(minutes=1), above=(report_faults,))
    assert run.count == 2
    assert any("người gửi" in str(what) for *_where, what in run.findings)
    assert [one.what for one in verify(report_faults)] == ["người gửi không khớp lần phát hành"] * 2
