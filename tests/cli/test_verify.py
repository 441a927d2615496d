"""`motcua verify` says whether everything recorded still fits, and ends with one where it does not."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection

from motcua.cli.commands import verify
from motcua.organisation.terms import Role
from motcua.reports.actions.issuing import Wanted, draft_report, issue_report
from motcua.reports.issue_terms import ReportKind
from tests.api.office import EVERYTHING, MONDAY_14_59, Q11, Program, received, token_for
from tests.cast import colleague

pytestmark = pytest.mark.usefixtures("seeded_alone")


@pytest.fixture
def code(office_clock: Callable[[datetime], None]) -> str:
    office_clock(MONDAY_14_59)
    program = Program(token_for(Q11, *EVERYTHING))
    found = received(program)
    program.post(f"/dossiers/{found}/acts/appraise")
    return found


def behind_the_back(statement: str) -> None:
    """What somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.requirement("R-292")
def test_an_untouched_office_fits(code: str, capsys: pytest.CaptureFixture[str]):
    assert verify.run(argparse.Namespace(json=False)) == 0
    assert verify.run(argparse.Namespace(json=True)) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"ok": True, "findings": []}


@pytest.mark.requirement("R-292")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_step SET at = at - interval '1 hour' WHERE act = 'appraise'",
        "DELETE FROM dossiers_step WHERE act = 'appraise'",
        "UPDATE dossiers_dossier SET due_at = due_at + interval '1 day'",
        "UPDATE dossiers_dossier SET applicant_name = 'Ai đó'",
    ],
    ids=["a step moved back", "a tail cut off", "a due time moved", "a name changed"],
)
def test_a_change_behind_the_back_is_named_and_ends_with_one(
    code: str, statement: str, capsys: pytest.CaptureFixture[str]
):
    behind_the_back(statement)
    assert verify.run(argparse.Namespace(json=True)) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert code in {finding["chain"] for finding in said["findings"]}
    assert verify.run(argparse.Namespace(json=False)) == 1
    assert code in capsys.readouterr().err


@pytest.mark.requirement("R-292")
def test_a_changed_report_is_named_by_the_command(code: str, capsys: pytest.CaptureFixture[str]):
    head = colleague(Role.LEAD, Q11, MONDAY_14_59)
    wanted = Wanted(ReportKind.CAMPAIGN, "q11-same-day-2022", date(2022, 5, 1), date(2022, 5, 14))
    report = draft_report(wanted=wanted, actor=head, at=MONDAY_14_59)
    issue_report(report_id=report.pk, receivers=["hcmc"], others="", actor=head, at=MONDAY_14_59)
    assert verify.run(argparse.Namespace(json=True)) == 0
    behind_the_back("UPDATE reports_reportcontent SET canonical = canonical || ' '")
    capsys.readouterr()
    assert verify.run(argparse.Namespace(json=True)) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert finding["chain"] == f"báo cáo {report.pk} ({Q11})"
    assert "SHA-256" in finding["what"]
