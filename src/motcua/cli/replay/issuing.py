"""What does the city issue of the month played again? Its report, frozen under its hash, once, with its paper."""

from datetime import date, datetime, time, timedelta

from motcua.cli.replay.plan import Month
from motcua.core.moments import at as moment_at
from motcua.documents.report_files import ReportFile, report_file
from motcua.organisation.actors import Actor
from motcua.organisation.models import RoleGrant, in_force
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.reports.actions.issuing import Wanted, draft_report, issue_report
from motcua.reports.issue_terms import ReportKind
from motcua.reports.issued import ReportPage, head_for, report_page
from motcua.reports.models import Report

CITY, HOME_AFFAIRS = "hcmc", "hcmc.so-noi-vu"
_MORNING = time(8)


def issued_report(month: Month) -> ReportPage:
    """The report of the whole month by block, issued the morning after it; one issued before is given again."""
    moment = moment_at(month.last + timedelta(days=1), _MORNING)
    found = Report.objects.filter(
        kind=ReportKind.CAMPAIGN.value, unit_id=CITY, programme=month.programme, content__isnull=False
    ).first()
    return report_page(found or _issue(month, moment), moment)


def paper_of_report(page: ReportPage) -> bytes:
    """The issued report as PDF, with its number, hash and sender."""
    content = page.content
    assert content is not None
    return report_file(
        page.paper,
        ReportFile.PDF,
        head_for(page),
        code=page.name,
        sha256=content.sha256,
        sender=content.sender,
    )


def _issue(month: Month, moment: datetime) -> Report:
    """Through the office's own acts: drafted, frozen, sent to the department that watches the month."""
    head = _head(month.last + timedelta(days=1))
    wanted = Wanted(ReportKind.CAMPAIGN, month.programme, month.first, month.last)
    report = draft_report(wanted=wanted, actor=head, at=moment)
    issue_report(report_id=report.pk, receivers=[HOME_AFFAIRS], others="", actor=head, at=moment)
    return report


def _head(day: date) -> Actor:
    grants = RoleGrant.objects.filter(in_force(day), unit_id=CITY, role=Role.LEAD)
    actor = actor_of(person_id=grants.earliest("person_id").person_id, unit_id=CITY, on=day)
    assert actor is not None
    return actor
